"""The log as it is read, and whether its chains hold."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from legislation_hub.models import Account, Chain, Event, Unit
from legislation_hub.models.event import INSTANCE, facts
from legislation_hub.proofs.chain import GENESIS, Link, verify
from legislation_hub.vocabulary import Role, Tag

PAGE = 100
PORTION = 500

# To drop one's own first reading was told as a keying before it had a tag; what is written stays as it is.
_dropped = Event.detail["dropped"].as_boolean().is_(True)


@dataclass(frozen=True, slots=True)
class EventRow:
    """One line of the log."""

    position: int
    at: datetime
    actor: str
    role: Role | None
    tag: Tag
    subject_kind: str
    subject_id: str
    detail: dict[str, object]
    sequence: int
    hash: str


class Done(NamedTuple):
    """That somebody did something to a subject: the person's name, the moment, and what the log says of it."""

    subject: UUID
    person: str
    at: datetime
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChainState:
    """One chain: whose it is, how long, and the sequence at which it breaks, if it does."""

    chain: UUID
    name: str
    length: int
    head: str
    broken_at: int | None


def done_to(session: Session, tag: Tag, subjects: Collection[UUID]) -> Sequence[Done]:
    """Return who, signed in, did this to any of these, and when, in the order of the log; one query."""
    query = (
        select(Event.subject_id, Account.person, Event.at, Event.detail)
        .join(Account, Account.id == Event.actor_id)
        .where(Event.tag == tag, Event.subject_id.in_([str(one) for one in subjects]))
        .order_by(Event.position)
    )
    return [Done(UUID(subject), *rest) for subject, *rest in session.execute(query)]


def events(
    session: Session, *, tag: Tag | None = None, actor: str = "", before: int | None = None, limit: int = PAGE
) -> list[EventRow]:
    """Return the latest events, newest first; ``before`` is the position to go on from.

    Each stands under the tag that its act has today, also one that was recorded before the tag was there.
    """
    query = select(Event).order_by(Event.position.desc()).limit(limit)
    if tag:
        query = query.where(_is_told_as(tag))
    if actor:
        query = query.where(Event.actor == actor)
    if before:
        query = query.where(Event.position < before)
    return [
        EventRow(
            one.position,
            one.at,
            one.actor,
            one.role,
            _tag_of(one),
            one.subject_kind,
            one.subject_id,
            one.detail,
            one.sequence,
            one.hash,
        )
        for one in session.scalars(query)
    ]


def chains(session: Session) -> list[ChainState]:
    """Verify every chain from its first event to its head; return them with the instance's own first."""
    names = dict(session.execute(select(Unit.id, Unit.name)).all())
    heads = session.scalars(select(Chain).order_by(Chain.chain)).all()
    return [
        ChainState(one.chain, names.get(one.chain, ""), one.sequence, one.hash, _break_of(session, one))
        for one in sorted(heads, key=lambda one: one.chain != INSTANCE)
    ]


def _is_told_as(tag: Tag) -> ColumnElement[bool]:
    if tag is Tag.SLIP_READING_DROPPED:
        return or_(Event.tag == tag, and_(Event.tag == Tag.SLIP_KEYED, _dropped))
    return and_(Event.tag == tag, _dropped.is_not(True)) if tag is Tag.SLIP_KEYED else Event.tag == tag


def _tag_of(event: Event) -> Tag:
    if event.tag is Tag.SLIP_KEYED and event.detail.get("dropped"):
        return Tag.SLIP_READING_DROPPED
    return event.tag


def _break_of(session: Session, chain: Chain) -> int | None:
    broken = verify(_links(session, chain.chain))
    if broken is not None:
        return broken
    # An end cut off leaves no trace inside the chain, but it does beside the head that was kept.
    last = session.execute(
        select(Event.sequence, Event.hash)
        .where(Event.chain == chain.chain)
        .order_by(Event.sequence.desc())
        .limit(1)
    ).first()
    found = (last.sequence, last.hash) if last else (0, GENESIS)
    if found != (chain.sequence, chain.hash):
        return found[0] + 1
    return _break_before_an_anchor(session, chain.chain)


def _break_before_an_anchor(session: Session, chain: UUID) -> int | None:
    """Return where the chain is not what it was on a day on which the instance's chain anchored its head."""
    anchored = dict[int, str]()
    query = select(Event.detail).where(Event.chain == INSTANCE, Event.tag == Tag.CHAINS_ANCHORED)
    for detail in session.scalars(query):
        if str(chain) in detail:
            sequence, _colon, digest = detail[str(chain)].partition(":")
            anchored[int(sequence)] = digest
    there = dict[int, str]()
    for start in range(0, len(anchored), PORTION):
        wanted = Event.sequence.in_(sorted(anchored)[start : start + PORTION])
        there |= dict(
            session.execute(select(Event.sequence, Event.hash).where(Event.chain == chain, wanted)).all()
        )
    return min((sequence for sequence, digest in anchored.items() if there.get(sequence) != digest), default=None)


def _links(session: Session, chain: UUID) -> Iterator[Link]:
    query = select(Event).where(Event.chain == chain).order_by(Event.sequence)
    for one in session.scalars(query.execution_options(yield_per=1000)):
        yield Link(one.sequence, one.previous, one.hash, facts(one))


def count(session: Session) -> int:
    """Return how many events there are."""
    return session.scalar(select(func.count()).select_from(Event)) or 0
