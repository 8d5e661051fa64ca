"""Reports: what one says, and the lists in which they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from legislation_hub.models import Comment, Consultation, Outcome, Report, ReportLine, Submission, Unit, Words
from legislation_hub.queries.contents import Content, thawed
from legislation_hub.queries.report_lines import live_content
from legislation_hub.vocabulary import OutcomeKind, ReportState, Stage

# SQLite takes some thousands of parameters in a query; ids go in portions.
PORTION = 500


def content_of(session: Session, report: Report) -> Content:
    """Return what the report says: as it was signed, with the words that still stand, or live."""
    if report.frozen is None:
        return live_content(session, report)
    ids = [UUID(one["comment"]) for one in report.frozen["entries"]]
    return thawed(report.frozen, _said(session, ids))


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report in a list; ``settled`` of ``points`` have an outcome that is not pending."""

    id: UUID
    number: str
    title: str
    unit: str
    station: str
    state: ReportState
    stage: Stage
    consultation_id: UUID
    compiled_at: datetime
    signed_at: datetime | None
    points: int
    settled: int


def reports_of(session: Session, unit_id: UUID) -> list[ReportRow]:
    """Return the reports of a room or a station, newest first."""
    return _rows(session, Report.unit_id == unit_id)


def signed_reports(session: Session, municipality_id: UUID) -> list[ReportRow]:
    """Return the signed reports of all stations under a municipality, newest first."""
    station = aliased(Unit)
    below = select(station.id).where(station.parent_id == municipality_id)
    signed = Report.state == ReportState.SIGNED
    return _rows(session, signed & Report.room_id.is_(None) & Report.station_id.in_(below))


def _rows(session: Session, which: ColumnElement[bool]) -> list[ReportRow]:
    unit, station = aliased(Unit), aliased(Unit)
    points = select(func.count()).where(ReportLine.report_id == Report.id).scalar_subquery()
    settled = (
        select(func.count(Outcome.id))
        .join(ReportLine, ReportLine.point_id == Outcome.point_id)
        .where(ReportLine.report_id == Report.id, Outcome.current, Outcome.kind != OutcomeKind.PENDING)
        .scalar_subquery()
    )
    found = session.execute(
        select(Report, unit.name, station.name, Consultation.stage, points, settled)
        .join(unit, unit.id == Report.unit_id)
        .join(station, station.id == Report.station_id)
        .join(Consultation, Consultation.id == Report.consultation_id)
        .where(which)
        .order_by(Report.compiled_at.desc())
    )
    return [
        ReportRow(
            report.id,
            report.number,
            report.title,
            unit_name,
            station_name,
            report.state,
            stage,
            report.consultation_id,
            report.compiled_at,
            report.signed_at,
            total,
            done,
        )
        for report, unit_name, station_name, stage, total, done in found
    ]


def _said(session: Session, ids: Sequence[UUID]) -> dict[str, tuple[str, str, str, str]]:
    said: dict[str, tuple[str, str, str, str]] = {}
    for start in range(0, len(ids), PORTION):
        found = session.execute(
            select(Words.comment_id, Words.words, Words.proposal, Words.reason, Submission.speaker)
            .join(Comment, Comment.id == Words.comment_id)
            .join(Submission, Submission.id == Comment.submission_id)
            .where(Words.comment_id.in_(ids[start : start + PORTION]))
        )
        said |= {str(row[0]): (row[1], row[2], row[3], row[4]) for row in found}
    return said
