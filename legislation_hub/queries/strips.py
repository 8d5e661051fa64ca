"""The lines of two versions of one provision beside each other, with what was dropped and added marked."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from legislation_hub.legaltext.comparison import Match
from legislation_hub.legaltext.differing import Piece, differences
from legislation_hub.legaltext.rendering import SPACE
from legislation_hub.legaltext.tree import Provision
from legislation_hub.vocabulary import Change, Fate, Level

SET_IN = f"\n{SPACE}{SPACE}"


@dataclass(frozen=True, slots=True)
class Strip:
    """An old line beside the new one that it became.

    Both sides hold the pieces of both lines: a page of two columns leaves out of each what only the other has, a
    page of one column shows ``after`` whole. Where a line was divided or combined, it stands once.
    """

    before: Sequence[Piece] = ()
    after: Sequence[Piece] = ()
    old_label: str = ""
    new_label: str = ""
    doubtful: bool = False

    @property
    def changed(self) -> bool:
        """Tell whether the lines differ."""
        return any(one.kind is not Change.SAME for one in (*self.before, *self.after)) or not (
            self.before and self.after
        )


def beside(matches: Sequence[Match]) -> tuple[Strip, ...]:
    """Return the lines below one provision, as :func:`compare` matched them."""
    return tuple(_Lines(matches).strips())


def captions(old: Provision, new: Provision) -> Iterator[Strip]:
    """Yield the 条标 of an article, or the whole of a heading, where either version has one."""
    if new.is_heading:
        yield _pair(_title(old), _title(new))
    elif old.heading or new.heading:
        yield _pair(*(f"（{one.heading}）" if one.heading else "" for one in (old, new)))


def alone(one: Provision, change: Change, is_old: bool) -> tuple[Strip, ...]:
    """Return the lines of a provision that stands in one version only."""
    return tuple(_single(label, text, change, is_old) for label, text in _lines(one))


def together(olds: Sequence[Provision], news: Sequence[Provision]) -> tuple[Strip, ...]:
    """Return several provisions as one text set in as it is printed, where they were divided or combined."""
    return (_pair(*(SET_IN.join(_printed(one) for one in ones) for ones in (olds, news))),)


class _Lines:
    """The lines of one article; a line that was divided or combined is compared with all its parts."""

    def __init__(self, matches: Sequence[Match]) -> None:
        self.matches = [one for one in matches if _has_text(one.old) or _has_text(one.new)]
        self.news: Mapping[str, list[Match]] = defaultdict(list)
        self.olds: Mapping[str, list[Match]] = defaultdict(list)
        for one in self.matches:
            if one.old is not None and one.new is not None and one.fate is Fate.MOVED:
                self.news[one.old.eid].append(one)
                self.olds[one.new.eid].append(one)
        self.shown: set[tuple[str, str]] = set()

    def strips(self) -> Iterator[Strip]:
        """Yield a strip for each match."""
        for one in self.matches:
            yield from self._strip(one)

    def _strip(self, match: Match) -> Iterator[Strip]:
        old, new = match.old, match.new
        if old is None or new is None:
            for one, change in ((old, Change.DROPPED), (new, Change.ADDED)):
                if one is not None:
                    yield _single(_label(one), one.text, change, one is old)
        elif match.fate is Fate.REVIEW:
            seen_old, seen_new = self._seen("old", old), self._seen("new", new)
            if not seen_old and not seen_new:
                yield _pair(old.text, new.text, _label(old), _label(new), doubtful=True)
            elif not seen_old:
                yield _single(_label(old), old.text, Change.DROPPED, True)
            elif not seen_new:
                yield _single(_label(new), new.text, Change.ADDED, False)
        elif len(self.news[old.eid]) > 1:
            if not self._seen("old", old):
                yield from _divided(old, [one.new for one in self.news[old.eid] if one.new is not None])
        elif len(self.olds[new.eid]) > 1:
            if not self._seen("new", new):
                yield from _combined([one.old for one in self.olds[new.eid] if one.old is not None], new)
        else:
            yield _pair(old.text, new.text, _label(old), _label(new))

    def _seen(self, side: str, one: Provision) -> bool:
        seen = (side, one.eid) in self.shown
        self.shown.add((side, one.eid))
        return seen


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
        yield "", _title(one)
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


def _title(one: Provision) -> str:
    gap = "" if one.label.endswith("、") else SPACE
    return f"{one.label}{gap}{one.heading}".strip(SPACE)


def _has_text(one: Provision | None) -> bool:
    return one is not None and bool(one.text or _label(one))


def _label(one: Provision) -> str:
    return "" if one.level is Level.PARAGRAPH else one.label
