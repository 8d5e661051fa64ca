"""The lines of two versions of one provision beside each other, with what was dropped and added marked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from legislation_hub.legaltext.citing import headed
from legislation_hub.legaltext.comparison import Match
from legislation_hub.legaltext.differing import Piece, differences
from legislation_hub.legaltext.rendering import SPACE
from legislation_hub.legaltext.tree import Provision
from legislation_hub.vocabulary import Change, Fate, Level

Names = tuple[Mapping[str, str], Mapping[str, str]]

SET_IN = f"\n{SPACE}{SPACE}"


@dataclass(frozen=True, slots=True)
class Strip:
    """An old line beside the new one that it became.

    Both sides hold the pieces of both lines: a page of two columns leaves out of each what only the other has, a
    page of one column shows ``after`` whole. Where a line was divided or combined, it stands once. ``went`` and
    ``came`` name the place in another article that a line went to, or came from.
    """

    before: Sequence[Piece] = ()
    after: Sequence[Piece] = ()
    old_label: str = ""
    new_label: str = ""
    doubtful: bool = False
    went: str = ""
    came: str = ""

    @property
    def changed(self) -> bool:
        """Tell whether the lines differ."""
        return any(one.kind is not Change.SAME for one in (*self.before, *self.after)) or not (
            self.before and self.after
        )


def beside(match: Match, old: Provision | None, new: Provision | None, names: Names) -> tuple[Strip, ...]:
    """Return the lines of two provisions, or of one alone, as :func:`compare` matched what stands below them.

    ``names`` are the citations of both versions. What no match tells of is shown as well, on its own.
    """
    lines = _Lines(match, old, new, names)
    return (*lines.openings(), *lines.strips())


def together(olds: Sequence[Provision], news: Sequence[Provision]) -> tuple[Strip, ...]:
    """Return several provisions as one text set in as it is printed, where they were divided or combined."""
    before, after = (SET_IN.join(_printed(one) for one in ones) for ones in (olds, news))
    return (_pair(before, after),)


@dataclass(slots=True)
class _Group:
    """Lines that belong together for sure: one and one mostly, several where they were divided or combined."""

    olds: dict[str, Provision] = field(default_factory=dict)
    news: dict[str, Provision] = field(default_factory=dict)

    def strips(self) -> Iterator[Strip]:
        olds, news = list(self.olds.values()), list(self.news.values())
        if len(olds) == 1 == len(news):
            yield _pair(olds[0].text, news[0].text, _label(olds[0]), _label(news[0]))
        elif len(olds) == 1:
            yield from _divided(olds[0], news)
        elif len(news) == 1:
            yield from _combined(olds, news[0])
        else:
            before, after = (SET_IN.join(_label(one) + one.text for one in ones) for ones in (olds, news))
            yield _pair(before, after)


class _Lines:
    """The lines of one article: each stands once, beside all that it belongs to for sure."""

    def __init__(self, match: Match, old: Provision | None, new: Provision | None, names: Names) -> None:
        self.old, self.new, self.names = old, new, names
        self.matches, self.sure = match.below, match.fate is not Fate.REVIEW
        self.olds, self.news = _with_text(old), _with_text(new)
        self._old_eids, self._new_eids = frozenset(self.olds), frozenset(self.news)
        self.of_old: dict[str, _Group] = {}
        self.of_new: dict[str, _Group] = {}
        for one in self.matches:
            here, there = self._here(one)
            if one.fate is Fate.MOVED and here is not None and there is not None:
                self._join(here, there)

    def strips(self) -> Iterator[Strip]:
        """Yield a strip for each line, a group where its first line stands."""
        shown: set[int] = set()
        for match in self.matches:
            old, new = self._here(match)
            if match.fate is Fate.MOVED and old is not None and new is not None:
                group = self.of_old[old.eid]
                if id(group) not in shown:
                    shown.add(id(group))
                    yield from group.strips()
            else:
                yield from self._apart(match, old, new)
        for label, text in [(_label(one), one.text) for key, one in self.olds.items() if key not in self.of_old]:
            yield self._alone(label, text, True)
        for label, text in [(_label(one), one.text) for key, one in self.news.items() if key not in self.of_new]:
            yield self._alone(label, text, False)

    def openings(self) -> Iterator[Strip]:
        """Yield what stands at the provision itself: the words of a heading, a 条标, or its own text."""
        for told in (_caption, _own):
            before, after = told(self.old), told(self.new)
            if self.old is not None and self.new is not None and (before or after):
                yield _pair(before, after)
            elif before or after:
                yield self._alone("", before or after, bool(before))

    def _alone(self, label: str, text: str, is_old: bool) -> Strip:
        # What a person has to look at is neither dropped nor added for sure.
        change = Change.DROPPED if is_old else Change.ADDED
        return _single(label, text, change if self.sure else Change.SAME, is_old)

    def _apart(self, match: Match, old: Provision | None, new: Provision | None) -> Iterator[Strip]:
        """Yield what does not stand side by side for sure: each line that was not shown yet."""
        moved = match.fate is Fate.MOVED and match.old is not None and match.new is not None
        old = self.olds.pop(old.eid, None) if old is not None and old.eid not in self.of_old else None
        new = self.news.pop(new.eid, None) if new is not None and new.eid not in self.of_new else None
        if moved and match.old is not None and match.new is not None:
            pieces = differences(match.old.text, match.new.text)
            if old is not None:
                yield Strip(pieces, (), _label(old), "", went=self.names[1].get(match.new.eid, ""))
            if new is not None:
                yield Strip((), pieces, "", _label(new), came=self.names[0].get(match.old.eid, ""))
        elif old is not None and new is not None:
            yield _pair(old.text, new.text, _label(old), _label(new), doubtful=True)
        elif old is not None:
            yield self._alone(_label(old), old.text, True)
        elif new is not None:
            yield self._alone(_label(new), new.text, False)

    def _here(self, match: Match) -> tuple[Provision | None, Provision | None]:
        """Return the sides of a match that are lines of the two articles."""
        old = match.old if match.old is not None and match.old.eid in self._old_eids else None
        new = match.new if match.new is not None and match.new.eid in self._new_eids else None
        return old, new

    def _join(self, old: Provision, new: Provision) -> None:
        group = self.of_new.get(new.eid) or self.of_old.get(old.eid) or _Group()
        other = self.of_old.get(old.eid, group)
        group.olds = group.olds | other.olds | {old.eid: old}
        group.news = group.news | other.news | {new.eid: new}
        self.of_old |= dict.fromkeys(group.olds, group)
        self.of_new |= dict.fromkeys(group.news, group)


def _with_text(article: Provision | None) -> dict[str, Provision]:
    nodes = [] if article is None or article.is_heading else [*article.walk()][1:]
    return {one.eid: one for one in nodes if one.text or _label(one)}


def _caption(one: Provision | None) -> str:
    if one is None or not (one.is_heading or one.heading):
        return ""
    return headed(one.label, one.heading) if one.is_heading else f"（{one.heading}）"


def _own(one: Provision | None) -> str:
    return "" if one is None else one.text


def _single(label: str, text: str, change: Change, is_old: bool) -> Strip:
    # On a page of one column what stood in the old version only has to be read, too.
    pieces = (Piece(change, text),)
    return Strip(pieces, pieces, label, label) if is_old else Strip((), pieces, "", label)


def _pair(old: str, new: str, old_label: str = "", new_label: str = "", doubtful: bool = False) -> Strip:
    pieces = differences(old, new)
    return Strip(pieces, pieces, old_label, new_label, doubtful)


def _divided(old: Provision, news: Sequence[Provision]) -> Iterator[Strip]:
    pieces = differences(old.text, "".join(one.text for one in news))
    before: Sequence[Piece] = pieces
    for one, after in zip(news, _cut(pieces, [len(one.text) for one in news], Change.DROPPED), strict=True):
        yield Strip(before, after, _label(old) if before else "", _label(one))
        before = ()


def _combined(olds: Sequence[Provision], new: Provision) -> Iterator[Strip]:
    pieces = differences("".join(one.text for one in olds), new.text)
    after: Sequence[Piece] = pieces
    for one, before in zip(olds, _cut(pieces, [len(one.text) for one in olds], Change.ADDED), strict=True):
        yield Strip(before, after, _label(one), _label(new) if after else "")
        after = ()


def _cut(pieces: Sequence[Piece], sizes: Sequence[int], other: Change) -> Sequence[Sequence[Piece]]:
    """Cut the pieces of one side into parts of these sizes; what only the ``other`` side has stays where it is."""
    parts: list[list[Piece]] = [[]]
    left = sizes[0]
    for piece in pieces:
        text = piece.text
        while piece.kind is not other and len(text) > left and len(parts) < len(sizes):
            parts[-1].append(Piece(piece.kind, text[:left]))
            text, left = text[left:], sizes[len(parts)]
            parts.append([])
        parts[-1].append(Piece(piece.kind, text))
        left -= len(text) if piece.kind is not other else 0
    return [*parts, *([] for _ in range(len(sizes) - len(parts)))]


def _lines(one: Provision) -> Iterator[tuple[str, str]]:
    """Yield label and text of every line of a provision; its own label is told above them."""
    if one.is_heading:
        yield "", headed(one.label, one.heading)
        return
    if one.heading:
        yield "", f"（{one.heading}）"
    for node in one.walk():
        label = "" if node is one else _label(node)
        if label or node.text:
            yield label, node.text


def _printed(one: Provision) -> str:
    lines = SET_IN.join(label + text for label, text in _lines(one))
    return f"{one.label}{SPACE}{lines}"


def _label(one: Provision) -> str:
    return "" if one.level is Level.PARAGRAPH else one.label
