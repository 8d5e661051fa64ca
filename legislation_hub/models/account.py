"""Who may sign in, and the tokens by which their programs do."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from legislation_hub.models.base import Base, Identified, word
from legislation_hub.models.unit import Unit
from legislation_hub.vocabulary import Role


class Account(Identified, Base):
    """One person in one role at one place; without a password until its one-time code was used.

    ``epoch`` rises when a password changes or a session must end: a session of an older epoch is none.
    """

    __tablename__ = "account"

    name: Mapped[str] = mapped_column(unique=True)
    person: Mapped[str]
    role: Mapped[Role] = mapped_column(word(Role))
    duty: Mapped[str] = mapped_column(default="")
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    station_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    password_hash: Mapped[str | None]
    code_hash: Mapped[str | None]
    code_expires_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    active: Mapped[bool] = mapped_column(default=True)
    epoch: Mapped[int] = mapped_column(default=1)
    locale: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime | None]

    unit: Mapped[Unit | None] = relationship(foreign_keys=[unit_id], lazy="joined")


class ApiToken(Identified, Base):
    """A key for a program that acts as its holder; only its hash is kept."""

    __tablename__ = "api_token"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship()
