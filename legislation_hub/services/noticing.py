"""What an account should know is told once, inside the platform."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from legislation_hub import clock
from legislation_hub.models import Account, Consultation, Device, Inquiry, Notice, Point, Task
from legislation_hub.vocabulary import NoticeKind, Role, Stage

DUE_SOON = timedelta(days=3)
# After so many hours the room should know that comments wait on a phone.
WAITED = (24, 72)


def notify(
    session: Session,
    accounts: Iterable[Account],
    kind: NoticeKind,
    subject: Any,
    *,
    occasion: str = "",
    **detail: str,
) -> int:
    """Tell each account of ``subject`` once for this ``occasion``; return how many were newly told.

    ``detail`` fills the text of the kind (its label); dates in it are ISO days.
    """
    session.flush()
    identity = str(subject.id)
    told = set(
        session.scalars(
            select(Notice.account_id).where(
                Notice.kind == kind, Notice.subject_id == identity, Notice.occasion == occasion
            )
        )
    )
    fresh = [one for one in accounts if one.active and one.id not in told]
    session.add_all(
        Notice(
            account_id=one.id,
            kind=kind,
            subject_kind=type(subject).__name__.lower(),
            subject_id=identity,
            occasion=occasion,
            detail=detail,
            told_at=clock.now(),
        )
        for one in fresh
    )
    return len(fresh)


def see(session: Session, actor: Account, notice_ids: Iterable[UUID]) -> int:
    """Note that the actor has looked at these notices of their own; return how many were new to them."""
    notices = session.scalars(
        select(Notice).where(
            Notice.account_id == actor.id, Notice.id.in_(list(notice_ids)), Notice.seen_at.is_(None)
        )
    ).all()
    for notice in notices:
        notice.seen_at = clock.now()
    return len(notices)


def people_of(session: Session, unit_id: UUID, *roles: Role) -> list[Account]:
    """Return the active accounts of a unit in these roles, by name."""
    query = select(Account).where(Account.unit_id == unit_id, Account.role.in_(roles), Account.active)
    return list(session.scalars(query.order_by(Account.name)))


def remind_of_due_dates(session: Session) -> int:
    """Tell rooms and departments what is due in three days or overdue; return how many were told.

    Run as often as one likes: each account is told once per task and due date.
    """
    today = clock.today()
    told = 0
    tasks = session.scalars(
        select(Task)
        .join(Consultation)
        .where(
            Task.handed_up_at.is_(None),
            Task.due_on <= today + DUE_SOON,
            Consultation.recalled_at.is_(None),
            Consultation.stage.in_((Stage.OPEN, Stage.REVIEWING)),
        )
    ).all()
    for task in tasks:
        kind = NoticeKind.TASK_OVERDUE if task.due_on < today else NoticeKind.TASK_DUE_SOON
        people = people_of(session, task.unit_id, Role.ROOM_HEAD, Role.DEPARTMENT_OFFICER)
        due = task.due_on.isoformat()
        told += notify(session, people, kind, task, occasion=due, title=task.consultation.title, due=due)
    inquiries = session.scalars(
        select(Inquiry)
        .join(Point, Point.id == Inquiry.point_id)
        .join(Consultation, Consultation.id == Point.consultation_id)
        .where(
            Inquiry.answered_at.is_(None),
            Inquiry.due_on <= today + DUE_SOON,
            Point.dissolved_at.is_(None),
            Consultation.recalled_at.is_(None),
            Consultation.stage.in_((Stage.OPEN, Stage.REVIEWING)),
        )
    ).all()
    for inquiry in inquiries:
        kind = NoticeKind.TASK_OVERDUE if inquiry.due_on < today else NoticeKind.TASK_DUE_SOON
        people = people_of(session, inquiry.unit_id, Role.DEPARTMENT_OFFICER)
        due = inquiry.due_on.isoformat()
        title = inquiry.point.consultation.title
        told += notify(session, people, kind, inquiry, occasion=due, title=title, due=due)
    return told


def remind_of_waiting(session: Session) -> int:
    """Tell room heads of phones that hold comments for over a day, and again after three; return how many heard.

    Run as often as one likes: a head is told once of each phone, day and number of hours.
    """
    now, told = clock.now(), 0
    query = select(Device).where(Device.waiting > 0, Device.waiting_since <= now - timedelta(hours=WAITED[0]))
    for device in session.scalars(query.options(joinedload(Device.account))).all():
        if device.room_id is None or device.waiting_since is None:
            continue
        hours = max(one for one in WAITED if now - device.waiting_since >= timedelta(hours=one))
        heads = people_of(session, device.room_id, Role.ROOM_HEAD)
        about = {"person": device.account.person, "count": str(device.waiting), "hours": str(hours)}
        occasion = f"{hours}:{clock.day_of(device.waiting_since)}"
        told += notify(session, heads, NoticeKind.PHONE_WAITS, device, occasion=occasion, **about)
    return told
