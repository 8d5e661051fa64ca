"""The page of the search: each finds what they may read, with its marks, its counts, and where it leads."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from legislation_hub.models.database import db
from legislation_hub.problems import NotFound, Problem, SearchEmpty, SearchNotReady, SearchTooLong
from legislation_hub.queries.lines import Stand, line_of
from legislation_hub.queries.rows import ids
from legislation_hub.services.finding import Results, find, find_by_kind
from legislation_hub.services.likening import alike
from legislation_hub.web.reading import readable
from legislation_hub.web.seek.addresses import FILTERS, NARROWED, address, page_asked, sorting_of, wish_of
from legislation_hub.web.seek.landing import COMMENTED, place_of
from legislation_hub.web.seek.narrowing import choices
from legislation_hub.web.seek.wing import index, person, wing


@wing.get("/search")
def search() -> ResponseReturnValue:
    """Show what is found, by kind or of one kind, with marked places and ways to narrow it."""
    session, who, args = db.session(), person(), request.args
    like, about = args.get("like", type=UUID), args.get("about", "")
    line: tuple[Stand, ...] = ()
    found: Results | None = None
    why: Problem | None = None
    try:
        if like is not None:
            found = alike(session, who, index(), like)
        else:
            line = _line(about) if about else ()
            wish = wish_of(args, tuple(one.spot for one in line), page_asked())
            found = (find if wish.filters.kinds else find_by_kind)(session, who, index(), wish)
    except (SearchEmpty, SearchTooLong, SearchNotReady) as problem:
        # The page with the box is the right place to say what to do; an empty box says it by itself.
        why = problem if args.get("q", "").strip() or like or about else None
    return render_template(
        "hall/search.html",
        asked=args.get("q", ""),
        found=found,
        why=why,
        like=like,
        line=line,
        sorting=sorting_of(args),
        chosen={name: args.get(name, "") for name in NARROWED},
        choices=choices(found, args) if found and not like else (),
        narrowed=sum(1 for name in FILTERS if args.get(name)),
        address=lambda **changed: address(args, **changed),
        place_of=lambda hit: place_of(hit, who.role if who else None),
        hears=who is not None and who.role in COMMENTED,
    )


def _line(about: str) -> tuple[Stand, ...]:
    """Return the line of the article ``version:eid``; raise what reading that version raises, and NotFound."""
    version, _, eid = about.partition(":")
    (version_id,) = ids([version])
    readable(version_id)
    line = tuple(line_of(db.session(), version_id, eid))
    if not line:
        raise NotFound()
    return line
