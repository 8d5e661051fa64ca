"""A workbook becomes places, households or accounts: all of it, or nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub.models import Account, Unit
from legislation_hub.policies import Action, demand
from legislation_hub.problems import Problem, RowsRefused, SheetUnreadable, UnknownWord
from legislation_hub.services import enrolling
from legislation_hub.services.enrolling import Enrolled, NewAccount, NewUnit
from legislation_hub.services.recording import record
from legislation_hub.services.unrolling import Cells, filled, sheets_of, text_of
from legislation_hub.vocabulary import N_, Role, Tag, UnitKind

PLACE_COLUMNS = (N_("Kind of place"), N_("Name of the place"), N_("Code"), N_("Code of the place above"))
HOUSEHOLD_COLUMNS = (N_("Code of the grid"), N_("Household code"), N_("Household group"))
ACCOUNT_COLUMNS = (
    N_("Name to sign in with"),
    N_("Person"),
    N_("Role"),
    N_("Code of the place"),
    N_("Duty"),
)
PLACES, HOUSEHOLDS, ACCOUNTS = N_("Places"), N_("Households"), N_("Accounts")

Words = Mapping[str, StrEnum]
Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Placed:
    """How many places and households an import made."""

    units: int
    households: int


def import_places(session: Session, actor: Account | None, name: str, content: bytes, words: Words) -> Placed:
    """Make the places of the first sheet and the household codes of the second.

    ``name`` is the file's, ``words`` gives the kind for what people write in a cell. Raises
    :class:`SheetUnreadable`, or :class:`RowsRefused` with every bad line; the caller's transaction then takes
    everything back.
    """
    if actor is not None:
        demand(actor, Action.ENROL, None)
    sheets = sheets_of(name, content)
    places = _rows(sheets, 0, PLACES, PLACE_COLUMNS)
    homes = _rows(sheets, 1, HOUSEHOLDS, HOUSEHOLD_COLUMNS) if len(sheets) > 1 else []
    bad: list[tuple[int, Problem]] = []

    def place(row: tuple[str, ...]) -> None:
        kind, called, code, above = row
        parent = _unit(session, above, PLACE_COLUMNS[3]) if above else None
        found = _word(words, kind, UnitKind, PLACE_COLUMNS[0])
        enrolling.create_unit(session, actor, NewUnit(UnitKind(found), called, code, parent))

    def home(row: tuple[str, ...]) -> None:
        grid, code, group = row
        enrolling.create_household(session, actor, _unit(session, grid, HOUSEHOLD_COLUMNS[0]), code, group)

    _each(session, places, place, bad)
    _each(session, homes, home, bad)
    if bad:
        raise RowsRefused(bad)
    _summary(session, actor, Tag.PLACES_IMPORTED, units=len(places), households=len(homes))
    return Placed(len(places), len(homes))


def import_accounts(
    session: Session, actor: Account | None, name: str, content: bytes, words: Words
) -> list[Enrolled]:
    """Make the accounts of the first sheet; return each with its one-time code. Raises as above."""
    if actor is not None:
        demand(actor, Action.ENROL, None)
    rows = _rows(sheets_of(name, content), 0, ACCOUNTS, ACCOUNT_COLUMNS)
    bad: list[tuple[int, Problem]] = []
    made: list[Enrolled] = []

    def enrol(row: tuple[str, ...]) -> None:
        login, person, role, place, duty = row
        unit = _unit(session, place, ACCOUNT_COLUMNS[3]) if place else None
        found = Role(_word(words, role, Role, ACCOUNT_COLUMNS[2]))
        made.append(enrolling.create_account(session, actor, NewAccount(login, person, found, unit, duty)))

    _each(session, rows, enrol, bad)
    if bad:
        raise RowsRefused(bad)
    _summary(session, actor, Tag.ACCOUNTS_IMPORTED, accounts=len(made))
    return made


def _rows(sheets: list[list[Cells]], at: int, sheet: str, columns: tuple[str, ...]) -> list[Row]:
    """Return the filled lines below the heading, with their numbers in the sheet; columns go by order."""
    lines = sheets[at] if at < len(sheets) else []
    if not lines or len(lines[0]) < len(columns):
        raise SheetUnreadable(sheet=sheet, columns=columns)
    width = len(columns)
    return [
        (number, tuple(text_of(cell).strip() for cell in (*line, *[None] * width)[:width]))
        for number, line in filled(lines[1:])
        if any(text_of(cell).strip() for cell in line[:width])
    ]


def _each(
    session: Session, rows: list[Row], act: Callable[[tuple[str, ...]], None], bad: list[tuple[int, Problem]]
) -> None:
    for number, cells in rows:
        try:
            with session.begin_nested():
                act(cells)
        except Problem as problem:
            bad.append((number, problem))


def _word(words: Words, cell: str, kind: type[StrEnum], column: str) -> StrEnum:
    found = words.get(cell)
    if not isinstance(found, kind):
        raise UnknownWord(value=cell, column=column)
    return found


def _unit(session: Session, code: str, column: str) -> Unit:
    """Return the place with this code; where kinds share one, the highest: an account sits there."""
    found = session.scalars(select(Unit).where(Unit.code == code)).all()
    if not found:
        raise UnknownWord(value=code, column=column)
    return min(found, key=lambda unit: list(UnitKind).index(unit.kind))


def _summary(session: Session, actor: Account | None, tag: Tag, **counts: int) -> None:
    record(session, actor, tag, actor, **counts)
