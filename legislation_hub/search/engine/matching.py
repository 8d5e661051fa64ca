"""A question answered by arrays: what matches, counted, and the first of it in order.

It gives what :mod:`legislation_hub.search.engine.asking` gives through Whoosh; the tests compare the two.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from legislation_hub.search import analysis
from legislation_hub.search.engine.codec import Numbers
from legislation_hub.search.engine.schema import wording
from legislation_hub.search.engine.segment import LENGTHS, Truths
from legislation_hub.search.engine.snapshot import Snapshot
from legislation_hub.search.hints import K1, LITERALLY, OWN_ARTICLE, B, hints, rarity_of_word
from legislation_hub.search.limits import COUNTED, bounds, span, wishes
from legislation_hub.search.query import Query
from legislation_hub.search.scope import Facets, Filters, Matches, Question, Scope
from legislation_hub.vocabulary import Sorting

Heights = NDArray[np.float64] | NDArray[np.int64]


def match(snapshot: Snapshot, question: Question) -> Matches:
    """Return what matches inside the scope: all of it counted, ``start + count`` of it in order."""
    if not snapshot.count:
        return Matches(0, Facets(), ())
    query = question.query
    literal = {word: _all(snapshot, analysis.grams(word)) for word in query.words}
    found = _found(snapshot, query, literal)
    if snapshot.alive is not None:
        found = found[snapshot.alive[found]]
    found = _within(snapshot, question.scope, question.filters, found)
    for phrase in query.phrases:
        # One or two characters without a mark are a term of their own; anything longer has to be read.
        if analysis.grams(phrase) != [phrase]:
            found = found[snapshot.contain(wording(phrase), found)]
    kept = {name: _through(snapshot, {name: values}, found) for name, values in wishes(question.filters).items()}
    counts = Facets(*(_counted(snapshot, name, found[_both(kept, but=name)]) for name in COUNTED))
    found = found[_both(kept)]
    newest = question.sorting is Sorting.NEWEST
    heights = snapshot.moments[found] if newest else _scores(snapshot, query, literal)[found]
    first = _first(found, heights, question.start + question.count, newest)
    keys = snapshot.keys(number for number, _ in first)
    return Matches(
        total=len(found),
        facets=counts,
        read=tuple(snapshot.passage(number) for number, _ in first[: question.read]),
        first=tuple((key, 0.0 if newest else height) for key, (_, height) in zip(keys, first, strict=True)),
    )


def _found(snapshot: Snapshot, query: Query, literal: Mapping[str, Numbers]) -> Numbers:
    """Return what meets all parts of the query, rising; exact wording so far by its pairs alone."""
    grams = dict.fromkeys(gram for phrase in query.phrases for gram in analysis.grams(phrase))
    found = _all(snapshot, list(grams)) if grams else None
    ways = []
    if query.about:
        ways.append([snapshot.postings("about", one).numbers for one in query.about])
    if query.articles:
        fields = ("article", "words")
        ways.append([snapshot.postings(field, one).numbers for field in fields for one in query.articles])
    if query.words:
        ways.append([*(snapshot.postings("words", word).numbers for word in query.words), *literal.values()])
    for way in ways:
        marks = _marks(snapshot, way)
        found = np.flatnonzero(marks) if found is None else found[marks[found]]
    assert found is not None, "a query asks for something"
    return found


def _all(snapshot: Snapshot, grams: Sequence[str]) -> Numbers:
    """Return the documents that have every one of these."""
    lists = sorted((snapshot.postings("pairs", gram).numbers for gram in grams), key=len)
    found = lists[0]
    for numbers in lists[1:]:
        found = found[_among(snapshot, found, numbers)]
    return found


def _among(snapshot: Snapshot, few: Numbers, many: Numbers) -> Truths:
    """Return of each of ``few`` whether it is one of ``many``; both are rising."""
    if len(few) * 16 > len(many):
        return _marks(snapshot, [many])[few]
    places = np.minimum(np.searchsorted(many, few), len(many) - 1)
    same: Truths = many[places] == few
    return same


def _marks(snapshot: Snapshot, lists: Iterable[Numbers]) -> Truths:
    """Return of each document whether one of the lists names it."""
    marks = np.zeros(snapshot.count, np.bool_)
    for numbers in lists:
        marks[numbers] = True
    return marks


def _within(snapshot: Snapshot, scope: Scope, filters: Filters, found: Numbers) -> Numbers:
    """Return those that one of the grants gives, of the days that are wanted."""
    granted = np.zeros(len(found), np.bool_)
    kinds = snapshot.place("kind")
    codes = kinds.codes[found]
    for grant in scope.grants:
        limits = bounds(grant)
        # Every grant is of one kind: what it limits besides is asked of that kind alone.
        at = np.flatnonzero(kinds.among(limits.pop("kind"))[codes])
        granted[at[_through(snapshot, limits, found[at])]] = True
    found = found[granted]
    since, until = span(filters)
    if since is not None:
        found = found[snapshot.moments[found] >= since]
    if until is not None:
        found = found[snapshot.moments[found] < until]
    return found


def _through(snapshot: Snapshot, places: Mapping[str, frozenset[str]], found: Numbers) -> Truths:
    """Return of each of these documents whether it is in one of the values of every place."""
    passing = np.ones(len(found), np.bool_)
    for name, values in places.items():
        place = snapshot.place(name)
        passing &= place.among(values)[place.codes[found]]
    return passing


def _both(kept: Mapping[str, Truths], but: str = "") -> Truths | slice:
    """Return which documents every filter lets through, ``but`` one of them aside."""
    others = [passing for name, passing in kept.items() if name != but]
    return np.logical_and.reduce(others) if others else slice(None)


def _scores(snapshot: Snapshot, query: Query, literal: Mapping[str, Numbers]) -> NDArray[np.float64]:
    """Return the score of every document; exact wording makes none better than another."""
    scores = np.zeros(snapshot.count)
    norms = K1 * ((1 - B) + B * LENGTHS / snapshot.mean_length)
    named = (*query.articles, *query.parts)
    for article in named:
        scores[snapshot.postings("article", article).numbers] += OWN_ARTICLE
    for term in (*named, *query.words):
        postings = snapshot.postings("words", term)
        rarity = rarity_of_word(len(postings.numbers), snapshot.count)
        times = postings.times().astype(np.float64)
        scores[postings.numbers] += (
            rarity * (times * (K1 + 1)) / (times + norms[snapshot.lengths[postings.numbers]])
        )
    for word, numbers in literal.items():
        scores[numbers] += LITERALLY * len(analysis.grams(word))
    for field, sign, weight in hints(query, snapshot.having, snapshot.count):
        scores[snapshot.postings(field, sign).numbers] += weight
    return scores


def _counted(snapshot: Snapshot, name: str, found: Numbers) -> dict[str, int]:
    """Return how many of these documents have each value of a place."""
    place = snapshot.place(name)
    times = np.bincount(place.codes[found], minlength=1)
    # The first value is that of those that have none.
    return {place.values[number]: int(times[number]) for number in np.flatnonzero(times).tolist() if number}


def _first(found: Numbers, heights: Heights, count: int, newest: bool) -> list[tuple[int, float]]:
    """Return the ``count`` highest with their heights; of equals the last comes first if ``newest``."""
    if newest:
        found, heights = found[::-1], heights[::-1]
    if len(heights) > count:
        lowest = np.partition(heights, len(heights) - count)[len(heights) - count]
        high = np.flatnonzero(heights >= lowest)
        found, heights = found[high], heights[high]
    order = np.argsort(-heights, kind="stable")[:count]
    return list(zip(found[order].tolist(), heights[order].tolist(), strict=True))
