"""The room's desk for paper slips, at which its head and its collectors sit."""

from uuid import UUID

from flask import Blueprint

from legislation_hub.models import Slip, Task
from legislation_hub.models.database import db
from legislation_hub.policies import Action, demand
from legislation_hub.problems import NotFound
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.slip_numbers import slips_between
from legislation_hub.vocabulary import Role
from legislation_hub.web.edge import actor, only

wing = Blueprint("slips", __name__, url_prefix="/room/slips")
wing.before_request(only(Role.COLLECTOR, Role.ROOM_HEAD))


def task_of(task_id: UUID) -> Task:
    """Return a task of the actor's own room; raise :class:`NotFound` or :class:`NotAllowed`."""
    found = fetch(db.session(), Task, task_id)
    demand(actor(), Action.KEY_SLIPS, found)
    return found


def slip_of(task: Task, number: int) -> Slip:
    """Return the slip with this number; raise :class:`NotFound` if none was printed."""
    found = slips_between(db.session(), task, number, number, 1)
    if not found:
        raise NotFound()
    return found[0]
