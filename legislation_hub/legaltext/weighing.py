"""How much of one text lives in another: rare wording weighs, sentences that every law repeats weigh little."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from math import log

from legislation_hub.legaltext.numbering import SIGN

# Wording that so many places share says nothing about where one of them went.
COMMON = 40
CANDIDATES = 8

_REFERENCE = re.compile(rf"第{SIGN}+(?=[编章节条款项])(?:([条])之{SIGN}+)?|（{SIGN}+）(?=项)")
_BREAK = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a text of the old version and one of the new go together, by the weight of what they share.

    ``kept`` is the part of the old text that the new one has, ``filled`` the part of the new that the old one had.
    """

    old: int
    new: int
    kept: float
    filled: float

    @property
    def both(self) -> float:
        """Return one figure for the two: their harmonic mean, 1 for equal wording."""
        return 2 * self.kept * self.filled / (self.kept + self.filled) if self.kept and self.filled else 0.0


class Scales:
    """The wording of both versions, weighed once."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        """Take the texts to be compared, as :func:`folded` made them."""
        self.old = [bag(text) for text in old]
        self.new = [bag(text) for text in new]
        spread = Counter(chain.from_iterable(chain(self.old, self.new)))
        size = len(self.old) + len(self.new)
        self.weights: Mapping[str, float] = {one: log(1 + size / (1 + seen)) for one, seen in spread.items()}
        self.old_sums = [self.sum(one) for one in self.old]
        self.new_sums = [self.sum(one) for one in self.new]

    def sum(self, counted: Counter[str]) -> float:
        """Return the weight of a bag."""
        return sum(self.weights[one] * number for one, number in counted.items())

    def likeness(self, old: int, new: int) -> Likeness:
        """Weigh one old text against one new."""
        shared = self.sum(self.old[old] & self.new[new])
        return Likeness(old, new, shared / (self.old_sums[old] or 1), shared / (self.new_sums[new] or 1))

    def candidates(self) -> list[Likeness]:
        """Return the pairs that may belong together: for each text the few that share the most with it."""
        places: dict[str, list[int]] = defaultdict(list)
        for number, counted in enumerate(self.new):
            for one in counted:
                places[one].append(number)
        shares: list[tuple[float, int, int]] = []
        for number, counted in enumerate(self.old):
            found: dict[int, float] = defaultdict(float)
            for one in counted:
                if len(where := places.get(one, ())) <= COMMON:
                    weight = self.weights[one]
                    for place in where:
                        found[place] += weight
            shares.extend((share, number, place) for place, share in found.items())
        taken_old: Counter[int] = Counter()
        taken_new: Counter[int] = Counter()
        kept = []
        for _share, first, second in sorted(shares, reverse=True):
            if taken_old[first] < CANDIDATES or taken_new[second] < CANDIDATES:
                taken_old[first] += 1
                taken_new[second] += 1
                kept.append(self.likeness(first, second))
        return kept


def folded(text: str) -> str:
    """Return ``text`` without what a printer changes: widths of signs, spaces, the numbers of provisions cited."""
    return _REFERENCE.sub("第", "".join(unicodedata.normalize("NFKC", text).split()))


def bag(text: str) -> Counter[str]:
    """Count the pairs of neighbouring signs of ``text``; no pair reaches over a punctuation mark."""
    return Counter(
        first + second for part in _BREAK.split(text) for first, second in pairwise(f" {part} ") if part
    )
