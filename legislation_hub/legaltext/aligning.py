"""Which text of the new version continues which of the old: in its place if it can be, elsewhere if proved."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from legislation_hub.legaltext.chaining import Bead, chain
from legislation_hub.legaltext.grounds import Ground, Link
from legislation_hub.legaltext.weighing import FEW, Likeness, Scales, overlap, without

# Nearly the same wording, ahead of all else that is like it: proved; more is asked of one out of its order.
CERTAIN, LEAD = 0.75, 0.2
CERTAIN_ELSEWHERE, LEAD_ELSEWHERE = 0.85, 0.25
# Between two that are certain, this much and a little ahead of what else stands there is enough.
IN_PLACE, AHEAD = 0.46, 0.1
# Of the runs of three signs of one of them two fifths must be in the other: what only sounds like it has fewer.
OWN_WORDS = 0.4
# Two that are too little each must together share half.
TOGETHER = 0.5
# Elsewhere the one must hold nearly all of the other, and be well ahead.
ELSEWHERE, WHOLE = 0.8, 0.9
# So much of an old text was merged into a new one, or of a new one was split off, that goes on a neighbour of it.
MERGED, SPLIT, NEAR = 0.4, 0.5, 2
# In the place of its neighbour a text lives on when most of its wording does.
MOSTLY = 0.6
# Two pairs stand for the same part of a text when together they share hardly more than one of them.
PART = 0.5
# What is shared weighs as much as so many rare pairs of signs: it is no formula and no single name.
SUBSTANCE = 14.0
# Unrelated articles of one law share about so much.
NOISE = 0.2
# What a person should look at, and how many places at most.
WORTH_A_LOOK, LIKELY = 0.35, 3


def align(
    scales: Scales, old: Sequence[str], new: Sequence[str], told: Sequence[tuple[int, int]] = ()
) -> list[Link]:
    """Return the links between two versions, of each old text the best first; without a link it is gone, or new.

    ``old`` and ``new`` are the folded texts that ``scales`` weigh; ``told`` is what an amending decision says.
    """
    return _Alignment(scales, old, new, told).links()


def _equal(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of equal texts, where both versions have as many of them."""
    places: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, texts in enumerate((old, new)):
        for number, text in enumerate(texts):
            places[text][side].append(number)
    for olds, news in places.values():
        if len(olds) == len(news):
            yield from zip(olds, news, strict=True)


