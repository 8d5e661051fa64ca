"""The phones on which collectors keep a notebook, and the keys that open it when a PIN was forgotten."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from legislation_hub.models.account import Account
from legislation_hub.models.base import Base, Identified


class Device(Identified, Base):
    """One notebook of one account on one phone; the phone chooses the id.

    ``key`` are 32 random bytes that wrap the notebook's data key a second time beside the PIN; only a session of
    the same account is given them. ``waiting`` and ``waiting_since`` are what the phone last said of its queue.
    Sessions that began on it before ``ended_at`` are none; signing in on it again makes it live again.
    """

    __tablename__ = "device"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    station_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    label: Mapped[str]
    key: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[datetime]
    waiting: Mapped[int] = mapped_column(default=0)
    waiting_since: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    account: Mapped[Account] = relationship(foreign_keys=[account_id])

    @property
    def is_ended(self) -> bool:
        """Return whether the phone was signed out and nobody has signed in on it since."""
        return self.ended_at is not None and self.kept_at <= self.ended_at
