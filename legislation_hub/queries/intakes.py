"""Tables of comments that were brought, and what became of each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from legislation_hub.models import Account, Comment, Intake
from legislation_hub.vocabulary import ImportState

# So many comments are looked for in one query.
AT_ONCE = 500
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

    @property
    def all_here(self) -> bool:
        """Return whether nothing was left to write, because every row was here already."""
        return self.state is ImportState.DONE and 0 < self.rows == self.known


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


def origins_of(session: Session, task_id: UUID, comment_ids: Sequence[UUID]) -> Mapping[UUID, int]:
    """Return from which written tables of a task these comments came, and how many from each.

    A comment stands in the name of who brought its table, and was written just before that table was done.
    """
    written = session.execute(
        select(Intake.id, Intake.brought_by_id, Intake.brought_at, Intake.finished_at)
        .where(Intake.task_id == task_id, Intake.state == ImportState.DONE, Intake.created > 0)
        .order_by(Intake.finished_at)
    ).all()
    found = Counter[UUID]()
    for start in range(0, len(comment_ids) if written else 0, AT_ONCE):
        together = (
            select(Comment.recorded_by_id, Comment.recorded_at, func.count())
            .where(Comment.id.in_(comment_ids[start : start + AT_ONCE]))
            .group_by(Comment.recorded_by_id, Comment.recorded_at)
        )
        for by, at, comments in session.execute(together):
            for one in written:
                if one.brought_by_id == by and one.brought_at <= at <= one.finished_at:
                    found[one.id] += comments
                    break
    return found


def unfinished(session: Session) -> Sequence[UUID]:
    """Return the tables that are to be read or written."""
    return session.scalars(select(Intake.id).where(Intake.state.in_(UNDER_WAY)).order_by(Intake.id)).all()
