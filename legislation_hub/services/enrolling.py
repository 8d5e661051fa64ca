"""Places, households and accounts: who is where, and how they come in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, ApiToken, Household, Setting, Unit
from legislation_hub.models.base import new_id
from legislation_hub.policies import Action, demand
from legislation_hub.problems import CodeTaken, FieldMissing, NameTaken, RoleNotAtUnit, UnitNotBelow
from legislation_hub.services import passwords
from legislation_hub.services.recording import record
from legislation_hub.vocabulary import N_, Role, Tag, UnitKind

CODE_LASTS = timedelta(days=7)

# What people call the fields that must not be blank.
CALLED = {
    "place": N_("Name of the place"),
    "code": N_("Code"),
    "login": N_("Name to sign in with"),
    "person": N_("Person"),
}

ABOVE: Mapping[UnitKind, tuple[UnitKind, ...]] = {
    UnitKind.MUNICIPALITY: (),
    UnitKind.STATION: (UnitKind.MUNICIPALITY,),
    UnitKind.ROOM: (UnitKind.STATION,),
    UnitKind.DEPARTMENT: (UnitKind.STATION,),
    UnitKind.VILLAGE: (UnitKind.ROOM,),
    UnitKind.GRID: (UnitKind.VILLAGE, UnitKind.ROOM),
    UnitKind.CONTACT_POINT: (UnitKind.ROOM, UnitKind.VILLAGE),
}
SEAT: Mapping[Role, UnitKind | None] = {
    Role.COLLECTOR: UnitKind.ROOM,
    Role.ROOM_HEAD: UnitKind.ROOM,
    Role.DEPARTMENT_OFFICER: UnitKind.DEPARTMENT,
    Role.COORDINATOR: UnitKind.STATION,
    Role.STATION_HEAD: UnitKind.STATION,
    Role.MUNICIPAL_OFFICER: UnitKind.MUNICIPALITY,
    Role.ADMINISTRATOR: None,
    Role.AUDITOR: None,
}


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A place to be made; ``code`` is the official one and unique among its kind."""

    kind: UnitKind
    name: str
    code: str
    parent: Unit | None


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to be made: the name it signs in with, the person, the role and where."""

    name: str
    person: str
    role: Role
    unit: Unit | None
    duty: str = ""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """An account and the one-time code that its person was given; the code is shown once and kept nowhere."""

    account: Account
    code: str


def create_unit(session: Session, actor: Account | None, new: NewUnit) -> Unit:
    """Make a place under its parent.

    ``actor`` is an administrator, or None for the operator at the machine; likewise below. Raises
    :class:`UnitNotBelow` where the tree does not allow it and :class:`CodeTaken` for a code used before.
    """
    _demand(actor)
    _require(place=new.name, code=new.code)
    if ABOVE[new.kind] and (new.parent is None or new.parent.kind not in ABOVE[new.kind]):
        raise UnitNotBelow(name=new.name)
    code = new.code.strip()
    if session.scalar(select(Unit.id).where(Unit.kind == new.kind, Unit.code == code)):
        raise CodeTaken(code=code)
    identity = new_id()
    parent = new.parent
    unit = Unit(
        id=identity,
        kind=new.kind,
        name=new.name.strip(),
        code=code,
        parent_id=parent.id if parent and ABOVE[new.kind] else None,
        station_id=identity if new.kind is UnitKind.STATION else parent.station_id if parent else None,
        room_id=identity if new.kind is UnitKind.ROOM else parent.room_id if parent else None,
    )
    session.add(unit)
    record(session, actor, Tag.UNIT_CREATED, unit, kind=new.kind.value, code=unit.code)
    return unit


def rename_unit(session: Session, actor: Account | None, unit: Unit, name: str, active: bool) -> Unit:
    """Give a place another name, or close it: a closed place keeps all its history."""
    _demand(actor)
    _require(place=name)
    unit.name, unit.active = name.strip(), active
    record(session, actor, Tag.UNIT_CHANGED, unit, code=unit.code, active=active)
    return unit


def create_household(session: Session, actor: Account | None, grid: Unit, code: str, group: str = "") -> Household:
    """Make a household's code inside a grid; raise :class:`CodeTaken` if the room has it already."""
    _demand(actor)
    _require(code=code)
    code = code.strip()
    if grid.kind is not UnitKind.GRID or grid.station_id is None or grid.room_id is None:
        raise UnitNotBelow(name=code)
    if session.scalar(select(Household.id).where(Household.room_id == grid.room_id, Household.code == code)):
        raise CodeTaken(code=code)
    household = Household(
        code=code, group=group.strip(), grid_id=grid.id, station_id=grid.station_id, room_id=grid.room_id
    )
    session.add(household)
    record(session, actor, Tag.HOUSEHOLD_CREATED, household, code=household.code)
    return household


def create_account(session: Session, actor: Account | None, new: NewAccount) -> Enrolled:
    """Make an account without a password, and the one-time code with which its person sets one."""
    _demand(actor)
    _require(login=new.name, person=new.person)
    seat = SEAT[new.role]
    if (new.unit.kind if new.unit else None) is not seat:
        raise RoleNotAtUnit(name=new.name)
    name = new.name.strip()
    if session.scalar(select(Account.id).where(Account.name == name)):
        raise NameTaken(name=name)
    account = Account(
        name=name,
        person=new.person.strip(),
        role=new.role,
        duty=new.duty.strip(),
        unit_id=new.unit.id if new.unit else None,
        station_id=new.unit.station_id if new.unit else None,
        room_id=new.unit.room_id if new.unit else None,
        created_at=clock.now(),
    )
    session.add(account)
    record(session, actor, Tag.ACCOUNT_CREATED, account, name=name, role=new.role.value)
    return issue_code(session, actor, account)


def issue_code(session: Session, actor: Account | None, account: Account) -> Enrolled:
    """Give an account a new one-time code, for the first entry or for a forgotten password."""
    _demand(actor)
    code = passwords.new_code()
    account.code_hash = passwords.digest_of(code)
    account.code_expires_at = clock.now() + CODE_LASTS
    record(session, actor, Tag.ACCOUNT_CODE_ISSUED, account, name=account.name)
    return Enrolled(account, code)


def change_account(
    session: Session, actor: Account | None, account: Account, person: str, duty: str, active: bool
) -> Account:
    """Change what an account is called and whether it may sign in; ending one ends its sessions and tokens."""
    _demand(actor)
    _require(person=person)
    account.person, account.duty = person.strip(), duty.strip()
    ended = account.active and not active
    account.active = active
    if ended:
        account.epoch += 1
        living = update(ApiToken).where(ApiToken.account_id == account.id, ApiToken.ended_at.is_(None))
        session.execute(living.values(ended_at=clock.now()))
    record(session, actor, Tag.ACCOUNT_ENDED if ended else Tag.ACCOUNT_CHANGED, account, name=account.name)
    return account


def change_setting(session: Session, actor: Account | None, name: str, value: str) -> Setting:
    """Word one of the instance's texts anew."""
    _demand(actor)
    setting = session.get(Setting, name) or Setting(name=name, value="")
    setting.value = value.strip()
    session.add(setting)
    record(session, actor, Tag.SETTING_CHANGED, setting, name=name)
    return setting


def _demand(actor: Account | None) -> None:
    if actor is not None:
        demand(actor, Action.ENROL, None)


def _require(**fields: str) -> None:
    for field, value in fields.items():
        if not value.strip():
            raise FieldMissing(field=CALLED[field])
