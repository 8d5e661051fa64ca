"""A task is looked at, signed for and shared; who stays silent is reminded, what is not good enough returned."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, Assignment, Comment, Task
from legislation_hub.policies import Action, collects_for_the_room, demand
from legislation_hub.problems import (
    NotAllowed,
    ReasonMissing,
    TaskHandedUp,
    TaskNotHandedUp,
    TaskNotSigned,
)
from legislation_hub.services.noticing import notify, people_of
from legislation_hub.services.recording import record
from legislation_hub.services.staging import demand_stage
from legislation_hub.vocabulary import NoticeKind, Role, Stage, Tag

UNDER_WAY = (Stage.PREPARING, Stage.OPEN, Stage.REVIEWING)


def look_at(session: Session, actor: Account, task: Task) -> Task:
    """Note when the people of the task's own unit first looked at it; anybody else leaves no trace."""
    if task.seen_at is None and actor.unit_id == task.unit_id:
        task.seen_at = clock.now()
        record(session, actor, Tag.TASK_SEEN, task)
    return task


def sign_for(session: Session, actor: Account, task: Task) -> Task:
    """Say "we have it": who and when; a second time changes nothing."""
    demand(actor, Action.SIGN_TASK, task)
    demand_stage(task.consultation, *UNDER_WAY)
    if task.signed_at is None:
        look_at(session, actor, task)
        task.signed_at = clock.now()
        task.signed_by_id = actor.id
        record(session, actor, Tag.TASK_SIGNED, task)
    return task


def share(session: Session, actor: Account, task: Task, collectors: Mapping[Account, str]) -> Sequence[Assignment]:
    """Give the task to these collectors of the room, each with a note; return who has it now.

    Whoever had it and is not named any more has it no longer; what they wrote down stays. Raises
    :class:`TaskNotSigned`, :class:`TaskHandedUp`, and :class:`NotAllowed` for people of another room.
    """
    demand(actor, Action.SHARE_TASK, task)
    demand_stage(task.consultation, *UNDER_WAY)
    if task.signed_at is None:
        raise TaskNotSigned()
    if task.handed_up_at is not None:
        raise TaskHandedUp(unit=task.unit.name)
    if not all(one.active and collects_for_the_room(one, task) for one in collectors):
        raise NotAllowed()
    before = {one.account_id: one for one in _assignments(session, task)}
    named = {one.id for one in collectors}
    for account_id, assignment in before.items():
        if account_id not in named:
            session.delete(assignment)
    for collector, note in collectors.items():
        if collector.id in before:
            before[collector.id].note = note.strip()
        else:
            session.add(
                Assignment(task_id=task.id, account_id=collector.id, note=note.strip(), assigned_at=clock.now())
            )
    record(session, actor, Tag.TASK_SHARED, task, collectors=sorted(one.name for one in collectors))
    fresh = [one for one in collectors if one.id not in before]
    due = task.consultation.closes_on.isoformat()
    notify(session, fresh, NoticeKind.TASK_SHARED, task, title=task.consultation.title, due=due)
    return _assignments(session, task)


def silent(session: Session, tasks: Iterable[Task]) -> list[Task]:
    """Return the tasks of which nothing is heard: not handed up, and not signed for or without a comment."""
    waiting = [task.id for task in tasks if task.handed_up_at is None]
    spoken = exists().where(Comment.task_id == Task.id, Comment.withdrawn_at.is_(None))
    query = select(Task).where(Task.id.in_(waiting), Task.signed_at.is_(None) | ~spoken)
    return list(session.scalars(query.order_by(Task.due_on, Task.code)))


def remind(session: Session, actor: Account, tasks: Iterable[Task]) -> list[Task]:
    """Remind the people of every task that is not handed up; return the tasks whose people were told."""
    moment = clock.now()
    told = []
    for task in tasks:
        demand(actor, Action.RETURN_TASK, task)
        demand_stage(task.consultation, *UNDER_WAY)
        if task.handed_up_at is not None:
            continue
        due, title = task.due_on.isoformat(), task.consultation.title
        people = people_of(session, task.unit_id, Role.ROOM_HEAD, Role.DEPARTMENT_OFFICER)
        occasion = moment.isoformat(timespec="seconds")
        if notify(session, people, NoticeKind.TASK_REMINDED, task, occasion=occasion, title=title, due=due):
            task.reminded_at = moment
            record(session, actor, Tag.TASK_REMINDED, task)
            told.append(task)
    return told


def return_task(session: Session, actor: Account, task: Task, reason: str) -> Task:
    """Give back what was handed up, with a reason; the unit hands up again.

    Raises :class:`TaskNotHandedUp` and :class:`ReasonMissing`.
    """
    demand(actor, Action.RETURN_TASK, task)
    demand_stage(task.consultation, Stage.OPEN, Stage.REVIEWING)
    if task.handed_up_at is None:
        raise TaskNotHandedUp(unit=task.unit.name)
    if not reason.strip():
        raise ReasonMissing()
    task.handed_up_at = None
    task.handed_up_by_id = None
    task.no_comment = False
    task.returned_at = clock.now()
    task.return_reason = reason.strip()
    record(session, actor, Tag.TASK_RETURNED, task)
    people = people_of(session, task.unit_id, Role.ROOM_HEAD, Role.DEPARTMENT_OFFICER)
    notify(
        session,
        people,
        NoticeKind.TASK_RETURNED,
        task,
        occasion=task.returned_at.isoformat(),
        title=task.consultation.title,
        reason=task.return_reason,
    )
    return task


def _assignments(session: Session, task: Task) -> Sequence[Assignment]:
    session.flush()
    query = select(Assignment).where(Assignment.task_id == task.id)
    return session.scalars(query.order_by(Assignment.assigned_at, Assignment.account_id)).all()
