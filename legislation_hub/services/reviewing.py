"""A room says its opinion beside each comment, and hands up; the words themselves nobody touches."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, Comment, Supplement, Task, Transfer, Verdict
from legislation_hub.policies import Action, demand
from legislation_hub.problems import (
    CommentWithdrawn,
    FieldMissing,
    NotTheSame,
    SomethingSaid,
    TaskHandedUp,
    TaskNotSigned,
    VerdictsMissing,
)
from legislation_hub.queries.comments import is_alive, is_reportable
from legislation_hub.services.noticing import notify, people_of
from legislation_hub.services.recording import record
from legislation_hub.services.staging import demand_stage
from legislation_hub.vocabulary import N_, NoticeKind, Role, Stage, Tag, VerdictKind


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


def give_verdict(session: Session, actor: Account, comment: Comment, opinion: Opinion) -> Verdict:
    """Put a verdict beside a comment; an earlier one is kept.

    Raises :class:`TaskHandedUp` once the room has handed up, :class:`CommentWithdrawn`, :class:`FieldMissing`
    and :class:`NotTheSame`.
    """
    demand(actor, Action.REVIEW_COMMENT, comment)
    _demand_under_review(comment.task)
    if comment.withdrawn_at is not None:
        raise CommentWithdrawn(number=comment.number)
    _check(comment, opinion)
    before = comment.verdict
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
    if before is VerdictKind.TRANSFER or opinion.kind is VerdictKind.TRANSFER:
        _transfer(session, actor, comment, opinion)
    record(session, actor, Tag.VERDICT_GIVEN, comment, number=comment.number, kind=opinion.kind.value)
    if opinion.kind is VerdictKind.DETAIL and comment.recorded_by is not None:
        about = {"number": comment.number, "note": verdict.note}
        notify(
            session, [comment.recorded_by], NoticeKind.COMMENT_RETURNED, comment, occasion=str(verdict.id), **about
        )
    return verdict


def hand_up(session: Session, actor: Account, task: Task, summary: str) -> Task:
    """Hand the room's comments (or a department's reply) up to the station, with a summary.

    Raises :class:`TaskNotSigned`, :class:`TaskHandedUp`, and :class:`VerdictsMissing` while the room has not
    looked at every comment or waits for detail that it asked for.
    """
    _demand_ready(actor, task)
    if task.room_id is not None:
        left = unsettled(session, task)
        if left:
            raise VerdictsMissing(count=left)
    return _hand_up(session, actor, task, summary.strip(), no_comment=False)


def reply_no_comment(session: Session, actor: Account, task: Task, summary: str = "") -> Task:
    """Reply formally that there is nothing to say (无意见); raise :class:`SomethingSaid` where there is."""
    _demand_ready(actor, task)
    said = session.scalar(select(func.count()).where(Comment.task_id == task.id, is_reportable)) or 0
    if said:
        raise SomethingSaid(count=said)
    return _hand_up(session, actor, task, summary.strip(), no_comment=True)


def unsettled(session: Session, task: Task) -> int:
    """Return how many comments of the task wait for a verdict, or for the detail that was asked for."""
    answered = select(Supplement.comment_id)
    return (
        session.scalar(
            select(func.count()).where(
                Comment.task_id == task.id,
                is_alive,
                Comment.verdict.is_(None)
                | ((Comment.verdict == VerdictKind.DETAIL) & Comment.id.not_in(answered)),
            )
        )
        or 0
    )


def _demand_ready(actor: Account, task: Task) -> None:
    demand(actor, Action.HAND_UP, task)
    demand_stage(task.consultation, Stage.OPEN, Stage.REVIEWING)
    if task.signed_at is None:
        raise TaskNotSigned()
    if task.handed_up_at is not None:
        raise TaskHandedUp(unit=task.unit.name)


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


def _demand_under_review(task: Task) -> None:
    demand_stage(task.consultation, Stage.OPEN, Stage.REVIEWING)
    if task.handed_up_at is not None:
        raise TaskHandedUp(unit=task.unit.name)


def _check(comment: Comment, opinion: Opinion) -> None:
    if opinion.kind is VerdictKind.DETAIL and not opinion.note.strip():
        raise FieldMissing(field=N_("What is missing"))
    if opinion.kind is VerdictKind.TRANSFER and not opinion.passed_to.strip():
        raise FieldMissing(field=N_("Passed on to"))
    if opinion.kind is VerdictKind.SAME:
        other = opinion.same_as
        if other is None or other.id == comment.id or other.task_id != comment.task_id or other.withdrawn_at:
            raise NotTheSame()


def _transfer(session: Session, actor: Account, comment: Comment, opinion: Opinion) -> None:
    """Make the room's list of grievances follow the verdict."""
    transfer = session.scalar(select(Transfer).where(Transfer.comment_id == comment.id))
    if opinion.kind is not VerdictKind.TRANSFER:
        if transfer is not None:
            session.delete(transfer)
        return
    transfer = transfer or Transfer(
        comment_id=comment.id, station_id=comment.station_id, room_id=comment.room_id, passed_by_id=actor.id
    )
    transfer.passed_to, transfer.note = opinion.passed_to.strip(), opinion.note.strip()
    transfer.due_on, transfer.passed_at = opinion.due_on, clock.now()
    session.add(transfer)
    record(session, actor, Tag.TRANSFER_MADE, transfer, number=comment.number)
