"""Two versions of a law side by side: every provision finds where it lives on, or a person is asked."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import Indel

from legislation_hub.legaltext.aligning import Link, align
from legislation_hub.legaltext.citing import citations
from legislation_hub.legaltext.comparison import Comparison, Match
from legislation_hub.legaltext.tree import LegalText, Provision
from legislation_hub.vocabulary import N_, Fate

Pair = tuple[Provision, Provision]


def compare(old: LegalText, new: LegalText) -> Comparison:
    """Return what became of every provision of ``old`` in ``new``, and what in ``new`` has no forerunner."""
    before, after = list(_units(old)), list(_units(new))
    cited = citations(old), citations(new)
    links = align([_text(one) for one in before], [_text(one) for one in after])
    telling = _Telling(*cited)
    below = _below(before, after, links, telling)
    rows = _rows(before, after, links)
    return Comparison(
        old,
        new,
        tuple(
            telling.match(
                one, other, link, below.get((one.eid if one else None, other.eid if other else None), ())
            )
            for one, other, link in rows
        ),
    )


class _Telling:
    """Says in a sentence why two provisions belong together, or why one has no partner."""

    def __init__(self, old: Mapping[str, str], new: Mapping[str, str]) -> None:
        self.old = old
        self.new = new

    def match(
        self, old: Provision | None, new: Provision | None, link: Link | None, below: Sequence[Match] = ()
    ) -> Match:
        if old is None or new is None or link is None:
            fate, reason = (
                (Fate.NEW, N_("It has no forerunner in the old version."))
                if old is None
                else (Fate.GONE, N_("Nothing like it is found in the new version."))
            )
            return Match(old, new, fate, 0.0, reason, {}, tuple(below))
        first, second = _text(old), _text(new)
        likeness = Indel.normalized_similarity(first, second)
        values: dict[str, object] = {"likeness": int(likeness * 100)}
        moved = self.old.get(old.eid) != self.new.get(new.eid)
        if moved:
            values |= {"old": self.old.get(old.eid, ""), "new": self.new.get(new.eid, "")}
        if link.fate is Fate.REVIEW:
            reason = N_("The wording differs too much to be sure; %(likeness)s%% is alike.")
        elif likeness == 1:
            reason = (
                N_("The text is unchanged; %(old)s has become %(new)s.") if moved else N_("The text is unchanged.")
            )
        else:
            reason = (
                N_("The wording has changed, %(likeness)s%% is alike; %(old)s has become %(new)s.")
                if moved
                else N_("The wording has changed, %(likeness)s%% is alike.")
            )
        return Match(old, new, link.fate, likeness, reason, values, tuple(below))


def _units(law: LegalText) -> Iterator[Provision]:
    """Yield headings, articles, clauses and loose paragraphs in reading order."""
    for top in (*law.provisions, *(one for annex in law.annexes for one in annex.provisions)):
        yield from _under(top)


def _under(one: Provision) -> Iterator[Provision]:
    yield one
    if one.is_heading:
        for child in one.children:
            yield from _under(child)


def _text(one: Provision) -> str:
    return (
        one.heading
        if one.is_heading
        else "\n".join(filter(None, (one.heading, *(node.text for node in one.walk()))))
    )


def _rows(
    before: Sequence[Provision], after: Sequence[Provision], links: Sequence[Link]
) -> Iterator[tuple[Provision | None, Provision | None, Link | None]]:
    """Yield what stands beside what, in the order of the new version; gone ones behind what stood before them."""
    by_new: dict[int, list[Link]] = defaultdict(list)
    last: dict[int, int] = {}
    for link in links:
        by_new[link.new].append(link)
        last[link.old] = max(link.new, last.get(link.old, -1))
    gone: dict[int, list[int]] = defaultdict(list)
    place = -1
    for number in range(len(before)):
        if number in last:
            place = last[number]
        else:
            gone[place].append(number)
    for place in range(-1, len(after)):
        if place >= 0:
            for link in sorted(by_new[place], key=lambda link: link.old):
                yield before[link.old], after[place], link
            if not by_new[place]:
                yield None, after[place], None
        for number in gone[place]:
            yield before[number], None, None


def _below(
    before: Sequence[Provision], after: Sequence[Provision], links: Sequence[Link], telling: _Telling
) -> Mapping[tuple[str | None, str | None], Sequence[Match]]:
    """Return for each row the matches of the pieces under it."""
    found: dict[tuple[str | None, str | None], list[Match]] = defaultdict(list)
    linked_old, linked_new = {link.old for link in links}, {link.new for link in links}
    for link in links:
        old, new = before[link.old], after[link.new]
        if not old.is_heading and not new.is_heading:
            found[old.eid, new.eid] = list(_pieces(_inner(old), _inner(new), telling))
    for number, one in enumerate(before):
        if number not in linked_old and not one.is_heading:
            found[one.eid, None] = [telling.match(piece, None, None) for piece in _inner(one)]
    for number, one in enumerate(after):
        if number not in linked_new and not one.is_heading:
            found[None, one.eid] = [telling.match(None, piece, None) for piece in _inner(one)]
    return found


def _inner(one: Provision) -> list[Provision]:
    return [piece for child in one.children for piece in child.walk()]


def _pieces(before: Sequence[Provision], after: Sequence[Provision], telling: _Telling) -> Iterator[Match]:
    links = align([one.text for one in before], [one.text for one in after])
    for one, other, link in _rows(before, after, links):
        yield telling.match(one, other, link)
