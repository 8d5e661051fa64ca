"""A question in Whoosh's terms: what is looked for, and within which limits."""

from collections.abc import Iterable

from whoosh.query import And, NullQuery, NumericRange, Or, Prefix, Term
from whoosh.query import Query as Matching

from legislation_hub.search import analysis
from legislation_hub.search.engine.schema import YES, milliseconds
from legislation_hub.search.query import Query
from legislation_hub.search.scope import Filters, Scope


def wanted(query: Query) -> Matching:
    """Return what is looked for: all parts of the query, each of which may be met in several ways."""
    parts: list[Matching] = [_literally(phrase) for phrase in query.phrases]
    if query.articles:
        # The article itself and what was said about it stand before what merely mentions it.
        named = [Term("article", article, boost=100.0) for article in query.articles]
        parts.append(Or([*named, *(Term("words", article) for article in query.articles)]))
    if query.words:
        parts.append(Or([_word(word) for word in query.words]))
    return And(parts)


def _word(word: str) -> Matching:
    # The dictionary may have cut the text elsewhere: whatever holds the word literally is found too.
    return Or([Term("words", word), _literally(word).with_boost(0.2)])


def _literally(folded: str) -> Matching:
    pairs = dict.fromkeys(pair for pair in analysis.pairs(folded) if len(pair) == 2)
    if pairs:
        return And([Term("pairs", pair) for pair in pairs])
    return Or([Prefix("pairs", one) for one in analysis.pairs(folded)])


def limits(scope: Scope, filters: Filters) -> Matching:
    """Return who may find and what they want to see; without a grant it matches nothing."""
    grants = [
        And(
            [
                Term("kind", grant.kind.value),
                *_any("draft", grant.drafts),
                *_any("version", grant.versions),
                *_any("consultation", grant.consultations),
                *_any("station", grant.stations),
                *_any("room", grant.rooms),
                *_any("collector", grant.collectors),
                *_any("reported", {YES} if grant.only_reported else None),
            ]
        )
        for grant in scope.grants
    ]
    parts = [
        Or(grants) if grants else NullQuery,
        *_any("kind", filters.kinds or None),
        *_any("draft", filters.drafts or None),
        *_any("room", filters.rooms or None),
        *_any("stance", filters.stances or None),
    ]
    if filters.since or filters.until:
        since = milliseconds(filters.since) if filters.since else None
        until = milliseconds(filters.until) if filters.until else None
        parts.append(NumericRange("ts", since, until, endexcl=True))
    return And(parts)


def _any(field: str, values: Iterable[str] | None) -> list[Matching]:
    if values is None:
        return []
    terms = [Term(field, str(value)) for value in sorted(values)]
    return [Or(terms) if terms else NullQuery]
