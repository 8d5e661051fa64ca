"""One opinion as reported, and the comments that it stands for."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from legislation_hub.models.account import Account
from legislation_hub.models.base import Base, Identified, word
from legislation_hub.models.comment import Comment
from legislation_hub.models.consultation import Consultation
from legislation_hub.models.draft import Provision, StoredFile
from legislation_hub.models.unit import Unit
from legislation_hub.vocabulary import Place, Section


class Point(Identified, Base):
    """One opinion in the station's words; who is behind it follows from its gatherings, never from a field."""

    __tablename__ = "point"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"))
    station_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    number: Mapped[int]
    place: Mapped[Place] = mapped_column(word(Place))
    provision_id: Mapped[UUID | None] = mapped_column(ForeignKey("provision.id"))
    section: Mapped[Section] = mapped_column(word(Section), default=Section.MAIN)
    wording: Mapped[str]
    proposal: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    dissolved_at: Mapped[datetime | None]

    consultation: Mapped[Consultation] = relationship()
    provision: Mapped[Provision | None] = relationship()
    station: Mapped[Unit] = relationship()


class Gathering(Base):
    """A comment stands in exactly one point: this row is where."""

    __tablename__ = "gathering"

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    point_id: Mapped[UUID] = mapped_column(ForeignKey("point.id"), index=True)
    gathered_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    gathered_at: Mapped[datetime]

    comment: Mapped[Comment] = relationship()
    point: Mapped[Point] = relationship()


class Omission(Base):
    """A comment that is not reported, with the reason and the name of who decided it."""

    __tablename__ = "omission"

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    reason: Mapped[str]
    decided_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime]

    comment: Mapped[Comment] = relationship()
    decided_by: Mapped[Account] = relationship()


class Inquiry(Identified, Base):
    """A point put to a department, and what it answers in writing."""

    __tablename__ = "inquiry"
    __table_args__ = (UniqueConstraint("point_id", "unit_id"),)

    point_id: Mapped[UUID] = mapped_column(ForeignKey("point.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    question: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date]
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    file_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_file.id"))
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime | None]

    point: Mapped[Point] = relationship()
    unit: Mapped[Unit] = relationship(foreign_keys=[unit_id])
    file: Mapped[StoredFile | None] = relationship()
