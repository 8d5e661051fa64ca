"""What single sentences and phrases tell of an article that as a whole is like nothing: where they live on."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

from legislation_hub.legaltext.tree import Provision
from legislation_hub.legaltext.weighing import folded

# What is shorter is a turn of phrase: 依法处理。
SHORTEST = 6
# A sentence lives on in one so like it, if every other sentence of both versions is so much less like the two.
ALIKE, LEAD = 0.75, 0.2
# What has a run of so many signs may be less like it; if the run is half of it, nothing else can be meant.
RUN, RUN_ALIKE, MOST = 15, 0.6, 0.5
# Words of so many signs are a phrase; it tells something if it is so much of the article that has it or had it.
PHRASE, TELLING = 4, 0.1

_ENDS = re.compile(r"(?<=[。；：;:])")


@dataclass(frozen=True, slots=True)
class Kept:
    """Words of an old article, as printed, that live on in the new article ``new``."""

    words: str
    new: int


class Sentences:
    """The sentences of the articles of two versions."""

    def __init__(self, before: Sequence[Provision], after: Sequence[Provision]) -> None:
        """Take the articles; they are known by their numbers from here on."""
        self.before, self.after = before, after

    def kept(self, old: int) -> tuple[Sequence[Kept], bool]:
        """Return the sentences of an old article that live on for sure, and whether they are all that it has."""
        own = [*_of(self.before[old])]
        alone = len(own) == 1
        found = [Kept(text, new) for text in own if (new := self._place(old, folded(text), alone)) is not None]
        return found, bool(own) and len(found) == len(own)

    @cached_property
    def old(self) -> Sequence[tuple[int, str]]:
        """Return every sentence of the old version with the number of its article, as it is likened."""
        return [(number, folded(text)) for number, one in enumerate(self.before) for text in _of(one)]

    @cached_property
    def new(self) -> Sequence[tuple[int, str]]:
        """Return the same of the new version."""
        return [(number, folded(text)) for number, one in enumerate(self.after) for text in _of(one)]

    @cached_property
    def _texts(self) -> tuple[Sequence[str], Sequence[str]]:
        return [text for _number, text in self.old], [text for _number, text in self.new]

    def _place(self, old: int, text: str, alone: bool) -> int | None:
        """Return the new article in which a sentence lives on; None where that is not sure.

        The likeness of one that stands ``alone`` is that of its article, and proves no more.
        """
        found = _nearest(text, self._texts[1], RUN_ALIKE - LEAD)
        if not found or found[0][1] < RUN_ALIKE:
            return None
        heir, alike, at = found[0]
        new, run = self.new[at][0], _run(text, heir)
        # The longest run that both have must be their own: a formula stands in others, too.
        if any(len({number for number, one in side if run in one}) != 1 for side in (self.old, self.new)):
            return None
        if len(run) >= RUN and len(run) >= MOST * len(text):
            return new
        if alone or alike < (RUN_ALIKE if len(run) >= RUN else ALIKE):
            return None
        rivals = [score for _text, score, place in found if self.new[place][0] != new]
        for _text, score, place in _nearest(heir, self._texts[0], RUN_ALIKE - LEAD):
            rivals += [score] if self.old[place][0] != old else []
        return new if max(rivals, default=0.0) <= alike - LEAD else None


def phrases(
    old: Sequence[str], new: Sequence[str], gone: Collection[int], free: Collection[int]
) -> Iterator[tuple[int, Kept]]:
    """Yield for the old texts ``gone`` words that no other old text has, and one new text has that is ``free``.

    The texts are folded ones. What yields nothing may be called gone.
    """
    wanted = {words for number in gone for words in _phrases(old[number])}
    olds, news = _spread(old, wanted), _spread(new, wanted)
    for number in gone:
        text = old[number]
        signs: dict[int, set[int]] = defaultdict(set)
        for at in range(len(text) - PHRASE + 1):
            words = text[at : at + PHRASE]
            if len(olds[words]) == len(news[words]) == 1 and words.isalpha():
                signs[news[words][0]].update(range(at, at + PHRASE))
        for place, covered in signs.items():
            if place in free and len(covered) >= TELLING * min(len(text), len(new[place])):
                start = end = min(covered)
                while end in covered:
                    end += 1
                yield number, Kept(text[start:end], place)


def _phrases(text: str) -> set[str]:
    return {text[at : at + PHRASE] for at in range(len(text) - PHRASE + 1)}


def _spread(texts: Sequence[str], wanted: Collection[str]) -> Mapping[str, Sequence[int]]:
    """Return for the phrases ``wanted`` in which texts they stand."""
    found: dict[str, list[int]] = {words: [] for words in wanted}
    for number, text in enumerate(texts):
        for words in _phrases(text) & found.keys():
            found[words].append(number)
    return found


def _of(article: Provision) -> Iterator[str]:
    for one in article.walk():
        yield from (text for text in _ENDS.split(one.text) if len(text) >= SHORTEST)


def _nearest(text: str, texts: Sequence[str], least: float) -> Sequence[tuple[str, float, int]]:
    return extract(text, texts, scorer=Indel.normalized_similarity, limit=None, score_cutoff=least)


def _run(first: str, second: str) -> str:
    found = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    return first[found.a : found.a + found.size]
