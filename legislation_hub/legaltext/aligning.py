"""Which text of the new version continues which of the old: in order where possible, moved where it is proved."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from legislation_hub.legaltext.weighing import Likeness, Scales, folded
from legislation_hub.vocabulary import Fate

WEAK = 0.3
STRONG = 0.6


@dataclass(frozen=True, slots=True)
class Link:
    """An old text that continues, or may continue, in a new one."""

    old: int
    new: int
    fate: Fate
    likeness: Likeness


def align(old: Sequence[str], new: Sequence[str]) -> list[Link]:
    """Return the links between texts of two versions, each in reading order; what has none is gone or new."""
    scales = Scales([folded(text) for text in old], [folded(text) for text in new])
    pairs = [one for one in scales.candidates() if one.both >= WEAK]
    backbone = heaviest(pairs)
    links = [Link(one.old, one.new, Fate.MOVED if one.both >= STRONG else Fate.REVIEW, one) for one in backbone]
    gone, fresh = {one.old for one in backbone}, {one.new for one in backbone}
    for one in sorted(pairs, key=lambda one: -one.both):
        if one.old not in gone and one.new not in fresh:
            links.append(Link(one.old, one.new, Fate.MOVED if one.both >= 0.9 else Fate.REVIEW, one))
            gone.add(one.old)
            fresh.add(one.new)
    return links


def heaviest(pairs: Iterable[Likeness]) -> list[Likeness]:
    """Return the heaviest of the pairs that can stand together without crossing, in order."""
    ends: list[int] = []
    tops: list[tuple[float, int]] = []
    ordered = sorted(pairs, key=lambda one: (one.old, -one.new))
    best: list[tuple[float, int]] = []
    for number, one in enumerate(ordered):
        at = bisect_left(ends, one.new)
        before, came = tops[at - 1] if at else (0.0, -1)
        total = before + one.both
        best.append((total, came))
        if at < len(ends) and ends[at] == one.new:
            if tops[at][0] >= total:
                continue
            ends.pop(at)
            tops.pop(at)
        ends.insert(at, one.new)
        tops.insert(at, (total, number))
        while at + 1 < len(ends) and tops[at + 1][0] <= total:
            ends.pop(at + 1)
            tops.pop(at + 1)
    chain = []
    at = tops[-1][1] if tops else -1
    while at >= 0:
        chain.append(ordered[at])
        at = best[at][1]
    return chain[::-1]
