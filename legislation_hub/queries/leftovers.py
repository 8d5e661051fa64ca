"""What would still be open on a task that is handed up now: told and not forbidden, but for what is unsettled."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from legislation_hub.models import Household, Meeting, Task
from legislation_hub.queries.conflicts import count_of
from legislation_hub.queries.households import has_spoken
from legislation_hub.queries.slips import tally_of
from legislation_hub.vocabulary import SlipState


@dataclass(frozen=True, slots=True)
class Left:
    """How many households were not heard, slips are out and not keyed in, and records of meetings not closed.

    ``conflicts`` counts the comments that came twice with other content, ``half_read`` the slips that were keyed
    in and are no comment yet: they have to be settled first.
    """

    households: int
    slips: int
    meetings: int
    conflicts: int
    half_read: int


def left_of(session: Session, task: Task) -> Left:
    """Return what is left of a task; four queries."""
    unheard = select(func.count(Household.id)).where(
        Household.room_id == task.room_id, Household.active, ~has_spoken(task)
    )
    unwritten = select(func.count(Meeting.id)).where(Meeting.task_id == task.id, Meeting.closed_at.is_(None))
    slips = tally_of(session, task)
    return Left(
        households=session.scalar(unheard) or 0,
        slips=slips[SlipState.OUT] + slips[SlipState.ONLINE],
        meetings=session.scalar(unwritten) or 0,
        conflicts=count_of(session, task.id),
        half_read=slips[SlipState.ONCE] + slips[SlipState.DIFFERS],
    )
