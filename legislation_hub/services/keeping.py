"""A phone's notebook belongs to one account: it is given its key, says what waits, and can be signed out."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, Device
from legislation_hub.policies import Action, demand
from legislation_hub.problems import SignInNeeded
from legislation_hub.services.hearing import CLOCK_TOLERANCE
from legislation_hub.services.recording import record
from legislation_hub.vocabulary import Tag

KEY_BYTES = 32
LABEL_LIMIT = 100
# No phone holds as many; a number that no column holds must not be an error of ours.
MOST = 1_000_000
# So long after signing in the key is given again: a phone that is lent while signed in does not open by a new PIN.
FRESH = timedelta(minutes=5)


def keep_device(
    session: Session, actor: Account, device_id: UUID, label: str, began: datetime | None = None
) -> Device:
    """Make the phone with this id known as the actor's, or return it with the key that it was given once.

    ``began`` is when the session signed in. The key is given again only to one that did so within :data:`FRESH`,
    and after the phone was signed out, if it was: any other raises :class:`SignInNeeded`. Raises
    :class:`NotAllowed` for a phone of another account.
    """
    # Two pages that open at once on PostgreSQL take turns here; elsewhere they do anyway.
    session.get_one(Account, actor.id, with_for_update={"key_share": True})
    device = session.get(Device, device_id)
    if device is None:
        device = Device(
            id=device_id,
            account_id=actor.id,
            station_id=actor.station_id,
            room_id=actor.room_id,
            label=_line(label),
            key=secrets.token_bytes(KEY_BYTES),
            kept_at=clock.now(),
        )
        session.add(device)
        record(session, actor, Tag.DEVICE_KEPT, device)
        return device
    demand(actor, Action.KEEP_DEVICE, device)
    if began is None or began < clock.now() - FRESH or (device.ended_at and began <= device.ended_at):
        raise SignInNeeded()
    device.label = _line(label) or device.label
    # The room sees the phones of those who walk for it now.
    device.station_id, device.room_id = actor.station_id, actor.room_id
    if device.is_ended:
        device.kept_at = clock.now()
        record(session, actor, Tag.DEVICE_KEPT, device)
    return device


def tell_waiting(
    session: Session,
    actor: Account,
    device: Device,
    waiting: int,
    since: datetime | None,
    device_time: datetime | None = None,
) -> Device:
    """Keep how many comments the phone says it holds, and since when the oldest waits.

    ``since`` is put right by what the phone's clock is off (``device_time`` is what it says now) and never lies
    ahead. Raises :class:`NotAllowed` for a phone of another account.
    """
    demand(actor, Action.KEEP_DEVICE, device)
    moment = clock.now()
    if since is not None and device_time is not None and abs(moment - device_time) > CLOCK_TOLERANCE:
        since += moment - device_time
    device.waiting = min(max(0, waiting), MOST)
    device.waiting_since = min(since or device.waiting_since or moment, moment) if device.waiting else None
    return device


def end_device(session: Session, actor: Account, device: Device) -> Device:
    """Sign a phone out: every session that began on it before now is none, and its key is not given any more.

    What waits on it stays there, sealed, until its holder signs in on it again. Raises :class:`NotAllowed`.
    """
    demand(actor, Action.END_DEVICE, device)
    if not device.is_ended:
        device.ended_at, device.ended_by_id = clock.now(), actor.id
        record(session, actor, Tag.DEVICE_ENDED, device, waiting=device.waiting)
    return device


def _line(label: str) -> str:
    return " ".join("".join(one if one.isprintable() else " " for one in label).split())[:LABEL_LIMIT]
