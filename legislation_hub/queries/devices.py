"""The phones of a room's collectors: which hold comments that wait, and since when."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub.models import Device


def ended_at(session: Session, device_id: UUID) -> datetime | None:
    """Return when a phone was last signed out, None if it never was or is not known."""
    return session.scalar(select(Device.ended_at).where(Device.id == device_id))
