"""The grids of a room, and which of their households still need a slip."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.orm import Session

from legislation_hub.models import Household, Slip, Task, Unit
from legislation_hub.queries.households import has_spoken


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid of the room: how many households it has, and how many of them hold a slip or were heard."""

    id: UUID
    name: str
    households: int
    done: int


def households_without_slip(
    session: Session, task: Task, grid_id: UUID | None, unheard: bool, most: int
) -> Sequence[UUID]:
    """Return households of a grid (or of the whole room) that hold no slip of the task, by grid and code."""
    query = (
        select(Household.id)
        .join(Unit, Unit.id == Household.grid_id)
        .where(Household.room_id == task.room_id, Household.active, ~_holds(task))
        .order_by(Unit.code, Household.code)
        .limit(most)
    )
    if grid_id is not None:
        query = query.where(Household.grid_id == grid_id)
    return session.scalars(query.where(~has_spoken(task)) if unheard else query).all()


def grids_of(session: Session, task: Task) -> Sequence[Grid]:
    """Return the grids of the room that have households, by code."""
    done = case((_holds(task) | has_spoken(task), 1), else_=0)
    query = (
        select(Unit.id, Unit.name, func.count(), func.sum(done))
        .join(Household, Household.grid_id == Unit.id)
        .where(Household.room_id == task.room_id, Household.active)
        .group_by(Unit.id, Unit.name, Unit.code)
        .order_by(Unit.code)
    )
    return [Grid(identity, name, count, int(some or 0)) for identity, name, count, some in session.execute(query)]


def _holds(task: Task) -> ColumnElement[bool]:
    return exists().where(Slip.household_id == Household.id, Slip.task_id == task.id).correlate(Household)