class _Alignment:
    """One alignment: what is certain first, then what stands between, then what was moved, merged or split off."""

    def __init__(
        self, scales: Scales, old: Sequence[str], new: Sequence[str], told: Sequence[tuple[int, int]]
    ) -> None:
        self.scales, self.texts = scales, (old, new)
        self.proved: dict[tuple[int, int], Ground] = {}
        self.doubts: dict[int, tuple[Ground, Likeness]] = {}
        self.heirs: dict[int, list[int]] = defaultdict(list)
        self.sources: dict[int, list[int]] = defaultdict(list)
        for pair in told:
            self._prove(*pair, Ground.TOLD)
        self.equal = [pair for pair in _equal(old, new) if self._are_free(*pair)]
        olds, news = {pair[0] for pair in self.equal}, {pair[1] for pair in self.equal}
        pairs = scales.candidates(
            [one for one in range(len(old)) if one not in olds and one not in self.heirs],
            [one for one in range(len(new)) if one not in news and one not in self.sources],
        )
        self.pairs = sorted(pairs, key=lambda one: -one.score)
        self.of_old: dict[int, list[Likeness]] = defaultdict(list)
        self.of_new: dict[int, list[Likeness]] = defaultdict(list)
        for one in self.pairs:
            self.of_old[one.old].append(one)
            self.of_new[one.new].append(one)

    def links(self) -> list[Link]:
        """Return what is proved, then for every other old text what a person should look at."""
        self._between(self._certain())
        self._elsewhere()
        self._merged()
        self._split()
        proved = [Link(old, new, self.proved[old, new]) for old, new in sorted(self.proved)]
        return [*proved, *self._doubtful()]

    # What is certain

    def _certain(self) -> list[Bead]:
        """Link what has hardly changed and is like nothing else; return those that stand in order."""
        sure = [one for one in self.pairs if one.both >= CERTAIN and self._lead(one) >= LEAD]
        anchors = chain(
            [
                *(Bead(old, old, new, new, 1 + self.scales.old_sums[old]) for old, new in self.equal),
                *(Bead(old, old, new, new, 1.0) for old, new in self.proved),
                *(Bead(one.old, one.old, one.new, one.new, one.shared) for one in sure),
            ]
        )
        placed = {(bead.old, bead.new) for bead in anchors}
        for pair in self.equal:
            if pair in placed or self.scales.old_sums[pair[0]] >= SUBSTANCE:
                self._prove(*pair, Ground.SAME)
            else:
                self.doubts[pair[0]] = Ground.ELSEWHERE, self.scales.likeness(*pair)
        for one in sure:
            elsewhere = one.both >= CERTAIN_ELSEWHERE and self._lead(one) >= LEAD_ELSEWHERE
            if (one.old, one.new) in placed or (elsewhere and one.shared >= SUBSTANCE):
                self._prove(one.old, one.new, Ground.SAME)
        return anchors

    def _lead(self, one: Likeness) -> float:
        """Return by how much ``one`` is ahead of the next pair of either of its texts."""
        others = (*self.of_old[one.old][:2], *self.of_new[one.new][:2])
        return one.score - max((other.score for other in others if other is not one), default=0.0)

    # What stands between

    def _between(self, anchors: Sequence[Bead]) -> None:
        """Link what stands between two that are certain, one to one or one to two neighbours."""
        inside = self._inside(anchors)
        for bead in chain(self._beads(inside)):
            self._judge(
                [
                    inside[old, new]
                    for old in range(bead.old, bead.old_end + 1)
                    for new in range(bead.new, bead.new_end + 1)
                ],
                inside,
            )

    def _inside(self, anchors: Sequence[Bead]) -> dict[tuple[int, int], Likeness]:
        """Return the pairs of texts without a proof that stand between the same two anchors."""
        ends = [
            (-1, -1),
            *((bead.old, bead.new) for bead in anchors),
            (len(self.scales.old), len(self.scales.new)),
        ]
        olds: dict[int, int] = {}
        news: dict[int, int] = {}
        inside: dict[tuple[int, int], Likeness] = {}
        for number, ((old, new), (next_old, next_new)) in enumerate(pairwise(ends)):
            free_old = [one for one in range(old + 1, next_old) if one not in self.heirs]
            free_new = [one for one in range(new + 1, next_new) if one not in self.sources]
            olds |= dict.fromkeys(free_old, number)
            news |= dict.fromkeys(free_new, number)
            if len(free_old) * len(free_new) <= FEW:
                inside |= {(one.old, one.new): one for one in self.scales.candidates(free_old, free_new)}
        for one in self.pairs:
            if one.old in olds and one.new in news and olds[one.old] == news[one.new]:
                inside[one.old, one.new] = one
        return inside

    def _beads(self, inside: Mapping[tuple[int, int], Likeness]) -> Iterator[Bead]:
        for (old, new), one in inside.items():
            yield Bead(old, old, new, new, one.shared - self._noise(one))
            for other in (inside.get((old, new + 1)), inside.get((old + 1, new))):
                if other is not None and self._gain(one, other) > min(self._noise(one), self._noise(other)):
                    weight = self.scales.together(one, other).shared - self._noise(one) - self._noise(other)
                    yield Bead(old, other.old, new, other.new, weight)

    def _judge(self, pairs: Sequence[Likeness], inside: Mapping[tuple[int, int], Likeness]) -> None:
        """Link the pairs of one bead, or leave the better to a person."""
        first, *others = sorted(pairs, key=lambda one: -one.shared)
        alone = not others or first.score >= IN_PLACE
        score = first.score if alone else self.scales.together(first, others[0]).score
        rivals = (one for one in self._rivals(first, score - AHEAD) if (one.old, one.new) in inside)
        if score < (IN_PLACE if alone else TOGETHER) or (alone and not self._has_its_words(first)):
            self.doubts[first.old] = Ground.WEAK, first
        elif any(one not in pairs for one in rivals):
            self.doubts[first.old] = Ground.RIVALS, first
        elif self._is_scattered(first):
            self.doubts[first.old] = Ground.SCATTERED, first
        else:
            self._prove(first.old, first.new, Ground.PLACED)
            for one in others:
                if not alone or self._completes(one, first):
                    self._prove(one.old, one.new, Ground.SPLIT if one.old == first.old else Ground.MERGED)

    def _has_its_words(self, one: Likeness) -> bool:
        return overlap(self.texts[0][one.old], self.texts[1][one.new]) >= OWN_WORDS

    def _is_scattered(self, one: Likeness) -> bool:
        """Tell whether another place holds more of the old text than this one, and another part of it."""
        return any(
            other.kept >= PART and other.kept > one.kept and self._gain(one, other) > self._noise(other)
            for other in self.of_old[one.old]
        )

    def _completes(self, one: Likeness, first: Likeness) -> bool:
        """Tell whether an old text beside ``first`` was merged into the same new one."""
        if one.old == first.old or any(
            other.score > one.score - AHEAD for other in self.of_old[one.old] if other.new != one.new
        ):
            return False
        gain, free = self._gain(one, first), self.scales.new_sums[one.new] - first.shared
        rest = Likeness(one.old, one.new, gain, gain / self.scales.old_sums[one.old], gain / (free or 1))
        return rest.score >= IN_PLACE or (one.kept >= MOSTLY and one.shared >= SUBSTANCE)

    # What was moved, merged or split off, and what may have been

    def _elsewhere(self) -> None:
        """Link what stands out of its place and is clearly the same."""
        for one in self.pairs:
            if (
                self._are_free(one.old, one.new)
                and (one.score >= ELSEWHERE or one.kept >= WHOLE)
                and one.shared >= SUBSTANCE
                and not any(self._are_free(other.old, other.new) for other in self._rivals(one, one.score - LEAD))
            ):
                self._prove(one.old, one.new, Ground.SAME)

    def _merged(self) -> None:
        """Link old texts that live on in what already continues a neighbour of theirs."""
        for old, ones in self.of_old.items():
            for one in ones if old not in self.heirs else ():
                olds = self.sources.get(one.new, ())
                left = without(self.scales.new[one.new], [self.scales.old[other] for other in olds])
                least = MERGED if any(abs(other - old) <= NEAR for other in olds) else WHOLE
                if olds and self._holds(
                    self.scales.shared(left, self.scales.old[old]), self.scales.old_sums[old], least
                ):
                    self._prove(old, one.new, Ground.MERGED)
                    break

    def _split(self) -> None:
        """Link new texts that were taken out of what already lives on near them."""
        for new, ones in self.of_new.items():
            for one in ones if new not in self.sources else ():
                news = self.heirs.get(one.old, ())
                left = without(self.scales.old[one.old], [self.scales.new[other] for other in news])
                least = SPLIT if any(abs(other - new) <= NEAR for other in news) else WHOLE
                if news and self._holds(
                    self.scales.shared(left, self.scales.new[new]), self.scales.new_sums[new], least
                ):
                    self._prove(one.old, new, Ground.SPLIT)
                    break

    def _doubtful(self) -> Iterator[Link]:
        """Yield for each old text without a proof the few places that a person should look at, the best first."""
        for old in range(len(self.scales.old)):
            if old not in self.heirs:
                ground, guess = self.doubts.get(old, (Ground.ELSEWHERE, None))
                ones = [one for one in self.of_old[old] if one.score >= WORTH_A_LOOK or one is guess][:LIKELY]
                if guess is not None and guess not in ones:
                    ones = [*ones[: LIKELY - 1], guess]
                yield from (Link(old, one.new, ground) for one in ones)

    # Measures

    def _prove(self, old: int, new: int, ground: Ground) -> None:
        self.proved[old, new] = ground
        self.heirs[old].append(new)
        self.sources[new].append(old)

    def _are_free(self, old: int, new: int) -> bool:
        return old not in self.heirs and new not in self.sources

    def _holds(self, shared: float, whole: float, part: float) -> bool:
        return shared >= SUBSTANCE and shared >= part * whole

    def _rivals(self, one: Likeness, score: float) -> Iterator[Likeness]:
        """Yield the other pairs of either text that are above ``score`` and stand for the same part of it."""
        for other in (*self.of_old[one.old], *self.of_new[one.new]):
            if (
                other is not one
                and other.score > score
                and self._gain(one, other) < PART * min(one.shared, other.shared)
            ):
                yield other

    def _gain(self, one: Likeness, other: Likeness) -> float:
        """Return how much two pairs of one text share together beyond what the better of them shares."""
        return self.scales.together(one, other).shared - max(one.shared, other.shared)

    def _noise(self, one: Likeness) -> float:
        return NOISE * min(self.scales.old_sums[one.old], self.scales.new_sums[one.new])
