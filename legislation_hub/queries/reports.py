"""Reports: what one says, and the lists in which they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased, contains_eager

from legislation_hub.models import (
    Comment,
    Consultation,
    Household,
    Notice,
    Outcome,
    Report,
    ReportLine,
    Submission,
    Task,
    Unit,
    Words,
)
from legislation_hub.queries.contents import Content, Spoken, thawed
from legislation_hub.queries.report_lines import live_content
from legislation_hub.vocabulary import NoticeKind, OutcomeKind, ReportState, Stage

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
    """One report in a list; ``settled`` of ``points`` have an outcome that is not pending.

    ``corrects`` is the number of the one that it corrects; ``corrected`` says that a later one stands for it.
    """

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
    corrects: str
    corrected: bool

    @property
    def waiting(self) -> int:
        """Return how many points wait for an outcome; those of a corrected report wait in the later one."""
        return 0 if self.corrected else self.points - self.settled


@dataclass(frozen=True, slots=True)
class Laid:
    """When a report was laid before its signer, and when they looked at the notice."""

    at: datetime
    seen_at: datetime | None


def reports_of(session: Session, unit_id: UUID) -> list[ReportRow]:
    """Return the reports of a room or a station, newest first."""
    return _rows(session, Report.unit_id == unit_id)


def signed_reports(session: Session, municipality_id: UUID) -> list[ReportRow]:
    """Return the signed reports of all stations under a municipality, newest first."""
    station = aliased(Unit)
    below = select(station.id).where(station.parent_id == municipality_id)
    signed = Report.state == ReportState.SIGNED
    return _rows(session, signed & Report.room_id.is_(None) & Report.station_id.in_(below))


def reports_of_rooms(session: Session, station_id: UUID) -> list[ReportRow]:
    """Return what the rooms of a station have signed, newest first."""
    signed = Report.state == ReportState.SIGNED
    return _rows(session, signed & Report.room_id.is_not(None) & (Report.station_id == station_id))


def tasks_to_report(session: Session, room_id: UUID) -> Sequence[Task]:
    """Return the room's tasks under way on which no report was begun, each with its consultation."""
    begun = exists().where(Report.consultation_id == Task.consultation_id, Report.unit_id == room_id)
    query = (
        select(Task)
        .join(Task.consultation)
        .options(contains_eager(Task.consultation))
        .where(
            Task.unit_id == room_id,
            Consultation.stage.in_((Stage.OPEN, Stage.REVIEWING)),
            Consultation.recalled_at.is_(None),
            ~begun,
        )
    )
    return session.scalars(query.order_by(Task.due_on, Task.id)).all()


def task_of(session: Session, report: Report) -> Task | None:
    """Return the task on which a room reports; the station's own report has none."""
    query = select(Task).where(Task.consultation_id == report.consultation_id, Task.unit_id == report.unit_id)
    return session.scalar(query)


def laid_before(session: Session, report: Report) -> Laid | None:
    """Return when the report was last laid before whoever signs it, or None while nobody has it to sign."""
    if report.state is not ReportState.WRITING:
        return None
    found = session.execute(
        select(func.max(Notice.told_at), func.max(Notice.seen_at)).where(
            Notice.kind == NoticeKind.REPORT_TO_SIGN, Notice.subject_id == str(report.id)
        )
    ).one()
    back = session.scalar(
        select(func.max(Notice.told_at)).where(
            Notice.kind == NoticeKind.REPORT_RETURNED, Notice.subject_id == str(report.id)
        )
    )
    told_at, seen_at = found
    if told_at is None or (back is not None and back > told_at):
        return None
    return Laid(told_at, seen_at if seen_at is not None and seen_at >= told_at else None)


def _rows(session: Session, which: ColumnElement[bool]) -> list[ReportRow]:
    unit, station, earlier, later = aliased(Unit), aliased(Unit), aliased(Report), aliased(Report)
    corrected = exists().where(later.corrects_id == Report.id, later.state == ReportState.SIGNED)
    points = select(func.count()).where(ReportLine.report_id == Report.id).scalar_subquery()
    settled = (
        select(func.count(Outcome.id))
        .join(ReportLine, ReportLine.point_id == Outcome.point_id)
        .where(ReportLine.report_id == Report.id, Outcome.current, Outcome.kind != OutcomeKind.PENDING)
        .scalar_subquery()
    )
    found = session.execute(
        select(Report, unit.name, station.name, Consultation.stage, points, settled)
        .add_columns(earlier.number, corrected)
        .outerjoin(earlier, earlier.id == Report.corrects_id)
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
            corrects or "",
            bool(is_corrected),
        )
        for report, unit_name, station_name, stage, total, done, corrects, is_corrected in found
    ]


def _said(session: Session, ids: Sequence[UUID]) -> dict[str, Spoken]:
    said: dict[str, Spoken] = {}
    for start in range(0, len(ids), PORTION):
        found = session.execute(
            select(Comment.id, Words.words, Words.proposal, Words.reason, Submission, Household.code)
            .join(Words, Words.comment_id == Comment.id)
            .join(Submission, Submission.id == Comment.submission_id)
            .outerjoin(Household, Household.id == Submission.household_id)
            .where(Comment.id.in_(ids[start : start + PORTION]), Comment.withdrawn_at.is_(None))
        )
        for comment_id, words, proposal, reason, one, household in found:
            said[str(comment_id)] = Spoken(
                words, proposal, reason, one.speaker, household or "", one.identity, one.age_band, one.interpreter
            )
    return said
