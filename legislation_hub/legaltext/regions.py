"""Where the body of a text ends and its annexes begin, and how "一、" is to be read in each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from legislation_hub.legaltext.marks import ANNEX, ARTICLE, CLAUSE, HEADINGS, Mark, ends_sentence
from legislation_hub.vocabulary import LineKind

SHORT = 40
PICTURED = ("|", "![")
TITLE_LINES = 4


@dataclass(frozen=True, slots=True)
class Region:
    """Lines ``begin`` to ``end`` that count their own articles.

    ``clauses`` is true where "一、" is the text's own unit (a decision, an amendment); ``titles`` are the lines
    where "一、" is a heading above articles.
    """

    begin: int
    end: int
    annex: bool
    clauses: bool
    titles: frozenset[int]


def regions(texts: Sequence[str], marks: Sequence[Mark | None], begin: int) -> Iterator[Region]:
    """Yield the body, which begins at ``begin``, then each annex."""
    counted = [(at, mark) for at, mark in enumerate(marks) if mark is not None and at >= begin]
    articles = [at for at, mark in counted if mark.kind is ARTICLE and mark.begins]
    clauses = [at for at, mark in counted if mark.kind is CLAUSE and mark.begins]
    starts = [begin, *_annexes(texts, marks, begin, articles[-1] if articles else len(marks))]
    for number, (start, end) in enumerate(pairwise([*starts, len(texts)])):
        here = [at for at in clauses if start <= at < end]
        titles = frozenset(at for at in here if _is_title(texts, marks, at, end))
        first_article = next((at for at in articles if start <= at < end), end)
        first_clause = next((at for at in here if at not in titles), end)
        yield Region(start, end, number > 0, first_clause < first_article, titles)


def _annexes(texts: Sequence[str], marks: Sequence[Mark | None], begin: int, last: int) -> Iterator[int]:
    """Yield where each annex begins; ``last`` is the line of the last article."""
    started, counted, listed = begin, 0, False
    for at in range(begin + 1, len(texts)):
        mark = marks[at]
        if mark is None:
            if at > last and not listed and _heads_a_picture(texts, marks, at):
                started = at
                yield at
        elif mark.kind is ANNEX:
            started, counted, listed = at, 0, True
            yield at
        elif mark.kind is ARTICLE and mark.begins:
            again = mark.number == "1" and counted > 1
            second = _second_text(texts, marks, at, started) if again else None
            if second is not None:
                started, counted, listed = second, 0, True
                yield second
            counted += 1


def _second_text(texts: Sequence[str], marks: Sequence[Mark | None], article: int, begin: int) -> int | None:
    """Return where a second text begins whose articles begin at ``article`` with 第一条 again; None if none does.

    It begins with the title right above. Where headings stand between, the article itself is all that is sure.
    """
    at = article - 1
    while at > begin and (mark := marks[at]) is not None and mark.kind in HEADINGS:
        at -= 1
    lines = 0
    while at - lines > begin and lines < TITLE_LINES and marks[at - lines] is None and _short(texts[at - lines]):
        lines += 1
    if not lines:
        return None
    return article if at < article - 1 else at - lines + 1


def _heads_a_picture(texts: Sequence[str], marks: Sequence[Mark | None], at: int) -> bool:
    alone = marks[at] is None and _short(texts[at]) and not texts[at].startswith(PICTURED)
    return alone and at + 1 < len(texts) and texts[at + 1].startswith(PICTURED)


def _is_title(texts: Sequence[str], marks: Sequence[Mark | None], at: int, end: int) -> bool:
    if not _is(marks[at], CLAUSE) or not _short(texts[at]) or at + 1 >= end:
        return False
    after = marks[at + 1]
    return after is not None and after.sure and after.kind in (*HEADINGS, ARTICLE)


def _short(text: str) -> bool:
    return len(text) <= SHORT and not ends_sentence(text)


def _is(mark: Mark | None, kind: LineKind) -> bool:
    return mark is not None and mark.kind is kind and mark.begins
