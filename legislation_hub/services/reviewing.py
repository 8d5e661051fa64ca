"""A room says its opinion beside each comment, and hands up; the words themselves nobody touches."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, Comment, Conflict, Gathering, Omission, Task, Transfer, Verdict
from legislation_hub.policies import Action, demand
from legislation_hub.problems import (
    CameTwice,
    CommentWithdrawn,
    ConflictsUnsettled,
    DeadlinePassed,
    FieldMissing,
    NotTheSame,
    SlipsUnsettled,
    SomethingSaid,
    TaskHandedUp,
    TaskNotSigned,
    VerdictsMissing,
)
from legislation_hub.queries.comments import is_reportable
from legislation_hub.queries.conflicts import count_of, in_conflict
from legislation_hub.queries.reviews import waits_for_detail, waits_for_verdict
from legislation_hub.queries.slips import tally_of
from legislation_hub.services.noticing import notify, people_of
from legislation_hub.services.recording import record
from legislation_hub.services.staging import demand_stage
from legislation_hub.services.turning import take_turns
from legislation_hub.vocabulary import N_, NoticeKind, Role, SlipState, Stage, Tag, VerdictKind


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a room head says beside a comment.

    ``note`` is needed to send it back, ``same_as`` (another comment of the room on the same consultation) for
    "same as another", ``passed_to`` to pass a grievance on.
    """

    kind: VerdictKind
    note: str = ""
    same_as: Comment | None = None
    passed_to: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many comments were accepted at once, and how many were left waiting because they are in conflict."""

    accepted: int
    in_conflict: int


def give_verdict(session: Session, actor: Account, comment: Comment, opinion: Opinion) -> Verdict:
    """Put a verdict beside a comment; an earlier one is kept.

    Raises :class:`TaskHandedUp` for what the room has handed up (what came afterwards can still be looked at),
    :class:`CommentWithdrawn`, :class:`CameTwice` while it is in conflict, :class:`FieldMissing`,
    :class:`NotTheSame` and :class:`DeadlinePassed`.
    """
    demand(actor, Action.REVIEW_COMMENT, comment)
    _demand_under_review(session, comment)
    if comment.withdrawn_at is not None:
        raise CommentWithdrawn(number=comment.number)
    if session.scalar(select(Comment.id).where(Comment.id == comment.id, in_conflict)):
        raise CameTwice(number=comment.number)
    _check(comment, opinion)
    verdict = Verdict(
        comment_id=comment.id,
        kind=opinion.kind,
        note=opinion.note.strip(),
        same_as_id=opinion.same_as.id if opinion.same_as else None,
        given_by_id=actor.id,
        given_at=clock.now(),
    )
    session.add(verdict)
    comment.verdict = opinion.kind
    record(session, actor, Tag.VERDICT_GIVEN, comment, number=comment.number, kind=opinion.kind.value)
    if opinion.kind is VerdictKind.TRANSFER:
        _pass_on(session, actor, comment, opinion)
    if opinion.kind is VerdictKind.DETAIL and comment.recorded_by not in (None, actor):
        about = {"number": comment.number, "note": verdict.note}
        notify(
            session, [comment.recorded_by], NoticeKind.COMMENT_RETURNED, comment, occasion=str(verdict.id), **about
        )
    return verdict


def accept_waiting(session: Session, actor: Account, task: Task, chosen: Collection[UUID]) -> Accepted:
    """Accept those of the chosen comments that wait for a verdict, each by itself; return how many did.

    What somebody else has looked at meanwhile, or was taken back, keeps what it has. What is in conflict stays
    waiting: nobody accepts two wordings without a look. Raises what :func:`give_verdict` raises.
    """
    demand(actor, Action.REVIEW_COMMENT, task)
    query = select(Comment, in_conflict).where(
        Comment.task_id == task.id, Comment.id.in_(chosen), waits_for_verdict
    )
    waiting = session.execute(query.order_by(Comment.recorded_at, Comment.number)).all()
    clear = [comment for comment, twice in waiting if not twice]
    for comment in clear:
        give_verdict(session, actor, comment, Opinion(VerdictKind.ACCEPTED))
    return Accepted(len(clear), len(waiting) - len(clear))


def settle_conflict(session: Session, actor: Account, conflict: Conflict) -> Conflict:
    """Say that somebody has looked at a second content for the same comment: what came first stands.

    Both contents are kept. A second time changes nothing.
    """
    demand(actor, Action.REVIEW_COMMENT, conflict)
    if conflict.settled_at is None:
        comment = session.get_one(Comment, conflict.comment_id)
        conflict.settled_at = clock.now()
        about = {"number": comment.number, "conflict": str(conflict.id)}
        record(session, actor, Tag.COMMENT_CONFLICT, comment, **about, settled=True)
    return conflict


def hand_up(session: Session, actor: Account, task: Task, summary: str) -> Task:
    """Hand the room's comments (or a department's reply) up to the station, with a summary.

    Raises :class:`TaskNotSigned`, :class:`TaskHandedUp`, :class:`SlipsUnsettled`, :class:`ConflictsUnsettled`
    where a comment of the room came twice with other content, and :class:`VerdictsMissing` while the room has not
    looked at every comment or waits for detail that it asked for.
    """
    _demand_ready(session, actor, task)
    if task.room_id is not None:
        left = unsettled(session, task)
        if left:
            raise VerdictsMissing(count=left)
    return _hand_up(session, actor, task, summary.strip(), no_comment=False)


def reply_no_comment(session: Session, actor: Account, task: Task, summary: str = "") -> Task:
    """Reply formally that there is nothing to say (无意见).

    Raises :class:`SomethingSaid`, :class:`SlipsUnsettled` and :class:`ConflictsUnsettled` where there may be.
    """
    _demand_ready(session, actor, task)
    said = session.scalar(select(func.count()).where(Comment.task_id == task.id, is_reportable)) or 0
    if said:
        raise SomethingSaid(count=said)
    return _hand_up(session, actor, task, summary.strip(), no_comment=True)


def unsettled(session: Session, task: Task) -> int:
    """Return how many comments of the task wait for a verdict, or for the detail that was asked for."""
    waiting = select(func.count()).where(Comment.task_id == task.id, waits_for_verdict | waits_for_detail)
    return session.scalar(waiting) or 0


def _demand_ready(session: Session, actor: Account, task: Task) -> None:
    demand(actor, Action.HAND_UP, task)
    # A comment that is just arriving is counted below, or comes after the handing up.
    take_turns(session, task)
    session.refresh(task, ["handed_up_at"])
    demand_stage(task.consultation, Stage.OPEN, Stage.REVIEWING)
    if task.signed_at is None:
        raise TaskNotSigned()
    if task.handed_up_at is not None:
        raise TaskHandedUp(unit=task.unit.name)
    slips = tally_of(session, task)
    half_read = slips[SlipState.ONCE] + slips[SlipState.DIFFERS]
    if half_read:
        raise SlipsUnsettled(count=half_read)
    twice = count_of(session, task.id) if task.room_id is not None else 0
    if twice:
        raise ConflictsUnsettled(count=twice)


def _hand_up(session: Session, actor: Account, task: Task, summary: str, *, no_comment: bool) -> Task:
    task.handed_up_at = clock.now()
    task.handed_up_by_id = actor.id
    task.no_comment = no_comment
    task.summary = summary
    record(session, actor, Tag.TASK_HANDED_UP, task, no_comment=no_comment)
    told = people_of(session, task.station_id, Role.COORDINATOR)
    occasion = task.handed_up_at.isoformat()
    about = {"room": task.unit.name, "title": task.consultation.title}
    notify(session, told, NoticeKind.TASK_HANDED_UP, task, occasion=occasion, **about)
    return task


def stages_of_review(session: Session, comment: Comment) -> tuple[Stage, ...]:
    """Return the stages at which a room may say its verdict on a comment.

    What a phone brought after its closing is the room's to decide at whatever stage it arrived, until the station
    has placed it or left it out.
    """
    placed = select(exists().where(Gathering.comment_id == comment.id))
    left_out = select(exists().where(Omission.comment_id == comment.id))
    if comment.late and not session.scalar(placed) and not session.scalar(left_out):
        return tuple(Stage)
    return Stage.OPEN, Stage.REVIEWING


def _demand_under_review(session: Session, comment: Comment) -> None:
    task = comment.task
    demand_stage(task.consultation, *stages_of_review(session, comment))
    if task.handed_up_at is not None and comment.recorded_at <= task.handed_up_at:
        raise TaskHandedUp(unit=task.unit.name)


def _check(comment: Comment, opinion: Opinion) -> None:
    if opinion.kind is VerdictKind.DETAIL and not opinion.note.strip():
        raise FieldMissing(field=N_("What is missing"))
    if opinion.kind is VerdictKind.SAME:
        # A comment that is itself the same as another would begin a chain, or a circle.
        other = opinion.same_as
        if other is None or other.id == comment.id or other.task_id != comment.task_id or other.withdrawn_at:
            raise NotTheSame()
        if other.verdict in (VerdictKind.SAME, VerdictKind.TRANSFER):
            raise NotTheSame()
    if opinion.kind is VerdictKind.TRANSFER:
        if not opinion.passed_to.strip():
            raise FieldMissing(field=N_("Passed on to"))
        if opinion.due_on is not None and opinion.due_on < clock.today():
            raise DeadlinePassed(day=opinion.due_on)


def _pass_on(session: Session, actor: Account, comment: Comment, opinion: Opinion) -> None:
    """Put the grievance on the room's list, where it stays as long as this is the verdict.

    Passed on once more, it is open again; what came of it the first time stays readable until it is closed anew.
    """
    transfer = session.scalar(select(Transfer).where(Transfer.comment_id == comment.id))
    if transfer is None:
        transfer = Transfer(comment_id=comment.id, station_id=comment.station_id, room_id=comment.room_id)
        session.add(transfer)
    transfer.passed_to, transfer.note = opinion.passed_to.strip(), opinion.note.strip()
    transfer.due_on, transfer.passed_at, transfer.closed_at = opinion.due_on, clock.now(), None
    transfer.passed_by_id = actor.id
    record(session, actor, Tag.TRANSFER_MADE, transfer, number=comment.number)
