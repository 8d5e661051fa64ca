"""The tasks of a room or a department with what is left to do, and how a room's work is shared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, Assignment, Comment, Consultation, Task
from legislation_hub.queries.comments import came_afterwards, is_alive
from legislation_hub.queries.reviews import may_be_judged, waits_for_detail, waits_for_verdict
from legislation_hub.queries.tasks import state_of
from legislation_hub.vocabulary import Role, Stage, TaskState


@dataclass(frozen=True, slots=True)
class RoomTask:
    """One task as the people of the room or department see it; ``comments`` counts what stands.

    Of those that are ``waiting`` for a verdict, the room may give one on ``ripe`` now: also on what came late.
    ``afterwards`` of the comments came when the task had been handed up.
    """

    id: UUID
    title: str
    stage: Stage
    state: TaskState
    opens_on: date
    closes_on: date
    due_on: date
    recalled: bool
    sent_at: datetime
    signed_at: datetime | None
    handed_up_at: datetime | None
    no_comment: bool
    returned_at: datetime | None
    return_reason: str
    comments: int
    afterwards: int
    waiting: int
    ripe: int
    back: int

    @property
    def open(self) -> bool:
        """Return whether the unit still has something to do."""
        under_way = self.stage in (Stage.PREPARING, Stage.OPEN, Stage.REVIEWING) and not self.recalled
        return under_way and self.handed_up_at is None

    @property
    def returned(self) -> bool:
        """Return whether the station gave it back and waits for it again."""
        return self.returned_at is not None and self.handed_up_at is None


@dataclass(frozen=True, slots=True)
class Load:
    """What one collector brought so far, to balance the work; no measure of anybody."""

    account_id: UUID
    person: str
    duty: str
    shared: bool
    note: str
    submissions: int
    comments: int
    last: datetime | None


def tasks_for(session: Session, unit_id: UUID) -> Sequence[RoomTask]:
    """Return the unit's tasks: open ones by their day, then those that are done, newest first; two queries."""
    rows = _rows(session, Task.unit_id == unit_id)
    return sorted((row for row in rows if row.open), key=lambda row: row.due_on) + [
        row for row in rows if not row.open
    ]


def task_row(session: Session, task: Task) -> RoomTask:
    """Return one task as its own people see it."""
    return _rows(session, Task.id == task.id)[0]


def loads_of(session: Session, task: Task) -> Sequence[Load]:
    """Return the room's collectors by name, with what each brought on this task; two queries."""
    brought = {
        account_id: row
        for account_id, *row in session.execute(
            select(
                Comment.recorded_by_id,
                func.count(Comment.submission_id.distinct()),
                func.count(),
                func.max(Comment.recorded_at),
            )
            .where(Comment.task_id == task.id, is_alive)
            .group_by(Comment.recorded_by_id)
        )
    }
    query = (
        select(Account.id, Account.person, Account.duty, Assignment)
        .outerjoin(Assignment, and_(Assignment.account_id == Account.id, Assignment.task_id == task.id))
        .where(Account.room_id == task.room_id, Account.role == Role.COLLECTOR, Account.active)
        .order_by(Account.person, Account.name)
    )
    return [
        Load(
            account_id,
            person,
            duty,
            assignment is not None,
            assignment.note if assignment else "",
            *brought.get(account_id, (0, 0, None)),
        )
        for account_id, person, duty, assignment in session.execute(query)
    ]


def _rows(session: Session, where: ColumnElement[bool]) -> Sequence[RoomTask]:
    counts = {
        task_id: row
        for task_id, *row in session.execute(
            select(
                Comment.task_id,
                func.count(case((is_alive, 1))),
                func.count(case((and_(is_alive, came_afterwards), 1))),
                func.count(case((waits_for_verdict, 1))),
                func.count(case((and_(waits_for_verdict, may_be_judged), 1))),
                func.count(case((waits_for_detail, 1))),
            )
            .join(Task, Task.id == Comment.task_id)
            .join(Consultation, Consultation.id == Task.consultation_id)
            .where(where)
            .group_by(Comment.task_id)
        )
    }
    query = (
        select(Task, Consultation)
        .join(Consultation, Consultation.id == Task.consultation_id)
        .where(where)
        .order_by(Task.due_on.desc(), Task.id)
    )
    today = clock.today()
    rows = []
    for task, asked in session.execute(query):
        comments, afterwards, waiting, ripe, back = counts.get(task.id, (0, 0, 0, 0, 0))
        rows.append(
            RoomTask(
                id=task.id,
                title=asked.title,
                stage=asked.stage,
                state=state_of(task, comments, today),
                opens_on=asked.opens_on,
                closes_on=asked.closes_on,
                due_on=task.due_on,
                recalled=asked.recalled_at is not None,
                sent_at=task.sent_at,
                signed_at=task.signed_at,
                handed_up_at=task.handed_up_at,
                no_comment=task.no_comment,
                returned_at=task.returned_at,
                return_reason=task.return_reason,
                comments=comments,
                afterwards=afterwards,
                waiting=waiting,
                ripe=ripe,
                back=back,
            )
        )
    return rows
