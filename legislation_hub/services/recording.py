"""Every act leaves an event, chained to the one before of its station; once a day all heads are anchored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as insert_unless
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, Chain, Event
from legislation_hub.models.bulk import insert_all
from legislation_hub.models.event import INSTANCE, facts
from legislation_hub.proofs.chain import GENESIS, digest_of
from legislation_hub.vocabulary import Tag

# Written once: every act runs them.
_ANCHORED_ON = select(Chain.anchored_on).where(Chain.chain == INSTANCE)
_HEAD = select(Chain.sequence, Chain.hash).where(Chain.chain == bindparam("named"))
_HEAD_ALONE = _HEAD.with_for_update()
_END: dict[str, Any] = {"sequence": bindparam("at"), "hash": bindparam("ends")}
# SQLite says it in the same words.
_BEGIN = insert_unless(Chain).values(sequence=0, hash=GENESIS).on_conflict_do_nothing()
_GO_ON = update(Chain).where(Chain.chain == bindparam("named")).values(_END)


@dataclass(frozen=True, slots=True)
class Act:
    """What is to be recorded: who did what to which row of which place; ``detail`` as :func:`record` has it."""

    actor: Account | None
    tag: Tag
    subject_kind: str
    subject_id: str
    station_id: UUID | None
    room_id: UUID | None
    detail: dict[str, Any]


def record(session: Session, actor: Account | None, tag: Tag, subject: Any, **detail: Any) -> None:
    """Append one event.

    ``subject`` is the row that was acted on; the event goes to the chain of ``subject.station_id``, else to the
    instance's. ``detail`` may hold numbers, codes, dates as text and hashes, never a person's words. Ids of new
    rows must be known, so the session is flushed first.
    """
    session.flush()
    act = Act(
        actor,
        tag,
        subject_kind=type(subject).__name__.lower() if subject is not None else "instance",
        subject_id=str(getattr(subject, "id", "")),
        station_id=getattr(subject, "station_id", None),
        room_id=getattr(subject, "room_id", None),
        detail=detail,
    )
    record_all(session, [act])


def record_all(session: Session, acts: Sequence[Act]) -> None:
    """Append an event for each act, in their order."""
    if not acts:
        return
    _anchor_once_a_day(session)
    by_chain: dict[UUID, list[Act]] = {}
    for act in acts:
        by_chain.setdefault(act.station_id or INSTANCE, []).append(act)
    # Always in one order: two that write to the same chains then never wait for each other in a circle.
    for chain in sorted(by_chain):
        _append(session, chain, by_chain[chain])


def _anchor_once_a_day(session: Session) -> None:
    """Write the heads of all chains into the instance's chain with the first act of a day."""
    today, database = clock.today(), session.connection()
    anchored_on = database.scalar(_ANCHORED_ON)
    if anchored_on is not None and anchored_on >= today:
        return
    _head(database, INSTANCE)
    # Asked again, for somebody else may have written while this waited for the head.
    anchored_on = database.scalar(_ANCHORED_ON)
    if anchored_on is not None and anchored_on >= today:
        return
    heads = database.execute(select(Chain.chain, Chain.sequence, Chain.hash).order_by(Chain.chain)).all()
    detail = {str(chain): f"{sequence}:{digest}" for chain, sequence, digest in heads if chain != INSTANCE}
    _append(session, INSTANCE, [Act(None, Tag.CHAINS_ANCHORED, "day", today.isoformat(), None, None, detail)])
    database.execute(update(Chain).where(Chain.chain == INSTANCE).values(anchored_on=today))


def _append(session: Session, chain: UUID, acts: Sequence[Act]) -> None:
    database = session.connection()
    sequence, previous = _head(database, chain)
    rows, now = [], clock.now()
    for act in acts:
        row = _row(act, now, chain, sequence, previous)
        sequence, previous = row["sequence"], row["hash"]
        rows.append(row)
    insert_all(database, Event, rows)
    database.execute(_GO_ON, {"named": chain, "at": sequence, "ends": previous})


def _head(database: Connection, chain: UUID) -> tuple[int, str]:
    """Return the number and hash at which the chain ends.

    Where there are several writers, the row's lock makes acts of one station take turns, also the very first.
    """
    head = _HEAD if database.dialect.name == "sqlite" else _HEAD_ALONE
    found = database.execute(head, {"named": chain}).one_or_none()
    if found is None:
        database.execute(_BEGIN, {"chain": chain})
        found = database.execute(head, {"named": chain}).one()
    return found.sequence, found.hash


def _row(act: Act, now: datetime, chain: UUID, sequence: int, previous: str) -> dict[str, Any]:
    """Return the event that follows the one of this number and hash."""
    who = act.actor
    row = {
        "chain": chain,
        "at": now,
        "actor_id": who.id if who else None,
        "actor": who.name if who else "",
        "role": who.role if who else None,
        "tag": act.tag,
        "subject_kind": act.subject_kind,
        "subject_id": act.subject_id,
        "room_id": act.room_id,
        "detail": act.detail,
        "sequence": sequence + 1,
        "previous": previous,
    }
    return row | {"hash": digest_of(sequence + 1, previous, facts(SimpleNamespace(**row)))}
