"""One search box for everybody: each finds what they may read, and nothing else counts."""

from datetime import UTC, date, datetime, time, timedelta
from typing import cast
from urllib.parse import urlencode

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from legislation_hub import clock
from legislation_hub.models.database import db
from legislation_hub.problems import Problem, SearchEmpty, SearchNotReady, SearchTooLong
from legislation_hub.search.keeping import Shelf
from legislation_hub.search.scope import Filters
from legislation_hub.services.finding import Hit, Results, Wish, find
from legislation_hub.vocabulary import Findable, Role, Sorting, Stance
from legislation_hub.web.edge import actor, anyone

NARROWED = ("kind", "draft", "room", "stance", "since", "until")

wing = Blueprint("seek", __name__)
wing.before_request(anyone())


@wing.get("/search")
def search() -> ResponseReturnValue:
    """Show what is found, with marked places and ways to narrow it."""
    asked, person = request.args.get("q", ""), actor() if current_user.is_authenticated else None
    found: Results | None = None
    why: Problem | None = None
    try:
        shelf = cast(Shelf, current_app.extensions["shelf"])
        found = find(db.session(), person, shelf.index(), _wish(asked))
    except (SearchEmpty, SearchTooLong, SearchNotReady) as problem:
        # The page with the box is the right place to say what to do; an empty box says it by itself.
        why = problem if asked.strip() else None
    return render_template(
        "hall/search.html",
        asked=asked,
        found=found,
        why=why,
        sorting=_sorting(),
        chosen={name: request.args.get(name, "") for name in NARROWED},
        address=_address,
        place_of=lambda hit: _place_of(hit, person.role if person else None),
    )


def _wish(asked: str) -> Wish:
    kind, stance = request.args.get("kind", ""), request.args.get("stance", "")
    until = _day("until")
    filters = Filters(
        kinds=frozenset({Findable(kind)} if kind in set(Findable) else ()),
        drafts=_set("draft"),
        rooms=_set("room"),
        stances=frozenset({Stance(stance)} if stance in set(Stance) else ()),
        since=_begin(_day("since")),
        until=_begin(until + timedelta(days=1) if until else None),
    )
    return Wish(asked, filters, _sorting(), max(1, request.args.get("page", 1, type=int)))


def _sorting() -> Sorting:
    wanted = request.args.get("sorting", "")
    return Sorting(wanted) if wanted in set(Sorting) else Sorting.FIT


def _set(name: str) -> frozenset[str]:
    value = request.args.get(name, "")
    return frozenset({value} if value else ())


def _day(name: str) -> date | None:
    try:
        found = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    # The calendar's own ends have no day before or after them.
    return found if date.min.year < found.year < date.max.year else None


def _begin(day: date | None) -> datetime | None:
    """Return the first moment of a day in the county."""
    return datetime.combine(day, time(), clock.COUNTY).astimezone(UTC) if day else None


def _address(**changed: object) -> str:
    """Return the address of this search with something changed; it can be sent to a colleague."""
    kept = {**request.args.to_dict(), "page": "", **changed}
    return f"{url_for('seek.search')}?{urlencode({name: value for name, value in kept.items() if value})}"


def _place_of(hit: Hit, role: Role | None) -> str:
    """Return where a hit is read: a comment's way, or the provision in its draft."""
    if hit.kind is Findable.COMMENT:
        return url_for("hall.way", comment_id=hit.id)
    if role in (Role.COORDINATOR, Role.STATION_HEAD) and hit.draft is not None:
        return url_for("station.draft", draft_id=hit.draft, _anchor=hit.eid or None)
    if hit.consultation is not None:
        return url_for("public.consultation", consultation_id=hit.consultation, _anchor=hit.eid or None)
    return ""
