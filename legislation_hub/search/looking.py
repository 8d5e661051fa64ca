"""Looking something up: the engine's candidates, put in order by how well their texts fit the question."""

from dataclasses import dataclass, replace

from legislation_hub.search.engines import Index
from legislation_hub.search.fitting import fits, signs_of
from legislation_hub.search.hints import OWN_ARTICLE
from legislation_hub.search.query import Query
from legislation_hub.search.scope import Facets, Key, Matches, Question
from legislation_hub.vocabulary import Sorting

# So many of the best by words are looked at a second time.
RERANKED = 200


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found; total and facets count all of it."""

    total: int
    facets: Facets
    keys: tuple[Key, ...]


def look(index: Index, question: Question) -> Found:
    """Return what ``question`` finds in ``index``; raises :class:`SearchNotReady` when it cannot be read."""
    wanted = question.start + question.count
    fitting = question.sorting is Sorting.FIT and bool(question.query.matter.strip())
    count, read = (max(wanted, RERANKED), RERANKED) if fitting else (wanted, 0)
    matches = index.search(replace(question, start=0, count=count, read=read))
    ordered = _ordered(index, question.query, matches) if matches.read else [key for key, _ in matches.first]
    return Found(matches.total, matches.facets, tuple(ordered[question.start : wanted]))


def _ordered(index: Index, query: Query, matches: Matches) -> list[Key]:
    """Return what was found, the first of it by its texts; what is about an article that was asked for leads."""
    fitting = fits(query, matches.read, index.rarities(signs_of(query)))
    scored = zip(matches.first, fitting, strict=False)
    first = sorted((-(score // OWN_ARTICLE), -fit, at, key) for at, ((key, score), fit) in enumerate(scored))
    return [*(key for *_, key in first), *(key for key, _ in matches.first[len(first) :])]
