"""Where a text meets a question: spans in the text as it was written; making them visible is the page's work."""

import re
from dataclasses import dataclass
from itertools import pairwise

from legislation_hub.search import analysis
from legislation_hub.search.query import Query

LENGTH = 120
MOST_WINDOWS = 100

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text with the spans to be marked in it; ``before`` and ``after`` say that more stands there."""

    text: str
    marks: tuple[Span, ...]
    before: bool
    after: bool

    def parts(self) -> list[tuple[str, bool]]:
        """Return the piece cut at its marks, each part with whether it is marked."""
        edges = [0, *(edge for mark in self.marks for edge in mark), len(self.text)]
        cuts = [(self.text[start:end], at % 2 == 1) for at, (start, end) in enumerate(pairwise(edges))]
        return [(text, marked) for text, marked in cuts if text]


def marks(text: str, query: Query) -> tuple[Span, ...]:
    """Return the spans of ``text`` that ``query`` asked for, in order and without overlaps."""
    folded = analysis.fold(text)
    patterns = [*map(re.escape, query.words), *(r"\s*".join(map(re.escape, phrase)) for phrase in query.phrases)]
    spans = [found.span() for pattern in patterns for found in re.finditer(pattern, folded)]
    if query.articles:
        named = analysis.articles(folded, bare=True)
        spans += [(token.start, token.end) for token in named if token.text in query.articles]
    return _joined(spans)


def snippet(text: str, query: Query, length: int = LENGTH) -> Snippet:
    """Return the piece of ``text``, about ``length`` characters, in which most of the question is met."""
    spans = marks(text, query)
    if len(text) <= length:
        return Snippet(text, spans, before=False, after=False)
    start = _best_start(text, spans, length)
    end = min(len(text), start + length)
    inside = tuple((first - start, min(last, end) - start) for first, last in spans if start <= first < end)
    return Snippet(text[start:end], inside, before=start > 0, after=end < len(text))


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _best_start(text: str, spans: tuple[Span, ...], length: int) -> int:
    """Return where the window with the most different marked texts begins, at a sentence if one begins near."""
    lead = length // 3
    starts = [start for start, _ in spans[:MOST_WINDOWS]]
    first = max(starts, default=0, key=lambda at: len(_seen(text, spans, at, at + length - lead)))
    start = max(0, min(first - lead, len(text) - length))
    sentence = max(text.rfind(mark, start, first) for mark in "。；！？\n")
    return sentence + 1 if sentence >= 0 else start


def _seen(text: str, spans: tuple[Span, ...], start: int, end: int) -> set[str]:
    return {text[first:last] for first, last in spans if start <= first and last <= end}
