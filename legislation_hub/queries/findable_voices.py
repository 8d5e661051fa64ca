"""Of what was said, a search finds comments, the points they were gathered to, and the reports on them."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session, aliased

from legislation_hub.models import (
    Comment,
    Consultation,
    Gathering,
    Outcome,
    Point,
    Provision,
    Report,
    ReportLine,
    Submission,
    Supplement,
    Unit,
    Version,
    Words,
)
from legislation_hub.queries.comments import is_alive, is_reportable
from legislation_hub.queries.points import key_of
from legislation_hub.queries.sights import Thing
from legislation_hub.search.document import Document, spot
from legislation_hub.search.scope import Key
from legislation_hub.vocabulary import Findable, Place, ReportState, Standing

_IS_THE_STATIONS = and_(Report.room_id.is_(None), Report.state == ReportState.SIGNED)

# A comment that a signed report of its station stands for, and so its municipality may read.
is_reported = and_(
    is_reportable,
    exists()
    .where(
        Gathering.comment_id == Comment.id,
        ReportLine.point_id == Gathering.point_id,
        Report.id == ReportLine.report_id,
        _IS_THE_STATIONS,
    )
    .correlate(Comment),
)


def comments(session: Session, ids: Sequence[UUID]) -> Iterator[Thing]:
    """Yield these comments with all that was said, what the room thinks of each, and what became of it."""
    room, gathering = aliased(Unit), aliased(Gathering)
    query = (
        select(Comment, Words, Consultation.title, Version.draft_id, Consultation.version_id, Provision, room.name)
        .add_columns(Submission.channel, Outcome.kind, is_reported)
        .join(Words, Words.comment_id == Comment.id)
        .join(Submission, Submission.id == Comment.submission_id)
        .join(Consultation, Consultation.id == Comment.consultation_id)
        .outerjoin(Version, Version.id == Consultation.version_id)
        .outerjoin(Provision, Provision.id == Comment.provision_id)
        .outerjoin(room, room.id == Comment.room_id)
        .outerjoin(gathering, gathering.comment_id == Comment.id)
        .outerjoin(Outcome, and_(Outcome.point_id == gathering.point_id, Outcome.current))
        .where(Comment.id.in_(ids), is_alive)
    )
    details = _details(session, ids)
    for comment, said, title, draft_id, version_id, provision, name, *more in session.execute(query):
        channel, outcome, reported = more
        parts = (said.words, said.proposal, said.reason, *details.get(comment.id, ()))
        document = Document(
            Key(Findable.COMMENT, str(comment.id)),
            "\n".join(part for part in parts if part),
            draft=str(draft_id or ""),
            at=comment.recorded_at,
            article=provision.citation if provision else "",
            about=_about(provision),
            version=str(version_id or ""),
            consultation=str(comment.consultation_id),
            station=str(comment.station_id),
            room=str(comment.room_id or ""),
            collector=str(comment.recorded_by_id or ""),
            channel=channel.value,
            stance=comment.stance.value,
            verdict=(comment.verdict or Standing.WAITING).value,
            outcome=outcome.value if outcome else "",
            reported=reported,
        )
        yield Thing(
            document, title, eid=provision.eid if provision else "", number=comment.number, room=name or ""
        )


def points(session: Session, ids: Sequence[UUID]) -> Iterator[Thing]:
    """Yield these points in the station's words, and where the latest signed report of the station has each."""
    line = (
        select(ReportLine.point_id, ReportLine.report_id, ReportLine.position, Report.signed_at)
        .join(Report, and_(Report.id == ReportLine.report_id, _IS_THE_STATIONS))
        .where(ReportLine.point_id.in_(ids))
        .subquery()
    )
    query = (
        select(Point, Consultation.title, Version.draft_id, Consultation.version_id, Provision, Outcome.kind)
        .add_columns(line.c.report_id, line.c.position)
        .join(Consultation, Consultation.id == Point.consultation_id)
        .outerjoin(Version, Version.id == Consultation.version_id)
        .outerjoin(Provision, Provision.id == Point.provision_id)
        .outerjoin(Outcome, and_(Outcome.point_id == Point.id, Outcome.current))
        .outerjoin(line, line.c.point_id == Point.id)
        .where(Point.id.in_(ids), Point.dissolved_at.is_(None))
        .order_by(line.c.signed_at)
    )
    # A report that corrects another has the same points: the later one stands.
    rows = {row[0].id: row for row in session.execute(query)}
    for point, title, draft_id, version_id, provision, outcome, report_id, position in rows.values():
        document = Document(
            Key(Findable.POINT, str(point.id)),
            "\n".join(part for part in (point.wording, point.proposal, point.reason) if part),
            draft=str(draft_id or ""),
            at=point.made_at,
            article=provision.citation if provision else "",
            about=_about(provision),
            version=str(version_id or ""),
            consultation=str(point.consultation_id),
            station=str(point.station_id),
            outcome=outcome.value if outcome else "",
            reported=report_id is not None,
        )
        yield Thing(
            document,
            title,
            eid=provision.eid if provision else "",
            number=str(point.number),
            report=report_id,
            position=position or 0,
        )


def reports(session: Session, ids: Sequence[UUID]) -> Iterator[Thing]:
    """Yield these reports by their titles and what a person wrote in them; what they list is found by itself."""
    query = (
        select(Report, Version.draft_id, Consultation.version_id, Unit.name)
        .join(Consultation, Consultation.id == Report.consultation_id)
        .join(Unit, Unit.id == Report.unit_id)
        .outerjoin(Version, Version.id == Consultation.version_id)
        .where(Report.id.in_(ids))
    )
    for report, draft_id, version_id, name in session.execute(query):
        signed = report.state is ReportState.SIGNED
        document = Document(
            Key(Findable.REPORT, str(report.id)),
            "\n".join(part for part in (report.title, *report.sections.values()) if part),
            draft=str(draft_id or ""),
            at=report.signed_at or report.compiled_at,
            version=str(version_id or ""),
            consultation=str(report.consultation_id),
            station=str(report.station_id),
            room=str(report.room_id or ""),
            reported=signed and report.room_id is None,
        )
        yield Thing(document, report.title, number=report.number, room=name)


def _about(provision: Provision | None) -> str:
    return spot(provision.version_id, key_of(provision.eid, Place.PROVISION)) if provision else ""


def _details(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, list[str]]:
    query = select(Supplement.comment_id, Supplement.text).where(Supplement.comment_id.in_(ids))
    details: dict[UUID, list[str]] = {}
    for comment_id, text in session.execute(query.order_by(Supplement.added_at, Supplement.id)):
        details.setdefault(comment_id, []).append(text)
    return details
