"""A version put to rooms and departments between two dates, and what helps people to speak about it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from legislation_hub.models.base import Base, Identified, word
from legislation_hub.models.draft import Provision, Version
from legislation_hub.models.unit import Unit
from legislation_hub.vocabulary import ChangeKind, ConsultationKind, Stage


class Consultation(Identified, Base):
    """One asking, from preparing to archived; every act asks its stage.

    ``opens_on`` and ``closes_on`` are days of the county's calendar, both included. A recalled consultation
    keeps its stage and all that was said, and takes nothing more.
    """

    __tablename__ = "consultation"
    __table_args__ = (Index("ix_consultation_station_id_stage", "station_id", "stage"),)

    kind: Mapped[ConsultationKind] = mapped_column(word(ConsultationKind))
    title: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    version_id: Mapped[UUID | None] = mapped_column(ForeignKey("version.id"), index=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    stage: Mapped[Stage] = mapped_column(word(Stage), default=Stage.PREPARING)
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    rooms_due_on: Mapped[date]
    is_public: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    recalled_at: Mapped[datetime | None]
    passed_version_id: Mapped[UUID | None] = mapped_column(ForeignKey("version.id"))

    version: Mapped[Version | None] = relationship(foreign_keys=[version_id])
    passed_version: Mapped[Version | None] = relationship(foreign_keys=[passed_version_id])
    station: Mapped[Unit] = relationship()


class KeyProvision(Base):
    """A provision that the station wants people to speak about; shown first."""

    __tablename__ = "key_provision"

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"), primary_key=True)
    provision_id: Mapped[UUID] = mapped_column(ForeignKey("provision.id"), primary_key=True)
    position: Mapped[int]

    provision: Mapped[Provision] = relationship()


class Card(Identified, Base):
    """A plain-language note on a provision, or on the whole draft."""

    __tablename__ = "card"

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"), index=True)
    provision_id: Mapped[UUID | None] = mapped_column(ForeignKey("provision.id"))
    position: Mapped[int]
    title: Mapped[str]
    text: Mapped[str]

    provision: Mapped[Provision | None] = relationship()


class Question(Identified, Base):
    """A concrete question that is easier to answer than a law."""

    __tablename__ = "question"

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"), index=True)
    provision_id: Mapped[UUID | None] = mapped_column(ForeignKey("provision.id"))
    position: Mapped[int]
    text: Mapped[str]

    provision: Mapped[Provision | None] = relationship()


class Change(Identified, Base):
    """An extension, recall or correction, with the reason that everybody sees."""

    __tablename__ = "change"
    __table_args__ = (UniqueConstraint("consultation_id", "position"),)

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"))
    position: Mapped[int]
    kind: Mapped[ChangeKind] = mapped_column(word(ChangeKind))
    reason: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
