"""What became of a point, and how each person was told."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from legislation_hub.models.account import Account
from legislation_hub.models.base import Base, Identified, word
from legislation_hub.models.comment import Comment
from legislation_hub.models.point import Point
from legislation_hub.models.unit import Unit
from legislation_hub.vocabulary import AnswerWay, OutcomeKind


class Outcome(Identified, Base):
    """采纳情况 of a point as the municipality recorded it; a later one replaces the earlier, which is kept."""

    __tablename__ = "outcome"
    __table_args__ = (UniqueConstraint("point_id", "position"),)

    point_id: Mapped[UUID] = mapped_column(ForeignKey("point.id"))
    station_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    position: Mapped[int]
    current: Mapped[bool] = mapped_column(default=True)
    kind: Mapped[OutcomeKind] = mapped_column(word(OutcomeKind))
    passed_article: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime]

    point: Mapped[Point] = relationship()
    station: Mapped[Unit] = relationship()


class Answer(Identified, Base):
    """The outcome as told to the person who spoke: how, when, by whom."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("comment_id", "outcome_id"),)

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id"), index=True)
    outcome_id: Mapped[UUID] = mapped_column(ForeignKey("outcome.id"), index=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    way: Mapped[AnswerWay] = mapped_column(word(AnswerWay))
    told_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")
    told_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime]

    comment: Mapped[Comment] = relationship()
    outcome: Mapped[Outcome] = relationship()
    told_by: Mapped[Account] = relationship()
