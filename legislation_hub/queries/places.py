"""The tree of places, with what hangs below each."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from legislation_hub.models import Account, Household, Unit
from legislation_hub.vocabulary import UnitKind


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place and how much is below it."""

    id: UUID
    kind: UnitKind
    name: str
    code: str
    active: bool
    parent: str
    below: int
    accounts: int
    households: int


def places(session: Session, parent_id: UUID | None = None) -> list[PlaceRow]:
    """Return the places directly below ``parent_id`` (the top, if None), by kind and code."""
    above, child = aliased(Unit), aliased(Unit)
    below = select(func.count(child.id)).where(child.parent_id == Unit.id).scalar_subquery()
    people = select(func.count(Account.id)).where(Account.unit_id == Unit.id).scalar_subquery()
    homes = select(func.count(Household.id)).where(Household.grid_id == Unit.id).scalar_subquery()
    query = (
        select(Unit, above.name, below, people, homes)
        .outerjoin(above, above.id == Unit.parent_id)
        .where(Unit.parent_id == parent_id if parent_id else Unit.parent_id.is_(None))
    )
    order = list(UnitKind)
    rows = [
        PlaceRow(
            unit.id, unit.kind, unit.name, unit.code, unit.active, parent or "", children, accounts, households
        )
        for unit, parent, children, accounts, households in session.execute(query)
    ]
    return sorted(rows, key=lambda row: (order.index(row.kind), row.code))


def path_to(session: Session, unit: Unit) -> list[Unit]:
    """Return the places from the top down to ``unit``, which is the last."""
    path = [unit]
    while path[0].parent is not None:
        path.insert(0, path[0].parent)
    return path


def households_in(session: Session, grid_id: UUID) -> list[Household]:
    """Return the household codes of a grid, by code."""
    return list(session.scalars(select(Household).where(Household.grid_id == grid_id).order_by(Household.code)))


def units_of(session: Session, *kinds: UnitKind) -> list[Unit]:
    """Return the open places of these kinds, by kind and code."""
    query = select(Unit).where(Unit.kind.in_(kinds), Unit.active)
    order = list(UnitKind)
    return sorted(session.scalars(query), key=lambda unit: (order.index(unit.kind), unit.code))
