"""The tree of places, and the households in it."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from legislation_hub.models.base import Base, Identified, word
from legislation_hub.vocabulary import UnitKind


class Unit(Identified, Base):
    """A place: a room hangs under a station, a village under a room, a grid under a village.

    ``station_id`` and ``room_id`` name the station and the room that the place belongs to (itself, if it is
    one), so that every row below can be found and later be distributed by them.
    """

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("kind", "code"),)

    kind: Mapped[UnitKind] = mapped_column(word(UnitKind))
    name: Mapped[str]
    code: Mapped[str]
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    station_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    active: Mapped[bool] = mapped_column(default=True)

    parent: Mapped["Unit | None"] = relationship(foreign_keys=[parent_id], remote_side="Unit.id")


class Household(Identified, Base):
    """A code inside a grid (and its 联户 group); never a name, never an address."""

    __tablename__ = "household"
    __table_args__ = (
        UniqueConstraint("room_id", "code"),
        Index("ix_household_grid_id_code", "grid_id", "code"),
    )

    code: Mapped[str]
    group: Mapped[str] = mapped_column(default="")
    grid_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    station_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    room_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    active: Mapped[bool] = mapped_column(default=True)

    grid: Mapped[Unit] = relationship(foreign_keys=[grid_id])
