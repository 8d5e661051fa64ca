"""Two versions side by side as they are shown: in the order of the new one, and nothing of either left out."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from legislation_hub.legaltext.citing import citations, headed
from legislation_hub.legaltext.comparison import Comparison, Match
from legislation_hub.legaltext.differing import differences
from legislation_hub.legaltext.tree import Annex, LegalText, Provision
from legislation_hub.models import Comment
from legislation_hub.models import Provision as Place
from legislation_hub.queries.comments import is_reportable
from legislation_hub.queries.strips import Strip, beside, together
from legislation_hub.vocabulary import Fate, LineKind, Turn

# Before the eId of what stands in the old version only: the new one may have another piece of that name.
GONE = "old-"


@dataclass(frozen=True, slots=True)
class Head:
    """What a piece of one version is called: its eId, its label as printed, and how it is cited."""

    eid: str
    label: str
    citation: str


@dataclass(frozen=True, slots=True)
class Row:
    """A piece of the law in both versions: several old ones that were combined, several new ones of one divided.

    ``part`` says what it is where it is no provision. Under REVIEW ``reason`` is an English source string, filled
    in with ``values`` after it was translated, and ``likely`` are the old places that it may come from, or the new
    ones that it may have gone to. ``comments`` were made on the old ones.
    """

    id: str
    turn: Turn
    olds: tuple[Head, ...]
    news: tuple[Head, ...]
    strips: tuple[Strip, ...]
    is_heading: bool = False
    part: LineKind | None = None
    reason: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    likely: tuple[Head, ...] = ()
    comments: int = 0

    @property
    def changed(self) -> bool:
        """Tell whether the text is another one; a new number alone is no change."""
        return self.turn is not Turn.SAME

    @property
    def renumbered(self) -> bool:
        """Tell whether an article lives on under another number."""
        both = bool(self.olds and self.news) and self.is_article and self.turn is not Turn.REVIEW
        return both and {one.citation for one in self.olds} != {one.citation for one in self.news}

    @property
    def is_article(self) -> bool:
        """Tell whether this counts: no heading, and no part outside the provisions."""
        return not self.is_heading and self.part is None


@dataclass(frozen=True, slots=True)
class Table:
    """The whole comparison; ``tally`` counts articles by what became of them, ``renumbered`` by new numbers."""

    rows: Sequence[Row]
    tally: Mapping[Turn, int]
    renumbered: int

    def shown(self, only_changed: bool) -> Sequence[Row]:
        """Return all rows, or those that changed with the headings that they stand under."""
        if not only_changed:
            return self.rows
        found: list[Row] = []
        above: list[Row] = []
        for row in self.rows:
            if not row.is_article:
                above = [one for one in above if row.id.removeprefix(GONE).startswith(f"{one.id}__")]
            if row.changed:
                found += [*above, row]
                above = []
            elif row.is_heading:
                above.append(row)
        return found


def table_of(comparison: Comparison, comments: Mapping[str, int] | None = None) -> Table:
    """Return a comparison as it is shown; ``comments`` counts them by the eId that they were made on."""
    old, new = comparison.old, comparison.new
    rows = [*_above(old, new), *_Laying(comparison, comments or {}).rows(), *_behind(old, new)]
    articles = [one for one in rows if one.is_article]
    tally = Counter(one.turn for one in articles)
    return Table(rows, {turn: tally[turn] for turn in Turn}, sum(one.renumbered for one in articles))


def comments_on(session: Session, version_id: UUID) -> Mapping[str, int]:
    """Return how many comments were made on each provision of a version, by its eId."""
    query = (
        select(Place.eid, func.count())
        .join(Comment, Comment.provision_id == Place.id)
        .where(Place.version_id == version_id, is_reportable)
        .group_by(Place.eid)
    )
    return dict(session.execute(query).all())


@dataclass(slots=True)
class _Bundle:
    """What belongs to one piece of the new version, or to several that one old piece was divided into."""

    links: list[Match] = field(default_factory=list)
    doubts: list[Match] = field(default_factory=list)

    def takes(self, match: Match) -> bool:
        old, new = _eid(match.old), _eid(match.new)
        if match.fate is Fate.MOVED and old in {_eid(one.old) for one in self.links}:
            return True
        return new is not None and new in {_eid(one.new) for one in (*self.links, *self.doubts)}


class _Laying:
    """Lays the matches out in rows; what awaits a decision stands once, where it most likely belongs."""

    def __init__(self, comparison: Comparison, comments: Mapping[str, int]) -> None:
        self.matches = comparison.matches
        self.old_names, self.new_names = citations(comparison.old), citations(comparison.new)
        self.comments = comments
        self.places = Counter(
            one.old.eid for one in self.matches if one.old is not None and one.fate is Fate.MOVED
        )
        self.best: dict[str, Match] = {}
        for one in self.matches:
            if one.old is not None and (
                one.old.eid not in self.best or _rank(one) > _rank(self.best[one.old.eid])
            ):
                self.best[one.old.eid] = one

    def rows(self) -> Iterator[Row]:
        """Yield every row in reading order."""
        for bundle in self._bundles():
            here = [one for one in bundle.doubts if one.old is not None and self.best[one.old.eid] is one]
            if bundle.links:
                yield self._settled(bundle.links)
            elif not here:
                yield self._doubtful(bundle.doubts[0], (), _only(bundle.doubts[0].new))
            else:
                match = max(here, key=_rank)
                here.remove(match)
                yield self._doubtful(match, _only(match.old), _only(match.new))
            for one in here:
                yield self._doubtful(one, _only(one.old), ())

    def _bundles(self) -> Iterator[_Bundle]:
        bundle = _Bundle()
        for match in self.matches:
            if (bundle.links or bundle.doubts) and not bundle.takes(match):
                yield bundle
                bundle = _Bundle()
            (bundle.doubts if match.fate is Fate.REVIEW else bundle.links).append(match)
        if bundle.links or bundle.doubts:
            yield bundle

    def _settled(self, links: Sequence[Match]) -> Row:
        olds = tuple({one.old.eid: one.old for one in links if one.old is not None}.values())
        news = tuple({one.new.eid: one.new for one in links if one.new is not None}.values())
        strips = self._strips(links, olds, news)
        if not olds or not news:
            turn = Turn.ADDED if news else Turn.DROPPED
        elif len(news) > 1 or any(self.places[one.eid] > 1 for one in olds):
            turn = Turn.SPLIT
        elif len(olds) > 1:
            turn = Turn.MERGED
        else:
            turn = Turn.REWORDED if any(one.changed for one in strips) else Turn.SAME
        return self._row(turn, olds, news, strips)

    def _doubtful(self, match: Match, olds: tuple[Provision, ...], news: tuple[Provision, ...]) -> Row:
        likely: tuple[Head, ...] = ()
        if not news:
            likely = tuple(
                self._new(one.new) for one in self.matches if one.old is match.old and one.new is not None
            )
        elif olds:
            likely = (self._old(olds[0]),)
        else:
            likely = tuple(
                self._old(one.old) for one in self.matches if one.new is match.new and one.old is not None
            )
        strips = self._strips([match], olds, news)
        return self._row(Turn.REVIEW, olds, news, strips, match.reason, match.values, likely)

    def _row(
        self,
        turn: Turn,
        olds: tuple[Provision, ...],
        news: tuple[Provision, ...],
        strips: tuple[Strip, ...],
        reason: str = "",
        values: Mapping[str, object] | None = None,
        likely: tuple[Head, ...] = (),
    ) -> Row:
        return Row(
            id=news[0].eid if news else f"{GONE}{olds[0].eid}",
            turn=turn,
            olds=tuple(self._old(one) for one in olds),
            news=tuple(self._new(one) for one in news),
            strips=strips,
            is_heading=(*news, *olds)[0].is_heading,
            reason=reason,
            values=values or {},
            likely=likely,
            comments=sum(
                self.comments.get(node.eid, 0) for one in olds if not one.is_heading for node in one.walk()
            ),
        )

    def _strips(
        self, links: Sequence[Match], olds: tuple[Provision, ...], news: tuple[Provision, ...]
    ) -> tuple[Strip, ...]:
        first, *more = links
        unmatched = bool(olds and news) and not first.below and bool(olds[0].children)
        if more or (unmatched and not olds[0].is_heading):
            return together(olds, news)
        return beside(first, next(iter(olds), None), next(iter(news), None), (self.old_names, self.new_names))

    def _old(self, one: Provision) -> Head:
        return Head(one.eid, _printed(one), self.old_names[one.eid])

    def _new(self, one: Provision) -> Head:
        return Head(one.eid, _printed(one), self.new_names[one.eid])


def _printed(one: Provision) -> str:
    return headed(one.label, one.heading) if one.is_heading else one.label


def _above(old: LegalText, new: LegalText) -> Iterator[Row]:
    """Yield what stands above the provisions of either version."""
    yield from _part(LineKind.TITLE, old.title, new.title)
    yield from _part(LineKind.NOTE, old.note or "", new.note or "")
    yield from _part(LineKind.PREFACE, "\n".join(old.preface), "\n".join(new.preface))


def _behind(old: LegalText, new: LegalText) -> Iterator[Row]:
    """Yield what stands behind the provisions of either version."""
    yield from _part(LineKind.CLOSING, "\n".join(old.closing), "\n".join(new.closing))
    for at in range(max(len(old.annexes), len(new.annexes))):
        yield from _part(LineKind.ANNEX, _annex(old.annexes, at), _annex(new.annexes, at), at + 1)


def _part(part: LineKind, before: str, after: str, number: int = 0) -> Iterator[Row]:
    if before or after:
        pieces = differences(before, after)
        turn = Turn.SAME if before == after else Turn.REWORDED
        name = f"{part}-{number}" if number else f"{part}"
        yield Row(name, turn, (), (), (Strip(pieces, pieces),), part=part)


def _annex(annexes: Sequence[Annex], at: int) -> str:
    if at >= len(annexes):
        return ""
    one = annexes[at]
    return "\n".join(filter(None, (f"{one.label}　{one.heading}".strip("　"), one.text)))


def _rank(match: Match) -> tuple[bool, float]:
    return match.fate is not Fate.REVIEW, match.likeness


def _only(one: Provision | None) -> tuple[Provision, ...]:
    return () if one is None else (one,)


def _eid(one: Provision | None) -> str | None:
    return None if one is None else one.eid
