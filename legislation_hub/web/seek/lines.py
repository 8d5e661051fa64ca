"""The article whose line through all versions an address names, for whoever may read its text."""

from legislation_hub.models.database import db
from legislation_hub.problems import NotFound
from legislation_hub.queries.lines import Stand, line_of
from legislation_hub.queries.rows import ids
from legislation_hub.web.reading import readable


def line(about: str) -> tuple[Stand, ...]:
    """Return the line of the article ``version:eid``; raise what reading that version raises, and NotFound."""
    version, _, eid = about.partition(":")
    (version_id,) = ids([version])
    readable(version_id)
    found = tuple(line_of(db.session(), version_id, eid))
    if not found:
        raise NotFound()
    return found


def spots(about: str) -> tuple[str, ...]:
    """Return the words by which the index knows the line of an article; nothing where none is named."""
    return tuple(one.spot for one in line(about)) if about else ()
