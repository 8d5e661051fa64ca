"""Words that somebody quotes are found in the law as it is printed, or it is told that they are not there."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from legislation_hub.legaltext.marks import REFERRING, mark_of
from legislation_hub.vocabulary import LineKind

SHORTEST = 2
LONGEST = 300
CUT = "……"

# What a keyboard gives for a printed sign, and the marks that a quotation inside a quotation has.
_TYPED = str.maketrans("“”‘’″′", "\"\"''\"'")
_INNER = str.maketrans("“”", "‘’")
_LABELLED = frozenset({LineKind.ARTICLE, LineKind.CLAUSE, LineKind.ITEM, LineKind.SUBITEM})


@dataclass(frozen=True, slots=True)
class Span:
    """A wording inside the own text of one provision: its characters from ``start`` to before ``end``."""

    eid: str
    start: int
    end: int


def find(pieces: Sequence[tuple[str, str]], quote: str, near: int | None = None) -> tuple[Span, ...]:
    """Return where ``quote`` stands: once, nowhere, or several times.

    ``pieces`` are a provision and all below it in reading order, each as its eId and own text; a quotation stands
    inside one of them. White space, full or half width, and the kind of quotation marks make no difference, nor
    does a label that was copied along (（三）). Where it stands several times, the one that begins at ``near`` is
    meant, in the provision itself first.
    """
    found = _everywhere(pieces, quote)
    mark = mark_of(quote.strip())
    if not found and mark is not None and mark.kind in _LABELLED and mark.style != REFERRING:
        found = _everywhere(pieces, mark.rest)
    meant = [one for one in found if one.start == near]
    own = [one for one in meant if one.eid == pieces[0][0]]
    for choice in (own, meant):
        if len(choice) == 1:
            return tuple(choice)
    return tuple(found)


def named(citation: str, quote: str, limit: int = LONGEST) -> str:
    """Return how a quoted wording is cited: 第八条第二款“……”; what is longer than ``limit`` is cut at its end."""
    if not quote:
        return citation
    shown = quote if len(quote) <= limit else quote[:limit] + CUT
    return f"{citation}“{shown.translate(_INNER)}”"


def printed(text: str, quote: str = "", start: int | None = None) -> list[list[tuple[str, bool]]]:
    """Return the lines of ``text``, each in pieces that say whether they are quoted; blank lines are left out."""
    pieces = [(text, False)]
    if quote and start is not None and text[start : start + len(quote)] == quote:
        pieces = [(text[:start], False), (quote, True), (text[start + len(quote) :], False)]
    lines: list[list[tuple[str, bool]]] = [[]]
    for piece, quoted in pieces:
        first, *more = piece.split("\n")
        lines[-1].append((first, quoted))
        lines += [[(one, quoted)] for one in more]
    return [[piece for piece in line if piece[0]] for line in lines if any(one.strip() for one, _quoted in line)]


def _everywhere(pieces: Iterable[tuple[str, str]], quote: str) -> list[Span]:
    wanted = "".join(sign for sign, _at in _folded(quote))
    return [span for eid, text in pieces for span in _inside(eid, text, wanted)] if wanted else []


def _inside(eid: str, text: str, wanted: str) -> Iterator[Span]:
    folded = list(_folded(text))
    plain = "".join(sign for sign, _at in folded)
    at = plain.find(wanted)
    while at >= 0:
        yield Span(eid, folded[at][1], folded[at + len(wanted) - 1][1] + 1)
        at = plain.find(wanted, at + 1)


def _folded(text: str) -> Iterator[tuple[str, int]]:
    """Yield the signs that count, each with the place of the character that it came from."""
    for at, character in enumerate(text):
        if not character.isspace():
            for sign in unicodedata.normalize("NFKC", character.translate(_TYPED)).casefold():
                if not sign.isspace():
                    yield sign, at
