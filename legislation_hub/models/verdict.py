"""What a room says beside a comment, and the grievances that it passes on."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from legislation_hub.models.account import Account
from legislation_hub.models.base import Base, Identified, word
from legislation_hub.models.comment import Comment
from legislation_hub.vocabulary import VerdictKind


class Verdict(Identified, Base):
    """A room head's opinion on a comment; a later one stands beside the earlier, which is kept."""

    __tablename__ = "verdict"

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id"), index=True)
    kind: Mapped[VerdictKind] = mapped_column(word(VerdictKind))
    note: Mapped[str] = mapped_column(default="")
    same_as_id: Mapped[UUID | None] = mapped_column(ForeignKey("comment.id"))
    given_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    given_at: Mapped[datetime]

    comment: Mapped[Comment] = relationship(foreign_keys=[comment_id])
    same_as: Mapped[Comment | None] = relationship(foreign_keys=[same_as_id])
    given_by: Mapped[Account] = relationship()


class Transfer(Identified, Base):
    """A grievance (转办) passed to whom it concerns, until it is closed with an answer."""

    __tablename__ = "transfer"

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id"), unique=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    passed_to: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    passed_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    passed_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None]

    comment: Mapped[Comment] = relationship()
