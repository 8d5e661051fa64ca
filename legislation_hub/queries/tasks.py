"""How far every room and department is with its task."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from legislation_hub import clock
from legislation_hub.models import Account, Comment, Consultation, Notice, Submission, Task, Unit
from legislation_hub.queries.comments import came_afterwards, is_alive
from legislation_hub.vocabulary import Channel, NoticeKind, TaskState, UnitKind

# What needs somebody comes first.
URGENCY = (
    TaskState.OVERDUE,
    TaskState.BACK,
    TaskState.SENT,
    TaskState.SIGNED,
    TaskState.COLLECTING,
    TaskState.HANDED_UP,
)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One unit's task: when it was told, looked, signed, was reminded, handed up; and its comments so far.

    ``afterwards`` of them came when it had been handed up; the station has them as well.
    """

    id: UUID
    consultation_id: UUID
    unit: str
    kind: UnitKind
    code: str
    state: TaskState
    comments: int
    afterwards: int
    due_on: date
    sent_at: datetime
    told: int
    seen_at: datetime | None
    signed_at: datetime | None
    signed_by: str
    reminded_at: datetime | None
    handed_up_at: datetime | None
    handed_up_by: str
    no_comment: bool
    summary: str
    returned_at: datetime | None
    return_reason: str

    @property
    def is_silent(self) -> bool:
        """Return whether nothing is heard of it: not handed up, and not signed for or without a comment."""
        return self.handed_up_at is None and (self.signed_at is None or not self.comments)


def state_of(task: Task, comments: int, today: date) -> TaskState:
    """Return how far a unit is; what is overdue is that before all else."""
    if task.handed_up_at is not None:
        return TaskState.HANDED_UP
    if task.due_on < today:
        return TaskState.OVERDUE
    if task.returned_at is not None:
        return TaskState.BACK
    if task.signed_at is None:
        return TaskState.SENT
    return TaskState.COLLECTING if comments else TaskState.SIGNED


def tasks_of(session: Session, consultation_ids: Iterable[UUID]) -> Mapping[UUID, Sequence[TaskRow]]:
    """Return the tasks of each consultation, the most urgent first, then by the unit's code; three queries."""
    wanted = list(consultation_ids)
    signer, bringer = aliased(Account), aliased(Account)
    rows = session.execute(
        select(Task, Unit.name, Unit.kind, Unit.code, signer.person, bringer.person)
        .join(Unit, Unit.id == Task.unit_id)
        .outerjoin(signer, signer.id == Task.signed_by_id)
        .outerjoin(bringer, bringer.id == Task.handed_up_by_id)
        .where(Task.consultation_id.in_(wanted))
        .order_by(Unit.code)
    ).all()
    counts = {
        task_id: counted
        for task_id, *counted in session.execute(
            select(Comment.task_id, func.count(), func.count(case((came_afterwards, 1))))
            .join(Task, Task.id == Comment.task_id)
            .where(Comment.consultation_id.in_(wanted), is_alive)
            .group_by(Comment.task_id)
        )
    }
    told = _told(session, [str(row[0].id) for row in rows])
    today = clock.today()
    found: dict[UUID, list[TaskRow]] = defaultdict(list)
    for task, unit, kind, code, signed_by, handed_up_by in rows:
        comments, afterwards = counts.get(task.id, (0, 0))
        found[task.consultation_id].append(
            TaskRow(
                id=task.id,
                consultation_id=task.consultation_id,
                unit=unit,
                kind=kind,
                code=code,
                state=state_of(task, comments, today),
                comments=comments,
                afterwards=afterwards,
                due_on=task.due_on,
                sent_at=task.sent_at,
                told=told.get(str(task.id), 0),
                seen_at=task.seen_at,
                signed_at=task.signed_at,
                signed_by=signed_by or "",
                reminded_at=task.reminded_at,
                handed_up_at=task.handed_up_at,
                handed_up_by=handed_up_by or "",
                no_comment=task.no_comment,
                summary=task.summary,
                returned_at=task.returned_at,
                return_reason=task.return_reason,
            )
        )
    for tasks in found.values():
        tasks.sort(key=lambda one: (one.kind is not UnitKind.ROOM, URGENCY.index(one.state)))
    return found


def units_to_ask(session: Session, station_id: UUID) -> Mapping[UnitKind, Sequence[Unit]]:
    """Return the station's rooms and departments in use, by their codes."""
    query = select(Unit).where(
        Unit.station_id == station_id, Unit.kind.in_((UnitKind.ROOM, UnitKind.DEPARTMENT)), Unit.active
    )
    units = session.scalars(query.order_by(Unit.code)).all()
    return {kind: [one for one in units if one.kind is kind] for kind in (UnitKind.ROOM, UnitKind.DEPARTMENT)}


def open_tasks(session: Session, consultation: Consultation) -> Sequence[Task]:
    """Return the tasks of a consultation that were not handed up, for an act on them."""
    query = select(Task).where(Task.consultation_id == consultation.id, Task.handed_up_at.is_(None))
    return session.scalars(query.order_by(Task.due_on, Task.code)).all()


def channels_in(session: Session, consultation_id: UUID) -> Mapping[UUID, Sequence[Channel]]:
    """Return how each task's comments were heard so far, the most frequent way first."""
    query = (
        select(Comment.task_id, Submission.channel)
        .join(Submission, Submission.id == Comment.submission_id)
        .where(Comment.consultation_id == consultation_id, is_alive)
        .group_by(Comment.task_id, Submission.channel)
        .order_by(func.count().desc(), Submission.channel)
    )
    found: dict[UUID, list[Channel]] = defaultdict(list)
    for task_id, channel in session.execute(query):
        found[task_id].append(channel)
    return found


def _told(session: Session, task_ids: Sequence[str]) -> Mapping[str, int]:
    """Return how many accounts were told that the task has come; a unit without people cannot be told."""
    query = (
        select(Notice.subject_id, func.count())
        .where(Notice.kind == NoticeKind.TASK_ARRIVED, Notice.subject_id.in_(task_ids))
        .group_by(Notice.subject_id)
    )
    return dict(session.execute(query).all())
