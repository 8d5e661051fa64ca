"""What came in on a task, how each comment stands before the room, and which one is to be looked at next."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from legislation_hub.models import (
    Account,
    Comment,
    Conflict,
    Consultation,
    Gathering,
    Household,
    Omission,
    Provision,
    Submission,
    Supplement,
    Task,
    Verdict,
    Words,
)
from legislation_hub.queries.comments import came_afterwards, is_alive
from legislation_hub.queries.conflicts import in_conflict
from legislation_hub.vocabulary import Channel, Place, Stage, Stance, Standing, VerdictKind

PAGE = 30

_asked_at = (
    select(func.max(Verdict.given_at)).where(Verdict.comment_id == Comment.id).correlate(Comment).scalar_subquery()
)
_supplemented = (
    exists().where(Supplement.comment_id == Comment.id, Supplement.added_at > _asked_at).correlate(Comment)
)

# For the WHERE of any query over Comment: nobody looked at it yet, or the detail that was asked for has come.
waits_for_verdict: ColumnElement[bool] = and_(
    is_alive,
    or_(Comment.verdict.is_(None), and_(Comment.verdict == VerdictKind.DETAIL, _supplemented)),
)
# Somebody is to add detail, and nothing has come since it was asked for.
waits_for_detail: ColumnElement[bool] = and_(is_alive, Comment.verdict == VerdictKind.DETAIL, ~_supplemented)

_reported = or_(
    exists().where(Gathering.comment_id == Comment.id).correlate(Comment),
    exists().where(Omission.comment_id == Comment.id).correlate(Comment),
)
# For queries over Comment joined with its Task and Consultation: its room may give a verdict now. What came late
# is the room's to decide until the station has placed it or left it out (see `stages_of_review`).
may_be_judged: ColumnElement[bool] = and_(
    Consultation.recalled_at.is_(None),
    or_(Task.handed_up_at.is_(None), came_afterwards),
    or_(Consultation.stage.in_((Stage.OPEN, Stage.REVIEWING)), and_(Comment.late, ~_reported)),
)
_ripe = and_(waits_for_verdict, may_be_judged)

_standing: ColumnElement[str] = case(
    (Comment.withdrawn_at.is_not(None), Standing.WITHDRAWN.value),
    (~is_alive, Standing.CORRECTED.value),
    (waits_for_verdict, Standing.WAITING.value),
    (Comment.verdict == VerdictKind.ACCEPTED, Standing.ACCEPTED.value),
    (Comment.verdict == VerdictKind.SAME, Standing.SAME.value),
    (Comment.verdict == VerdictKind.TRANSFER, Standing.TRANSFER.value),
    else_=Standing.DETAIL.value,
)


@dataclass(frozen=True, slots=True)
class Seen:
    """One comment in the room's list; ``words`` is None once they were withdrawn.

    ``quote`` is the wording that it is about inside its provision, if it is about one; ``asked`` the question of a
    slip that it answers. ``ripe`` says that it waits for a verdict and the room may give one now.
    """

    id: UUID
    number: str
    standing: Standing
    ripe: bool
    place: Place
    citation: str
    quote: str
    quote_start: int | None
    stance: Stance
    asked: str
    words: str | None
    proposal: str
    reason: str
    household: str
    channel: Channel
    by: str
    heard_at: datetime
    late: bool
    conflicts: int
    note: str
    same_as: str


@dataclass(frozen=True, slots=True)
class Ticked:
    """Which of the ticked comments can be accepted, and how many wait because they are in conflict."""

    clear: Sequence[UUID]
    in_conflict: int


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page of the room's list, and how many comments stand how in all of it."""

    rows: Sequence[Seen]
    number: int
    pages: int
    total: int
    tally: Mapping[Standing, int]


