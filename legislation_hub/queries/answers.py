"""Who still waits to hear what became of their words, and how far everybody is with telling them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.orm import Session, aliased

from legislation_hub.models import (
    Answer,
    Comment,
    Consultation,
    Gathering,
    Household,
    Outcome,
    Provision,
    Submission,
    Task,
    Unit,
    Words,
)
from legislation_hub.queries.comments import is_alive
from legislation_hub.vocabulary import Channel, OutcomeKind, Place, Stance, UnitKind

_outcome, _answer, _gathering = aliased(Outcome), aliased(Answer), aliased(Gathering)

# For the WHERE of any query over Comment joined with Submission.
# Somebody wants to hear of it, and there is something to tell.
has_news: ColumnElement[bool] = (
    is_alive
    & Submission.wants_answer
    & exists()
    .where(
        _gathering.comment_id == Comment.id,
        _outcome.point_id == _gathering.point_id,
        _outcome.current,
        _outcome.kind != OutcomeKind.PENDING,
    )
    .correlate(Comment)
)
# … and they have not heard of the outcome as it is now.
is_waiting: ColumnElement[bool] = has_news & ~exists().where(
    _answer.comment_id == Comment.id, _answer.outcome_id == _outcome.id, _outcome.current
).correlate(Comment)
# Whoever wrote without a visit reads the outcome on the page that their receipt opens.
wrote_alone: ColumnElement[bool] = Comment.recorded_by_id.is_(None) | (Submission.channel == Channel.QR)


@dataclass(frozen=True, slots=True)
class News:
    """One comment with the outcome that its person is told; ``told_on`` is None until they have heard it."""

    comment_id: UUID
    number: str
    citation: str
    quote: str
    place: Place
    stance: Stance
    words: str
    kind: OutcomeKind
    passed_article: str
    basis: str
    reason: str
    told_on: date | None


@dataclass(frozen=True, slots=True)
class Listener:
    """Whoever is told at one time: a household, or whoever handed in something without one."""

    key: str
    household: str
    grid: str
    channel: Channel
    speaker: str
    heard_at: datetime
    news: tuple[News, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """One task with everybody in it who is to be told."""

    task_id: UUID
    consultation_id: UUID
    title: str
    unit: str
    listeners: tuple[Listener, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one unit is: comments with something to tell, those told, those waiting at a door or online."""

    task_id: UUID
    consultation_id: UUID
    title: str
    unit: str
    kind: UnitKind
    news: int
    waiting: int
    online: int

    @property
    def told(self) -> int:
        """Return how many have been told."""
        return self.news - self.waiting - self.online


def waiting_in_room(session: Session, room_id: UUID) -> Sequence[Round]:
    """Return what the room's households wait to hear, by consultation, in one query."""
    return _rounds(session, Comment.room_id == room_id, is_waiting, ~wrote_alone)


def waiting_with(session: Session, collector_id: UUID) -> Sequence[Round]:
    """Return what those wait to hear whose words this collector wrote down, in one query."""
    return _rounds(session, Comment.recorded_by_id == collector_id, is_waiting, ~wrote_alone)


def waiting_on(session: Session, task_id: UUID) -> Sequence[Listener]:
    """Return who waits in one task, in one query."""
    return _of_one(_rounds(session, Comment.task_id == task_id, is_waiting, ~wrote_alone))


def listeners_of(session: Session, task_id: UUID, keys: Collection[str] = ()) -> Sequence[Listener]:
    """Return everybody in a task for whom there is something to tell, told or not; with ``keys`` only these."""
    everybody = _of_one(_rounds(session, Comment.task_id == task_id, has_news, ~wrote_alone))
    return [one for one in everybody if not keys or one.key in keys]


def progress_in(session: Session, consultation_id: UUID) -> Sequence[Progress]:
    """Return every unit of a consultation, by its code, also those with nothing to tell; two queries."""
    return _progress(session, Task.consultation_id == consultation_id)


def progress_of(session: Session, unit_id: UUID) -> Sequence[Progress]:
    """Return the consultations of one unit in which there is or was something to tell; two queries."""
    return [one for one in _progress(session, Task.unit_id == unit_id) if one.news]


def _of_one(rounds: Sequence[Round]) -> Sequence[Listener]:
    return rounds[0].listeners if rounds else ()


def _rounds(session: Session, *which: ColumnElement[bool]) -> Sequence[Round]:
    grid, unit = aliased(Unit), aliased(Unit)
    told = (
        select(func.max(Answer.told_on))
        .where(Answer.comment_id == Comment.id, Answer.outcome_id == Outcome.id)
        .correlate(Comment, Outcome)
        .scalar_subquery()
    )
    found = session.execute(
        select(Comment, Submission, Words.words, Outcome, Provision.citation)
        .add_columns(Household.code, grid.name, unit.name, Consultation.title, told)
        .join(Submission, Submission.id == Comment.submission_id)
        .join(Words, Words.comment_id == Comment.id)
        .join(Gathering, Gathering.comment_id == Comment.id)
        .join(Outcome, (Outcome.point_id == Gathering.point_id) & Outcome.current)
        .join(Consultation, Consultation.id == Comment.consultation_id)
        .join(Task, Task.id == Comment.task_id)
        .join(unit, unit.id == Task.unit_id)
        .outerjoin(Provision, Provision.id == Comment.provision_id)
        .outerjoin(Household, Household.id == Submission.household_id)
        .outerjoin(grid, grid.id == Household.grid_id)
        .where(*which)
        .order_by(Consultation.created_at, grid.code, Household.code, Comment.number)
    )
    tasks: dict[UUID, tuple[UUID, str, str]] = {}
    said: dict[tuple[UUID, str], list[News]] = {}
    who: dict[tuple[UUID, str], tuple[str, str, Channel, str, datetime]] = {}
    for comment, submission, words, outcome, citation, code, grid_name, unit_name, title, told_on in found:
        tasks.setdefault(comment.task_id, (comment.consultation_id, title, unit_name))
        at = comment.task_id, str(submission.household_id or submission.id)
        who.setdefault(
            at, (code or "", grid_name or "", submission.channel, submission.speaker, submission.heard_at)
        )
        said.setdefault(at, []).append(
            News(
                comment.id,
                comment.number,
                citation or "",
                comment.quote,
                comment.place,
                comment.stance,
                words,
                outcome.kind,
                outcome.passed_article,
                outcome.basis,
                outcome.reason,
                told_on,
            )
        )
    return [
        Round(
            task_id,
            *about,
            tuple(Listener(at[1], *who[at], tuple(news)) for at, news in said.items() if at[0] == task_id),
        )
        for task_id, about in tasks.items()
    ]


def _progress(session: Session, which: ColumnElement[bool]) -> Sequence[Progress]:
    counted = {
        task_id: (news, waiting, online)
        for task_id, news, waiting, online in session.execute(
            select(
                Comment.task_id,
                func.count(),
                func.count(case((is_waiting & ~wrote_alone, 1))),
                func.count(case((is_waiting & wrote_alone, 1))),
            )
            .join(Submission, Submission.id == Comment.submission_id)
            .join(Task, Task.id == Comment.task_id)
            .where(which, has_news)
            .group_by(Comment.task_id)
        )
    }
    query = (
        select(Task.id, Consultation.id, Consultation.title, Unit.name, Unit.kind)
        .join(Consultation, Consultation.id == Task.consultation_id)
        .join(Unit, Unit.id == Task.unit_id)
        .where(which)
        .order_by(Consultation.created_at.desc(), Unit.code)
    )
    return [Progress(*row, *counted.get(row[0], (0, 0, 0))) for row in session.execute(query)]
