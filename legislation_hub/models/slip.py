"""Printed slips (意见征集单) on which people write by hand, and how they were keyed in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from legislation_hub.models.account import Account
from legislation_hub.models.base import Base, Identified, word
from legislation_hub.models.meeting import Meeting
from legislation_hub.models.task import Task
from legislation_hub.models.unit import Household
from legislation_hub.vocabulary import SlipKind


class Slip(Identified, Base):
    """One numbered slip of one task, which is settled in one of three ways and then read no more.

    Its words are comments; or it came back ``blank``; or whoever wrote it had it let go, and then it has neither.
    ``twice`` asks for a second keying by somebody else before it is settled.
    """

    __tablename__ = "slip"
    __table_args__ = (UniqueConstraint("task_id", "number"),)

    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"))
    station_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    number: Mapped[int]
    kind: Mapped[SlipKind] = mapped_column(word(SlipKind))
    household_id: Mapped[UUID | None] = mapped_column(ForeignKey("household.id"))
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"))
    twice: Mapped[bool] = mapped_column(default=False)
    blank: Mapped[bool] = mapped_column(default=False)
    printed_at: Mapped[datetime]
    printed_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    task: Mapped[Task] = relationship()
    household: Mapped[Household | None] = relationship()
    meeting: Mapped[Meeting | None] = relationship()


class Keying(Identified, Base):
    """What one person read on a slip, first or second; emptied once the slip is settled, for then it is said.

    A slip that was let go keeps none.
    """

    __tablename__ = "keying"
    __table_args__ = (UniqueConstraint("slip_id", "turn"),)

    slip_id: Mapped[UUID] = mapped_column(ForeignKey("slip.id"))
    turn: Mapped[int]
    content: Mapped[dict[str, Any]]
    keyed_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    keyed_at: Mapped[datetime]

    slip: Mapped[Slip] = relationship()
    keyed_by: Mapped[Account] = relationship()
