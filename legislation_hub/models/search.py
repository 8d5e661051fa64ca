"""The searches that people keep, to be told of what is new in them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from legislation_hub.models.base import Base, Identified


class SavedSearch(Identified, Base):
    """A search that one account keeps under a name; ``asked`` is the query of its address.

    What it finds is asked anew each time, within what its owner may read then. ``total`` is how many they found
    when they last looked.
    """

    __tablename__ = "saved_search"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    station_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str]
    asked: Mapped[str]
    total: Mapped[int]
    saved_at: Mapped[datetime]
    looked_at: Mapped[datetime]
