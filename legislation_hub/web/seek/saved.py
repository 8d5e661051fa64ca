"""Searches that a person keeps: what is new in them stands on their first page; one act to look, one to remove."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models import Account, SavedSearch
from legislation_hub.models.database import db, transaction
from legislation_hub.policies import Action, demand
from legislation_hub.problems import NotAllowed, NotFound, SearchNotReady
from legislation_hub.queries.rows import fetch
from legislation_hub.services.finding import Wish, count
from legislation_hub.services.watching import UNSEEN, Looked, drop_search, look_at, save_search, saved_by
from legislation_hub.web.edge import actor, attempt
from legislation_hub.web.forms.seeking import SaveForm
from legislation_hub.web.seek.addresses import address, said, wish_of
from legislation_hub.web.seek.lines import spots
from legislation_hub.web.seek.wing import index, person, wing


@dataclass(frozen=True, slots=True)
class Kept:
    """A search on its owner's first page; ``fresh`` is None while it cannot be asked."""

    id: UUID
    name: str
    address: str
    fresh: int | None


@wing.post("/search/saved")
def save() -> ResponseReturnValue:
    """Keep the search that the form names."""
    if person() is None:
        raise NotAllowed()
    form = SaveForm()
    chosen = _asked(form.asked.data or "")
    if form.validate_on_submit():
        (total,) = count(db.session(), actor(), index(), [_wish(chosen)])
        with attempt(form), transaction() as session:
            save_search(session, actor(), Looked(form.name.data or "", urlencode(chosen), total))
            flash(_("Saved. Your first page tells how much is new in it."), "saved")
    for problems in form.errors.values():
        flash(str(problems[0]), "error")
    return redirect(address(chosen))


@wing.post("/search/saved/<uuid:search_id>/look")
def look(search_id: UUID) -> ResponseReturnValue:
    """Open a kept search, the newest first; what it shows is new no longer."""
    row = _own(search_id)
    chosen = _asked(row.asked)
    (total,) = count(db.session(), actor(), index(), [_wish(chosen)])
    with transaction() as session:
        look_at(actor(), fetch(session, SavedSearch, search_id), total)
    return redirect(address(chosen, sorting="newest"))


@wing.post("/search/saved/<uuid:search_id>/drop")
def drop(search_id: UUID) -> ResponseReturnValue:
    """Keep a search no longer."""
    _own(search_id)
    with transaction() as session:
        drop_search(session, actor(), fetch(session, SavedSearch, search_id))
    flash(_("Removed."), "info")
    return redirect(url_for("seek.search"))


@wing.app_context_processor
def _kept() -> dict[str, object]:
    return {"saved_searches": saved_searches, "save_form": SaveForm}


def saved_searches() -> Sequence[Kept]:
    """Return the searches that the reader keeps, with how much is new in each; asked once for a page."""
    if "saved_searches" not in g:
        g.saved_searches = _saved_searches()
    kept: Sequence[Kept] = g.saved_searches
    return kept


def _saved_searches() -> Sequence[Kept]:
    who = person()
    rows = saved_by(db.session(), who) if who is not None else ()
    if who is None or not rows:
        return ()
    asked = {row.id: _asked(row.asked) for row in rows}
    fresh = {row.id: number for row, number in _fresh(who, rows)}
    return [Kept(row.id, row.name, address(asked[row.id]), fresh.get(row.id)) for row in rows]


def _fresh(who: Account, rows: Sequence[SavedSearch]) -> Iterator[tuple[SavedSearch, int]]:
    """Yield how much is new in each search that can be asked now."""
    wishes = {row: wish for row in rows if (wish := _askable(row)) is not None}
    since = [_since(wish, row.looked_at - UNSEEN) for row, wish in wishes.items()]
    try:
        numbers = count(db.session(), who, index(), [*wishes.values(), *since])
    except SearchNotReady:
        return
    for row, now, new in zip(wishes, numbers[: len(since)], numbers[len(since) :], strict=True):
        # What became readable only since, as by the signing of a report, may be older: then the totals tell.
        yield row, max(new, now - row.total)


def _askable(row: SavedSearch) -> Wish | None:
    try:
        return _wish(_asked(row.asked))
    except (NotAllowed, NotFound):
        # It is about an article that its owner may no longer read.
        return None


def _since(wish: Wish, moment: datetime) -> Wish:
    begin = max(moment, wish.filters.since) if wish.filters.since else moment
    return replace(wish, filters=replace(wish.filters, since=begin))


def _own(search_id: UUID) -> SavedSearch:
    if person() is None:
        raise NotAllowed()
    row = fetch(db.session(), SavedSearch, search_id)
    demand(actor(), Action.KEEP_SEARCH, row)
    return row


def _asked(query: str) -> Mapping[str, str]:
    return said(dict(parse_qsl(query)))


def _wish(chosen: Mapping[str, str]) -> Wish:
    return wish_of(chosen, spots(chosen.get("about", "")))
