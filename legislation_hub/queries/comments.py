"""What a comment counts for, and how a collector's own comments stand now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from legislation_hub.models import (
    Account,
    Answer,
    Comment,
    Consultation,
    Gathering,
    Household,
    Outcome,
    Point,
    Provision,
    Submission,
    Supplement,
    Task,
    Verdict,
    Words,
)
from legislation_hub.vocabulary import OutcomeKind, Place, Stance, VerdictKind

_later = aliased(Comment)

# For the WHERE of any query over Comment. A withdrawn comment and one that a later one corrects count nowhere.
is_alive: ColumnElement[bool] = and_(
    Comment.withdrawn_at.is_(None), ~exists().where(_later.corrects_id == Comment.id).correlate(Comment)
)
# What may stand in a report: everything alive but a grievance that was passed on. A comment that its room has not
# looked at yet is in it, so that nobody's words fall out because a room was slow.
is_reportable: ColumnElement[bool] = and_(
    is_alive, or_(Comment.verdict.is_(None), Comment.verdict != VerdictKind.TRANSFER)
)

# For queries over Comment joined with its Task: it came when its room had handed up, and follows by itself.
came_afterwards: ColumnElement[bool] = Comment.recorded_at > Task.handed_up_at

PAGE = 30

# The last four come by outer joins and may be missing.
_Query = Select[Comment, Words, str, Provision, str, Point, Outcome]
_Found = Row[Comment, Words, str, Provision, str, Point, Outcome]


@dataclass(frozen=True, slots=True)
class Said:
    """One comment as its collector sees it: the words, and what became of them so far.

    ``quote`` is the wording of ``provision_text`` that it is about, from the character ``quote_start`` on; it is
    empty where it is about all of it. ``words`` is None once they were withdrawn. ``waits`` says that the room
    asked for detail and has none yet.
    """

    id: UUID
    number: str
    task_id: UUID
    submission_id: UUID
    title: str
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
    household: str
    heard_at: datetime
    late: bool
    corrected_by: str
    verdict: VerdictKind | None
    verdict_note: str
    asked: str
    supplements: tuple[str, ...]
    waits: bool
    point: str
    outcome: OutcomeKind | None
    passed_article: str
    outcome_reason: str
    told_on: date | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: its rows, which one it is, how many pages and how many rows there are in all."""

    rows: Sequence[Said]
    number: int
    pages: int
    total: int


def said_by(session: Session, account: Account, page: int = 1, waiting: bool = False) -> Page:
    """Return what an account wrote down, newest first; ``waiting`` leaves what came back for detail."""
    mine = [Comment.recorded_by_id == account.id]
    if waiting:
        mine += [is_alive, Comment.verdict == VerdictKind.DETAIL]
    total = session.scalar(select(func.count()).select_from(Comment).where(*mine)) or 0
    pages = max(1, -(-total // PAGE))
    number = min(max(1, page), pages)
    query = _query().where(*mine).order_by(Comment.recorded_at.desc(), Comment.number.desc())
    return Page(_said(session, query.limit(PAGE).offset((number - 1) * PAGE)), number, pages, total)


def one_said(session: Session, comment_id: UUID) -> Said:
    """Return one comment that is there, as its collector sees it."""
    return _said(session, _query().where(Comment.id == comment_id))[0]


def handed_in(session: Session, submission_id: UUID) -> Sequence[Said]:
    """Return all comments that were handed in together (one 件), in the order in which they came."""
    query = _query().where(Comment.submission_id == submission_id)
    return _said(session, query.order_by(Comment.recorded_at, Comment.number))


def asked_and_added(comment: Comment, beside: Sequence[Supplement]) -> tuple[str, Sequence[Supplement]]:
    """Return the question of a slip that the comment answers ("" for none), and the detail that was added."""
    asked = "".join(one.text for one in beside if one.added_at == comment.recorded_at)
    return asked, [one for one in beside if one.added_at != comment.recorded_at]


def _query() -> _Query:
    return (
        select(Comment, Words, Consultation.title, Provision, Household.code, Point, Outcome)
        .join(Words, Words.comment_id == Comment.id)
        .join(Consultation, Consultation.id == Comment.consultation_id)
        .join(Submission, Submission.id == Comment.submission_id)
        .outerjoin(Household, Household.id == Submission.household_id)
        .outerjoin(Provision, Provision.id == Comment.provision_id)
        .outerjoin(Gathering, Gathering.comment_id == Comment.id)
        .outerjoin(Point, and_(Point.id == Gathering.point_id, Point.dissolved_at.is_(None)))
        .outerjoin(Outcome, and_(Outcome.point_id == Point.id, Outcome.current))
    )


def _said(session: Session, query: _Query) -> Sequence[Said]:
    """Turn what the query finds into rows, with four more queries for what stands beside all of them."""
    found = session.execute(query).all()
    ids = [row[0].id for row in found]
    verdicts = {one.comment_id: one for one in _beside(session, Verdict, Verdict.given_at, ids)}
    answers = {one.comment_id: one for one in _beside(session, Answer, Answer.recorded_at, ids)}
    supplements: dict[UUID, list[Supplement]] = {}
    for one in _beside(session, Supplement, Supplement.added_at, ids):
        supplements.setdefault(one.comment_id, []).append(one)
    corrected = select(Comment.corrects_id, Comment.number).where(Comment.corrects_id.in_(ids))
    corrections = dict(session.execute(corrected).all())
    return [
        _one(
            row,
            verdicts.get(row[0].id),
            supplements.get(row[0].id, []),
            answers.get(row[0].id),
            corrections,
        )
        for row in found
    ]


def _beside(session: Session, kind: Any, when: Any, ids: Sequence[UUID]) -> Iterable[Any]:
    # In the order of time, so that the last one stays where one is wanted.
    return session.scalars(select(kind).where(kind.comment_id.in_(ids)).order_by(when))


def _one(
    row: _Found,
    verdict: Verdict | None,
    supplements: Sequence[Supplement],
    answer: Answer | None,
    corrections: Mapping[UUID | None, str],
) -> Said:
    comment, words, title, provision, household, point, outcome = row
    here = comment.withdrawn_at is None
    asked, supplements = asked_and_added(comment, supplements)
    since = [one for one in supplements if verdict is None or one.added_at > verdict.given_at]
    return Said(
        id=comment.id,
        number=comment.number,
        task_id=comment.task_id,
        submission_id=comment.submission_id,
        title=title,
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
        household=household or "",
        heard_at=comment.heard_at,
        late=comment.late,
        corrected_by=corrections.get(comment.id, ""),
        verdict=comment.verdict,
        verdict_note=verdict.note if verdict else "",
        asked=asked,
        supplements=tuple(one.text for one in supplements),
        waits=here and comment.verdict is VerdictKind.DETAIL and not since and comment.id not in corrections,
        point=point.wording if point else "",
        outcome=outcome.kind if outcome else None,
        passed_article=outcome.passed_article if outcome else "",
        outcome_reason=outcome.reason if outcome else "",
        told_on=answer.told_on if answer else None,
    )
