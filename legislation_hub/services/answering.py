"""The outcome is carried down to whoever spoke, until everybody has heard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, Answer, Comment, Consultation, Gathering, Outcome, Submission
from legislation_hub.policies import Action, demand
from legislation_hub.problems import AnswersMissing, DayAhead, OutcomePending
from legislation_hub.queries.answers import is_waiting, wrote_alone
from legislation_hub.services.adopting import pending_of
from legislation_hub.services.recording import record
from legislation_hub.services.staging import demand_stage, move_on
from legislation_hub.vocabulary import AnswerWay, OutcomeKind, Stage, Tag


@dataclass(frozen=True, slots=True)
class Telling:
    """How and when a person was told (a day of the county's calendar, not in the future)."""

    way: AnswerWay
    told_on: date
    note: str = ""


def tell(session: Session, actor: Account, comments: Sequence[Comment], telling: Telling) -> list[Answer]:
    """Note that the people behind these comments were told the present outcome; return what is new.

    Raises :class:`OutcomePending` where there is nothing to tell, and :class:`DayAhead`.
    """
    if telling.told_on > clock.today():
        raise DayAhead()
    for comment in comments:
        demand(actor, Action.TELL_ANSWER, comment)
    ids = [one.id for one in comments]
    outcomes = _outcomes(session, ids)
    told = {
        (one.comment_id, one.outcome_id)
        for one in session.scalars(select(Answer).where(Answer.comment_id.in_(ids)))
    }
    made = []
    for comment in comments:
        outcome = outcomes.get(comment.id)
        if outcome is None or outcome.kind is OutcomeKind.PENDING:
            raise OutcomePending(number=comment.number)
        if (comment.id, outcome.id) in told:
            continue
        answer = Answer(
            comment_id=comment.id,
            outcome_id=outcome.id,
            station_id=comment.station_id,
            room_id=comment.room_id,
            way=telling.way,
            told_on=telling.told_on,
            note=telling.note.strip(),
            told_by_id=actor.id,
            recorded_at=clock.now(),
        )
        session.add(answer)
        record(session, actor, Tag.ANSWER_TOLD, comment, number=comment.number, way=telling.way.value)
        made.append(answer)
    return made


def publish_online(session: Session, actor: Account, consultation: Consultation) -> list[Answer]:
    """Answer everybody who wrote without a visit: the outcome stands on the page that their receipt opens."""
    demand(actor, Action.PREPARE_CONSULTATION, consultation)
    query = select(Comment).join(Submission).where(awaiting(consultation.id), wrote_alone)
    return tell(
        session,
        actor,
        session.scalars(query.order_by(Comment.number)).all(),
        Telling(AnswerWay.ONLINE, clock.today()),
    )


def conclude(session: Session, actor: Account, consultation: Consultation) -> Consultation:
    """Bring the consultation to ANSWERED once every point has an outcome and everybody has heard.

    Raises :class:`AnswersMissing` with how many still wait.
    """
    demand(actor, Action.PREPARE_CONSULTATION, consultation)
    demand_stage(consultation, Stage.REPORTED)
    left = waiting(session, consultation)
    if left or pending_of(session, consultation):
        raise AnswersMissing(count=max(left, pending_of(session, consultation)))
    return move_on(session, actor, consultation, Stage.ANSWERED)


def waiting(session: Session, consultation: Consultation) -> int:
    """Return how many comments have an outcome that their person has not heard."""
    query = select(func.count()).select_from(Comment).join(Submission).where(awaiting(consultation.id))
    return session.scalar(query) or 0


def awaiting(consultation_id: UUID) -> ColumnElement[bool]:
    """Return the condition for comments (joined with their submissions) whose person is still to be told."""
    return (Comment.consultation_id == consultation_id) & is_waiting


def _outcomes(session: Session, ids: Sequence[UUID]) -> dict[UUID, Outcome]:
    found = session.execute(
        select(Gathering.comment_id, Outcome)
        .join(Outcome, (Outcome.point_id == Gathering.point_id) & Outcome.current)
        .where(Gathering.comment_id.in_(ids))
    )
    return dict(found.all())
