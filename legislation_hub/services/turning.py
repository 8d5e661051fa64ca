"""What arrives for one room, and what is taken back there, is written one after the other."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub.models import Consultation, Task, Unit

# The rows that whoever writes waits for, always in one order; narrowed to the rooms in question.
TURNS = select(Unit.id).order_by(Unit.id).with_for_update(key_share=True)


def take_turns(session: Session, task: Task) -> None:
    """Wait until nobody else writes for the room (or department) of this task; hold it until the transaction ends.

    So neither an id nor a revision can race, and nothing joins what is just being taken back. Arrivals of comments
    wait for the same row. Ask before the first event is recorded: the log's lock comes after this one, everywhere.
    """
    session.get_one(Unit, task.unit_id, with_for_update={"key_share": True}, populate_existing=True)


def take_turns_everywhere(session: Session, consultations: Sequence[Consultation]) -> None:
    """Wait until nobody writes for any room or department that was asked, and read anew how these stand.

    Whoever ends the collecting asks for this first: every comment then came before the end, or knows of it.
    Always in one order, as arrivals do, and before the first event is recorded.
    """
    asked = select(Task.unit_id).where(Task.consultation_id.in_([one.id for one in consultations]))
    session.scalars(TURNS.where(Unit.id.in_(asked))).all()
    for one in consultations:
        session.refresh(one)
