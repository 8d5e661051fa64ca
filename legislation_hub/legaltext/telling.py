"""Why two provisions belong together, or one has no partner, in a short sentence for whoever has to decide."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from rapidfuzz.distance import Indel

from legislation_hub.legaltext.citing import citations
from legislation_hub.legaltext.comparison import Match
from legislation_hub.legaltext.grounds import Ground
from legislation_hub.legaltext.spanning import named
from legislation_hub.legaltext.tree import LegalText, Provision
from legislation_hub.legaltext.weighing import folded, plain
from legislation_hub.vocabulary import N_, Fate

# For old provisions, by eId, some places in the new version and the words that stand there.
Words = Mapping[str, Mapping[str, str]]
# So much of a sentence tells which one is meant.
QUOTED = 24

DOUBTS: Mapping[Ground, str] = {
    Ground.WEAK: N_("The wording differs too much to be sure; %(likeness)s%% is alike."),
    Ground.RIVALS: N_("Several places are alike: %(places)s."),
    Ground.SCATTERED: N_("Its content seems to stand in several places: %(places)s."),
    Ground.ELSEWHERE: N_("Something like it stands at another place: %(places)s."),
    Ground.PARTS: N_("Only a part of it lives on for sure: %(parts)s."),
    Ground.WORDS: N_("Hardly anything is like it, but these of its words stand in one place only: %(parts)s."),
}


class Teller:
    """Makes matches of the links between two versions, each with its reason."""

    def __init__(
        self,
        old: LegalText,
        new: LegalText,
        links: Sequence[tuple[Provision, Provision, Ground]],
        deleted: Collection[str],
        words: Words,
    ) -> None:
        """Take both versions, every link between them at whatever level, and what a decision says is deleted.

        ``words`` names for doubtful provisions places where some of their words stand.
        """
        self.deleted, self.words = deleted, words
        self.old = citations(old)
        self.new = citations(new)
        self.heirs: dict[str, list[Provision]] = defaultdict(list)
        self.sources: dict[str, list[Provision]] = defaultdict(list)
        self.grounds = {(one.eid, other.eid): ground for one, other, ground in links}
        for one, other, ground in links:
            self.heirs[one.eid].append(other)
            if ground.proves:
                self.sources[other.eid].append(one)

    def match(self, old: Provision | None, new: Provision | None) -> Match:
        """Return what became of ``old``, or that ``new`` is new."""
        if old is None:
            return Match(old, new, Fate.NEW, 0.0, N_("The old version had nothing like it."))
        if new is None and old.eid in self.deleted:
            named = {"old": self.old.get(old.eid, old.label)}
            return Match(old, new, Fate.GONE, 0.0, N_("The amending decision deletes %(old)s."), named)
        if new is None:
            return Match(old, new, Fate.GONE, 0.0, N_("Nothing like it is in the new version."))
        ground = self.grounds[old.eid, new.eid]
        likeness = alike(old, new)
        values: dict[str, object] = {
            "likeness": int(likeness * 100),
            "old": self.old.get(old.eid, old.label),
            "new": self.new.get(new.eid, new.label),
            "places": "、".join(self.new.get(one.eid, one.label) for one in self._places(old, ground)),
            "parts": "；".join(self._parts(old)),
            "sources": "、".join(self.old.get(one.eid, one.label) for one in self.sources[new.eid]),
        }
        fate = Fate.MOVED if ground.proves else Fate.REVIEW
        return Match(old, new, fate, likeness, self._reason(old, new, ground, values), values)

    def _parts(self, old: Provision) -> Iterator[str]:
        for eid, words in self.words.get(old.eid, {}).items():
            yield named(self.new.get(eid, ""), words.strip(), QUOTED)

    def _places(self, old: Provision, ground: Ground) -> Sequence[Provision]:
        """Return where ``old`` lives on, or, while that is not proved, where it may."""
        heirs = self.heirs[old.eid]
        return [one for one in heirs if self.grounds[old.eid, one.eid].proves] if ground.proves else heirs

    def _reason(self, old: Provision, new: Provision, ground: Ground, values: Mapping[str, object]) -> str:
        if ground in DOUBTS:
            return DOUBTS[ground]
        if ground is Ground.TOLD:
            return N_("The amending decision says that %(old)s has become %(new)s.")
        if len(self._places(old, ground)) > 1:
            return N_("It was split: %(old)s has become %(places)s.")
        if len(self.sources[new.eid]) > 1:
            return N_("Several were merged: %(sources)s have become %(new)s.")
        first, second = text_of(old), text_of(new)
        renumbered = values["old"] != values["new"]
        if plain(first) == plain(second):
            return (
                N_("The text is unchanged; %(old)s has become %(new)s.")
                if renumbered
                else N_("The text is unchanged.")
            )
        if folded(first) == folded(second):
            return N_("Only the numbers of the provisions that it cites have changed.")
        return (
            N_("The wording has changed, %(likeness)s%% is alike; %(old)s has become %(new)s.")
            if renumbered
            else N_("The wording has changed, %(likeness)s%% is alike.")
        )


def alike(old: Provision, new: Provision) -> float:
    """Return the part of the signs of both texts that stay when the one is turned into the other, 0 to 1."""
    return Indel.normalized_similarity(plain(text_of(old)), plain(text_of(new)))


def text_of(one: Provision) -> str:
    """Return what a provision says: of a heading its title, of an article all that is in it."""
    if one.is_heading:
        return one.heading
    if not (one.is_article or not one.text):
        return one.text
    return "\n".join(text for node in one.walk() for text in (node.heading, node.text) if text)
