"""Everything about one article on the station's worktop: its text, its points, and the words behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from legislation_hub.models import (
    Account,
    Comment,
    Consultation,
    Gathering,
    Household,
    Inquiry,
    Omission,
    Point,
    Provision,
    Submission,
    Supplement,
    Task,
    Unit,
    Verdict,
    Words,
)
from legislation_hub.queries.comments import asked_and_added, is_reportable
from legislation_hub.vocabulary import Channel, Place, Section, Stance, VerdictKind


@dataclass(frozen=True, slots=True)
class Voice:
    """One comment as the station works with it."""

    id: UUID
    number: str
    citation: str
    quote: str
    quote_start: int | None
    stance: Stance
    words: str
    proposal: str
    reason: str
    room: str
    household: str
    channel: Channel
    heard_at: datetime
    verdict: VerdictKind | None
    same_as: str
    point_id: UUID | None
    omitted: str
    omitted_by: str
    asked: str
    supplements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a department was asked about a point, and what it answered."""

    id: UUID
    department: str
    question: str
    due_on: date
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Gathered:
    """One point with everybody behind it."""

    id: UUID
    number: int
    citation: str
    section: Section
    wording: str
    proposal: str
    reason: str
    voices: tuple[Voice, ...]
    replies: tuple[Reply, ...]

    @property
    def rooms(self) -> tuple[str, ...]:
        """Return the rooms, and departments, from which its comments came."""
        return tuple(dict.fromkeys(one.room for one in self.voices))

    @property
    def households(self) -> int:
        """Return how many households stand behind it."""
        return len({(one.room, one.household) for one in self.voices if one.household})


@dataclass(frozen=True, slots=True)
class Clause:
    """A provision as it is printed beside what people say about it."""

    level: str
    label: str
    heading: str
    text: str
    eid: str


@dataclass(frozen=True, slots=True)
class Worktop:
    """Everything about one group."""

    clauses: tuple[Clause, ...] = ()
    points: tuple[Gathered, ...] = ()
    waiting: tuple[Voice, ...] = ()
    omitted: tuple[Voice, ...] = ()


def worktop_of(session: Session, consultation_id: UUID, key: str) -> Worktop:
    """Return the law's text, the points, and the comments of one group."""
    here = _below(key)
    voices = _voices(session, Comment.consultation_id == consultation_id, here)
    points = session.execute(
        select(Point, Provision.citation)
        .outerjoin(Provision, Provision.id == Point.provision_id)
        .where(Point.consultation_id == consultation_id, Point.dissolved_at.is_(None), _below(key, Point))
        .order_by(Point.number)
    ).all()
    ids = [point.id for point, _citation in points]
    replies: dict[UUID, list[Reply]] = {}
    asked = session.execute(
        select(Inquiry, Unit.name)
        .join(Unit, Unit.id == Inquiry.unit_id)
        .where(Inquiry.point_id.in_(ids))
        .order_by(Inquiry.asked_at)
    )
    for inquiry, department in asked:
        replies.setdefault(inquiry.point_id, []).append(
            Reply(inquiry.id, department, inquiry.question, inquiry.due_on, inquiry.answer, inquiry.answered_at)
        )
    # A point may also stand for comments on other articles; they are shown with it.
    behind = _voices(session, Gathering.point_id.in_(ids)) if ids else []
    return Worktop(
        clauses=_clauses(session, consultation_id, key),
        points=tuple(
            Gathered(
                point.id,
                point.number,
                citation or "",
                point.section,
                point.wording,
                point.proposal,
                point.reason,
                tuple(one for one in behind if one.point_id == point.id),
                tuple(replies.get(point.id, ())),
            )
            for point, citation in points
        ),
        waiting=tuple(one for one in voices if one.point_id is None and not one.omitted),
        omitted=tuple(one for one in voices if one.omitted),
    )


def _below(key: str, of: type[Comment] | type[Point] = Comment) -> ColumnElement[bool]:
    """Return the condition for what belongs to a group; Provision must be joined."""
    if key in (Place.WHOLE, Place.MISSING):
        return Provision.id.is_(None) & (of.place == Place(key))
    return (Provision.eid == key) | Provision.eid.startswith(f"{key}__", autoescape=True)


def _clauses(session: Session, consultation_id: UUID, key: str) -> tuple[Clause, ...]:
    if key in (Place.WHOLE, Place.MISSING):
        return ()
    version = select(Consultation.version_id).where(Consultation.id == consultation_id).scalar_subquery()
    query = select(Provision).where(Provision.version_id == version, _below(key)).order_by(Provision.position)
    return tuple(
        Clause(one.level.value, one.label, one.heading, one.text, one.eid) for one in session.scalars(query)
    )


def _voices(session: Session, *which: ColumnElement[bool]) -> list[Voice]:
    unit, other, judge = aliased(Unit), aliased(Comment), aliased(Account)
    rank = func.row_number().over(partition_by=Verdict.comment_id, order_by=Verdict.given_at.desc())
    ranked = select(Verdict.comment_id, Verdict.same_as_id, rank.label("rank")).subquery()
    found = session.execute(
        select(Comment, Words, Provision.citation, unit.name, Household.code, Submission.channel)
        .add_columns(other.number, Gathering.point_id, Omission.reason, judge.person)
        .join(Words, Words.comment_id == Comment.id)
        .join(Submission, Submission.id == Comment.submission_id)
        .join(Task, Task.id == Comment.task_id)
        .join(unit, unit.id == Task.unit_id)
        .outerjoin(Provision, Provision.id == Comment.provision_id)
        .outerjoin(Household, Household.id == Submission.household_id)
        .outerjoin(ranked, (ranked.c.comment_id == Comment.id) & (ranked.c.rank == 1))
        .outerjoin(other, (other.id == ranked.c.same_as_id) & (Comment.verdict == VerdictKind.SAME))
        .outerjoin(Gathering, Gathering.comment_id == Comment.id)
        .outerjoin(Omission, Omission.comment_id == Comment.id)
        .outerjoin(judge, judge.id == Omission.decided_by_id)
        .where(is_reportable, *which)
        .order_by(Provision.position, Comment.number)
    ).all()
    beside = _supplements(session, [row[0] for row in found])
    return [
        Voice(
            id=comment.id,
            number=comment.number,
            citation=citation or "",
            quote=comment.quote,
            quote_start=comment.quote_start,
            stance=comment.stance,
            words=words.words,
            proposal=words.proposal,
            reason=words.reason,
            room=room,
            household=household or "",
            channel=channel,
            heard_at=comment.heard_at,
            verdict=comment.verdict,
            same_as=same_as or "",
            point_id=point_id,
            omitted=omitted or "",
            omitted_by=omitted_by or "",
            asked=beside[comment.id][0],
            supplements=tuple(one.text for one in beside[comment.id][1]),
        )
        for comment, words, citation, room, household, channel, same_as, point_id, omitted, omitted_by in found
    ]


def _supplements(session: Session, comments: Sequence[Comment]) -> Mapping[UUID, tuple[str, Sequence[Supplement]]]:
    """Return the question that each comment answers on a slip, and what collectors added when the room asked."""
    beside: dict[UUID, list[Supplement]] = {one.id: [] for one in comments}
    query = select(Supplement).where(Supplement.comment_id.in_(beside)).order_by(Supplement.added_at)
    for one in session.scalars(query):
        beside[one.comment_id].append(one)
    return {one.id: asked_and_added(one, beside[one.id]) for one in comments}
