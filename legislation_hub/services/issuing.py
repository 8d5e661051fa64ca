"""Numbered slips are printed for households, for a meeting or as spares; a number is given once in a task."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, Slip, Task
from legislation_hub.models.base import new_id
from legislation_hub.policies import Action, demand
from legislation_hub.problems import NoSlipsToPrint
from legislation_hub.queries.grids import households_without_slip
from legislation_hub.services.recording import record
from legislation_hub.services.staging import demand_stage
from legislation_hub.vocabulary import SlipKind, Stage, Tag

# As many as one file can hold without pressing the server.
MOST = 200
ISSUED_AT = (Stage.PREPARING, Stage.OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be printed: ``count`` slips, or one for each household of a grid (None: of the whole room).

    ``id`` is the form's and becomes that of the first slip, so that an order that arrives twice is printed once.
    """

    id: UUID
    kind: SlipKind
    count: int = 0
    grid_id: UUID | None = None
    unheard: bool = True
    meeting_id: UUID | None = None


def may_issue(task: Task) -> bool:
    """Return whether slips of the task may still be numbered: as long as people are asked."""
    return task.consultation.recalled_at is None and task.consultation.stage in ISSUED_AT


def issue(session: Session, actor: Account, task: Task, order: Order) -> Sequence[Slip]:
    """Number new slips of a task, at most :data:`MOST`, and return them in the order of their numbers.

    A household that holds a slip of this task already is passed over: its own can be printed again. Raises
    :class:`NoSlipsToPrint` where nobody is left, :class:`ConsultationNotAt` once nothing more is collected.
    """
    demand(actor, Action.KEY_SLIPS, task)
    demand_stage(task.consultation, *ISSUED_AT)
    # All orders of one task take turns, so that no number is given twice.
    session.get_one(Task, task.id, with_for_update={"key_share": True}, populate_existing=True)
    before = session.get(Slip, order.id)
    if before is not None and before.task_id == task.id:
        return _printed_with(session, before)
    homes: Sequence[UUID | None] = [None] * min(order.count, MOST)
    if order.kind is SlipKind.HOUSEHOLD:
        homes = households_without_slip(session, task, order.grid_id, order.unheard, MOST)
    if not homes:
        raise NoSlipsToPrint()
    last = session.scalar(select(func.max(Slip.number)).where(Slip.task_id == task.id)) or 0
    moment = clock.now()
    slips = [
        Slip(
            id=order.id if place == 1 else new_id(),
            task_id=task.id,
            station_id=task.station_id,
            room_id=task.room_id,
            number=last + place,
            kind=order.kind,
            household_id=home,
            meeting_id=order.meeting_id,
            printed_at=moment,
            printed_by_id=actor.id,
        )
        for place, home in enumerate(homes, start=1)
    ]
    session.add_all(slips)
    kind, numbers = order.kind.value, f"{slips[0].number}-{slips[-1].number}"
    record(session, actor, Tag.SLIPS_PRINTED, task, kind=kind, numbers=numbers, count=len(slips))
    return slips


def _printed_with(session: Session, first: Slip) -> Sequence[Slip]:
    together = select(Slip).where(
        Slip.task_id == first.task_id,
        Slip.number >= first.number,
        Slip.printed_at == first.printed_at,
        Slip.printed_by_id == first.printed_by_id,
    )
    return session.scalars(together.order_by(Slip.number)).all()
