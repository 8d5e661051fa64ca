"""Which article continues which: as a decision tells, as the wording shows, or as sentences and phrases do."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from legislation_hub.legaltext.aligning import LIKELY, align
from legislation_hub.legaltext.grounds import Ground
from legislation_hub.legaltext.pairing import Linked, pieces_of
from legislation_hub.legaltext.sentences import Kept, Sentences, phrases
from legislation_hub.legaltext.telling import Words, text_of
from legislation_hub.legaltext.tree import Provision
from legislation_hub.legaltext.weighing import Scales, folded

# What an article is likened by of which a decision tells all: it is like nothing.
NOTHING = "\0"


def link(
    before: Sequence[Provision], after: Sequence[Provision], known: Mapping[str, Sequence[str]]
) -> tuple[list[Linked], Words]:
    """Return the links between the articles of two versions, and for doubtful ones the words that lead anywhere.

    ``known`` is what a decision says of the old ones and their pieces, as in :func:`compare`.
    """
    linking = _Linking(before, after, known)
    linking.by_sentences()
    linking.by_phrases()
    return [*linking.links()], linking.words()


class _Linking:
    def __init__(
        self, before: Sequence[Provision], after: Sequence[Provision], known: Mapping[str, Sequence[str]]
    ) -> None:
        self.before, self.after, self.known = before, after, known
        self.old, self.new = [folded(self._untold(one)) for one in before], [folded(text_of(one)) for one in after]
        self.found: dict[int, dict[int, Ground]] = defaultdict(dict)
        self.kept: dict[int, list[Kept]] = defaultdict(list)
        places = {piece.eid: number for number, one in enumerate(after) for piece in one.walk()}
        told = [
            (number, places[eid])
            for number, one in enumerate(before)
            for eid in known.get(one.eid, ())
            if eid in places
        ]
        for one in align(Scales.of(self.old, self.new), self.old, self.new, told):
            self.found[one.old][one.new] = one.ground
        for number, article in enumerate(before):
            for piece in pieces_of(article) if article.eid not in known else ():
                taken = [places[eid] for eid in known.get(piece.eid, ()) if eid in places]
                self.found[number] |= dict.fromkeys(taken, Ground.SPLIT)

    def by_sentences(self) -> None:
        """Prove what every sentence proves; where some do, say where they went."""
        sentences = Sentences(self.before, self.after)
        for number in [*self._open()]:
            kept, whole = sentences.kept(number)
            places = dict.fromkeys(one.new for one in kept)
            if whole:
                self.found[number] = dict.fromkeys(places, Ground.PLACED)
            elif kept:
                likely = [*(places | self.found[number])][:LIKELY]
                self.found[number] = dict.fromkeys(likely, Ground.PARTS)
                self.kept[number] = [*kept]

    def by_phrases(self) -> None:
        """Before an article is called gone, look for its rare words where nothing else is continued."""
        gone = [number for number in self._open() if not self.found[number]]
        free = set(range(len(self.new))) - {
            new for news in self.found.values() for new, ground in news.items() if ground.proves
        }
        for number, one in phrases(self.old, self.new, gone, free) if gone and free else ():
            if len(self.kept[number]) < LIKELY:
                self.found[number][one.new] = Ground.WORDS
                self.kept[number].append(one)

    def links(self) -> Iterator[Linked]:
        """Yield what was found, of each old article the best first."""
        for number, one in enumerate(self.before):
            for new, ground in self.found[number].items():
                yield one, self.after[new], ground

    def words(self) -> Words:
        """Return for doubtful articles, by eId, the places of their words, with the longest that went there."""
        return {
            self.before[number].eid: {
                self.after[one.new].eid: one.words for one in sorted(kept, key=lambda one: len(one.words))
            }
            for number, kept in self.kept.items()
        }

    def _open(self) -> Iterator[int]:
        for number, one in enumerate(self.before):
            if one.eid not in self.known and not any(ground.proves for ground in self.found[number].values()):
                yield number

    def _untold(self, article: Provision) -> str:
        """Return what an article says without the pieces that are told of; all if the whole is told of."""
        if not self.known or self.known.get(article.eid):
            return text_of(article)
        told = {below.eid for piece in article.walk() if piece.eid in self.known for below in piece.walk()}
        left = [text for one in article.walk() if one.eid not in told for text in (one.heading, one.text) if text]
        return "\n".join(left) if left or not told else NOTHING
