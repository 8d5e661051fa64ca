"""Comments follow the text: quoted wording, places in later versions, and texts combined from an amendment.

Revision ID: 0002
Revises: 0001
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# What a comment says now has two columns more, and the guard knows them.
_SAID = (
    "number", "submission_id", "task_id", "consultation_id", "station_id", "room_id", "place", "provision_id",
    "stance", "corrects_id", "late", "fingerprint", "recorded_by_id", "heard_at", "recorded_at", "quote",
    "quote_start",
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
    """Add the columns and the table, then renew the guard."""
    for name in ("base", "decision"):
        reference = sa.ForeignKey("version.id", name=op.f(f"fk_version_{name}_id_version"))
        op.add_column(
            "version", sa.Column(f"{name}_id", sa.Uuid(), reference, nullable=True), inline_references=True
        )
    op.add_column("comment", sa.Column("quote", sa.String(), nullable=False, server_default=""))
    op.add_column("comment", sa.Column("quote_start", sa.Integer(), nullable=True))
    op.create_table(
        "succession",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=True),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("comment_id", sa.Uuid(), nullable=True),
        sa.Column("card_id", sa.Uuid(), nullable=True),
        sa.Column("question_id", sa.Uuid(), nullable=True),
        sa.Column("from_provision_id", sa.Uuid(), nullable=False),
        sa.Column("provision_id", sa.Uuid(), nullable=True),
        sa.Column("quote_start", sa.Integer(), nullable=True),
        sa.Column("quote_end", sa.Integer(), nullable=True),
        sa.Column("found", sa.String(length=32), nullable=False),
        sa.Column("fate", sa.String(length=32), nullable=False),
        sa.Column("likely", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_succession_{column}_{table}"))
            for column, table in (
                ("version_id", "version"),
                ("station_id", "unit"),
                ("room_id", "unit"),
                ("consultation_id", "consultation"),
                ("comment_id", "comment"),
                ("card_id", "card"),
                ("question_id", "question"),
                ("from_provision_id", "provision"),
                ("provision_id", "provision"),
                ("settled_by_id", "account"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_succession")),
    )
    for columns in (
        ("consultation_id",),
        ("comment_id",),
        ("provision_id",),
        ("version_id", "fate"),
        ("station_id", "room_id"),
    ):
        op.create_index(op.f(f"ix_succession_{'_'.join(columns)}"), "succession", list(columns))
    for column in ("comment_id", "card_id", "question_id"):
        name = op.f(f"uq_succession_version_id_{column}")
        op.create_index(name, "succession", ["version_id", column], unique=True)
    statements = SQLITE_GUARDS if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_GUARDS
    for statement in statements:
        op.execute(sa.text(statement))


def downgrade() -> None:
    """What was said about a wording is not thrown away."""
    raise NotImplementedError("places that people settled cannot be undone")
