"""Every act leaves an event, chained to the one before of its station; once a day all heads are anchored."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, Chain, Event
from legislation_hub.models.event import INSTANCE, facts
from legislation_hub.proofs.chain import GENESIS, digest_of
from legislation_hub.vocabulary import Tag


def record(session: Session, actor: Account | None, tag: Tag, subject: Any, **detail: Any) -> Event:
    """Append one event and return it.

    ``subject`` is the row that was acted on; the event goes to the chain of ``subject.station_id``, else to the
    instance's. ``detail`` may hold numbers, codes, dates as text and hashes, never a person's words. Ids of new
    rows must be known, so the session is flushed first.
    """
    session.flush()
    home: UUID = getattr(subject, "station_id", None) or INSTANCE
    _anchor_once_a_day(session)
    return _append(
        session,
        home,
        actor,
        tag,
        subject_kind=type(subject).__name__.lower() if subject is not None else "instance",
        subject_id=str(getattr(subject, "id", "")),
        room_id=getattr(subject, "room_id", None),
        detail=detail,
    )


def _anchor_once_a_day(session: Session) -> None:
    """Write the heads of all chains into the instance's chain with the first act of a day."""
    today, own = clock.today(), session.get(Chain, INSTANCE)
    if own is not None and own.anchored_on is not None and own.anchored_on >= today:
        return
    heads = session.execute(select(Chain.chain, Chain.sequence, Chain.hash).order_by(Chain.chain)).all()
    detail = {str(chain): f"{sequence}:{digest}" for chain, sequence, digest in heads if chain != INSTANCE}
    what = {"subject_kind": "day", "subject_id": today.isoformat(), "room_id": None, "detail": detail}
    _append(session, INSTANCE, None, Tag.CHAINS_ANCHORED, **what)
    session.get_one(Chain, INSTANCE).anchored_on = today


def _append(session: Session, chain: UUID, actor: Account | None, tag: Tag, **what: Any) -> Event:
    # Where there are several writers, the row's lock makes acts of one station take turns.
    several = session.get_bind().dialect.name != "sqlite"
    head = session.get(Chain, chain, with_for_update=True if several else None)
    if head is None:
        head = Chain(chain=chain, sequence=0, hash=GENESIS)
        session.add(head)
    event = Event(
        chain=chain,
        sequence=head.sequence + 1,
        at=clock.now(),
        actor_id=actor.id if actor else None,
        actor=actor.name if actor else "",
        role=actor.role if actor else None,
        tag=tag,
        previous=head.hash,
        hash="",
        **what,
    )
    event.hash = digest_of(event.sequence, event.previous, facts(event))
    head.sequence, head.hash = event.sequence, event.hash
    session.add(event)
    session.flush()
    return event
