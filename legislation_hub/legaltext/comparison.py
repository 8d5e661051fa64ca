"""What two versions of a law have to do with each other: which provision lives on where, and how sure that is."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from legislation_hub.legaltext.tree import LegalText, Provision
from legislation_hub.vocabulary import Fate


@dataclass(frozen=True, slots=True)
class Match:
    """A provision of the old version beside the one of the new version that it became.

    ``old`` is None for a NEW one, ``new`` for one that is GONE. Under REVIEW ``new`` is the best guess, or None.
    An old provision has several matches where it was split, or where several places are likely (the best first);
    a new one has several where old ones were merged. ``likeness`` of the texts is 0 to 1. ``reason`` is an English
    source string, filled in with ``values`` after it was translated. ``below`` matches what stands under the two;
    a paragraph that was taken to another article is below the matches of both articles.
    """

    old: Provision | None
    new: Provision | None
    fate: Fate
    likeness: float
    reason: str
    values: Mapping[str, object] = field(default_factory=dict)
    below: tuple["Match", ...] = ()

    def walk(self) -> Iterator["Match"]:
        """Yield this match, then all those below it."""
        yield self
        for one in self.below:
            yield from one.walk()


@dataclass(frozen=True)
class Comparison:
    """Two versions side by side.

    ``matches`` holds every heading, article, clause and loose paragraph in the reading order of the new version;
    one that is gone stands behind what stood before it in the old.
    """

    old: LegalText
    new: LegalText
    matches: tuple[Match, ...]

    def walk(self) -> Iterator[Match]:
        """Yield every match at every level."""
        for one in self.matches:
            yield from one.walk()

    def of(self, eid: str) -> Sequence[Match]:
        """Return what became of the old provision ``eid``; empty where there is none of that name."""
        return self._by_old.get(eid, ())

    def home(self, eid: str) -> Sequence[Match]:
        """Return what became of the article that the old provision ``eid`` stands in, or is."""
        return self.of(self._homes.get(eid, eid))

    @cached_property
    def _homes(self) -> Mapping[str, str]:
        tops = (one.old for one in self.matches if one.old is not None and not one.old.is_heading)
        return {piece.eid: top.eid for top in tops for piece in top.walk()}

    @cached_property
    def _by_old(self) -> Mapping[str, Sequence[Match]]:
        found: dict[str, list[Match]] = defaultdict(list)
        for one in self.walk():
            if one.old is not None and one not in found[one.old.eid]:
                found[one.old.eid].append(one)
        return found
