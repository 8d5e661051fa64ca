"""How much of one text lives in another: rare wording weighs, what a law says in every article weighs little."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from math import log
from typing import Self

from legislation_hub.legaltext.numbering import SIGN

Bag = Mapping[str, int]

# Wording that more texts than this share does not lead from one to another.
COMMON = 40
# A text is compared with the few that share the most with it; where there are few, with all.
CANDIDATES = 6
FEW = 400

_REFERENCE = re.compile(rf"第{SIGN}+(?=[编章节条款项])(?:条之{SIGN}+)?|（{SIGN}+）(?=项)")
_BREAK = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a text of the old version and one of the new go together, by the weight of what they share.

    ``kept`` is the part of the old text that the new one has, ``filled`` the part of the new that the old one had.
    """

    old: int
    new: int
    shared: float
    kept: float
    filled: float

    @property
    def both(self) -> float:
        """Return one figure for the two: their harmonic mean, 1 for equal wording."""
        return 2 * self.kept * self.filled / (self.kept + self.filled) if self.shared else 0.0

    @property
    def score(self) -> float:
        """Return ``both``, raised where one text holds most of the other: it was shortened or added to."""
        return (max(self.kept, self.filled) + self.both) / 2


class Scales:
    """The wording of two versions, each text as its pairs of neighbouring signs, weighed by how rare they are."""

    def __init__(self, old: Sequence[Bag], new: Sequence[Bag], weights: Mapping[str, float]) -> None:
        """Take the bags of both versions; :meth:`of` makes them from texts."""
        self.old = old
        self.new = new
        self.weights = weights
        self.old_sums = [self.weigh(one) for one in old]
        self.new_sums = [self.weigh(one) for one in new]

    @classmethod
    def of(cls, old: Iterable[str], new: Iterable[str]) -> Self:
        """Weigh texts that :func:`folded` has made; a pair of signs that stands in two of them weighs 1."""
        olds, news = [bag(text) for text in old], [bag(text) for text in new]
        spread = Counter(chain.from_iterable(chain(olds, news)))
        size = len(olds) + len(news)
        rare = log(1 + size / 3)
        return cls(olds, news, {one: log(1 + size / (1 + seen)) / rare for one, seen in spread.items()})

    def part(self, olds: Iterable[int], news: Iterable[int]) -> Self:
        """Return the scales of some of the texts, with the weights of all."""
        return type(self)([self.old[one] for one in olds], [self.new[one] for one in news], self.weights)

    def weigh(self, counted: Bag) -> float:
        """Return the weight of a bag."""
        weights = self.weights
        return sum([weights[one] * number for one, number in counted.items()])

    def shared(self, first: Bag, second: Bag) -> float:
        """Return the weight of what two bags have in common."""
        if len(first) > len(second):
            first, second = second, first
        weights = self.weights
        return sum([weights[one] * min(number, second[one]) for one, number in first.items() if one in second])

    def likeness(self, old: int, new: int) -> Likeness:
        """Weigh one old text against one new."""
        shared = self.shared(self.old[old], self.new[new])
        return Likeness(old, new, shared, shared / (self.old_sums[old] or 1), shared / (self.new_sums[new] or 1))

    def together(self, one: Likeness, other: Likeness) -> Likeness:
        """Weigh two pairs of one text as if they were one pair."""
        if one.old == other.old:
            shared = self.shared(self.old[one.old], _sum(self.new[one.new], self.new[other.new]))
            sums = self.old_sums[one.old], self.new_sums[one.new] + self.new_sums[other.new]
        else:
            shared = self.shared(_sum(self.old[one.old], self.old[other.old]), self.new[one.new])
            sums = self.old_sums[one.old] + self.old_sums[other.old], self.new_sums[one.new]
        return Likeness(one.old, one.new, shared, shared / (sums[0] or 1), shared / (sums[1] or 1))

    def candidates(self, olds: Sequence[int], news: Sequence[int]) -> list[Likeness]:
        """Return the pairs of these texts that may belong together: for each those that share the most with it."""
        if len(olds) * len(news) <= FEW:
            return [one for old in olds for new in news if (one := self.likeness(old, new)).shared]
        places: dict[str, list[int]] = defaultdict(list)
        for new in news:
            for sign in self.new[new]:
                places[sign].append(new)
        shares: list[tuple[float, int, int]] = []
        for old in olds:
            found: dict[int, float] = defaultdict(float)
            for sign in self.old[old]:
                if len(where := places.get(sign, [])) <= COMMON:
                    weight = self.weights[sign]
                    for new in where:
                        found[new] += weight
            best = sorted(((share, new) for new, share in found.items()), reverse=True)
            shares.extend((share, old, new) for share, new in best[: 2 * CANDIDATES])
        taken_old: Counter[int] = Counter()
        taken_new: Counter[int] = Counter()
        kept = []
        for _share, old, new in sorted(shares, reverse=True):
            if taken_old[old] < CANDIDATES or taken_new[new] < CANDIDATES:
                taken_old[old] += 1
                taken_new[new] += 1
                kept.append(self.likeness(old, new))
        return kept


def folded(text: str) -> str:
    """Return ``text`` without what a printer changes: widths of signs, spaces, the numbers of provisions cited."""
    return _REFERENCE.sub("第", plain(text))


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return ``text`` without widths of signs and without spaces; what has just been asked for is remembered."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def bag(text: str) -> Bag:
    """Count the pairs of neighbouring signs of ``text``; no pair reaches over a punctuation mark."""
    counted: dict[str, int] = {}
    for part in _BREAK.split(text):
        for first, second in pairwise(f" {part} ") if part else ():
            pair = first + second
            counted[pair] = counted.get(pair, 0) + 1
    return counted


def overlap(first: str, second: str) -> float:
    """Return which part of the runs of three signs of one text, the shorter, the other one has."""
    one, other = ({text[at : at + 3] for at in range(len(text) - 2)} for text in (first, second))
    return len(one & other) / (min(len(one), len(other)) or 1)


def without(counted: Bag, others: Iterable[Bag]) -> Bag:
    """Return what is left of a bag when what is in ``others`` is taken out."""
    left = Counter(counted)
    for one in others:
        left.subtract({pair: number for pair, number in one.items() if pair in left})
    return {pair: number for pair, number in left.items() if number > 0}


def _sum(first: Bag, second: Bag) -> Bag:
    return Counter(first) + Counter(second)
