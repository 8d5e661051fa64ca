"""Where what was said about one version stands in a later one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from legislation_hub.models.account import Account
from legislation_hub.models.base import Base, Identified, word
from legislation_hub.models.comment import Comment
from legislation_hub.models.consultation import Card, Consultation, Question
from legislation_hub.models.draft import Provision, Version
from legislation_hub.vocabulary import Carried, Fate


class Succession(Identified, Base):
    """What became of the place of a comment, card, question or key provision in a later version.

    ``found`` is what the program saw, ``fate`` what holds now: MOVED with the ``provision``, GONE, or REVIEW until
    somebody settles it, which leaves ``settled_by`` and ``settled_at``. The comment itself stays on the text that
    it was said about. ``from_provision`` is that text, or its place in the version before. ``likely`` lists places
    as ``{"eid", "likeness"}``, the best first; ``reason`` is an English source string for ``detail``.
    """

    __tablename__ = "succession"
    __table_args__ = (
        Index("ix_succession_version_id_fate", "version_id", "fate"),
        Index("ix_succession_station_id_room_id", "station_id", "room_id"),
        Index("uq_succession_version_id_comment_id", "version_id", "comment_id", unique=True),
        Index("uq_succession_version_id_card_id", "version_id", "card_id", unique=True),
        Index("uq_succession_version_id_question_id", "version_id", "question_id", unique=True),
    )

    version_id: Mapped[UUID] = mapped_column(ForeignKey("version.id"))
    station_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"), index=True)
    kind: Mapped[Carried] = mapped_column(word(Carried))
    comment_id: Mapped[UUID | None] = mapped_column(ForeignKey("comment.id"), index=True)
    card_id: Mapped[UUID | None] = mapped_column(ForeignKey("card.id"))
    question_id: Mapped[UUID | None] = mapped_column(ForeignKey("question.id"))
    from_provision_id: Mapped[UUID] = mapped_column(ForeignKey("provision.id"))
    provision_id: Mapped[UUID | None] = mapped_column(ForeignKey("provision.id"), index=True)
    quote_start: Mapped[int | None]
    quote_end: Mapped[int | None]
    found: Mapped[Fate] = mapped_column(word(Fate))
    fate: Mapped[Fate] = mapped_column(word(Fate))
    likely: Mapped[list[Any]] = mapped_column(default=list)
    reason: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
    made_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    version: Mapped[Version] = relationship()
    consultation: Mapped[Consultation] = relationship()
    comment: Mapped[Comment | None] = relationship()
    card: Mapped[Card | None] = relationship()
    question: Mapped[Question | None] = relationship()
    from_provision: Mapped[Provision] = relationship(foreign_keys=[from_provision_id])
    provision: Mapped[Provision | None] = relationship(foreign_keys=[provision_id])
    settled_by: Mapped[Account | None] = relationship()
