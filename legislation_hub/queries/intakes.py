"""Tables of comments that were brought, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub.models import Account, Intake
from legislation_hub.vocabulary import ImportState

# A table that is to be read or written.
UNDER_WAY = (ImportState.CHECKING, ImportState.WRITING)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its file's name, who brought it and when, how many rows it has, what became of them."""

    id: UUID
    name: str
    state: ImportState
    rows: int
    created: int
    known: int
    by: str
    brought_at: datetime


def brought_for(session: Session, task_id: UUID) -> Sequence[Table]:
    """Return the tables of a task, the latest first."""
    fields = (Intake.id, Intake.name, Intake.state, Intake.rows, Intake.created, Intake.known)
    rows = session.execute(
        select(*fields, Account.person, Intake.brought_at)
        .join(Account, Account.id == Intake.brought_by_id)
        .where(Intake.task_id == task_id)
        .order_by(Intake.brought_at.desc())
    )
    return [Table(*row) for row in rows]


def unfinished(session: Session) -> Sequence[UUID]:
    """Return the tables that are to be read or written."""
    return session.scalars(select(Intake.id).where(Intake.state.in_(UNDER_WAY)).order_by(Intake.id)).all()
