"""Who may sign in, and how the instance is doing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from legislation_hub.models import Account, Event, Setting, Unit
from legislation_hub.vocabulary import Role, UnitKind

PAGE = 50


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account in the administrator's list."""

    id: UUID
    name: str
    person: str
    role: Role
    unit: str
    active: bool
    has_password: bool
    last_seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of accounts and how many there are in all."""

    rows: list[AccountRow]
    total: int


def accounts(session: Session, text: str = "", role: Role | None = None, page: int = 1) -> Page:
    """Return one page (50) of the accounts whose name, person or place contains ``text``, by name."""
    query = select(Account, Unit.name).outerjoin(Unit, Unit.id == Account.unit_id)
    if text:
        query = query.where(
            Account.name.contains(text, autoescape=True)
            | Account.person.contains(text, autoescape=True)
            | Unit.name.contains(text, autoescape=True)
        )
    if role:
        query = query.where(Account.role == role)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    found = session.execute(query.order_by(Account.name).limit(PAGE).offset(PAGE * (page - 1)))
    rows = [
        AccountRow(
            one.id,
            one.name,
            one.person,
            one.role,
            unit or "",
            one.active,
            one.password_hash is not None,
            one.last_seen_at,
        )
        for one, unit in found
    ]
    return Page(rows, total)


@dataclass(frozen=True, slots=True)
class Guest:
    """An account of the demo that anybody may try."""

    name: str
    role: Role
    unit: str


def guests(session: Session) -> tuple[str, list[Guest]]:
    """Return the demo's one password and its front accounts, in their order; nothing outside the demo."""
    setting = session.get(Setting, "demo")
    if setting is None:
        return "", []
    password, *names = setting.value.split()
    query = select(Account, Unit.name).outerjoin(Unit, Unit.id == Account.unit_id).where(Account.name.in_(names))
    found = {one.name: Guest(one.name, one.role, unit or "") for one, unit in session.execute(query)}
    return password, [found[name] for name in names if name in found]


@dataclass(frozen=True, slots=True)
class Wellbeing:
    """What the administrator sees first."""

    units: dict[UnitKind, int]
    accounts: int
    waiting: int
    log_head: str
    log_length: int
    last_event_at: datetime | None


def wellbeing(session: Session) -> Wellbeing:
    """Count places and accounts, and tell where the log stands."""
    units = dict(session.execute(select(Unit.kind, func.count()).group_by(Unit.kind)).all())
    last = session.scalars(select(Event).order_by(Event.position.desc()).limit(1)).first()
    return Wellbeing(
        units={kind: units.get(kind, 0) for kind in UnitKind},
        accounts=session.scalar(select(func.count()).select_from(Account).where(Account.active)) or 0,
        waiting=session.scalar(select(func.count()).where(Account.active, Account.password_hash.is_(None))) or 0,
        log_head=last.hash if last else "",
        log_length=session.scalar(select(func.count()).select_from(Event)) or 0,
        last_event_at=last.at if last else None,
    )
