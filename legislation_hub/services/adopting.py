"""The municipality records what became of each point; nothing is adopted without somebody's name."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import (
    Account,
    Comment,
    Consultation,
    Gathering,
    Outcome,
    Point,
    ReportLine,
    Version,
)
from legislation_hub.policies import Action, demand
from legislation_hub.problems import NotFound, OutcomeIncomplete
from legislation_hub.services.noticing import notify, people_of
from legislation_hub.services.recording import record
from legislation_hub.services.staging import demand_stage
from legislation_hub.vocabulary import NoticeKind, OutcomeKind, Role, Stage, Tag

TAKEN_UP = (OutcomeKind.ADOPTED, OutcomeKind.PARTLY)


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of a point: the article of the passed text, what that rests on, and why not."""

    kind: OutcomeKind
    passed_article: str = ""
    basis: str = ""
    reason: str = ""


def record_outcome(session: Session, actor: Account, point: Point, finding: Finding) -> Outcome:
    """Record what became of a point; an earlier outcome is kept beside the new one.

    The same finding again changes nothing. Raises :class:`OutcomeIncomplete` where an adopted point names no
    article (no basis, if no text was put to people), or one that was not adopted no reason.
    """
    demand(actor, Action.RECORD_OUTCOME, point)
    demand_stage(point.consultation, Stage.REPORTED, Stage.ANSWERED)
    _check(finding, of_text=point.consultation.version_id is not None)
    before = session.scalar(select(Outcome).where(Outcome.point_id == point.id, Outcome.current))
    said = (finding.kind, finding.passed_article.strip(), finding.basis.strip(), finding.reason.strip())
    if before is not None:
        if (before.kind, before.passed_article, before.basis, before.reason) == said:
            return before
        before.current = False
    outcome = Outcome(
        point_id=point.id,
        station_id=point.station_id,
        position=(before.position + 1) if before else 1,
        kind=said[0],
        passed_article=said[1],
        basis=said[2],
        reason=said[3],
        recorded_by_id=actor.id,
        recorded_at=clock.now(),
    )
    session.add(outcome)
    record(session, actor, Tag.OUTCOME_RECORDED, outcome, point=point.number, kind=finding.kind.value)
    _tell(session, point)
    return outcome


def name_passed_text(
    session: Session, actor: Account, consultation: Consultation, version: Version
) -> Consultation:
    """Say which version of the same draft is the passed text, so that outcomes can point into it.

    Raises :class:`NotFound` for a version of another draft, or for the one that was consulted on.
    """
    demand(actor, Action.RECORD_OUTCOME, consultation)
    asked = consultation.version
    if asked is None or version.draft_id != asked.draft_id or version.id == asked.id:
        raise NotFound()
    consultation.passed_version_id = version.id
    record(session, actor, Tag.CONSULTATION_CHANGED, consultation, passed=str(version.id))
    return consultation


def _check(finding: Finding, of_text: bool) -> None:
    article, basis = finding.passed_article.strip(), finding.basis.strip()
    refused = finding.kind is OutcomeKind.NOT_ADOPTED and not finding.reason.strip()
    unnamed = finding.kind in TAKEN_UP and not (article or (basis and not of_text))
    vague = finding.kind is OutcomeKind.OTHERWISE and not basis + finding.reason.strip()
    if refused or unnamed or vague:
        raise OutcomeIncomplete()


def _tell(session: Session, point: Point) -> None:
    """Tell the station, and the rooms and collectors whose comments stand in the point, once a day."""
    people = people_of(session, point.station_id, Role.COORDINATOR)
    behind = (
        select(Comment.room_id, Comment.recorded_by_id)
        .join(Gathering, Gathering.comment_id == Comment.id)
        .where(Gathering.point_id == point.id)
        .distinct()
    )
    rooms, collectors = set(), set()
    for room_id, recorded_by_id in session.execute(behind):
        rooms.add(room_id)
        collectors.add(recorded_by_id)
    people += session.scalars(
        select(Account).where(
            ((Account.role == Role.ROOM_HEAD) & Account.room_id.in_(rooms - {None}))
            | Account.id.in_(collectors - {None})
        )
    ).all()
    occasion, title = clock.today().isoformat(), point.consultation.title
    notify(session, set(people), NoticeKind.OUTCOME_ARRIVED, point.consultation, occasion=occasion, title=title)


def pending_of(session: Session, consultation: Consultation) -> int:
    """Return how many reported points of the consultation have no outcome yet, or a pending one."""
    settled = select(Outcome.point_id).where(Outcome.current, Outcome.kind != OutcomeKind.PENDING)
    return (
        session.scalar(
            select(func.count(ReportLine.point_id.distinct()))
            .join(Point, Point.id == ReportLine.point_id)
            .where(Point.consultation_id == consultation.id, Point.id.not_in(settled))
        )
        or 0
    )
