"""The households of a room by their codes, which of them have been heard, and the places that they lie in."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session, aliased

from legislation_hub.models import Comment, Household, Submission, Task, Unit
from legislation_hub.problems import CommentRejected
from legislation_hub.queries.comments import is_alive
from legislation_hub.vocabulary import N_

# A room may have thousands; a phone is given the first of them, and takes any code that is typed.
OFFERED = 500
SEVERAL = N_("Several households end like this. Please type more of the code.")


@dataclass(frozen=True, slots=True)
class Door:
    """A household as a collector picks it: its code, where it belongs, and whether it spoke in this task."""

    code: str
    grid: str
    group: str
    heard: bool


def has_spoken(task: Task) -> ColumnElement[bool]:
    """Return, for a query of households, whether one has said something on the task that still stands."""
    return (
        exists()
        .where(Submission.household_id == Household.id, Submission.task_id == task.id)
        .where(Comment.submission_id == Submission.id, is_alive)
        .correlate(Household)
    )


def doors_of(session: Session, task: Task) -> Sequence[Door]:
    """Return the room's households by grid and code, at most :data:`OFFERED`."""
    query = (
        select(Household.code, Unit.name, Household.group, has_spoken(task))
        .join(Unit, Unit.id == Household.grid_id)
        .where(Household.room_id == task.room_id, Household.active)
        .order_by(Unit.code, Household.code)
        .limit(OFFERED)
    )
    return [Door(*row) for row in session.execute(query)]


def meant_by(session: Session, room_id: UUID | None, typed: str) -> str:
    """Return the one code of the room that ``typed`` means: the code itself, or its last characters.

    What no code ends with is returned as it is. Raises :class:`CommentRejected` if several end with it.
    """
    wanted = typed.strip()
    here = select(Household.code).where(Household.room_id == room_id, Household.active)
    if not wanted or session.scalar(here.where(Household.code == wanted)):
        return wanted
    codes = session.scalars(here.where(Household.code.endswith(wanted, autoescape=True)).limit(2)).all()
    if len(codes) > 1:
        raise CommentRejected([("household", SEVERAL)])
    return codes[0] if codes else wanted


def venues_of(session: Session, room_id: UUID | None) -> Sequence[str]:
    """Return the names of the villages, grids and contact points of a room: places without an address."""
    above = aliased(Unit)
    query = (
        select(Unit.name, above.name, above.id)
        .outerjoin(above, above.id == Unit.parent_id)
        .where(Unit.room_id == room_id, Unit.id != room_id, Unit.active)
        .order_by(Unit.code)
    )
    return [f"{top}{name}" if top and top_id != room_id else name for name, top, top_id in session.execute(query)]
