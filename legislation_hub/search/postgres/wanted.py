"""What is looked for, as a query of lexemes: the same parts of which every engine wants all."""

from collections.abc import Iterable

from legislation_hub.search import analysis
from legislation_hub.search.postgres.tables import ABOUT, OWN, PAIR, WORD, quoted
from legislation_hub.search.query import Query


def wanted(query: Query) -> str:
    """Return what finds everything that meets all parts of ``query``; exact wording so far by its pairs alone.

    Whatever has a word has its pairs: these find it wherever the dictionary may have cut.
    """
    return _all([*musts(query), *([_any(map(literally, query.words))] if query.words else [])])


def musts(query: Query) -> list[str]:
    """Return the parts beside the words."""
    parts = [literally(phrase) for phrase in query.phrases]
    if query.about:
        parts.append(_any(quoted(ABOUT + one) for one in query.about))
    if query.articles:
        parts.append(_any(quoted(field + one) for field in (OWN, WORD) for one in query.articles))
    return parts


def literally(folded: str) -> str:
    """Return what finds whatever has all pairs of a wording."""
    return _all(quoted(PAIR + gram) for gram in analysis.grams(folded))


def having(lexeme: str, parts: Iterable[str]) -> str:
    """Return what finds whatever has a lexeme and meets these parts."""
    return _all([quoted(lexeme), *parts])


def _all(parts: Iterable[str]) -> str:
    return " & ".join(f"({one})" for one in parts)


def _any(parts: Iterable[str]) -> str:
    return " | ".join(f"({one})" for one in parts)
