"""The page of the search: each finds what they may read, with its marks, its counts, and where it leads."""

from urllib.parse import urlencode
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from legislation_hub.models.database import db
from legislation_hub.problems import Problem, SearchEmpty, SearchNotReady, SearchTooLong
from legislation_hub.queries.lines import Stand
from legislation_hub.services.finding import Results, find, find_by_kind
from legislation_hub.services.likening import alike
from legislation_hub.web.seek.addresses import FILTERS, NARROWED, address, page_asked, said, sorting_of, wish_of
from legislation_hub.web.seek.landing import COMMENTED, place_of
from legislation_hub.web.seek.lines import line
from legislation_hub.web.seek.narrowing import choices
from legislation_hub.web.seek.wing import index, person, wing


@wing.get("/search")
def search() -> ResponseReturnValue:
    """Show what is found, by kind or of one kind, with marked places and ways to narrow it."""
    session, who, args = db.session(), person(), request.args
    like, about = args.get("like", type=UUID), args.get("about", "")
    stands: tuple[Stand, ...] = ()
    found: Results | None = None
    why: Problem | None = None
    try:
        if like is not None:
            found = alike(session, who, index(), like)
        else:
            stands = line(about) if about else ()
            wish = wish_of(args, tuple(one.spot for one in stands), page_asked())
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
        line=stands,
        asked_for=urlencode(said(args)),
        sorting=sorting_of(args),
        chosen={name: args.get(name, "") for name in NARROWED},
        choices=choices(found, args) if found and not like else (),
        narrowed=sum(1 for name in FILTERS if args.get(name)),
        address=lambda **changed: address(args, **changed),
        place_of=lambda hit: place_of(hit, who.role if who else None),
        hears=who is not None and who.role in COMMENTED,
    )
