"""The places that a decision names: 第三条、第五条第一款和第二款, 第三、四款, 第十条至第十二条."""

import re
from collections.abc import Iterator

from legislation_hub.legaltext.amendments.operations import ARTICLE_RANK, RANKS, Address
from legislation_hub.legaltext.numbering import NUMERAL, arabic, number_of
from legislation_hub.vocabulary import Level

LEVELS = {
    "编": Level.PART,
    "分编": Level.SUBPART,
    "章": Level.CHAPTER,
    "节": Level.SECTION,
    "条": Level.ARTICLE,
    "款": Level.PARAGRAPH,
    "项": Level.ITEM,
    "目": Level.SUBITEM,
}
LEAD, SENTENCE = "自然段", "句"
LONGEST_RANGE = 200

_INSERTED = rf"(?:之(?:{NUMERAL}))?"
_UNIT = "自然段|分编|编|章|节|条|款|项|目|句"
_LAW = r"(?:《[^》\n]{1,60}》|[\u4e00-\u9fff]{0,20}?(?:法|条例|办法|规定|规则|细则)(?=原?第))"
_STEP = rf"(?:原|现)?第\s*[（(]?{NUMERAL}(?:\s*、\s*{NUMERAL})*[）)]?\s*(?:{_UNIT}){_INSERTED}"
_CAPTION = "(?:[（(][^（）()]{1,20}[）)])?"
PLACES = (
    rf"(?:{_LAW}?(?:本条|本款)?{_STEP}{_CAPTION}(?:\s*(?:、|和|及|以及|与|至|到|的)?\s*{_LAW}?{_STEP}{_CAPTION})*)"
)

_TOKEN = re.compile(
    rf"(?P<join>、|和|以及|及|与)|(?P<range>至|到)|第\s*[（(]?(?P<numbers>{NUMERAL}(?:\s*、\s*{NUMERAL})*)[）)]?\s*"
    rf"(?P<unit>{_UNIT})(?:之(?P<inserted>{NUMERAL}))?"
)


def places(text: str, context: Address | None = None, *, new: bool = False) -> tuple[Address, ...] | None:
    """Return the places that ``text`` names, or None where it cannot be read.

    What is left out is taken from the place before, or from ``context``: in 第五条第一款、第二款 the second is of
    第五条 too.
    """
    found: list[Address] = []
    fresh, ranged = True, False
    for token in _TOKEN.finditer(text):
        if token["join"]:
            fresh = True
            continue
        if token["range"]:
            fresh = ranged = True
            continue
        before = found[-1] if found else context
        named = list(_named(token, before, fresh, new))
        known = [one for one in named if one is not None]
        if not named or len(known) < len(named):
            return None
        if not fresh:
            found.pop()
        if ranged:
            between = _between(found[-1], known[0]) if found else None
            if between is None:
                return None
            found += between
        found += known
        fresh = ranged = False
    return tuple(found) or None


def _named(token: re.Match[str], before: Address | None, fresh: bool, new: bool) -> Iterator[Address | None]:
    """Yield the places of one step; ``fresh`` begins a new place, else the step goes on the one before."""
    for numeral in re.split(r"\s*、\s*", token["numbers"]):
        first = arabic(numeral)
        if first is None:
            yield None
            return
        number = f"{first}-{number_of(token['inserted'])}" if token["inserted"] else str(first)
        if token["unit"] in (LEAD, SENTENCE):
            yield _inside(token["unit"], first, before)
            return
        level = LEVELS[token["unit"]]
        kept = () if before is None else before.steps
        if fresh:
            kept = tuple(step for step in kept if RANKS[step[0]] < RANKS[level])
        if RANKS[level] >= ARTICLE_RANK:
            kept = tuple(step for step in kept if RANKS[step[0]] >= ARTICLE_RANK)
        if kept and RANKS[kept[-1][0]] >= RANKS[level]:
            yield None
            return
        inherited = before is not None and bool(kept) and before.new
        yield Address((*kept, (level, number)), new or inherited)


def _inside(unit: str, number: int, before: Address | None) -> Address | None:
    if before is None or (unit == LEAD and number != 1):
        return None
    steps, new = before.steps, before.new
    if unit == SENTENCE:
        return Address(steps, new, sentence=number)
    return Address(steps, new, lead=True)


def _between(first: Address, last: Address) -> list[Address] | None:
    """Return the places that lie between two of one level, without the two."""
    if first.level is not last.level or not (first.number.isdigit() and last.number.isdigit()):
        return None
    numbers = range(int(first.number) + 1, int(last.number))
    if int(last.number) <= int(first.number) or len(numbers) > LONGEST_RANGE:
        return None
    return [Address((*first.steps[:-1], (first.level, str(number))), first.new) for number in numbers]
