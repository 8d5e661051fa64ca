"""What a person may find and wants to see, as conditions of a query: nothing is taken away afterwards."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from legislation_hub.search import analysis
from legislation_hub.search.limits import bounds, span, wishes
from legislation_hub.search.scope import Question

Places = Mapping[str, frozenset[str]]


class Limits:
    """The limits of one question; ``values`` are what their conditions name."""

    def __init__(self, connection: Connection, schema: str, question: Question) -> None:
        """Look up the numbers by which the index knows the places of the question."""
        self.values: dict[str, Any] = {}
        granted = [bounds(grant) for grant in question.scope.grants]
        wished = wishes(question.filters)
        self._codes = _codes(connection, schema, (*granted, wished))
        grants = [" AND ".join(self._in(place, some) for place, some in one.items()) for one in granted]
        parts = [" OR ".join(f"({one})" for one in grants) or "false"]
        for sign, moment in zip((">=", "<"), span(question.filters), strict=True):
            if moment is not None:
                parts.append(f"at {sign} {moment}")
        # One or two characters without a mark are a lexeme of their own; anything longer has to be read.
        for phrase in question.query.phrases:
            if analysis.grams(phrase) != [phrase]:
                text = f"(SELECT wording FROM {schema}.content WHERE content.number = document.number)"
                parts.append(f"strpos({text}, {self._named(analysis.closed(phrase))}) > 0")
        self.within = " AND ".join(f"({one})" for one in parts)
        self._wished = {place: self._in(place, some) for place, some in wished.items()}

    def wished(self, but: str = "") -> str:
        """Return what the filters ask for, ``but`` one of them aside."""
        return " AND ".join(["true", *(one for place, one in self._wished.items() if place != but)])

    def _in(self, place: str, some: Iterable[str]) -> str:
        return f"{place} = ANY({self._named([*self._known(some)])}::int[])"

    def _known(self, some: Iterable[str]) -> Iterator[int]:
        """Yield the numbers of those that some document has."""
        return (self._codes[one] for one in sorted(some) if one in self._codes)

    def _named(self, value: Any) -> str:
        name = f"limit{len(self.values)}"
        self.values[name] = value
        return f"%({name})s"


def _codes(connection: Connection, schema: str, limits: Iterable[Places]) -> Mapping[str, int]:
    texts = sorted({one for places in limits for some in places.values() for one in some})
    query = f"SELECT text, code FROM {schema}.value WHERE text = ANY(%s)"
    return dict(connection.exec_driver_sql(query, (texts,)).all())
