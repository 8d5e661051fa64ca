"""A search and its address: one says all of the other, so that it can be sent to a colleague and kept."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from urllib.parse import urlencode

from flask import request, url_for

from legislation_hub import clock
from legislation_hub.search.scope import Filters
from legislation_hub.services.finding import Wish
from legislation_hub.vocabulary import Channel, Findable, OutcomeKind, Sorting, Stance, Standing, Word

# By what a list can be narrowed, in the order of the page; the kind stands above the list.
FILTERS = ("draft", "version", "room", "channel", "stance", "verdict", "outcome", "since", "until")
NARROWED = ("kind", *FILTERS)
# All that an address may say of a search, but the page.
SAID = ("q", "about", "like", *NARROWED, "sorting")

Chosen = Mapping[str, str]
Kind = TypeVar("Kind", bound=Word)


def said(args: Chosen) -> dict[str, str]:
    """Return what an address says of a search, without anything else that stands in it."""
    return {name: args[name] for name in SAID if args.get(name)}


def address(args: Chosen, **changed: object) -> str:
    """Return the address of this search with something changed; the list begins anew unless a page is named."""
    kept = {**said(args), **changed}
    ordered = {name: kept[name] for name in (*SAID, "page") if kept.get(name)}
    return f"{url_for('seek.search')}?{urlencode(ordered)}"


def wish_of(args: Chosen, about: tuple[str, ...] = (), page: int = 1) -> Wish:
    """Return what an address asks for; what it says wrongly is passed over."""
    until = _day(args, "until")
    filters = Filters(
        kinds=_word(args, "kind", Findable),
        drafts=_id(args, "draft"),
        versions=_id(args, "version"),
        rooms=_id(args, "room"),
        channels=_word(args, "channel", Channel),
        stances=_word(args, "stance", Stance),
        verdicts=_word(args, "verdict", Standing),
        outcomes=_word(args, "outcome", OutcomeKind),
        since=_begin(_day(args, "since")),
        until=_begin(until + timedelta(days=1) if until else None),
    )
    return Wish(args.get("q", ""), filters, sorting_of(args), max(1, page), about=about)


def sorting_of(args: Chosen) -> Sorting:
    """Return the order of the list; without words none fits better than another, and the newest comes first."""
    wanted = args.get("sorting", "")
    if wanted in set(Sorting):
        return Sorting(wanted)
    return Sorting.FIT if args.get("q", "").strip() else Sorting.NEWEST


def page_asked() -> int:
    """Return which page of the list the address names."""
    return request.args.get("page", 1, type=int)


def _word(args: Chosen, name: str, kind: type[Kind]) -> frozenset[Kind]:
    value = args.get(name, "")
    return frozenset({kind(value)} if value in set(kind) else ())


def _id(args: Chosen, name: str) -> frozenset[str]:
    value = args.get(name, "")
    return frozenset({value} if value else ())


def _day(args: Chosen, name: str) -> date | None:
    try:
        found = date.fromisoformat(args.get(name, ""))
    except ValueError:
        return None
    # The calendar's own ends have no day before or after them.
    return found if date.min.year < found.year < date.max.year else None


def _begin(day: date | None) -> datetime | None:
    """Return the first moment of a day in the county."""
    return datetime.combine(day, time(), clock.COUNTY).astimezone(UTC) if day else None
