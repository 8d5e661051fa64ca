"""All that a number of comments names is looked up together: as many queries for five hundred as for one."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, select, tuple_
from sqlalchemy.orm import Session, aliased, joinedload, lazyload

from legislation_hub import clock
from legislation_hub.models import (
    Account,
    Comment,
    Conflict,
    Counter,
    Household,
    Meeting,
    Provision,
    Slip,
    Submission,
    Task,
    Unit,
    Words,
)
from legislation_hub.services.hearing import Brought, is_writable
from legislation_hub.services.turning import TURNS
from legislation_hub.vocabulary import Channel

SERIES = "comment"
# The highest number that a database could be asked for.
HIGHEST = 2**31 - 1


class Piece(NamedTuple):
    """A provision, as far as a comment needs it."""

    id: UUID
    eid: str
    text: str


@dataclass(slots=True)
class Standing:
    """A comment that is there; ``salt`` is None once its words were taken back."""

    id: UUID
    number: str
    submission_id: UUID
    task_id: UUID
    station_id: UUID
    room_id: UUID | None
    recorded_by_id: UUID | None
    late: bool
    fingerprint: str
    withdrawn_at: datetime | None
    salt: bytes | None


@dataclass(slots=True)
class HandedIn:
    """A submission that is there, as far as it decides what may join it or changes by that."""

    task_id: UUID
    recorded_by_id: UUID | None
    household_id: UUID | None
    channel: Channel
    meeting_id: UUID | None
    slip_id: UUID | None
    wants_answer: bool


@dataclass(slots=True)
class Known:
    """What comments may name, by the names that they use; what they add themselves is put in as they are taken.

    ``corrected`` says by which comment another is corrected, ``unsettled`` names the second contents of a comment
    that nobody has decided about. ``welcome`` are the accounts that were seen to be
    allowed to bring something, each with its task.
    """

    accounts: Mapping[UUID, Account]
    tasks: Mapping[UUID, Task]
    comments: dict[UUID, Standing] = field(default_factory=dict)
    corrected: dict[UUID, UUID] = field(default_factory=dict)
    conflicts: set[tuple[UUID, str]] = field(default_factory=set)
    unsettled: dict[UUID, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    submissions: dict[UUID, HandedIn] = field(default_factory=dict)
    households: Mapping[tuple[UUID | None, str], UUID] = field(default_factory=dict)
    provisions: Mapping[tuple[UUID | None, str], Piece] = field(default_factory=dict)
    below: Mapping[UUID, Sequence[Piece]] = field(default_factory=dict)
    meetings: Mapping[UUID, UUID] = field(default_factory=dict)
    slips: Mapping[tuple[UUID, int], UUID] = field(default_factory=dict)
    # They came together: one moment and one day for all.
    now: datetime = field(default_factory=clock.now)
    today: date = field(default_factory=clock.today)
    welcome: set[tuple[UUID, UUID]] = field(default_factory=set)
    numbers: Mapping[UUID, int] = field(default_factory=dict)

    @property
    def year(self) -> int:
        """Return the year in which the comments are counted."""
        return self.today.year


def standings() -> Select[*tuple[Any, ...]]:
    """Return the query of :class:`Standing` over all comments."""
    kept = [getattr(Comment, name) for name in Standing.__slots__ if name != "salt"]
    return select(*kept, Words.salt).join(Words, Words.comment_id == Comment.id)


# Written once: to compose a statement anew costs several times as much as to run it.
_NAMED: BindParameter[Any] = bindparam("named", expanding=True)
_ACCOUNTS = select(Account).options(lazyload(Account.unit)).where(Account.id.in_(_NAMED))
_TASKS = select(Task).options(joinedload(Task.consultation), joinedload(Task.unit)).where(Task.id.in_(_NAMED))
_TASKS_ANEW = _TASKS.execution_options(populate_existing=True)
_ASKED = select(Task.unit_id).where(Task.id.in_(_NAMED))
_TURNS = TURNS.where(Unit.id.in_(_ASKED))
_COMMENTS = standings().where(Comment.id.in_(_NAMED))
_CORRECTED = select(Comment.corrects_id, Comment.id).where(Comment.corrects_id.in_(_NAMED))
_CONFLICTS = (
    select(Conflict.comment_id, Conflict.fingerprint, Conflict.id, Conflict.settled_at)
    .where(Conflict.comment_id.in_(_NAMED))
    .order_by(Conflict.received_at, Conflict.id)
)
_SUBMISSIONS = select(Submission.id, *(getattr(Submission, name) for name in HandedIn.__slots__)).where(
    Submission.id.in_(_NAMED)
)
_NUMBERS = select(Counter.unit_id, Counter.last).where(
    Counter.unit_id.in_(_NAMED), Counter.series == SERIES, Counter.year == bindparam("year")
)
_HOUSEHOLDS = select(Household.room_id, Household.code, Household.id).where(
    Household.room_id.in_(bindparam("rooms", expanding=True)), Household.code.in_(_NAMED)
)
_PROVISIONS = select(Provision.version_id, Provision.id, Provision.eid, Provision.text).where(
    Provision.version_id.in_(bindparam("versions", expanding=True)), Provision.eid.in_(_NAMED)
)
_MEETINGS = select(Meeting.id, Meeting.task_id).where(Meeting.id.in_(_NAMED))
_SLIPS = select(Slip.task_id, Slip.number, Slip.id).where(tuple_(Slip.task_id, Slip.number).in_(_NAMED))


def look_up(session: Session, brought: Sequence[Brought], in_turn: bool = True) -> Known:
    """Return what these comments name, as it is now.

    From here to the end of the transaction all arrivals of one room take turns, so that neither an id nor a
    number can race. Who only looks needs no turn, and keeps none from anybody.
    """
    session.flush()
    ids = {one.account_id for one in brought if one.account_id}
    accounts = {one.id: one for one in session.scalars(_ACCOUNTS, _named(ids))} if ids else {}
    named, wanted = _named({one.heard.task for one in brought}), _TASKS
    # What is only looked at needs no session, which would take as long again.
    database = session.connection()
    if in_turn and database.dialect.name != "sqlite":
        database.execute(_TURNS, named).all()
        # While this waited, a consultation may have been closed or recalled.
        wanted = _TASKS_ANEW
    known = Known(accounts, {task.id: task for task in session.scalars(wanted, named)})
    units = sorted({task.unit_id for task in known.tasks.values()})
    _what_was_said(database, known, brought)
    last = database.execute(_NUMBERS, {**_named(units), "year": known.year})
    known.numbers = {row.unit_id: row.last for row in last}
    known.households = _households(database, known, brought)
    known.provisions = _provisions(database, known, brought)
    known.below = _below(database, known, brought)
    known.meetings, known.slips = _occasions(database, brought)
    return known


def _named(values: Collection[Any]) -> dict[str, Any]:
    return {"named": list(values)}


def _what_was_said(database: Connection, known: Known, brought: Sequence[Brought]) -> None:
    """Put in the comments with these ids, those that they correct, and what was handed in with either."""
    ids = {one.heard.id for one in brought}
    corrects = {one.heard.corrects for one in brought if one.heard.corrects}
    known.comments = {row.id: Standing(*row) for row in database.execute(_COMMENTS, _named(ids | corrects))}
    if corrects:
        known.corrected = {first: by for first, by in database.execute(_CORRECTED, _named(corrects)) if first}
    here = (ids | corrects) & known.comments.keys()
    for comment, second, identity, settled_at in database.execute(_CONFLICTS, _named(here)) if here else ():
        known.conflicts.add((comment, second))
        if settled_at is None:
            known.unsettled[comment].append(identity)
    together = {one.heard.submission or one.heard.id for one in brought}
    together |= {known.comments[one].submission_id for one in corrects if one in known.comments}
    for identity, *rest in database.execute(_SUBMISSIONS, _named(together)):
        known.submissions[identity] = HandedIn(*rest)


def _households(
    database: Connection, known: Known, brought: Sequence[Brought]
) -> Mapping[tuple[UUID | None, str], UUID]:
    rooms = {task.room_id for task in known.tasks.values() if task.room_id}
    codes = {one.heard.household for one in brought if one.heard.household}
    codes = {code for code in codes if is_writable(code)}
    if not codes:
        return {}
    found = database.execute(_HOUSEHOLDS, {**_named(codes), "rooms": list(rooms)})
    return {(room, code): identity for room, code, identity in found}


def _provisions(
    database: Connection, known: Known, brought: Sequence[Brought]
) -> Mapping[tuple[UUID | None, str], Piece]:
    versions = {task.consultation.version_id for task in known.tasks.values() if task.consultation.version_id}
    # An eid is plain ASCII; anything else names nothing.
    eids = {one.heard.provision for one in brought if one.heard.provision and one.heard.provision.isascii()}
    eids = {one for one in eids if one.isprintable()}
    if not eids:
        return {}
    found = database.execute(_PROVISIONS, {**_named(eids), "versions": list(versions)})
    return {(row.version_id, row.eid): Piece(row.id, row.eid, row.text) for row in found}


def _below(database: Connection, known: Known, brought: Sequence[Brought]) -> Mapping[UUID, Sequence[Piece]]:
    """Return each provision from which something is quoted, with all that stands in it, in reading order."""
    quoted = {
        known.provisions[place].id
        for one in brought
        if one.heard.quote and (place := _place(known, one)) in known.provisions
    }
    if not quoted:
        return {}
    top, inner, after = Provision, aliased(Provision), aliased(Provision)
    end = (
        select(func.min(after.position))
        .where(after.version_id == top.version_id, after.position > top.position, after.depth <= top.depth)
        .correlate(top)
        .scalar_subquery()
    )
    query = (
        select(top.id, inner.id, inner.eid, inner.text)
        .join(inner, inner.version_id == top.version_id)
        .where(top.id.in_(quoted), inner.position >= top.position)
        .where(inner.position < func.coalesce(end, inner.position + 1))
        .order_by(inner.position)
    )
    below = defaultdict(list)
    for identity, *piece in database.execute(query):
        below[identity].append(Piece._make(piece))
    return below


def _place(known: Known, one: Brought) -> tuple[UUID | None, str]:
    task = known.tasks.get(one.heard.task)
    return (task.consultation.version_id if task else None, one.heard.provision or "")


def _occasions(
    database: Connection, brought: Sequence[Brought]
) -> tuple[Mapping[UUID, UUID], Mapping[tuple[UUID, int], UUID]]:
    """Return the tasks of the meetings, and the slips by task and number."""
    ids = {one.heard.meeting for one in brought if one.heard.meeting}
    numbers = {(one.heard.task, one.heard.slip) for one in brought if one.heard.slip is not None}
    numbers = {(task, number) for task, number in numbers if number <= HIGHEST}
    meetings, slips = {}, {}
    if ids:
        meetings = {row.id: row.task_id for row in database.execute(_MEETINGS, _named(ids))}
    if numbers:
        printed = database.execute(_SLIPS, _named(numbers))
        slips = {(task, number): identity for task, number, identity in printed}
    return meetings, slips
