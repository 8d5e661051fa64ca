"""A consultation is planned, then sent to rooms and departments, and opens and closes by the calendar."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import (
    Account,
    Card,
    Consultation,
    KeyProvision,
    Provision,
    Question,
    Succession,
    Task,
    Unit,
    Version,
)
from legislation_hub.policies import Action, demand
from legislation_hub.problems import (
    ConsultationSent,
    DeadlineBeforeOpening,
    DeadlinePassed,
    NobodyChosen,
    NotAllowed,
    NothingAsked,
    ProvisionUnknown,
    RoomsDueBeforeClosing,
)
from legislation_hub.services.following import follow_rest
from legislation_hub.services.noticing import notify, people_of
from legislation_hub.services.recording import record
from legislation_hub.services.renewing import new_code
from legislation_hub.services.staging import demand_stage, move_on
from legislation_hub.services.turning import take_turns_everywhere
from legislation_hub.vocabulary import ConsultationKind, NoticeKind, Role, Stage, Tag, UnitKind

ASKED = (UnitKind.ROOM, UnitKind.DEPARTMENT)


@dataclass(frozen=True, slots=True)
class NewCard:
    """A plain-language note on a provision, or on the whole draft if ``provision_id`` is None."""

    title: str
    text: str
    provision_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A concrete question; three to five of them are what people can answer at a door."""

    text: str
    provision_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked, between which days, and what helps people to speak about it (征询方案)."""

    title: str
    opens_on: date
    closes_on: date
    rooms_due_on: date
    about: str = ""
    kind: ConsultationKind = ConsultationKind.DRAFT
    is_public: bool = True
    key_provisions: tuple[UUID, ...] = ()
    cards: tuple[NewCard, ...] = ()
    questions: tuple[NewQuestion, ...] = ()


def prepare_consultation(session: Session, actor: Account, version: Version | None, plan: Plan) -> Consultation:
    """Plan a consultation on ``version``, or without a text, in the actor's station; nobody is told yet.

    Raises :class:`DeadlinePassed`, :class:`DeadlineBeforeOpening`, :class:`RoomsDueBeforeClosing`,
    :class:`NothingAsked` and :class:`ProvisionUnknown`.
    """
    demand(actor, Action.PREPARE_CONSULTATION, version or actor)
    assert actor.station_id is not None
    demand_days(plan.opens_on, plan.closes_on, plan.rooms_due_on)
    consultation = Consultation(
        station_id=actor.station_id,
        version_id=version.id if version else None,
        stage=Stage.PREPARING,
        created_at=clock.now(),
        **_columns(plan),
    )
    session.add(consultation)
    session.flush()
    _write_plan(session, consultation, plan)
    record(session, actor, Tag.CONSULTATION_PREPARED, consultation, **_dates(plan))
    return consultation


def change_plan(session: Session, actor: Account, consultation: Consultation, plan: Plan) -> Consultation:
    """Replace the plan while nobody has been told; raises what :func:`prepare_consultation` does,
    and :class:`ConsultationSent` afterwards."""
    demand(actor, Action.PREPARE_CONSULTATION, consultation)
    demand_stage(consultation, Stage.PREPARING)
    if consultation.sent_at is not None:
        raise ConsultationSent(title=consultation.title)
    demand_days(plan.opens_on, plan.closes_on, plan.rooms_due_on)
    for name, value in _columns(plan).items():
        setattr(consultation, name, value)
    _write_plan(session, consultation, plan)
    record(session, actor, Tag.CONSULTATION_CHANGED, consultation, **_dates(plan))
    return consultation


def send(session: Session, actor: Account, consultation: Consultation, units: Sequence[Unit]) -> list[Task]:
    """Give every one of ``units`` (rooms, departments) a task and tell its people; return the tasks.

    The version is frozen. The consultation opens at once if its first day has come, else on that day.
    Raises :class:`ConsultationSent`, :class:`NobodyChosen` and what is wrong with the days by now.
    """
    demand(actor, Action.PREPARE_CONSULTATION, consultation)
    demand_stage(consultation, Stage.PREPARING)
    if consultation.sent_at is not None:
        raise ConsultationSent(title=consultation.title)
    if not units:
        raise NobodyChosen()
    if any(unit.station_id != consultation.station_id or unit.kind not in ASKED for unit in units):
        raise NotAllowed()
    demand_days(consultation.opens_on, consultation.closes_on, consultation.rooms_due_on)
    moment = clock.now()
    consultation.sent_at = moment
    if consultation.version is not None and consultation.version.published_at is None:
        consultation.version.published_at = moment
    tasks = [
        Task(
            consultation_id=consultation.id,
            unit_id=unit.id,
            station_id=consultation.station_id,
            room_id=unit.room_id,
            code=new_code(),
            due_on=consultation.rooms_due_on,
            sent_at=moment,
        )
        for unit in units
    ]
    session.add_all(tasks)
    if consultation.version is not None:
        follow_rest(session, actor, consultation.version)
    record(session, actor, Tag.CONSULTATION_SENT, consultation, units=[unit.code for unit in units])
    for task in tasks:
        people = people_of(session, task.unit_id, Role.ROOM_HEAD, Role.DEPARTMENT_OFFICER)
        due = task.due_on.isoformat()
        notify(session, people, NoticeKind.TASK_ARRIVED, task, title=consultation.title, due=due)
    if consultation.opens_on <= clock.today():
        move_on(session, actor, consultation, Stage.OPEN)
    return tasks


def advance(session: Session) -> int:
    """Open what was sent and whose first day has come, close what is open past its last; return how many moved."""
    today = clock.today()
    living = select(Consultation).where(Consultation.recalled_at.is_(None))
    begins = (Consultation.stage == Stage.PREPARING) & Consultation.sent_at.is_not(None)
    begins &= Consultation.opens_on <= today
    ends = (Consultation.stage == Stage.OPEN) & (Consultation.closes_on < today)
    take_turns_everywhere(session, session.scalars(living.where(begins | ends)).all())
    # Asked again, for another process may have had its turn before.
    opening = session.scalars(living.where(begins)).all()
    for consultation in opening:
        move_on(session, None, consultation, Stage.OPEN)
    session.flush()
    closing = session.scalars(living.where(ends)).all()
    for consultation in closing:
        move_on(session, None, consultation, Stage.REVIEWING)
    return len(opening) + len(closing)


def demand_days(opens_on: date, closes_on: date, rooms_due_on: date) -> None:
    """Go on only with days that can be kept; raises what is wrong with them."""
    if closes_on < opens_on:
        raise DeadlineBeforeOpening(opens=opens_on, closes=closes_on)
    if closes_on < clock.today():
        raise DeadlinePassed(day=closes_on)
    if rooms_due_on < closes_on:
        raise RoomsDueBeforeClosing(due=rooms_due_on, closes=closes_on)


def write_cards(session: Session, consultation: Consultation, cards: Sequence[NewCard]) -> None:
    """Put these cards in the place of those that were; raises :class:`ProvisionUnknown`."""
    _demand_provisions(session, consultation, [one.provision_id for one in cards if one.provision_id])
    _replace(session, Card, consultation, [asdict(one) for one in cards])


def write_questions(session: Session, consultation: Consultation, questions: Sequence[NewQuestion]) -> None:
    """Put these questions in the place of those that were; raises :class:`NothingAsked`."""
    if consultation.version_id is None and not questions:
        raise NothingAsked()
    _demand_provisions(session, consultation, [one.provision_id for one in questions if one.provision_id])
    _replace(session, Question, consultation, [asdict(one) for one in questions])


def _replace(
    session: Session, kind: type[Card] | type[Question], consultation: Consultation, wanted: list[dict[str, Any]]
) -> None:
    """Leave what says the same as before: it may have followed into a later version already."""
    before: list[Any] = list(session.scalars(select(kind).where(kind.consultation_id == consultation.id)))
    for position, says in enumerate(wanted, start=1):
        row = next((one for one in before if all(getattr(one, name) == says[name] for name in says)), None)
        if row is None:
            session.add(kind(consultation_id=consultation.id, position=position, **says))
        else:
            before.remove(row)
            row.position = position
    gone = [one.id for one in before]
    session.execute(delete(Succession).where(or_(Succession.card_id.in_(gone), Succession.question_id.in_(gone))))
    session.execute(delete(kind).where(kind.id.in_(gone)))


def _write_plan(session: Session, consultation: Consultation, plan: Plan) -> None:
    _demand_provisions(session, consultation, plan.key_provisions)
    session.execute(delete(KeyProvision).where(KeyProvision.consultation_id == consultation.id))
    session.add_all(
        KeyProvision(consultation_id=consultation.id, provision_id=one, position=position)
        for position, one in enumerate(dict.fromkeys(plan.key_provisions), start=1)
    )
    write_cards(session, consultation, plan.cards)
    write_questions(session, consultation, plan.questions)


def _demand_provisions(session: Session, consultation: Consultation, wanted: Sequence[UUID]) -> None:
    """A key provision, card or question may only point into the consultation's own text."""
    if not wanted:
        return
    query = select(Provision.id).where(Provision.version_id == consultation.version_id, Provision.id.in_(wanted))
    strangers = set(wanted) - set(session.scalars(query))
    if strangers:
        raise ProvisionUnknown(eid=min(map(str, strangers)))


def _columns(plan: Plan) -> dict[str, Any]:
    names = ("kind", "title", "about", "opens_on", "closes_on", "rooms_due_on", "is_public")
    return {name: getattr(plan, name) for name in names}


def _dates(plan: Plan) -> dict[str, Any]:
    names = ("opens_on", "closes_on", "rooms_due_on")
    return {name: getattr(plan, name).isoformat() for name in names}