def seen_in(session: Session, task_id: UUID, standing: Standing | None = None, page: int = 1) -> SeenPage:
    """Return what came in on a task in the order of its coming, all or of one standing; four queries."""
    tally = tally_of(session, task_id)
    total = tally.get(standing, 0) if standing else sum(tally.values())
    pages = max(1, -(-total // PAGE))
    number = min(max(1, page), pages)
    first, verdict = aliased(Comment), aliased(Verdict)
    conflicts = (
        select(func.count())
        .where(Conflict.comment_id == Comment.id, Conflict.settled_at.is_(None))
        .correlate(Comment)
        .scalar_subquery()
    )
    asked = (
        select(Supplement.text)
        .where(Supplement.comment_id == Comment.id, Supplement.added_at == Comment.recorded_at)
        .limit(1)
        .correlate(Comment)
        .scalar_subquery()
    )
    query = (
        select(
            Comment, _standing.label("standing"), _ripe, asked, Words, Provision.citation, Household.code,
            Submission.channel, Account.person, verdict.note, first.number, conflicts,
        )
        .join(Task, Task.id == Comment.task_id)
        .join(Consultation, Consultation.id == Task.consultation_id)
        .join(Words, Words.comment_id == Comment.id)
        .join(Submission, Submission.id == Comment.submission_id)
        .outerjoin(Household, Household.id == Submission.household_id)
        .outerjoin(Provision, Provision.id == Comment.provision_id)
        .outerjoin(Account, Account.id == Comment.recorded_by_id)
        .outerjoin(verdict, and_(verdict.comment_id == Comment.id, verdict.id == latest_verdict()))
        .outerjoin(first, first.id == verdict.same_as_id)
        .where(Comment.task_id == task_id)
        .order_by(Comment.recorded_at, Comment.number)
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    )  # fmt: skip
    if standing:
        query = query.where(_standing == standing.value)
    rows = [
        Seen(
            id=comment.id,
            number=comment.number,
            standing=Standing(stands),
            ripe=ripe,
            place=comment.place,
            citation=citation or "",
            quote=comment.quote,
            quote_start=comment.quote_start,
            stance=comment.stance,
            asked=question or "",
            words=None if comment.withdrawn_at else said.words,
            proposal=said.proposal,
            reason=said.reason,
            household="" if comment.withdrawn_at else household or "",
            channel=channel,
            by=person or "",
            heard_at=comment.heard_at,
            late=comment.late,
            conflicts=open_conflicts,
            note=note or "",
            same_as=same_as or "",
        )
        for comment, stands, ripe, question, said, citation, household, channel, person, note, same_as,
            open_conflicts in session.execute(query)
    ]  # fmt: skip
    return SeenPage(rows, number, pages, total, tally)


def ticked_of(session: Session, task_id: UUID, chosen: Collection[UUID]) -> Ticked:
    """Return which of the chosen comments of a task wait for a verdict, and how many of them in a conflict."""
    query = select(Comment.id, in_conflict).where(
        Comment.task_id == task_id, Comment.id.in_(chosen), waits_for_verdict
    )
    waiting = session.execute(query.order_by(Comment.recorded_at, Comment.number)).all()
    clear = [identity for identity, twice in waiting if not twice]
    return Ticked(clear, len(waiting) - len(clear))


def tally_of(session: Session, task_id: UUID) -> Mapping[Standing, int]:
    """Return how many comments of a task stand how, in the order of the vocabulary, without zeros."""
    stands = select(_standing.label("standing")).where(Comment.task_id == task_id).subquery()
    rows = session.execute(select(stands.c.standing, func.count()).group_by(stands.c.standing))
    found: dict[str, int] = dict(iter(rows))
    return {one: found[one.value] for one in Standing if one.value in found}


def next_waiting(session: Session, task_id: UUID, after: Comment | None = None) -> UUID | None:
    """Return the comment to look at after this one: the next that can be judged, else the first, or None."""
    query = (
        select(Comment.id)
        .join(Task, Task.id == Comment.task_id)
        .join(Consultation, Consultation.id == Task.consultation_id)
        .where(Comment.task_id == task_id, waits_for_verdict, may_be_judged)
        .order_by(Comment.recorded_at, Comment.number)
    )
    if after is None:
        return session.scalar(query.limit(1))
    later = or_(
        Comment.recorded_at > after.recorded_at,
        and_(Comment.recorded_at == after.recorded_at, Comment.number > after.number),
    )
    first = query.where(Comment.id != after.id).limit(1)
    return session.scalar(query.where(later).limit(1)) or session.scalar(first)


def latest_verdict() -> ColumnElement[UUID]:
    """Return, for a query of comments, the id of the verdict that stands on each."""
    one = aliased(Verdict)
    return (
        select(one.id)
        .where(one.comment_id == Comment.id)
        .order_by(one.given_at.desc(), one.id.desc())
        .limit(1)
        .correlate(Comment)
        .scalar_subquery()
    )
