"""What the numbers of a text say together: how it prints its articles, and where two of them share a line."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from legislation_hub.legaltext.marks import (
    ARTICLE,
    CLAUSE,
    GLUED,
    HEADINGS,
    ITEM,
    SUBITEM,
    Mark,
    ends_sentence,
    is_caption,
    mark_of,
)
from legislation_hub.legaltext.numbering import NUMERAL
from legislation_hub.legaltext.source import Line
from legislation_hub.vocabulary import LineKind

CAPTION_LENGTH = 30
CAPTION_SHARE = 0.8
# What may begin on the line of another number, by that number's kind.
HOLDS: Mapping[LineKind, frozenset[LineKind]] = {
    ARTICLE: frozenset({ITEM, SUBITEM}),
    CLAUSE: frozenset({ITEM, SUBITEM}),
    ITEM: frozenset({SUBITEM}),
}

_SENTENCE = re.compile("[：:？！?!…|】]")
_INNER_ARTICLE = re.compile(rf"\s(第\s*{NUMERAL}\s*[条條](?:之{NUMERAL})?\s)")

Marks = list[Mark | None]


def settled(marks: Marks) -> Marks:
    """Return ``marks`` as most of the articles are printed.

    Where most have no space behind their number, such a number is one. Where nearly all have a few words on the
    line of their number, which end no sentence and have text below them, as in treaties, these are the 条标.
    """
    articles = [mark for mark in marks if mark is not None and mark.kind is ARTICLE]
    sure = sum(mark.sure for mark in articles)
    if sure < len(articles) and sum(mark.style == GLUED for mark in articles) > sure:
        marks = [
            mark._replace(sure=mark.style == GLUED, style=GLUED) if mark is not None and not mark.sure else mark
            for mark in marks
        ]
    titled = [at for at, (mark, below) in enumerate(pairwise(marks)) if _is_titled(mark, below)]
    if len(titled) > 1 and len(titled) >= CAPTION_SHARE * len(articles):
        for at in titled:
            if (mark := marks[at]) is not None:
                marks[at] = mark._replace(heading=mark.rest, rest="")
    return marks


def parted(lines: Sequence[Line], marks: Marks, inside: Sequence[bool]) -> tuple[list[Line], Marks, list[bool]]:
    """Return lines, marks and what is quoted, with a line that carries two numbers as two of the same place.

    第一章　总则　第一条　… is a heading and an article; 第一条　（一）… an article and its first item, if a （二）
    follows. What a person has said of a line holds.
    """
    found: list[tuple[Line, Mark | None, bool]] = []
    for at, (line, mark, quoted) in enumerate(zip(lines, marks, inside, strict=True)):
        while not (quoted or line.kind) and (cut := _cut(line.text, mark, marks, at)):
            first = line.text[:cut].rstrip()
            found.append((replace(line, text=first), mark_of(first), quoted))
            line = replace(line, text=line.text[cut:])
            mark = mark_of(line.text)
        found.append((line, mark, quoted))
    return [line for line, _, _ in found], [mark for _, mark, _ in found], [quoted for _, _, quoted in found]


def _is_titled(mark: Mark | None, below: Mark | None) -> bool:
    if mark is None or mark.kind is not ARTICLE or not mark.sure or mark.heading:
        return False
    if below is not None and (below.kind is ARTICLE or below.kind in HEADINGS):
        return False
    return 0 < len(mark.rest) <= CAPTION_LENGTH and is_caption(mark.rest) and not _SENTENCE.search(mark.rest)


def _cut(text: str, mark: Mark | None, marks: Marks, at: int) -> int:
    """Return where a second number begins on a line, or 0."""
    if mark is None or mark.kind in HEADINGS:
        found = _INNER_ARTICLE.search(text) if text.startswith("第") else None
        if found is None:
            return 0
        heading, article = mark_of(text[: found.start()]), mark_of(text[found.start(1) :])
        is_heading = heading is not None and heading.kind in HEADINGS
        return found.start(1) if is_heading and article is not None and ends_sentence(article.rest) else 0
    holds = HOLDS.get(mark.kind)
    inner = mark_of(mark.rest) if holds and mark.sure else None
    if holds is None or inner is None or inner.kind not in holds or inner.number != "1":
        return 0
    return len(text) - len(mark.rest) if _is_followed(inner, marks, at) else 0


def _is_followed(first: Mark, marks: Marks, at: int) -> bool:
    """Tell whether the list that begins with ``first`` on the line ``at`` has a second item."""
    for mark in islice(marks, at + 1, None):
        if mark is None:
            continue
        if mark.kind is first.kind and mark.style == first.style:
            return mark.number == "2"
        if mark.kind in HEADINGS or first.kind in HOLDS.get(mark.kind, ()):
            return False
    return False
