"""The office's own dictionary: names of places and terms of law that are one word, whatever else is cut."""

from collections.abc import Sequence
from functools import lru_cache

from legislation_hub.problems import TermUnclear, TooManyTerms
from legislation_hub.search import analysis

SHORTEST, LONGEST = 2, 20
MOST = 5_000

Terms = tuple[str, ...]


def read(text: str) -> Terms:
    """Return the terms of a list with one a line, folded, each once, in the order of their characters.

    Raises :class:`TermUnclear` with the number of the first line that is none, and :class:`TooManyTerms`.
    """
    terms = set()
    for number, line in enumerate(text.splitlines(), 1):
        term = analysis.fold(line.strip())
        if term and not (SHORTEST <= len(term) <= LONGEST and term.isalnum()):
            raise TermUnclear(line=number, shortest=SHORTEST, longest=LONGEST)
        terms.add(term)
    terms.discard("")
    if len(terms) > MOST:
        raise TooManyTerms(limit=MOST)
    return tuple(sorted(terms))


def found_in(folded: str, terms: Terms) -> list[str]:
    """Return the terms that a folded text holds, as often as it does, in reading order, overlapping ones too."""
    begins = _by_first(terms)
    return [
        term
        for at, character in enumerate(folded)
        for term in begins.get(character, ())
        if folded.startswith(term, at)
    ]


@lru_cache(2)
def _by_first(terms: Terms) -> dict[str, Sequence[str]]:
    begins: dict[str, list[str]] = {}
    for term in terms:
        begins.setdefault(term[0], []).append(term)
    return {first: tuple(those) for first, those in begins.items()}
