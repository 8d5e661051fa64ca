"""The phones of a room's collectors: which hold comments that wait, and since when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, Device


@dataclass(frozen=True, slots=True)
class Phone:
    """One phone as it last told of itself; ``hours`` is how long the oldest comment has waited on it.

    When anybody last used it is not kept.
    """

    id: UUID
    person: str
    label: str
    waiting: int
    since: datetime | None
    hours: int
    ended_at: datetime | None


def ended_at(session: Session, device_ids: Iterable[UUID]) -> datetime | None:
    """Return when one of these phones was last signed out, None if none ever was or is known."""
    return session.scalar(select(func.max(Device.ended_at)).where(Device.id.in_(list(device_ids))))


def phones_of(session: Session, room_id: UUID) -> tuple[Phone, ...]:
    """Return the phones of a room: those on which something waits longest first, then by who holds them."""
    query = select(Device, Account.person).join(Account, Account.id == Device.account_id)
    found = [_phone(device, person) for device, person in session.execute(query.where(Device.room_id == room_id))]
    return tuple(sorted(found, key=lambda one: (-one.hours, not one.waiting, one.person, one.label, one.id)))


def phones_held_by(session: Session, account_id: UUID) -> tuple[Phone, ...]:
    """Return the phones of an account on which somebody could still open the platform, the oldest first."""
    query = select(Device, Account.person).join(Account, Account.id == Device.account_id)
    found = session.execute(query.where(Device.account_id == account_id).order_by(Device.kept_at, Device.id))
    return tuple(one for device, person in found if not (one := _phone(device, person)).ended_at)


def _phone(device: Device, person: str) -> Phone:
    since = device.waiting_since if device.waiting else None
    return Phone(
        id=device.id,
        person=person,
        label=device.label,
        waiting=device.waiting,
        since=since,
        hours=(clock.now() - since) // timedelta(hours=1) if since else 0,
        ended_at=device.ended_at if device.is_ended else None,
    )
