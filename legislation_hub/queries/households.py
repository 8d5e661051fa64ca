"""The households of a room by their codes, and which of them have been heard."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from legislation_hub.models import Comment, Household, Submission, Task, Unit
from legislation_hub.queries.comments import is_alive

# A room may have thousands; a phone is given the first of them, and takes any code that is typed.
OFFERED = 500


@dataclass(frozen=True, slots=True)
class Door:
    """A household as a collector picks it: its code, where it belongs, and whether it spoke in this task."""

    code: str
    grid: str
    group: str
    heard: bool


def doors_of(session: Session, task: Task) -> Sequence[Door]:
    """Return the room's households by grid and code, at most :data:`OFFERED`."""
    spoke = (
        exists()
        .where(Submission.household_id == Household.id, Submission.task_id == task.id)
        .where(Comment.submission_id == Submission.id, is_alive)
        .correlate(Household)
    )
    query = (
        select(Household.code, Unit.name, Household.group, spoke)
        .join(Unit, Unit.id == Household.grid_id)
        .where(Household.room_id == task.room_id, Household.active)
        .order_by(Unit.code, Household.code)
        .limit(OFFERED)
    )
    return [Door(*row) for row in session.execute(query)]


def meant_by(session: Session, room_id: UUID | None, typed: str) -> str:
    """Return the one code of the room that ``typed`` means: the code itself, or its last characters.

    What means no household or several is returned as it is, so that it can be shown as unknown.
    """
    wanted = typed.strip()
    codes = session.scalars(
        select(Household.code)
        .where(Household.room_id == room_id, Household.active, Household.code.endswith(wanted, autoescape=True))
        .limit(2 if wanted else 0)
    ).all()
    exact = session.scalar(
        select(Household.code).where(Household.room_id == room_id, Household.code == wanted, Household.active)
    )
    return exact or (codes[0] if len(codes) == 1 else wanted)
