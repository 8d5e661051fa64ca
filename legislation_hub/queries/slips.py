"""The slips of a task, and what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select
from sqlalchemy.orm import Session, aliased

from legislation_hub.models import (
    Account,
    Comment,
    Household,
    Keying,
    Slip,
    Submission,
    Task,
    Unit,
)
from legislation_hub.proofs.slips import code_of
from legislation_hub.vocabulary import Consent, SlipKind, SlipState

PAGE = 50

_keyings = select(func.count()).where(Keying.slip_id == Slip.id).correlate(Slip).scalar_subquery()
_answered = exists().where(Submission.slip_id == Slip.id, Submission.recorded_by_id.is_(None)).correlate(Slip)
# What the paper says is written down by whoever settles it; what a household takes back whole leaves its slip.
_written = (
    exists()
    .where(
        Submission.slip_id == Slip.id,
        Submission.recorded_by_id == Slip.settled_by_id,
        Submission.consent == Consent.WRITTEN,
    )
    .correlate(Slip)
)

_state: ColumnElement[str] = case(
    (Slip.blank, SlipState.BLANK.value),
    # One that was let go before it was settled keeps no reading, whatever names it beside.
    (and_(Slip.settled_at.is_not(None), _keyings > 0, _written), SlipState.KEYED.value),
    (Slip.settled_at.is_not(None), SlipState.LET_GO.value),
    (_keyings > 1, SlipState.DIFFERS.value),
    (_keyings == 1, SlipState.ONCE.value),
    (_answered, SlipState.ONLINE.value),
    else_=SlipState.OUT.value,
)


@dataclass(frozen=True, slots=True)
class SlipRow:
    """One slip in the list; ``by`` is who dealt with it last, at ``at``, if anybody did."""

    number: int
    check: str
    kind: SlipKind
    state: SlipState
    household: str
    grid: str
    printed_at: datetime
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class SlipPage:
    """A page of the list."""

    rows: Sequence[SlipRow]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Keyed:
    """Who keyed a slip in, first or second, and when."""

    turn: int
    account_id: UUID
    person: str
    at: datetime


def household_codes(session: Session, slips: Sequence[Slip]) -> Mapping[UUID, str]:
    """Return the codes of the households that slips were printed for, in one query."""
    wanted = {one.household_id for one in slips if one.household_id}
    query = select(Household.id, Household.code).where(Household.id.in_(wanted))
    return {row[0]: row[1] for row in session.execute(query)} if wanted else {}


def tally_of(session: Session, task: Task) -> Mapping[SlipState, int]:
    """Return how many slips of the task stand where, every state named, zeros included."""
    state = _state.label("state")
    states = select(state).where(Slip.task_id == task.id).subquery()
    counted = session.execute(select(states.c.state, func.count()).group_by(states.c.state))
    found = {row[0]: row[1] for row in counted}
    return {one: found.get(one.value, 0) for one in SlipState}


def read_by(session: Session, task: Task, account: Account) -> int:
    """Return how many slips of the task somebody read: keyed in, first or second, or noted as blank.

    To decide between two readings of others, or to let a slip go, is not to read it.
    """
    read = exists().where(Keying.slip_id == Slip.id, Keying.keyed_by_id == account.id).correlate(Slip)
    found_blank = Slip.blank & (Slip.settled_by_id == account.id)
    query = select(func.count()).where(Slip.task_id == task.id, read | found_blank)
    return session.scalar(query.select_from(Slip)) or 0


def slips_of(session: Session, task: Task, state: SlipState | None, page: int) -> SlipPage:
    """Return a page of the task's slips by number, all of them or those in one state."""
    query = _rows(task)
    if state is not None:
        query = query.where(_state == state.value)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    pages = max(1, -(-total // PAGE))
    number = min(max(1, page), pages)
    rows = session.execute(query.order_by(Slip.number).limit(PAGE).offset((number - 1) * PAGE))
    return SlipPage([_row(task, *row) for row in rows], number, pages, total)


def slip_row(session: Session, task: Task, slip: Slip) -> SlipRow:
    """Return one slip as the list shows it."""
    return _row(task, *session.execute(_rows(task).where(Slip.id == slip.id)).one())


def state_of(session: Session, slip: Slip) -> SlipState:
    """Return what became of a slip so far."""
    return SlipState(session.scalars(select(_state).where(Slip.id == slip.id)).one())


def let_go_among(session: Session, slips: Sequence[Slip]) -> Sequence[Slip]:
    """Return those of the slips whose paper was taken back, in one query."""
    wanted = [one.id for one in slips]
    gone = set(session.scalars(select(Slip.id).where(Slip.id.in_(wanted), _state == SlipState.LET_GO.value)))
    return [one for one in slips if one.id in gone]


def keyed_by(session: Session, slip: Slip) -> Sequence[Keyed]:
    """Return who keyed the slip in, in turn."""
    query = (
        select(Keying.turn, Account.id, Account.person, Keying.keyed_at)
        .join(Account, Account.id == Keying.keyed_by_id)
        .where(Keying.slip_id == slip.id)
        .order_by(Keying.turn)
    )
    return [Keyed(*row) for row in session.execute(query)]


def settler_of(session: Session, slip: Slip) -> str:
    """Return the name of who settled the slip, or said that it is blank; "" while nobody has."""
    return session.scalar(select(Account.person).where(Account.id == slip.settled_by_id)) or ""


def comments_from(session: Session, slip: Slip) -> Sequence[tuple[UUID, str, UUID | None]]:
    """Return id, number and recorder of every comment that came from the slip, on paper or by its QR code."""
    query = (
        select(Comment.id, Comment.number, Comment.recorded_by_id)
        .join(Submission, Submission.id == Comment.submission_id)
        .where(Submission.slip_id == slip.id)
        .order_by(Comment.number)
    )
    return session.execute(query).all()


def _rows(task: Task) -> Select[Slip, str, str, str, str, datetime | None]:
    # The turn that was keyed last; whoever settles a slip without keying it in stands before that.
    keyer, settler, later = aliased(Account), aliased(Account), aliased(Keying)
    last = Keying.turn == select(func.max(later.turn)).where(later.slip_id == Slip.id).scalar_subquery()
    return (
        select(
            Slip,
            _state,
            func.coalesce(Household.code, ""),
            func.coalesce(Unit.name, ""),
            func.coalesce(settler.person, keyer.person, ""),
            func.coalesce(Slip.settled_at, Keying.keyed_at),
        )
        .outerjoin(Household, Household.id == Slip.household_id)
        .outerjoin(Unit, Unit.id == Household.grid_id)
        .outerjoin(Keying, and_(Keying.slip_id == Slip.id, last))
        .outerjoin(keyer, keyer.id == Keying.keyed_by_id)
        .outerjoin(settler, settler.id == Slip.settled_by_id)
        .where(Slip.task_id == task.id)
    )


def _row(task: Task, slip: Slip, state: str, household: str, grid: str, by: str, at: datetime | None) -> SlipRow:
    return SlipRow(
        number=slip.number,
        check=code_of(task.id, slip.number).check,
        kind=slip.kind,
        state=SlipState(state),
        household=household,
        grid=grid,
        printed_at=slip.printed_at,
        by=by,
        at=at,
    )
