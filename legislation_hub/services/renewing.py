"""A room closes a code that is misused or lost, and its task gets another; what was said by the old one stays."""

import secrets

from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, ClosedCode, Task
from legislation_hub.policies import Action, demand
from legislation_hub.services.recording import record
from legislation_hub.services.staging import demand_stage
from legislation_hub.vocabulary import Stage, Tag

# Read aloud and copied by hand without a doubt: no 0, 1, i, l, o.
READABLE = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 8


def new_code() -> str:
    """Return a code for the public page of a task."""
    return "".join(secrets.choice(READABLE) for _ in range(CODE_LENGTH))


def renew_code(session: Session, actor: Account, task: Task) -> ClosedCode:
    """Close the code of a task and give the task a new one; return what was closed.

    Slips that were printed with the old code can still be keyed in: their numbers prove themselves by the task.
    """
    demand(actor, Action.RENEW_CODE, task)
    demand_stage(task.consultation, Stage.PREPARING, Stage.OPEN)
    closed = ClosedCode(code=task.code, task_id=task.id, closed_at=clock.now(), closed_by_id=actor.id)
    session.add(closed)
    task.code = new_code()
    record(session, actor, Tag.CODE_RENEWED, task, closed=closed.code)
    return closed
