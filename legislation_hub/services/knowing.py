"""All that a number of comments names is looked up together: as many queries for five hundred as for one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import Session, aliased, joinedload

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
    """A submission that is there, as far as it decides what may join it."""

    task_id: UUID
    recorded_by_id: UUID | None
    household_id: UUID | None
    channel: Channel
    meeting_id: UUID | None
    slip_id: UUID | None


@dataclass(slots=True)
class Known:
    """What comments may name, by the names that they use; what they add themselves is put in as they are taken."""

    accounts: Mapping[UUID, Account]
    tasks: Mapping[UUID, Task]
    comments: dict[UUID, Standing] = field(default_factory=dict)
    corrected: set[UUID] = field(default_factory=set)
    conflicts: set[tuple[UUID, str]] = field(default_factory=set)
    submissions: dict[UUID, HandedIn] = field(default_factory=dict)
    households: Mapping[tuple[UUID | None, str], UUID] = field(default_factory=dict)
    provisions: Mapping[tuple[UUID | None, str], Piece] = field(default_factory=dict)
    below: Mapping[UUID, Sequence[Piece]] = field(default_factory=dict)
    meetings: Mapping[UUID, UUID] = field(default_factory=dict)
    slips: Mapping[tuple[UUID, int], UUID] = field(default_factory=dict)
    year: int = field(default_factory=lambda: clock.today().year)
    numbers: dict[UUID, int] = field(default_factory=dict)


def look_up(session: Session, brought: Sequence[Brought]) -> Known:
    """Return what these comments name, as it is now.

    From here to the end of the transaction all arrivals of one room take turns, so that neither an id nor a
    number can race.
    """
    ids = {one.account_id for one in brought if one.account_id}
    accounts = {one.id: one for one in session.scalars(select(Account).where(Account.id.in_(ids)))} if ids else {}
    named = select(Task).where(Task.id.in_({one.heard.task for one in brought}))
    loaded = named.options(joinedload(Task.consultation), joinedload(Task.unit))
    known = Known(accounts, {task.id: task for task in session.scalars(loaded)})
    units = sorted({task.unit_id for task in known.tasks.values()})
    if session.get_bind().dialect.name != "sqlite":
        turns = select(Unit.id).where(Unit.id.in_(units)).order_by(Unit.id)
        session.execute(turns.with_for_update(key_share=True)).all()
    _what_was_said(session, known, brought)
    _numbers(session, known, units)
    known.households = _households(session, known, brought)
    known.provisions = _provisions(session, known, brought)
    known.below = _below(session, known, brought)
    known.meetings, known.slips = _occasions(session, brought)
    return known


def standings() -> Select[*tuple[Any, ...]]:
    """Return the query of :class:`Standing` over all comments."""
    kept = [getattr(Comment, name) for name in Standing.__slots__ if name != "salt"]
    return select(*kept, Words.salt).join(Words, Words.comment_id == Comment.id)


def _what_was_said(session: Session, known: Known, brought: Sequence[Brought]) -> None:
    """Put in the comments with these ids, those that they correct, and what was handed in with either."""
    ids = {one.heard.id for one in brought}
    corrects = {one.heard.corrects for one in brought if one.heard.corrects}
    there = standings().where(Comment.id.in_(ids | corrects))
    known.comments = {row.id: Standing(*row) for row in session.execute(there)}
    if corrects:
        again = select(Comment.corrects_id).where(Comment.corrects_id.in_(corrects))
        known.corrected = {one for one in session.scalars(again) if one}
    seconds = ids & known.comments.keys()
    if seconds:
        kept = select(Conflict.comment_id, Conflict.fingerprint).where(Conflict.comment_id.in_(seconds))
        known.conflicts = {(comment, second) for comment, second in session.execute(kept)}
    together = {one.heard.submission or one.heard.id for one in brought}
    together |= {known.comments[one].submission_id for one in corrects if one in known.comments}
    joined = select(Submission.id, *(getattr(Submission, name) for name in HandedIn.__slots__))
    for identity, *rest in session.execute(joined.where(Submission.id.in_(together))):
        known.submissions[identity] = HandedIn(*rest)


def _numbers(session: Session, known: Known, units: Iterable[UUID]) -> None:
    """Put in the last numbers of this year of the county's calendar."""
    last = select(Counter.unit_id, Counter.last).where(
        Counter.unit_id.in_(units), Counter.series == SERIES, Counter.year == known.year
    )
    known.numbers = {row.unit_id: row.last for row in session.execute(last)}


def _households(
    session: Session, known: Known, brought: Sequence[Brought]
) -> Mapping[tuple[UUID | None, str], UUID]:
    rooms = {task.room_id for task in known.tasks.values() if task.room_id}
    codes = {one.heard.household for one in brought if one.heard.household}
    codes = {code for code in codes if is_writable(code)}
    if not codes:
        return {}
    query = select(Household.room_id, Household.code, Household.id)
    named = query.where(Household.room_id.in_(rooms), Household.code.in_(codes))
    return {(room, code): identity for room, code, identity in session.execute(named)}


def _provisions(
    session: Session, known: Known, brought: Sequence[Brought]
) -> Mapping[tuple[UUID | None, str], Piece]:
    versions = {task.consultation.version_id for task in known.tasks.values() if task.consultation.version_id}
    # An eid is plain ASCII; anything else names nothing.
    eids = {one.heard.provision for one in brought if one.heard.provision and one.heard.provision.isascii()}
    eids = {one for one in eids if one.isprintable()}
    if not eids:
        return {}
    query = select(Provision.version_id, Provision.id, Provision.eid, Provision.text)
    named = query.where(Provision.version_id.in_(versions), Provision.eid.in_(eids))
    return {(row.version_id, row.eid): Piece(row.id, row.eid, row.text) for row in session.execute(named)}


def _below(session: Session, known: Known, brought: Sequence[Brought]) -> Mapping[UUID, Sequence[Piece]]:
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
    for identity, *piece in session.execute(query):
        below[identity].append(Piece._make(piece))
    return below


def _place(known: Known, one: Brought) -> tuple[UUID | None, str]:
    task = known.tasks.get(one.heard.task)
    return (task.consultation.version_id if task else None, one.heard.provision or "")


def _occasions(
    session: Session, brought: Sequence[Brought]
) -> tuple[Mapping[UUID, UUID], Mapping[tuple[UUID, int], UUID]]:
    """Return the tasks of the meetings, and the slips by task and number."""
    ids = {one.heard.meeting for one in brought if one.heard.meeting}
    numbers = {(one.heard.task, one.heard.slip) for one in brought if one.heard.slip is not None}
    numbers = {(task, number) for task, number in numbers if number <= HIGHEST}
    meetings, slips = {}, {}
    if ids:
        held = select(Meeting.id, Meeting.task_id).where(Meeting.id.in_(ids))
        meetings = {row.id: row.task_id for row in session.execute(held)}
    if numbers:
        printed = select(Slip.task_id, Slip.number, Slip.id)
        printed = printed.where(tuple_(Slip.task_id, Slip.number).in_(numbers))
        slips = {(task, number): identity for task, number, identity in session.execute(printed)}
    return meetings, slips
