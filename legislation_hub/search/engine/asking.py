"""A question in Whoosh's terms, answered by Whoosh itself: the measure of what reads its files faster.

It is also what answers when they cannot be read so.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import islice
from typing import Any

from whoosh.query import And, NullQuery, NumericRange, Or, Require, Term
from whoosh.query import Query as Matching
from whoosh.searching import Searcher

from legislation_hub.search import analysis
from legislation_hub.search.engine.schema import wording
from legislation_hub.search.hints import LITERALLY, OWN_ARTICLE, hints
from legislation_hub.search.known import identity, key_of
from legislation_hub.search.limits import COUNTED, bounds, span, wishes
from legislation_hub.search.query import Query
from legislation_hub.search.scope import Facets, Filters, Grant, Key, Matches, Passage, Question, Scope
from legislation_hub.vocabulary import Sorting


def ask(searcher: Searcher, question: Question) -> Matches:
    """Return what matches inside the scope: all of it counted, ``start + count`` of it in order."""
    query, count = question.query, question.start + question.count
    reader = searcher.reader()
    both = And([_wanted(query), limited(question.scope, question.filters)])
    found = _holding(query, reader, list(searcher.docs_for_query(both)))
    others = {place: _found_but(searcher, question, place) for place in wishes(question.filters)}
    if question.sorting is Sorting.NEWEST:
        moments = zip(_column(reader, "ts", found), found, strict=True)
        first = [(number, 0.0) for _, number in nlargest(count, moments)]
    elif found and (fitting := ranked(query, reader)):
        # Told a limit, Whoosh leaves out better ones for worse, or stumbles over itself: it has to order all.
        results = searcher.search(Require(fitting, both), limit=None, filter=set(found), optimize=False)
        first = [*islice(results.items(), count)]
    else:
        first = [(number, 0.0) for number in found[:count]]
    keys = _keys(reader, sorted(number for number, _ in first))
    read = _passages(reader, [number for number, _ in first[: question.read]])
    return Matches(
        total=len(found),
        facets=Facets(*(_counted(_column(reader, place, others.get(place, found))) for place in COUNTED)),
        first=tuple((keys[number], score) for number, score in first),
        read=read,
    )


def held(searcher: Searcher, keys: Iterable[Key]) -> list[tuple[Key, int, str]]:
    """Return number and digest of those of ``keys`` that are there."""
    found = {number: key for key in keys for number in searcher.docs_for_query(Term("id", identity(key)))}
    digests = _column(searcher.reader(), "digest", sorted(found))
    return [
        (found[number], number, digest.decode()) for number, digest in zip(sorted(found), digests, strict=True)
    ]


def contents(searcher: Searcher) -> Iterator[tuple[Key, str]]:
    """Yield the key and the digest of every document."""
    reader = searcher.reader()
    numbers = [*reader.all_doc_ids()]
    digests = (digest.decode() for digest in _column(reader, "digest", numbers))
    return zip(_keys(reader, numbers).values(), digests, strict=True)


def having(reader: Any, sign: str) -> int:
    """Return how many texts have a pair or a character."""
    return int(reader.doc_frequency("pairs", sign))


def _passages(reader: Any, numbers: Sequence[int]) -> tuple[Passage, ...]:
    rising = sorted(numbers)
    texts, settings = (_column(reader, name, rising) for name in ("wording", "setting"))
    known = dict(zip(rising, zip(texts, settings, strict=True), strict=True))
    return tuple(Passage(*(_text(part) for part in known[number])) for number in numbers)


def _keys(reader: Any, numbers: Sequence[int]) -> dict[int, Key]:
    return dict(zip(numbers, (key_of(term) for term in _column(reader, "id", numbers)), strict=True))


def _column(reader: Any, name: str, numbers: Sequence[int]) -> list[Any]:
    """Return the values of a column for rising document numbers."""
    # Segment by segment: over several of them Whoosh's own column reader loses count where one lacks the column.
    values: list[Any] = []
    leaves = iter([*reader.leaf_readers()])
    end, one, base = 0, None, 0
    for number in numbers:
        while number >= end:
            leaf, base = next(leaves)
            end, one = base + leaf.doc_count_all(), leaf.column_reader(name)
        assert one is not None
        values.append(one[number - base])
    return values


def _wanted(query: Query) -> Matching:
    """Return what is looked for: all parts of the query, each of which may be met in several ways."""
    parts: list[Matching] = [_literally(phrase) for phrase in query.phrases]
    if query.about:
        parts.append(Or([Term("about", one) for one in query.about]))
    if query.articles:
        parts.append(Or([*_named(query.articles)]))
    if query.words:
        parts.append(Or([*_said(query)]))
    return And(parts)


def ranked(query: Query, reader: Any) -> Matching | None:
    """Return what makes one match better than another; exact wording does not."""
    parts = [*_named((*query.articles, *query.parts)), *_said(query)]
    for field, term, weight in hints(query, lambda sign: having(reader, sign), reader.doc_count_all()):
        parts.append(Term(field, term, boost=weight))
    return Or(parts) if parts else None


def _named(articles: Iterable[str]) -> Iterator[Matching]:
    for article in articles:
        yield Term("article", article, boost=OWN_ARTICLE)
        yield Term("words", article)


def _said(query: Query) -> Iterator[Matching]:
    for word in query.words:
        yield Term("words", word)
        yield _literally(word).with_boost(LITERALLY)


def _literally(folded: str) -> Matching:
    terms = [Term("pairs", gram) for gram in analysis.grams(folded)]
    # Alone in an And a term would lose the boost.
    return terms[0] if len(terms) == 1 else And(terms)


def _found_but(searcher: Searcher, question: Question, place: str) -> list[int]:
    """Return what matches when this one filter is not set."""
    both = And([_wanted(question.query), limited(question.scope, question.filters, but=place)])
    return _holding(question.query, searcher.reader(), list(searcher.docs_for_query(both)))


def _holding(query: Query, reader: Any, found: list[int]) -> list[int]:
    """Return the documents whose text holds every exact wording."""
    needles = [wording(phrase) for phrase in query.phrases]
    if not needles:
        return found
    texts = zip(found, _column(reader, "wording", found), strict=True)
    return [number for number, text in texts if all(needle in text for needle in needles)]


def limited(scope: Scope, filters: Filters, but: str = "") -> Matching:
    """Return who may find and what they want to see, ``but`` one filter aside; without a grant nothing matches."""
    parts = [Or([_granted(grant) for grant in scope.grants]) if scope.grants else NullQuery]
    parts += [_any(place, values) for place, values in wishes(filters).items() if place != but]
    since, until = span(filters)
    if (since, until) != (None, None):
        parts.append(NumericRange("ts", since, until, endexcl=True))
    return And(parts)


def _granted(grant: Grant) -> Matching:
    return And([_any(place, values) for place, values in bounds(grant).items()])


def _any(place: str, values: Iterable[str]) -> Matching:
    terms = [Term(place, value) for value in sorted(values)]
    return Or(terms) if terms else NullQuery


def _counted(values: Iterable[bytes | str]) -> Counter[str]:
    return Counter({_text(value): times for value, times in Counter(values).items() if value})


def _text(value: bytes | str) -> str:
    return value if isinstance(value, str) else value.decode()
