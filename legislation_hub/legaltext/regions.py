"""Where the body of a text ends and its annexes begin, and how "一、" is to be read in each."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from legislation_hub.legaltext.framing import is_date
from legislation_hub.legaltext.marks import ANNEX, ARTICLE, CLAUSE, COLONS, HEADINGS, Mark, may_be_title
from legislation_hub.legaltext.numbering import follows
from legislation_hub.vocabulary import LineKind

PICTURED = ("|", "![")
TITLE_LINES = 4


@dataclass(frozen=True, slots=True)
class Region:
    """Lines ``begin`` to ``end`` that count their own articles.

    ``clauses`` is true where "一、" is the text's own unit (a decision, an amendment); ``titles`` are the lines
    where "一、" is a heading above articles. From ``closing`` on, nothing is numbered: 附件： with a list of them
    and the signature.
    """

    begin: int
    end: int
    closing: int
    annex: bool
    clauses: bool
    titles: frozenset[int]


def regions(texts: Sequence[str], marks: Sequence[Mark | None], begin: int) -> Iterator[Region]:
    """Yield the body, which begins at ``begin``, then each annex."""
    counted = [(at, mark) for at, mark in enumerate(marks) if mark is not None and at >= begin]
    articles = [at for at, mark in counted if mark.kind is ARTICLE and mark.begins]
    clauses = [at for at, mark in counted if mark.kind is CLAUSE and mark.begins]
    closing = _listing(texts, [(at, mark) for at, mark in counted if mark.kind is ANNEX])
    starts = [begin, *_annexes(texts, marks, begin, articles[-1] if articles else len(marks), closing)]
    for number, (start, end) in enumerate(pairwise([*starts, len(texts)])):
        here = _between(clauses, start, end)
        titles = frozenset(at for at in here if _is_title(texts, marks, at, end))
        own = [at for at in here if at not in titles]
        below = _between(articles, start, end)
        first = bool(own) and (not below or own[0] < below[0])
        is_decision = first and not _outnumbered([marks[at] for at in below], len(own))
        closes = closing if start < closing < end and not number else end
        yield Region(start, end, closes, number > 0, is_decision, titles)


def _between(places: Sequence[int], start: int, end: int) -> Sequence[int]:
    return places[bisect_left(places, start) : bisect_left(places, end)]


def _outnumbered(articles: Sequence[Mark | None], clauses: int) -> bool:
    """Tell whether articles below "一、" are the text's own: they count from 第一条 on, and are more."""
    numbers = ["0", *(mark.number for mark in articles if mark is not None)]
    return len(articles) > clauses and all(follows(number, before) for before, number in pairwise(numbers))


def _listing(texts: Sequence[str], annexes: Sequence[tuple[int, Mark]]) -> int:
    """Return the line of 附件： if what stands below it only names annexes and is signed, else the text's end.

    The annexes themselves follow, from 附件1 on, or are files of their own.
    """
    end = len(texts)
    if not annexes or annexes[0][1].number or not annexes[0][1].label.endswith(COLONS):
        return end
    begin = annexes[0][0]
    after, number = (annexes[1][0], annexes[1][1].number) if len(annexes) > 1 else (end, "")
    below = texts[begin + 1 : after]
    short = all(may_be_title(text) and not text.startswith(PICTURED) for text in below)
    return begin if short and (number == "1" or (len(below) > 1 and is_date(below[-1]))) else end


def _annexes(
    texts: Sequence[str], marks: Sequence[Mark | None], begin: int, last: int, closing: int
) -> Iterator[int]:
    """Yield where each annex begins; ``last`` is the line of the last article."""
    started, counted, listed = begin, 0, False
    for at in range(begin + 1, len(texts)):
        mark = marks[at]
        if mark is None:
            if at > last and not listed and _heads_a_picture(texts, marks, at):
                started = at
                yield at
        elif mark.kind is ANNEX:
            if at != closing or started != begin:
                started, counted, listed = at, 0, True
                yield at
        elif mark.kind is ARTICLE and mark.begins:
            again = mark.number == "1" and counted > 1
            second = _second_text(texts, marks, at, started) if again else None
            if second is not None:
                started, counted, listed = second, 0, True
                yield second
            counted += 1
        elif mark.kind is CLAUSE:
            counted += 1


def _second_text(texts: Sequence[str], marks: Sequence[Mark | None], article: int, begin: int) -> int | None:
    """Return where a second text begins whose articles begin at ``article`` with 第一条 again; None if none does.

    It begins with the title right above. Where headings stand between, the article itself is all that is sure.
    """
    at = article - 1
    while at > begin and (mark := marks[at]) is not None and mark.kind in HEADINGS:
        at -= 1
    above = range(at, max(begin, at - TITLE_LINES), -1)
    lines = sum(1 for _ in takewhile(lambda row: marks[row] is None and may_be_title(texts[row]), above))
    if not lines:
        return None
    return article if at < article - 1 else at - lines + 1


def _heads_a_picture(texts: Sequence[str], marks: Sequence[Mark | None], at: int) -> bool:
    alone = marks[at] is None and may_be_title(texts[at]) and not texts[at].startswith(PICTURED)
    return alone and at + 1 < len(texts) and texts[at + 1].startswith(PICTURED)


def _is_title(texts: Sequence[str], marks: Sequence[Mark | None], at: int, end: int) -> bool:
    if not _is(marks[at], CLAUSE) or not may_be_title(texts[at]) or at + 1 >= end:
        return False
    after = marks[at + 1]
    return after is not None and after.sure and after.kind in (*HEADINGS, ARTICLE)


def _is(mark: Mark | None, kind: LineKind) -> bool:
    return mark is not None and mark.kind is kind and mark.begins
