"""Two versions of a law side by side: every provision finds where it lives on, or a person is asked."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import Indel

from legislation_hub.legaltext.chaining import Bead, chain
from legislation_hub.legaltext.comparison import Comparison
from legislation_hub.legaltext.grounds import Ground
from legislation_hub.legaltext.linking import link
from legislation_hub.legaltext.pairing import Linked, pair
from legislation_hub.legaltext.standing import beside, under
from legislation_hub.legaltext.telling import Teller
from legislation_hub.legaltext.tree import LegalText, Provision
from legislation_hub.legaltext.weighing import folded

# A heading goes where half of its articles go, or keeps most of its words and some of its articles.
ARTICLES = 0.5
TITLE = 0.8


def compare(old: LegalText, new: LegalText, known: Mapping[str, Sequence[str]] | None = None) -> Comparison:
    """Return what became of every provision of ``old`` in ``new``, and what in ``new`` has no forerunner.

    ``known`` says of old articles and of their pieces, by eId, what they have become, where an amending decision
    tells it (none: deleted); it goes before every likeness. What it does not name of an article is likened.
    """
    before, after, known = list(_units(old)), list(_units(new)), known or {}
    spoken = [one for one in before if not one.is_heading], [one for one in after if not one.is_heading]
    articles, words = link(*spoken, known)
    headings = _headings(
        [one for one in before if one.is_heading], [one for one in after if one.is_heading], articles
    )
    pieces = pair(*spoken, articles, known)
    tops = [*headings, *articles]
    deleted = {eid for eid, places in known.items() if not places}
    teller = Teller(old, new, [*tops, *pieces], deleted, words)
    rows = beside(before, after, [(one.eid, other.eid) for one, other, _ground in tops])
    matches = [teller.match(one, other) for one, other in rows]
    return Comparison(
        old,
        new,
        tuple(
            replace(match, below=tuple(teller.match(*row) for row in below))
            for match, below in zip(matches, under(matches, pieces), strict=True)
        ),
    )


def _units(law: LegalText) -> Iterator[Provision]:
    """Yield headings, articles, clauses and loose paragraphs in reading order."""
    for top in (*law.provisions, *(one for annex in law.annexes for one in annex.provisions)):
        yield from _under(top)


def _under(one: Provision) -> Iterator[Provision]:
    yield one
    for child in one.children if one.is_heading else ():
        yield from _under(child)


def _headings(before: Sequence[Provision], after: Sequence[Provision], articles: Sequence[Linked]) -> list[Linked]:
    """Link headings of one level by their titles and by the articles under them; a doubt stays a doubt."""
    heirs: dict[str, set[str]] = defaultdict(set)
    for one, other, ground in articles:
        if ground.proves:
            heirs[one.eid].add(other.eid)
    olds, news = [_eids_under(one) for one in before], [_eids_under(one) for one in after]
    beads, grounds = [], {}
    for i, one in enumerate(before):
        moved = {eid for old in olds[i] for eid in heirs[old]}
        for j, other in enumerate(after):
            if one.level is other.level:
                share = 2 * len(moved & news[j]) / (len(olds[i]) + len(news[j]) or 1)
                title = Indel.normalized_similarity(folded(one.heading), folded(other.heading))
                proved = share >= ARTICLES or (title >= TITLE and (share > 0 or not (olds[i] or news[j])))
                if share > 0 or title >= ARTICLES:
                    beads.append(Bead(i, i, j, j, share + title))
                    grounds[i, j] = Ground.PLACED if proved else Ground.WEAK
    placed = [(bead.old, bead.new) for bead in chain(beads)]
    moved_olds, moved_news = {i for i, _j in placed}, {j for _i, j in placed}
    strays = [
        (i, j)
        for (i, j), ground in grounds.items()
        if ground.proves and i not in moved_olds and j not in moved_news
    ]
    return [(before[i], after[j], grounds[i, j]) for i, j in [*placed, *strays]]


def _eids_under(heading: Provision) -> set[str]:
    return {one.eid for one in heading.walk() if one.is_article}
