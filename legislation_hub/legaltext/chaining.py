"""The heaviest chain of links that do not cross, some of which tie several neighbours together."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bead:
    """Neighbouring old texts beside neighbouring new ones, both ends counted, and how much they share."""

    old: int
    old_end: int
    new: int
    new_end: int
    weight: float


def chain(beads: Iterable[Bead]) -> list[Bead]:
    """Return the beads of positive weight that weigh most together while each stands wholly behind the one before.

    Takes n log n steps: the best chain that ends at or before each new text is kept in a Fenwick tree.
    """
    ordered = sorted((one for one in beads if one.weight > 0), key=lambda one: one.old)
    if not ordered:
        return []
    tree: list[tuple[float, int]] = [(0.0, -1)] * (max(one.new_end for one in ordered) + 2)
    best: list[tuple[float, int]] = []
    ended = sorted(range(len(ordered)), key=lambda number: ordered[number].old_end)
    done = 0
    for one in ordered:
        while ordered[ended[done]].old_end < one.old:
            _enter(tree, ordered[ended[done]].new_end + 1, (best[ended[done]][0], ended[done]))
            done += 1
        total, before = _best(tree, one.new)
        best.append((total + one.weight, before))
    found = []
    at = max(range(len(best)), key=lambda number: best[number][0])
    while at >= 0:
        found.append(ordered[at])
        at = best[at][1]
    return found[::-1]


def _enter(tree: list[tuple[float, int]], at: int, value: tuple[float, int]) -> None:
    while at < len(tree):
        tree[at] = max(tree[at], value)
        at += at & -at


def _best(tree: list[tuple[float, int]], at: int) -> tuple[float, int]:
    found = (0.0, -1)
    while at > 0:
        found = max(found, tree[at])
        at -= at & -at
    return found
