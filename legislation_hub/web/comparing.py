"""Two versions side by side, as every wing shows them that may."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from flask import render_template, request

from legislation_hub.legaltext.comparison import Comparison
from legislation_hub.models import Version
from legislation_hub.models.database import db
from legislation_hub.problems import NotFound
from legislation_hub.queries.comparisons import table_of
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.versions import Edition, before, compared, latest

KEPT = 8

Pair = tuple[Edition | None, Edition | None]


def chosen(editions: Sequence[Edition], new_id: UUID | None = None) -> Pair:
    """Return the old and the new version that the address names, or the usual ones.

    Raises :class:`NotFound` for one that is not among ``editions``.
    """
    new = _named(editions, new_id or request.args.get("new", type=UUID)) or latest(editions)
    old = _named(editions, request.args.get("old", type=UUID))
    return old or (before(editions, new) if new else None), new


def comparison_page(
    editions: Sequence[Edition], pair: Pair, comments: Mapping[str, int] | None = None, **more: Any
) -> str:
    """Return the page of two versions; of one only, where there is nothing to compare it with."""
    old, new = pair
    table = None
    if old and new and old.genre == new.genre:
        frozen = old.published_at is not None and new.published_at is not None
        table = table_of((_kept if frozen else _compared)(old.id, new.id), comments)
    only = request.args.get("only") == "changed"
    return render_template(
        "reading/compare.html", editions=editions, old=old, new=new, table=table, only=only, **more
    )


def _compared(old_id: UUID, new_id: UUID) -> Comparison:
    return compared(*(fetch(db.session(), Version, one) for one in (old_id, new_id)))


# Two laws of 300 articles take a second to compare, and what was sent out never changes.
_kept = lru_cache(KEPT)(_compared)


def _named(editions: Sequence[Edition], identity: UUID | None) -> Edition | None:
    if identity is None:
        return None
    found = next((one for one in editions if one.id == identity), None)
    if found is None:
        raise NotFound()
    return found
