"""What was sent out changes only with a reason, and everybody concerned is told of both."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, Assignment, Change, Consultation, Task
from legislation_hub.policies import Action, demand
from legislation_hub.problems import ConsultationNotSent, NotLater, ReasonMissing
from legislation_hub.services.noticing import notify
from legislation_hub.services.publishing import (
    NewCard,
    NewQuestion,
    demand_days,
    write_cards,
    write_questions,
)
from legislation_hub.services.recording import record
from legislation_hub.services.staging import demand_stage
from legislation_hub.services.turning import take_turns_everywhere
from legislation_hub.vocabulary import ChangeKind, NoticeKind, Role, Stage, Tag

STATION = (Role.COORDINATOR, Role.STATION_HEAD)
UNIT = (Role.ROOM_HEAD, Role.DEPARTMENT_OFFICER)


@dataclass(frozen=True, slots=True)
class Correction:
    """What is put right; None leaves it as it is."""

    about: str | None = None
    cards: tuple[NewCard, ...] | None = None
    questions: tuple[NewQuestion, ...] | None = None


def extend(
    session: Session,
    actor: Account,
    consultation: Consultation,
    new_closes_on: date,
    new_rooms_due_on: date,
    reason: str,
) -> Change:
    """Give more time, also to every task that was not handed up yet.

    Raises :class:`NotLater` if it would be less, and what is wrong with the days.
    """
    _demand_change(actor, consultation, reason)
    demand_stage(consultation, Stage.PREPARING, Stage.OPEN)
    if new_closes_on <= consultation.closes_on:
        raise NotLater(day=consultation.closes_on)
    demand_days(consultation.opens_on, new_closes_on, new_rooms_due_on)
    detail: dict[str, Any] = {
        "closes_on": [consultation.closes_on.isoformat(), new_closes_on.isoformat()],
        "rooms_due_on": [consultation.rooms_due_on.isoformat(), new_rooms_due_on.isoformat()],
    }
    consultation.closes_on = new_closes_on
    consultation.rooms_due_on = new_rooms_due_on
    waiting = select(Task).where(Task.consultation_id == consultation.id, Task.handed_up_at.is_(None))
    for task in session.scalars(waiting):
        task.due_on = new_rooms_due_on
    record(session, actor, Tag.CONSULTATION_EXTENDED, consultation, **detail)
    return _leave_change(session, actor, consultation, ChangeKind.EXTENDED, reason, detail)


def recall(session: Session, actor: Account, consultation: Consultation, reason: str) -> Change:
    """Take the consultation back: it keeps its stage and all that was said, and takes nothing more."""
    _demand_change(actor, consultation, reason)
    take_turns_everywhere(session, [consultation])
    demand_stage(consultation, Stage.PREPARING, Stage.OPEN, Stage.REVIEWING)
    consultation.recalled_at = clock.now()
    record(session, actor, Tag.CONSULTATION_RECALLED, consultation)
    return _leave_change(session, actor, consultation, ChangeKind.RECALLED, reason, {})


def correct(
    session: Session, actor: Account, consultation: Consultation, correction: Correction, reason: str
) -> Change:
    """Put right what stands around the text; the text itself and what was said about it stay.

    Raises :class:`ProvisionUnknown` and :class:`NothingAsked`.
    """
    _demand_change(actor, consultation, reason)
    demand_stage(consultation, Stage.PREPARING, Stage.OPEN)
    changed = []
    if correction.about is not None and correction.about != consultation.about:
        consultation.about = correction.about
        changed.append("about")
    if correction.cards is not None:
        write_cards(session, consultation, correction.cards)
        changed.append("cards")
    if correction.questions is not None:
        write_questions(session, consultation, correction.questions)
        changed.append("questions")
    record(session, actor, Tag.CONSULTATION_CORRECTED, consultation, changed=changed)
    return _leave_change(session, actor, consultation, ChangeKind.CORRECTED, reason, {"changed": changed})


def _demand_change(actor: Account, consultation: Consultation, reason: str) -> None:
    demand(actor, Action.PREPARE_CONSULTATION, consultation)
    if consultation.sent_at is None:
        raise ConsultationNotSent(title=consultation.title)
    if not reason.strip():
        raise ReasonMissing()


def _leave_change(
    session: Session,
    actor: Account,
    consultation: Consultation,
    kind: ChangeKind,
    reason: str,
    detail: dict[str, Any],
) -> Change:
    """Keep the reason for everybody to see, and tell all who work on the consultation."""
    before = select(func.count()).select_from(Change).where(Change.consultation_id == consultation.id)
    change = Change(
        consultation_id=consultation.id,
        position=(session.scalar(before) or 0) + 1,
        kind=kind,
        reason=reason.strip(),
        detail=detail,
        made_at=clock.now(),
        made_by_id=actor.id,
    )
    session.add(change)
    people = [one for one in _concerned(session, consultation) if one.id != actor.id]
    notify(
        session,
        people,
        NoticeKind.CONSULTATION_CHANGED,
        consultation,
        occasion=str(change.position),
        what=kind.value,
        title=consultation.title,
        reason=change.reason,
    )
    return change


def _concerned(session: Session, consultation: Consultation) -> list[Account]:
    """Return the station's people, those who answer for a task, and the collectors who share one."""
    units = select(Task.unit_id).where(Task.consultation_id == consultation.id)
    collectors = (
        select(Assignment.account_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(Task.consultation_id == consultation.id)
    )
    query = select(Account).where(
        Account.active,
        (Account.unit_id == consultation.station_id) & Account.role.in_(STATION)
        | Account.unit_id.in_(units) & Account.role.in_(UNIT)
        | Account.id.in_(collectors),
    )
    return list(session.scalars(query.order_by(Account.name)))
