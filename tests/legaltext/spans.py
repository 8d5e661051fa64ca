"""Quotations chosen by a seeded program from old articles, and what a plain search in the new ones says of them.

The truth is made without the code that it judges: of an old article the new ones are known (by the gold table, or
because the version was derived), and the quotation, without spaces and widths of signs, is looked for in them.
"""

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from random import Random

from legislation_hub.legaltext.following import Followed
from legislation_hub.legaltext.tree import LegalText, Provision
from legislation_hub.vocabulary import Fate

SHORTEST, LONGEST = 4, 40
# A stretch that long is a remainder of the quotation; where none is left, it was deleted.
REMAINDER = 4


@dataclass(frozen=True)
class Quote:
    """A span of an old provision; ``places`` are the new provisions and the offsets where its words stand."""

    eid: str
    span: tuple[int, int]
    text: str
    kind: str
    places: Collection[tuple[str, int]]

    def verdict(self, followed: Followed) -> str:
        """Return "right", "wrong", or "left" to a person."""
        place = (followed.eid, followed.span[0]) if followed.span else None
        match self.kind, followed.fate:
            case (("lives" | "repeated"), Fate.MOVED):
                return "right" if place in self.places else "wrong"
            case (("lives" | "repeated"), fate):
                return "left" if fate is Fate.REVIEW else "lost"
            case "changed", fate:
                return {Fate.REVIEW: "right", Fate.MOVED: "wrong", Fate.GONE: "lost"}[fate]
            case _, fate:
                return {Fate.GONE: "right", Fate.MOVED: "wrong", Fate.REVIEW: "left"}[fate]


def quotes(
    old: LegalText, new: LegalText, truth: Mapping[str, Collection[str]], random: Random, number: int
) -> Iterator[Quote]:
    """Yield ``number`` quotations from the articles in ``truth``, which names the new ones of each by eId."""
    olds = {one.eid: one for one in old.walk() if one.is_article}
    news = {one.eid: one for one in new.walk() if one.is_article}
    pieces = [(eid, one) for eid in truth for one in olds[eid].walk() if len(one.text) >= SHORTEST]
    for eid, one in random.choices(pieces, k=number) if pieces else ():
        length = random.randint(SHORTEST, min(LONGEST, len(one.text)))
        start = random.randint(0, len(one.text) - length)
        text = one.text[start : start + length]
        heirs = [piece for heir in truth[eid] for piece in news[heir].walk() if piece.text]
        yield Quote(one.eid, (start, start + length), text, *_truth(_plain(text)[0], olds[eid], heirs))


def _truth(text: str, old: Provision, heirs: Collection[Provision]) -> tuple[str, Collection[tuple[str, int]]]:
    places = [(piece.eid, at) for piece in heirs for at in _find(text, piece)]
    before = sum(len(_find(text, piece)) for piece in old.walk())
    if places:
        return ("lives" if len(places) == before == 1 else "repeated"), places
    longest = max(
        (SequenceMatcher(None, text, _plain(piece.text)[0], False).find_longest_match().size for piece in heirs),
        default=0,
    )
    return ("changed" if longest >= min(REMAINDER, len(text)) else "deleted"), ()


def _find(text: str, piece: Provision) -> list[int]:
    plain, places = _plain(piece.text)
    return [places[at] for at in range(len(plain)) if plain.startswith(text, at)] if text else []


def _plain(text: str) -> tuple[str, list[int]]:
    kept = [(unicodedata.normalize("NFKC", sign), at) for at, sign in enumerate(text) if not sign.isspace()]
    return "".join(sign[0] for sign, _at in kept), [at for _sign, at in kept]
