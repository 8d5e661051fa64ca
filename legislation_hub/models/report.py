"""What a room or the station hands up; frozen when signed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from legislation_hub.models.account import Account
from legislation_hub.models.base import Base, Identified, word
from legislation_hub.models.consultation import Consultation
from legislation_hub.models.point import Point
from legislation_hub.models.unit import Unit
from legislation_hub.vocabulary import ReportState


class Report(Identified, Base):
    """征求意见情况报告.

    While it is written, ``sections`` holds the edited texts and everything else follows from the data. Signing
    fills ``frozen`` (all that is printed but the words themselves, which stand in their own table), the
    manifest and the Merkle root; from then on nothing in the row changes. A correction is a new report that
    names the old one.
    """

    __tablename__ = "report"
    __table_args__ = (Index("ix_report_consultation_id_unit_id", "consultation_id", "unit_id"),)

    number: Mapped[str] = mapped_column(unique=True)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    state: Mapped[ReportState] = mapped_column(word(ReportState), default=ReportState.WRITING)
    title: Mapped[str]
    addressee: Mapped[str]
    signature: Mapped[str]
    sections: Mapped[dict[str, Any]]
    return_reason: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=1)
    compiled_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    compiled_at: Mapped[datetime]
    signed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    signed_at: Mapped[datetime | None]
    dated: Mapped[date | None]
    frozen: Mapped[dict[str, Any] | None]
    manifest: Mapped[str | None]
    root: Mapped[str | None]
    corrects_id: Mapped[UUID | None] = mapped_column(ForeignKey("report.id"))

    consultation: Mapped[Consultation] = relationship()
    unit: Mapped[Unit] = relationship(foreign_keys=[unit_id])
    station: Mapped[Unit] = relationship(foreign_keys=[station_id])
    signed_by: Mapped[Account | None] = relationship(foreign_keys=[signed_by_id])


class ReportLine(Base):
    """A point as it stands in a signed report: in which, and at which place, counted from 1."""

    __tablename__ = "report_line"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), primary_key=True)
    point_id: Mapped[UUID] = mapped_column(ForeignKey("point.id"), primary_key=True, index=True)
    position: Mapped[int]

    report: Mapped[Report] = relationship()
    point: Mapped[Point] = relationship()
