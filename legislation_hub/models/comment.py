"""What people said: submissions (件), comments (条), and their words, which never change."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from legislation_hub.models.account import Account
from legislation_hub.models.base import Base, Identified, word
from legislation_hub.models.draft import Provision
from legislation_hub.models.task import Task
from legislation_hub.models.unit import Household, Unit
from legislation_hub.vocabulary import Channel, Consent, Place, Stance, VerdictKind


class Submission(Identified, Base):
    """What one person or body handed in at one time (件); it holds one comment or several (条).

    Who spoke is a household's code and broad categories. ``speaker`` is empty unless the person wished to be
    named. It may have been said at a meeting or written on a slip. ``notice`` is the version of the notice that
    they agreed to on the screen, empty where a collector told them. ``receipt_hash`` finds it by the receipt code,
    which itself is kept nowhere.
    """

    __tablename__ = "submission"
    __table_args__ = (Index("ix_submission_station_id_room_id", "station_id", "room_id"),)

    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"), index=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    household_id: Mapped[UUID | None] = mapped_column(ForeignKey("household.id"), index=True)
    channel: Mapped[Channel] = mapped_column(word(Channel))
    consent: Mapped[Consent] = mapped_column(word(Consent))
    notice: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    interpreter: Mapped[str] = mapped_column(default="")
    speaker: Mapped[str] = mapped_column(default="")
    identity: Mapped[str] = mapped_column(default="")
    age_band: Mapped[str] = mapped_column(default="")
    wants_answer: Mapped[bool] = mapped_column(default=True)
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"), index=True)
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    slip_id: Mapped[UUID | None] = mapped_column(ForeignKey("slip.id"), index=True)
    receipt_hash: Mapped[str] = mapped_column(unique=True)
    heard_at: Mapped[datetime]
    received_at: Mapped[datetime]

    task: Mapped[Task] = relationship()
    household: Mapped[Household | None] = relationship()
    room: Mapped[Unit | None] = relationship(foreign_keys=[room_id])
    recorded_by: Mapped[Account | None] = relationship()


class Comment(Identified, Base):
    """One opinion on one provision, on the whole draft, or on what it lacks; never edited, only answered.

    ``fingerprint`` is the SHA-256 of the salt and of what was said: the same id with the same fingerprint is the
    same comment. ``quote`` is the wording inside the provision's own text that is meant, from its character
    ``quote_start`` on; empty for the whole provision. ``device_heard_at`` is what the device's clock said where
    that clock was wrong; ``heard_at`` is then put right. ``verdict`` repeats the latest row of :class:`Verdict`,
    so that lists need not search for it.
    """

    __tablename__ = "comment"
    __table_args__ = (
        Index("ix_comment_station_id_room_id", "station_id", "room_id"),
        Index("ix_comment_consultation_id_provision_id", "consultation_id", "provision_id"),
        Index("ix_comment_task_id_verdict", "task_id", "verdict"),
        Index("ix_comment_recorded_by_id_recorded_at", "recorded_by_id", "recorded_at"),
    )

    number: Mapped[str] = mapped_column(unique=True)
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), index=True)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"))
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"))
    station_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    place: Mapped[Place] = mapped_column(word(Place))
    provision_id: Mapped[UUID | None] = mapped_column(ForeignKey("provision.id"))
    quote: Mapped[str] = mapped_column(default="")
    quote_start: Mapped[int | None]
    stance: Mapped[Stance] = mapped_column(word(Stance))
    corrects_id: Mapped[UUID | None] = mapped_column(ForeignKey("comment.id"), index=True)
    late: Mapped[bool] = mapped_column(default=False)
    fingerprint: Mapped[str]
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    heard_at: Mapped[datetime]
    device_heard_at: Mapped[datetime | None]
    recorded_at: Mapped[datetime]
    verdict: Mapped[VerdictKind | None] = mapped_column(word(VerdictKind))
    withdrawn_at: Mapped[datetime | None]

    submission: Mapped[Submission] = relationship()
    task: Mapped[Task] = relationship()
    provision: Mapped[Provision | None] = relationship()
    station: Mapped[Unit] = relationship(foreign_keys=[station_id])
    room: Mapped[Unit | None] = relationship(foreign_keys=[room_id])
    recorded_by: Mapped[Account | None] = relationship()
    said: Mapped["Words"] = relationship(back_populates="comment", uselist=False)


class Words(Base):
    """A person's own words (意见原话), the wording they would like, and why.

    The database refuses to change or delete a row. It lets one thing through: the blanking of all texts
    together with the salt once a :class:`Withdrawal` of the comment stands.
    """

    __tablename__ = "words"

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    words: Mapped[str]
    proposal: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)

    comment: Mapped[Comment] = relationship(back_populates="said")


class Withdrawal(Base):
    """A person took their words back: only this trace is left; cannot be changed or deleted."""

    __tablename__ = "withdrawal"

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    withdrawn_at: Mapped[datetime]
    leaf: Mapped[str]


class Conflict(Identified, Base):
    """The same id arrived with other content: what came second is kept whole until somebody settles it."""

    __tablename__ = "conflict"

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id"), index=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    fingerprint: Mapped[str]
    content: Mapped[dict[str, Any]]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    received_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class Supplement(Identified, Base):
    """What a collector adds beside a comment that came back for detail.

    What stands beside it from the moment at which the comment was written down is the question that it answers.
    """

    __tablename__ = "supplement"

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id"), index=True)
    text: Mapped[str]
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    added_at: Mapped[datetime]


class Counter(Base):
    """The last number given in a series, such as a room's comments of one year."""

    __tablename__ = "counter"

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    series: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)
