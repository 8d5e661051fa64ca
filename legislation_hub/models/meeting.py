"""Meetings (座谈会、院坝会) at which people spoke, and who was present."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from legislation_hub.models.base import Base, Identified, word
from legislation_hub.models.task import Task
from legislation_hub.vocabulary import MeetingKind


class Meeting(Identified, Base):
    """One meeting on one task: who presided and recorded, where, what about; closed once its record is complete.

    What people said stands in comments; their submissions name the meeting. ``revision`` rises with every change,
    so that two screens cannot overwrite each other. ``told_at`` is when all present had been told what is done
    with their words, and had agreed.
    """

    __tablename__ = "meeting"
    __table_args__ = (Index("ix_meeting_task_id_held_at", "task_id", "held_at"),)

    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"))
    station_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[MeetingKind] = mapped_column(word(MeetingKind))
    title: Mapped[str]
    venue: Mapped[str] = mapped_column(default="")
    held_at: Mapped[datetime]
    presider: Mapped[str] = mapped_column(default="")
    recorder: Mapped[str] = mapped_column(default="")
    topics: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    told_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)
    begun_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    begun_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    task: Mapped[Task] = relationship()


class Attendee(Identified, Base):
    """Somebody who was present; the id is that of the submission (件) that holds what they say there.

    ``name`` is empty for whoever does not wish to be named; the printed sign-in sheet has a line for them.
    """

    __tablename__ = "attendee"
    __table_args__ = (UniqueConstraint("meeting_id", "position"),)

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(default="")
    identity: Mapped[str] = mapped_column(default="")
    household: Mapped[str] = mapped_column(default="")

    meeting: Mapped[Meeting] = relationship()
