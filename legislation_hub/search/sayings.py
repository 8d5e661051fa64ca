"""Everyday words lead to the law's: whoever asks for 酒驾 also finds 饮酒后驾驶."""

import csv
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from legislation_hub.problems import SayingUnclear, TooManySayings
from legislation_hub.search import analysis

Sayings = Mapping[str, tuple[str, ...]]

NONE: Sayings = MappingProxyType({})

# A saying and what the law says, and between several wordings: as people type them, in whatever width.
_BETWEEN = re.compile(r"\s*[|｜]\s*")
# A list that no office writes by hand would slow every question.
MOST = 2_000


def meant(folded: str, own: Sayings = NONE) -> dict[str, tuple[str, ...]]:
    """Return the everyday words in a folded question, in its order, with the law's wordings for each, folded.

    A saying begins or ends where a word does: 部分家庭 does not speak of 分家. Of two that overlap the earlier one
    counts, and of two that begin together the longer. What is in ``own`` stands before what ships, also to say
    that something leads nowhere.
    """
    edges = {edge for token in analysis.words(folded) for edge in (token.start, token.end)}
    longest = max([_longest(), *map(len, own)])
    found: dict[str, tuple[str, ...]] = {}
    start = 0
    while start < len(folded):
        ends = range(min(start + longest, len(folded)), start, -1)
        end = next((end for end in ends if _law(folded[start:end], own) and {start, end} & edges), None)
        if end is None:
            start += 1
        else:
            found[folded[start:end]] = _law(folded[start:end], own)
            start = end
    return found


@lru_cache(4)
def read(text: str) -> Sayings:
    """Return the sayings of a list with one a line, folded: 酒驾 = 饮酒后驾驶 | 醉酒驾驶, or 酒驾 = to nothing.

    Raises :class:`SayingUnclear` with the number of the first line that is none, and :class:`TooManySayings`.
    """
    sayings = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        said, is_one, law = analysis.fold(line).partition("=")
        if not is_one or not analysis.pairs(said):
            raise SayingUnclear(line=number)
        sayings[analysis.closed(said)] = tuple(one for one in _BETWEEN.split(law.strip()) if one)
    if len(sayings) > MOST:
        raise TooManySayings(limit=MOST)
    return MappingProxyType(sayings)


def shipped() -> Sayings:
    """Return the sayings that everybody has."""
    return _sayings()


def _law(said: str, own: Sayings) -> tuple[str, ...]:
    return own[said] if said in own else _sayings().get(said, ())


@cache
def _sayings() -> Sayings:
    with (Path(__file__).parent / "sayings.csv").open(encoding="utf-8", newline="") as file:
        return {
            analysis.fold(row["said"]): tuple(analysis.fold(row["law"]).split("|")) for row in csv.DictReader(file)
        }


@cache
def _longest() -> int:
    return max(map(len, _sayings()))
