"""What a room or a department is asked to do for one consultation."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from legislation_hub.models.account import Account
from legislation_hub.models.base import Base, Identified
from legislation_hub.models.consultation import Consultation
from legislation_hub.models.unit import Unit


class Task(Identified, Base):
    """Consultation × room (or department): sent, signed for, handed up or returned.

    ``code`` is what the room's QR code carries: the public page of this consultation in this room.
    ``no_comment`` is the formal reply 无意见.
    """

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("consultation_id", "unit_id"),
        Index("ix_task_unit_id_due_on", "unit_id", "due_on"),
    )

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    station_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    code: Mapped[str] = mapped_column(unique=True)
    due_on: Mapped[date]
    sent_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    signed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    reminded_at: Mapped[datetime | None]
    handed_up_at: Mapped[datetime | None]
    handed_up_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    no_comment: Mapped[bool] = mapped_column(default=False)
    summary: Mapped[str] = mapped_column(default="")
    returned_at: Mapped[datetime | None]
    return_reason: Mapped[str] = mapped_column(default="")

    consultation: Mapped[Consultation] = relationship()
    unit: Mapped[Unit] = relationship(foreign_keys=[unit_id])
    station: Mapped[Unit] = relationship(foreign_keys=[station_id])
    signed_by: Mapped[Account | None] = relationship(foreign_keys=[signed_by_id])
    handed_up_by: Mapped[Account | None] = relationship(foreign_keys=[handed_up_by_id])


class Assignment(Base):
    """A room's task shared with one of its collectors."""

    __tablename__ = "assignment"

    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True, index=True)
    note: Mapped[str] = mapped_column(default="")
    assigned_at: Mapped[datetime]

    account: Mapped[Account] = relationship()


class ClosedCode(Base):
    """A code that a room closed, because it was misused or lost; it opens nothing any more and says so."""

    __tablename__ = "closed_code"

    code: Mapped[str] = mapped_column(primary_key=True)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"), index=True)
    closed_at: Mapped[datetime]
    closed_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))

    task: Mapped[Task] = relationship()
