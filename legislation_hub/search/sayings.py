"""Everyday words lead to the law's: whoever asks for 酒驾 also finds 饮酒后驾驶."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from legislation_hub.search import analysis


def meant(folded: str) -> dict[str, tuple[str, ...]]:
    """Return the everyday words in a folded question, in its order, with the law's wordings for each, folded.

    A saying begins or ends where a word does: 部分家庭 does not speak of 分家. Of two that overlap the earlier one
    counts, and of two that begin together the longer.
    """
    edges = {edge for token in analysis.words(folded) for edge in (token.start, token.end)}
    found: dict[str, tuple[str, ...]] = {}
    start = 0
    while start < len(folded):
        ends = range(min(start + _longest(), len(folded)), start, -1)
        end = next((end for end in ends if folded[start:end] in _sayings() and {start, end} & edges), None)
        if end is None:
            start += 1
        else:
            found[folded[start:end]] = _sayings()[folded[start:end]]
            start = end
    return found


@cache
def _sayings() -> Mapping[str, tuple[str, ...]]:
    with (Path(__file__).parent / "sayings.csv").open(encoding="utf-8", newline="") as file:
        return {
            analysis.fold(row["said"]): tuple(analysis.fold(row["law"]).split("|")) for row in csv.DictReader(file)
        }


@cache
def _longest() -> int:
    return max(map(len, _sayings()))
