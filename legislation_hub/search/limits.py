"""What a scope and filters limit, place by place: the same for every engine."""

from legislation_hub.search.known import YES, milliseconds
from legislation_hub.search.scope import Filters, Grant

# The places by which everything that was found is counted, in the order of the facets.
COUNTED = ("kind", "draft", "version", "room", "channel", "stance", "verdict", "outcome")


def bounds(grant: Grant) -> dict[str, frozenset[str]]:
    """Return the places to which a grant is bound, and which of each it gives."""
    places = {
        "kind": frozenset({grant.kind.value}),
        "draft": grant.drafts,
        "version": grant.versions,
        "consultation": grant.consultations,
        "station": grant.stations,
        "room": grant.rooms,
        "collector": grant.collectors,
        "reported": frozenset({YES}) if grant.only_reported else None,
        "published": frozenset({YES}) if grant.only_published else None,
    }
    return {place: values for place, values in places.items() if values is not None}


def wishes(filters: Filters) -> dict[str, frozenset[str]]:
    """Return the places to which filters narrow, and to which of each."""
    places: dict[str, frozenset[str]] = {
        "kind": frozenset(kind.value for kind in filters.kinds),
        "draft": filters.drafts,
        "version": filters.versions,
        "room": filters.rooms,
        "channel": frozenset(channel.value for channel in filters.channels),
        "stance": frozenset(stance.value for stance in filters.stances),
        "verdict": frozenset(standing.value for standing in filters.verdicts),
        "outcome": frozenset(outcome.value for outcome in filters.outcomes),
    }
    return {place: values for place, values in places.items() if values}


def span(filters: Filters) -> tuple[int | None, int | None]:
    """Return the first moment that is wanted and the first that is not, as the index knows moments."""
    return (
        milliseconds(filters.since) if filters.since else None,
        milliseconds(filters.until) if filters.until else None,
    )
