"""The field: phones and their notebooks, meetings, slips, pictures, and tables of comments that people bring.

Revision ID: 0003
Revises: 0002
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# What a comment says now has one column more, and the guard knows it.
_SAID = (
    "number", "submission_id", "task_id", "consultation_id", "station_id", "room_id", "place", "provision_id",
    "stance", "corrects_id", "late", "fingerprint", "recorded_by_id", "heard_at", "device_heard_at",
    "recorded_at", "quote", "quote_start",
)  # fmt: skip
_SAME_LITE = " AND ".join(f"NEW.{one} IS OLD.{one}" for one in _SAID)
_SAME = " AND ".join(f"NEW.{one} IS NOT DISTINCT FROM OLD.{one}" for one in _SAID)

SQLITE_GUARDS = [
    "DROP TRIGGER comment_unchanged",
    f"CREATE TRIGGER comment_unchanged BEFORE UPDATE ON comment WHEN NOT ({_SAME_LITE}) "
    "BEGIN SELECT RAISE(ABORT, 'a comment is never changed'); END",
]

POSTGRESQL_GUARDS = [
    "CREATE OR REPLACE FUNCTION guard_comment() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN IF {_SAME} THEN RETURN NEW; END IF; RAISE EXCEPTION 'a comment is never changed'; END $$",
]


def upgrade() -> None:
    """Make the tables, add the columns, then renew the guard."""
    op.create_table(
        "device",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=True),
        sa.Column("room_id", sa.Uuid(), nullable=True),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_device_account_id_account")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["account.id"], name=op.f("fk_device_ended_by_id_account")),
        sa.ForeignKeyConstraint(["room_id"], ["unit.id"], name=op.f("fk_device_room_id_unit")),
        sa.ForeignKeyConstraint(["station_id"], ["unit.id"], name=op.f("fk_device_station_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
    )
    op.create_index(op.f("ix_device_account_id"), "device", ["account_id"], unique=False)
    op.create_index(op.f("ix_device_room_id"), "device", ["room_id"], unique=False)
    op.create_table(
        "closed_code",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["account.id"], name=op.f("fk_closed_code_closed_by_id_account")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_closed_code_task_id_task")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_closed_code")),
    )
    op.create_index(op.f("ix_closed_code_task_id"), "closed_code", ["task_id"], unique=False)
    op.create_table(
        "intake",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("remarks", sa.JSON(), nullable=False),
        sa.Column("brought_by_id", sa.Uuid(), nullable=False),
        sa.Column("brought_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["brought_by_id"], ["account.id"], name=op.f("fk_intake_brought_by_id_account")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_intake_file_id_stored_file")),
        sa.ForeignKeyConstraint(["room_id"], ["unit.id"], name=op.f("fk_intake_room_id_unit")),
        sa.ForeignKeyConstraint(["station_id"], ["unit.id"], name=op.f("fk_intake_station_id_unit")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_intake_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake")),
    )
    op.create_index(op.f("ix_intake_task_id"), "intake", ["task_id"], unique=False)
    op.create_table(
        "meeting",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("venue", sa.String(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("presider", sa.String(), nullable=False),
        sa.Column("recorder", sa.String(), nullable=False),
        sa.Column("topics", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("begun_by_id", sa.Uuid(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["begun_by_id"], ["account.id"], name=op.f("fk_meeting_begun_by_id_account")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["account.id"], name=op.f("fk_meeting_closed_by_id_account")),
        sa.ForeignKeyConstraint(["room_id"], ["unit.id"], name=op.f("fk_meeting_room_id_unit")),
        sa.ForeignKeyConstraint(["station_id"], ["unit.id"], name=op.f("fk_meeting_station_id_unit")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_meeting_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index("ix_meeting_task_id_held_at", "meeting", ["task_id", "held_at"], unique=False)
    op.create_table(
        "attendee",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("household", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_attendee_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendee")),
        sa.UniqueConstraint("meeting_id", "position", name=op.f("uq_attendee_meeting_id_position")),
    )
    op.create_table(
        "slip",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=True),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("twice", sa.Boolean(), nullable=False),
        sa.Column("blank", sa.Boolean(), nullable=False),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("printed_by_id", sa.Uuid(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_slip_household_id_household")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_slip_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["printed_by_id"], ["account.id"], name=op.f("fk_slip_printed_by_id_account")),
        sa.ForeignKeyConstraint(["room_id"], ["unit.id"], name=op.f("fk_slip_room_id_unit")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["account.id"], name=op.f("fk_slip_settled_by_id_account")),
        sa.ForeignKeyConstraint(["station_id"], ["unit.id"], name=op.f("fk_slip_station_id_unit")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_slip_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip")),
        sa.UniqueConstraint("task_id", "number", name=op.f("uq_slip_task_id_number")),
    )
    op.create_table(
        "keying",
        sa.Column("slip_id", sa.Uuid(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("keyed_by_id", sa.Uuid(), nullable=False),
        sa.Column("keyed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["keyed_by_id"], ["account.id"], name=op.f("fk_keying_keyed_by_id_account")),
        sa.ForeignKeyConstraint(["slip_id"], ["slip.id"], name=op.f("fk_keying_slip_id_slip")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keying")),
        sa.UniqueConstraint("slip_id", "turn", name=op.f("uq_keying_slip_id_turn")),
    )
    op.create_table(
        "attachment",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=True),
        sa.Column("submission_id", sa.Uuid(), nullable=True),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("slip_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("sent_sha256", sa.String(), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["account.id"], name=op.f("fk_attachment_added_by_id_account")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_attachment_file_id_stored_file")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_attachment_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["room_id"], ["unit.id"], name=op.f("fk_attachment_room_id_unit")),
        sa.ForeignKeyConstraint(["slip_id"], ["slip.id"], name=op.f("fk_attachment_slip_id_slip")),
        sa.ForeignKeyConstraint(["station_id"], ["unit.id"], name=op.f("fk_attachment_station_id_unit")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_attachment_submission_id_submission")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_attachment_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_meeting_id"), "attachment", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_attachment_slip_id"), "attachment", ["slip_id"], unique=False)
    op.create_index(op.f("ix_attachment_submission_id"), "attachment", ["submission_id"], unique=False)
    op.create_index(op.f("ix_attachment_task_id"), "attachment", ["task_id"], unique=False)

    op.add_column("comment", sa.Column("device_heard_at", sa.DateTime(timezone=True), nullable=True))
    for table in ("meeting", "slip"):
        reference = sa.ForeignKey(f"{table}.id", name=op.f(f"fk_submission_{table}_id_{table}"))
        op.add_column(
            "submission", sa.Column(f"{table}_id", sa.Uuid(), reference, nullable=True), inline_references=True
        )
        op.create_index(op.f(f"ix_submission_{table}_id"), "submission", [f"{table}_id"])
    op.add_column("submission", sa.Column("notice", sa.String(), nullable=False, server_default=""))
    statements = SQLITE_GUARDS if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_GUARDS
    for statement in statements:
        op.execute(sa.text(statement))


def downgrade() -> None:
    """What was said is not thrown away."""
    raise NotImplementedError("what came from phones, meetings and slips cannot be undone")
