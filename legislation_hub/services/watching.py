"""A search that a person keeps tells them how much is new in it, within what they may read now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, SavedSearch
from legislation_hub.policies import Action, demand
from legislation_hub.problems import FieldMissing, TooManySearches
from legislation_hub.services.recording import record
from legislation_hub.vocabulary import N_, Tag

MOST = 12
# What was said just before somebody looked may not have been in the index yet: it is told of once more.
UNSEEN = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Looked:
    """A search as its owner had it before them: its name, the query of its address, how many they found."""

    name: str
    asked: str
    total: int


def save_search(session: Session, actor: Account, looked: Looked) -> SavedSearch:
    """Keep a search under a name; the same one is kept once, under its newest name.

    Raises :class:`FieldMissing` and :class:`TooManySearches`.
    """
    if not looked.name.strip():
        raise FieldMissing(field=N_("Name of the search"))
    mine = saved_by(session, actor)
    row = next((one for one in mine if one.asked == looked.asked), None)
    if row is None and len(mine) >= MOST:
        raise TooManySearches(limit=MOST)
    row = row or SavedSearch(account_id=actor.id, station_id=actor.station_id, asked=looked.asked)
    demand(actor, Action.KEEP_SEARCH, row)
    row.name, row.total = looked.name.strip(), looked.total
    row.saved_at = row.looked_at = clock.now()
    session.add(row)
    record(session, actor, Tag.SEARCH_SAVED, row)
    return row


def look_at(actor: Account, row: SavedSearch, total: int) -> SavedSearch:
    """Remember that its owner has now seen what it finds, and how many that were."""
    demand(actor, Action.KEEP_SEARCH, row)
    row.looked_at = clock.now()
    row.total = total
    return row


def drop_search(session: Session, actor: Account, row: SavedSearch) -> None:
    """Keep a search no longer."""
    demand(actor, Action.KEEP_SEARCH, row)
    record(session, actor, Tag.SEARCH_DROPPED, row)
    session.delete(row)


def saved_by(session: Session, actor: Account) -> Sequence[SavedSearch]:
    """Return the searches that an account keeps, the newest last."""
    query = select(SavedSearch).where(SavedSearch.account_id == actor.id)
    return session.scalars(query.order_by(SavedSearch.saved_at, SavedSearch.id)).all()
