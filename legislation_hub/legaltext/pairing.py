"""Paragraphs, items and subitems find each other: within the articles that belong together, then anywhere."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from legislation_hub.legaltext.aligning import SUBSTANCE, align
from legislation_hub.legaltext.grounds import Ground, Link
from legislation_hub.legaltext.tree import Provision
from legislation_hub.legaltext.weighing import Scales, folded

Linked = tuple[Provision, Provision, Ground]


def pieces_of(article: Provision) -> list[Provision]:
    """Return what stands under an article, in reading order."""
    return [one for child in article.children for one in child.walk()]


def pair(
    before: Sequence[Provision],
    after: Sequence[Provision],
    links: Iterable[Linked],
    known: Mapping[str, Sequence[str]],
) -> list[Linked]:
    """Return the links between the pieces of the articles ``before`` and ``after``, given those of the articles.

    A piece is looked for where its article lives on, whether it is a paragraph there or an item; elsewhere it is
    proved only by nearly the same words, and enough of them. What ``known`` tells of a piece is not looked for.
    """
    pairing = _Pairing(before, after, links, known)
    return [*pairing.spoken(), *pairing.unspoken()]


class _Pairing:
    def __init__(
        self,
        before: Sequence[Provision],
        after: Sequence[Provision],
        links: Iterable[Linked],
        known: Mapping[str, Sequence[str]],
    ) -> None:
        self.articles = [(one, other) for one, other, ground in links if ground.proves]
        self.old_pieces = {one.eid: pieces_of(one) for one in before}
        self.new_pieces = {one.eid: pieces_of(one) for one in after}
        self.old = [one for pieces in self.old_pieces.values() for one in pieces if one.text]
        self.new = [one for pieces in self.new_pieces.values() for one in pieces if one.text]
        self.old_texts = [folded(one.text) for one in self.old]
        self.new_texts = [folded(one.text) for one in self.new]
        self.scales = Scales.of(self.old_texts, self.new_texts)
        self.proved: dict[str, list[Provision]] = defaultdict(list)
        places = {one.eid: number for number, one in enumerate(self.new)}
        self.told = [
            (number, places[eid])
            for number, one in enumerate(self.old)
            for eid in known.get(one.eid, ())
            if eid in places
        ]
        self.deleted = {number for number, one in enumerate(self.old) if one.eid in known and not known[one.eid]}

    def spoken(self) -> list[Linked]:
        """Return the links between the pieces that have a text of their own."""
        proved: list[Link] = []
        doubts: dict[int, list[Link]] = defaultdict(list)
        for olds, news in self._families():
            # Two articles that have one paragraph each are compared as articles.
            alone = len(olds) == len(news) == 1
            for link in [Link(olds[0], news[0], Ground.PLACED)] if alone else self._aligned(olds, news):
                (proved if link.ground.proves else doubts[link.old]).append(link)
        found = {link.old for link in proved}, {link.new for link in proved}
        left = [one for one in range(len(self.old)) if one not in found[0]]
        free = [one for one in range(len(self.new)) if one not in found[1]]
        known = set(doubts)
        for link in self._aligned(left, free):
            if link.ground is Ground.SAME and self._weighs(link):
                doubts.pop(link.old, None)
                proved.append(link)
            elif link.old not in known:
                ground = Ground.ELSEWHERE if link.ground.proves else link.ground
                doubts[link.old].append(Link(link.old, link.new, ground))
        for link in proved:
            self.proved[self.old[link.old].eid].append(self.new[link.new])
        every = [*proved, *(link for links in doubts.values() for link in links)]
        return [(self.old[link.old], self.new[link.new], link.ground) for link in every]

    def unspoken(self) -> Iterator[Linked]:
        """Yield the links of paragraphs that only hold items: they go where their items go, or stay."""
        parents = {
            child.eid: one for pieces in self.new_pieces.values() for one in pieces for child in one.children
        }
        for old, new in self.articles:
            mute = {one.eid.removeprefix(new.eid): one for one in self.new_pieces[new.eid] if not one.text}
            for one in self.old_pieces[old.eid]:
                if one.text:
                    continue
                heirs = Counter(
                    parents[heir.eid].eid
                    for child in one.children
                    for heir in self.proved[child.eid]
                    if heir.eid in parents
                )
                found = {piece.eid: piece for piece in self.new_pieces[new.eid]}
                if heirs and (eid := heirs.most_common(1)[0][0]) in found:
                    yield one, found[eid], Ground.PLACED if len(heirs) == 1 else Ground.SCATTERED
                elif (same := mute.get(one.eid.removeprefix(old.eid))) is not None:
                    yield one, same, Ground.PLACED

    def _families(self) -> Iterator[tuple[list[int], list[int]]]:
        """Yield the pieces of each group of articles that were split from, or merged into, one another."""
        family: dict[str, str] = {}

        def head(name: str) -> str:
            while family.get(name, name) != name:
                name = family[name]
            return name

        for old, new in self.articles:
            family[head(f"old {old.eid}")] = head(f"new {new.eid}")
        members: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for side, (word, pieces) in enumerate((("old", self.old_pieces), ("new", self.new_pieces))):
            number = 0
            for eid, ones in pieces.items():
                size = sum(1 for one in ones if one.text)
                members[head(f"{word} {eid}")][side].extend(range(number, number + size))
                number += size
        yield from ((olds, news) for olds, news in members.values() if olds and news)

    def _aligned(self, olds: Sequence[int], news: Sequence[int]) -> Iterator[Link]:
        olds = [one for one in olds if one not in self.deleted]
        texts = [self.old_texts[one] for one in olds], [self.new_texts[one] for one in news]
        at_old, at_new = ({one: at for at, one in enumerate(side)} for side in (olds, news))
        told = [(at_old[old], at_new[new]) for old, new in self.told if old in at_old and new in at_new]
        for link in align(self.scales.part(olds, news), *texts, told):
            yield Link(olds[link.old], news[link.new], link.ground)

    def _weighs(self, link: Link) -> bool:
        return self.scales.shared(self.scales.old[link.old], self.scales.new[link.new]) >= SUBSTANCE
