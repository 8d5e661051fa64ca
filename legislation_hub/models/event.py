"""The log: who did what, when, to what; each line chained to the one before of its station."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from legislation_hub.models.base import Base, word
from legislation_hub.vocabulary import Role, Tag

INSTANCE = UUID(int=0)


class Event(Base):
    """One act; appended, never changed or deleted: the database refuses both.

    ``chain`` is the station's id, or :data:`INSTANCE` for acts that belong to no station; ``sequence`` counts
    from 1 within it. ``detail`` carries numbers, codes and hashes, never a person's words.
    """

    __tablename__ = "event"
    __table_args__ = (UniqueConstraint("chain", "sequence"),)

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    chain: Mapped[UUID]
    sequence: Mapped[int]
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None] = mapped_column(index=True)
    actor: Mapped[str]
    role: Mapped[Role | None] = mapped_column(word(Role))
    tag: Mapped[Tag] = mapped_column(word(Tag), index=True)
    subject_kind: Mapped[str]
    subject_id: Mapped[str] = mapped_column(index=True)
    room_id: Mapped[UUID | None]
    detail: Mapped[dict[str, Any]]
    previous: Mapped[str]
    hash: Mapped[str]


class Chain(Base):
    """The head of one chain, so that the next event need not search for it.

    ``anchored_on`` is kept in the instance's own: the last day on which all heads were anchored.
    """

    __tablename__ = "chain"

    chain: Mapped[UUID] = mapped_column(primary_key=True)
    sequence: Mapped[int]
    hash: Mapped[str]
    anchored_on: Mapped[date | None]


def facts(event: Any) -> dict[str, object]:
    """Return what the hash of an :class:`Event` covers, as plain values; the same before it was stored."""
    return {
        "chain": str(event.chain),
        "at": event.at.isoformat(timespec="microseconds"),
        "actor": str(event.actor_id or ""),
        "name": event.actor,
        "role": event.role.value if event.role else "",
        "tag": event.tag.value,
        "subject": f"{event.subject_kind}:{event.subject_id}",
        "room": str(event.room_id or ""),
        "detail": event.detail,
    }
