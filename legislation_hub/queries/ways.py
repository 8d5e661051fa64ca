"""The whole way of a comment: Answer → Outcome → Point → Comment → Provision → Version → Draft, in one query."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from legislation_hub.models import (
    Account,
    Answer,
    Comment,
    Consultation,
    Draft,
    Gathering,
    Household,
    Omission,
    Outcome,
    Point,
    Provision,
    Report,
    ReportLine,
    Submission,
    Task,
    Transfer,
    Unit,
    Verdict,
    Version,
    Words,
)
from legislation_hub.problems import NotFound
from legislation_hub.queries.events import done_to
from legislation_hub.vocabulary import (
    AnswerWay,
    Channel,
    OutcomeKind,
    Place,
    ReportState,
    Stage,
    Stance,
    Tag,
    VerdictKind,
)


@dataclass(frozen=True, slots=True)
class Way:
    """Everything that a comment went through; what has not happened yet is None or "".

    ``quote`` is the wording of ``provision_text`` that is meant, from the character ``quote_start`` on, if any.
    ``words`` is None once they were taken back, ``withdrawn_by`` who did that for the person, "" for nobody else.
    ``shared_by`` is how many comments stand in its point.
    """

    comment_id: UUID
    number: str
    draft: str
    reading: str
    version_id: UUID | None
    consultation_id: UUID
    consultation: str
    stage: Stage
    place: Place
    eid: str
    citation: str
    provision_text: str
    quote: str
    quote_start: int | None
    stance: Stance
    words: str | None
    proposal: str
    reason: str
    channel: Channel
    language: str
    interpreter: str
    household: str
    unit: str
    collector: str
    heard_at: datetime
    recorded_at: datetime
    late: bool
    withdrawn_at: datetime | None
    withdrawn_by: str
    corrects: str
    corrected_by: str
    verdict: VerdictKind | None
    verdict_note: str
    verdict_by: str
    verdict_at: datetime | None
    passed_to: str
    passed_at: datetime | None
    transfer_answer: str
    transfer_closed_at: datetime | None
    handed_up_at: datetime | None
    omitted: str
    point_id: UUID | None
    point_number: int | None
    point_wording: str
    point_proposal: str
    gathered_at: datetime | None
    shared_by: int
    report_id: UUID | None
    report_number: str
    report_position: int | None
    signed_at: datetime | None
    root: str
    outcome: OutcomeKind | None
    passed_article: str
    basis: str
    outcome_reason: str
    outcome_at: datetime | None
    answered_how: AnswerWay | None
    told_on: date | None
    told_by: str


def way_of(session: Session, comment_id: UUID) -> Way:
    """Return the way of one comment; raise :class:`NotFound` if there is none."""
    ways = ways_of(session, [comment_id])
    if not ways:
        raise NotFound()
    return ways[0]


def ways_of(session: Session, comment_ids: list[UUID]) -> list[Way]:
    """Return the ways of these comments (500 at most), by number; one query, two where words were taken back."""
    unit, collector, head, teller = aliased(Unit), aliased(Account), aliased(Account), aliased(Account)
    later, earlier, other = aliased(Comment), aliased(Comment), aliased(Gathering)
    verdict = _latest(Verdict, Verdict.given_at, comment_ids)
    answer = _latest(Answer, Answer.recorded_at, comment_ids)
    shared = (
        select(func.count()).where(other.point_id == Gathering.point_id).correlate(Gathering).scalar_subquery()
    )
    corrected_by = select(func.max(later.number)).where(later.corrects_id == Comment.id).correlate(Comment)
    found = session.execute(
        select(
            Comment,
            Words,
            Submission,
            Consultation,
            Task.handed_up_at,
            unit.name,
            Version,
            Draft.title,
            Provision,
            Household.code,
            collector.person,
            earlier.number,
            corrected_by.scalar_subquery(),
            verdict,
            head.person,
            Transfer,
            Omission.reason,
            Gathering.gathered_at,
            Point,
            shared,
            ReportLine.position,
            Report,
            Outcome,
            answer,
            teller.person,
        )
        .join(Words, Words.comment_id == Comment.id)
        .join(Submission, Submission.id == Comment.submission_id)
        .join(Consultation, Consultation.id == Comment.consultation_id)
        .join(Task, Task.id == Comment.task_id)
        .join(unit, unit.id == Task.unit_id)
        .outerjoin(Version, Version.id == Consultation.version_id)
        .outerjoin(Draft, Draft.id == Version.draft_id)
        .outerjoin(Provision, Provision.id == Comment.provision_id)
        .outerjoin(Household, Household.id == Submission.household_id)
        .outerjoin(collector, collector.id == Comment.recorded_by_id)
        .outerjoin(earlier, earlier.id == Comment.corrects_id)
        .outerjoin(verdict, verdict.comment_id == Comment.id)
        .outerjoin(head, head.id == verdict.given_by_id)
        .outerjoin(Transfer, Transfer.comment_id == Comment.id)
        .outerjoin(Omission, Omission.comment_id == Comment.id)
        .outerjoin(Gathering, Gathering.comment_id == Comment.id)
        .outerjoin(Point, (Point.id == Gathering.point_id) & Point.dissolved_at.is_(None))
        .outerjoin(ReportLine, ReportLine.point_id == Point.id)
        .outerjoin(Report, (Report.id == ReportLine.report_id) & (Report.state == ReportState.SIGNED))
        .outerjoin(Outcome, (Outcome.point_id == Point.id) & Outcome.current)
        .outerjoin(answer, (answer.comment_id == Comment.id) & (answer.outcome_id == Outcome.id))
        .outerjoin(teller, teller.id == answer.told_by_id)
        .where(Comment.id.in_(comment_ids))
        # A corrected report holds the same points: the newest is the one that counts.
        .order_by(Comment.number, Report.signed_at.desc())
    )
    # mypy follows rows of up to ten columns; _way names the types of these.
    rows: list[tuple[Any, ...]] = [tuple(row) for row in found]
    gone = [row[0].id for row in rows if row[0].withdrawn_at]
    told = done_to(session, Tag.COMMENT_WITHDRAWN, gone) if gone else ()
    for_them = {one.subject: one.person for one in told}
    ways: dict[UUID, Way] = {}
    for row in rows:
        ways.setdefault(row[0].id, _way(for_them.get(row[0].id, ""), *row))
    return list(ways.values())


def _latest(kind: Any, when: Any, comment_ids: list[UUID]) -> Any:
    """Return the rows of ``kind`` on these comments as an entity that holds only the latest of each."""
    rank = func.row_number().over(partition_by=kind.comment_id, order_by=when.desc()).label("rank")
    ranked = select(kind, rank).where(kind.comment_id.in_(comment_ids)).subquery()
    newest = select(ranked).where(ranked.c.rank == 1).subquery()
    return aliased(kind, newest)


def _way(
    withdrawn_by: str,
    comment: Comment,
    words: Words,
    submission: Submission,
    consultation: Consultation,
    handed_up_at: datetime | None,
    unit: str,
    version: Version | None,
    draft: str | None,
    provision: Provision | None,
    household: str | None,
    collector: str | None,
    corrects: str | None,
    corrected_by: str | None,
    verdict: Verdict | None,
    head: str | None,
    transfer: Transfer | None,
    omitted: str | None,
    gathered_at: datetime | None,
    point: Point | None,
    shared_by: int,
    position: int | None,
    report: Report | None,
    outcome: Outcome | None,
    answer: Answer | None,
    teller: str | None,
) -> Way:
    here = comment.withdrawn_at is None
    return Way(
        comment_id=comment.id,
        number=comment.number,
        draft=draft or consultation.title,
        reading=version.reading if version else "",
        version_id=version.id if version else None,
        consultation_id=consultation.id,
        consultation=consultation.title,
        stage=consultation.stage,
        place=comment.place,
        eid=provision.eid if provision else "",
        citation=provision.citation if provision else "",
        provision_text=provision.whole if provision else "",
        quote=comment.quote,
        quote_start=comment.quote_start,
        stance=comment.stance,
        words=words.words if here else None,
        proposal=words.proposal,
        reason=words.reason,
        channel=submission.channel,
        language=submission.language,
        interpreter=submission.interpreter if here else "",
        household=(household or "") if here else "",
        unit=unit,
        collector=collector or "",
        heard_at=comment.heard_at,
        recorded_at=comment.recorded_at,
        late=comment.late,
        withdrawn_at=comment.withdrawn_at,
        withdrawn_by=withdrawn_by,
        corrects=corrects or "",
        corrected_by=corrected_by or "",
        verdict=verdict.kind if verdict else None,
        verdict_note=verdict.note if verdict else "",
        verdict_by=head or "",
        verdict_at=verdict.given_at if verdict else None,
        passed_to=transfer.passed_to if transfer else "",
        passed_at=transfer.passed_at if transfer else None,
        transfer_answer=transfer.answer if transfer else "",
        transfer_closed_at=transfer.closed_at if transfer else None,
        handed_up_at=handed_up_at,
        omitted=omitted or "",
        point_id=point.id if point else None,
        point_number=point.number if point else None,
        point_wording=point.wording if point else "",
        point_proposal=point.proposal if point else "",
        gathered_at=gathered_at if point else None,
        shared_by=shared_by if point else 0,
        report_id=report.id if report else None,
        report_number=report.number if report else "",
        report_position=position if report else None,
        signed_at=report.signed_at if report else None,
        root=(report.root or "") if report else "",
        outcome=outcome.kind if outcome else None,
        passed_article=outcome.passed_article if outcome else "",
        basis=outcome.basis if outcome else "",
        outcome_reason=outcome.reason if outcome else "",
        outcome_at=outcome.recorded_at if outcome else None,
        answered_how=answer.way if answer else None,
        told_on=answer.told_on if answer else None,
        told_by=teller or "",
    )
