"""What a finished tree shows of a damaged source: numbers that are missing, come twice or stand out of order."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from legislation_hub.legaltext.marks import ends_sentence
from legislation_hub.legaltext.numbering import NUMERAL, follows, number_of, order
from legislation_hub.legaltext.tree import LegalText, Provision, Remark
from legislation_hub.vocabulary import N_, Genre, Level

HEADINGS = (Level.PART, Level.SUBPART, Level.CHAPTER, Level.SECTION, Level.CLAUSE)
TEXTS = frozenset({Level.PARAGRAPH, Level.ITEM, Level.SUBITEM})
SHOWN = 60

# A list of names and a formula end without a sign; what has signs within is running text.
PAUSES = ("，", ",", "、")

_FORMULA, _WITHIN = re.compile("[=＝|]"), re.compile("[，。；]")
_REFERENCE = re.compile(rf"第\s*{NUMERAL}\s*[条條款项]")
_GLUED = re.compile(rf"(?<=[。；：”])\s*(第\s*{NUMERAL}\s*[条條](?:之{NUMERAL})?)(?=[\s　【〖])")


def doubts(law: LegalText) -> Iterator[Remark]:
    """Yield a remark for everything in ``law`` that a person should compare with the paper."""
    if not any(one.level in {Level.ARTICLE, Level.CLAUSE} for one in law.walk()):
        yield Remark(0, law.title, N_("No article or clause was found."))
    yield from _in_one_count(law.provisions, law.genre)
    for annex in law.annexes:
        yield from _in_one_count(annex.provisions, Genre.AMENDMENT)


def _in_one_count(provisions: tuple[Provision, ...], genre: Genre) -> Iterator[Remark]:
    articles: list[Provision] = []
    clauses: list[Provision] = []
    headings: dict[Level, list[Provision]] = defaultdict(list)
    for one in (one for top in provisions for one in top.walk()):
        if "~" in one.eid and "~" in one.eid.rpartition("__")[2]:
            yield _remark(one, N_("The number %(label)s comes twice."), label=one.label or one.number)
        if one.children:
            yield from _lists(one, in_clause=genre is Genre.AMENDMENT or bool(clauses))
        if one.level in TEXTS:
            continue
        if one.is_heading:
            headings[one.level].append(one)
        elif one.is_article:
            (articles if one.level is Level.ARTICLE else clauses).append(one)
    if articles and genre is Genre.FULL and order(articles[0].number) > (1, 0):
        yield _remark(articles[0], N_("The articles begin with %(label)s."), label=articles[0].label)
    for before, after in pairwise([*articles, None]):
        if before is not None:
            yield from _between(before, after)
    yield from _clauses(clauses)
    for level in HEADINGS:
        yield from _headings(headings[level])
    for one in provisions:
        if one.level is Level.PARAGRAPH and one.eid.startswith("para_") and not one.heading:
            yield _remark(one, N_("This text belongs to no article."))


def _between(before: Provision, after: Provision | None) -> Iterator[Remark]:
    """Tell of numbers that are missing, or stand inside a text; behind the last article only the next can."""
    if after is not None and (follows(after.number, before.number) or after.number == before.number):
        return
    glued = [
        (piece, found[1])
        for piece in before.walk()
        for found in _GLUED.finditer(piece.text)
        if _stands_between(number_of(found[1]), before, after)
    ]
    for piece, label in glued:
        reason = N_("%(label)s stands inside this paragraph; it may be an article of its own.")
        yield _remark(piece, reason, label="".join(label.split()))
    if not glued and after is not None:
        yield _out_of_order(before, after)


def _stands_between(number: str, before: Provision, after: Provision | None) -> bool:
    if after is None:
        return follows(number, before.number)
    return order(before.number) < order(number) < order(after.number)


def _lists(above: Provision, *, in_clause: bool) -> Iterator[Remark]:
    """Items count up by one from one on; in a decision they may go on from clause to clause. Paragraphs end."""
    before: Provision | None = None
    for one in above.children:
        if one.level is Level.PARAGRAPH:
            if (
                before is not None
                and before.level is Level.PARAGRAPH
                and not in_clause
                and _is_broken(before.text, one.text)
            ):
                yield _remark(one, N_("The paragraph above ends within a sentence; this may go on it."))
        elif one.level in TEXTS and "~" not in one.eid.rpartition("__")[2]:
            if before is None or before.level is not one.level:
                if one.number != "1" and not in_clause:
                    yield _remark(one, N_("The list begins with %(label)s."), label=one.label)
            elif not follows(one.number, before.number):
                yield _out_of_order(before, one)
        before = one


def _is_broken(text: str, below: str) -> bool:
    if not text or ends_sentence(text) or text.endswith(PAUSES) or _FORMULA.search(text):
        return False
    return _WITHIN.search(text) is not None or _REFERENCE.match(below) is not None


def _clauses(clauses: Sequence[Provision]) -> Iterator[Remark]:
    for before, one in pairwise(clauses):
        if one.number != before.number and not follows(one.number, before.number):
            yield _out_of_order(before, one)


def _headings(headings: Sequence[Provision]) -> Iterator[Remark]:
    """Numbers go up by one, or begin again with one under the next heading above."""
    if headings and headings[0].number != "1":
        yield _remark(headings[0], N_("The first heading of its kind is %(label)s."), label=headings[0].label)
    for before, after in pairwise(headings):
        if after.number not in {"1", before.number} and not follows(after.number, before.number):
            yield _out_of_order(before, after)


def _out_of_order(before: Provision, after: Provision) -> Remark:
    if order(after.number) < order(before.number):
        reason = N_("%(label)s comes after %(before)s.")
    else:
        reason = N_("Between %(before)s and %(label)s a number is missing.")
    return _remark(after, reason, label=after.label or after.number, before=before.label or before.number)


def _remark(one: Provision, reason: str, **values: object) -> Remark:
    text = one.text or (one.children[0].text if one.children else "")
    shown = " ".join(f"{one.label} {one.heading} {text[:SHOWN]}".split())
    return Remark(one.line, shown[:SHOWN], reason, values)
