"""Looking something up: the engine's candidates, checked and put in order by the texts themselves."""

import math
import string
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from legislation_hub.search import analysis
from legislation_hub.search.engine.index import Index
from legislation_hub.search.query import Query
from legislation_hub.search.scope import Facets, Key, Question
from legislation_hub.vocabulary import Sorting

# Words find, characters judge: the best hundred by words are put in order by what else they share.
RERANKED = 100

Texts = Callable[[Sequence[Key]], Mapping[Key, str]]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found; total and facets count all of it."""

    total: int
    facets: Facets
    keys: tuple[Key, ...]


def look(index: Index, question: Question, texts: Texts) -> Found:
    """Return what ``question`` finds in ``index``.

    ``texts`` gives the present texts of some keys; what it no longer has is not shown. Raises
    :class:`SearchNotReady` when the index cannot be read.
    """
    wanted = question.start + question.count
    matches = index.search(replace(question, start=0, count=max(wanted, RERANKED)))
    best = matches.first[:RERANKED]
    if question.sorting is Sorting.FIT:
        present = texts([key for key, _ in best])
        best = tuple(
            _reranked(question.query, [(key, score, present[key]) for key, score in best if key in present])
        )
    ordered = [key for key, _ in (*best, *matches.first[RERANKED:])]
    return Found(matches.total, matches.facets, tuple(ordered[question.start : wanted]))


def _reranked(query: Query, scored: Sequence[tuple[Key, float, str]]) -> list[tuple[Key, float]]:
    """Order the candidates by the engine's score and by how much of the question's wording they share.

    A sign counts for more the fewer of the candidates have it.
    """
    asked = _signs(" ".join((*query.words, *query.phrases)))
    shared = [asked & _signs(text) for _, _, text in scored]
    spread = Counter(sign for signs in shared for sign in signs)
    weight = {sign: math.log(1 + len(scored) / times) for sign, times in spread.items()}
    whole = sum(weight.values()) or 1.0
    best = max((score for _, score, _ in scored), default=0.0) or 1.0
    fitted = [
        (key, score / best + sum(weight[sign] for sign in signs) / whole)
        for (key, score, _), signs in zip(scored, shared, strict=True)
    ]
    return sorted(fitted, key=lambda one: -one[1])


def _signs(text: str) -> set[str]:
    folded = analysis.fold(text)
    return {*analysis.pairs(folded), *folded} - {*string.punctuation, *string.whitespace}
