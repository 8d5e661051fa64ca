"""What arrives for one room, and what is taken back there, is written one after the other."""

from sqlalchemy.orm import Session

from legislation_hub.models import Task, Unit


def take_turns(session: Session, task: Task) -> None:
    """Wait until nobody else writes for the room (or department) of this task; hold it until the transaction ends.

    So neither an id nor a revision can race, and nothing joins what is just being taken back. Arrivals of comments
    wait for the same row. Ask before the first event is recorded: the log's lock comes after this one, everywhere.
    """
    session.get_one(Unit, task.unit_id, with_for_update={"key_share": True}, populate_existing=True)
