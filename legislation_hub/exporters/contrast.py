"""Two versions side by side, put into rows of marked lines once, for the 修改前后对照表 in every form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from legislation_hub.exporters.composition import by_sense
from legislation_hub.exporters.paper import Say
from legislation_hub.exporters.plain import printable
from legislation_hub.legaltext.differing import Piece
from legislation_hub.queries.comparisons import Head, Row, Table
from legislation_hub.queries.strips import Strip
from legislation_hub.vocabulary import LABELS, N_, Change, LineKind, Turn

SPACE = "　"
# Characters of the title in a line of a page that lies on its side.
COLUMNS = 28


@dataclass(frozen=True, slots=True)
class ContrastPaper:
    """Two versions compared: what they are called, their rows, and whether unchanged articles are left out.

    ``name`` is that of the file, ``title`` the law's.
    """

    name: str
    title: str
    old: str
    new: str
    table: Table
    only_changed: bool
    unit: str
    made_at: datetime


Marked = tuple[Piece, ...]
"""A line; what only the other version has is not in it."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """A row: the lines of both versions, or those of ``across`` for a heading; ``turn`` in the reader's words."""

    old: tuple[Marked, ...]
    new: tuple[Marked, ...]
    across: tuple[Marked, ...] = ()
    turn: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole table in the order of printing, and what a file says about itself."""

    name: str
    title: tuple[str, ...]
    author: str
    made_at: datetime
    heads: tuple[str, str]
    rows: tuple[Contrast, ...]
    notes: tuple[str, ...]


def lay_out(paper: ContrastPaper, say: Say) -> Sheet:
    """Return the table with its fixed wording in the language of ``say``."""
    # The heads of the columns tell the titles.
    rows = [row for row in paper.table.shown(paper.only_changed) if row.part is not LineKind.TITLE]
    name = say(N_("Comparison of “%(title)s” before and after")) % {"title": printable(paper.title)}
    return Sheet(
        name=name,
        title=tuple(by_sense(name, COLUMNS)),
        author=printable(paper.unit),
        made_at=paper.made_at,
        heads=(printable(paper.old), printable(paper.new)),
        rows=tuple(_contrast(row, say) for row in rows),
        notes=tuple(_notes(paper, say)),
    )


def _contrast(row: Row, say: Say) -> Contrast:
    if row.is_heading:
        lines = tuple(line for strip in row.strips for line in _lines(strip.after, None))
        return Contrast((), (), lines)
    old = _side(row, row.olds, Change.ADDED)
    new = _side(row, row.news, Change.DROPPED)
    turn = say(LABELS[row.turn])
    if row.turn is Turn.REVIEW:
        remark = (Piece(Change.SAME, _doubt(row, say)),)
        old, new = (old or (remark,)), (*new, remark) if new else (remark,)
    elif not old or not new:
        remark = (Piece(Change.SAME, say(N_("(%(turn)s)")) % {"turn": turn}),)
        old, new = old or (remark,), new or (remark,)
    return Contrast(old, new, turn=turn)


def _side(row: Row, heads: Sequence[Head], other: Change) -> tuple[Marked, ...]:
    """Return the lines of one version; the label of a single article stands before its first line."""
    mine = Change.DROPPED if other is Change.ADDED else Change.ADDED
    lines = [line for strip in row.strips for line in _strip(strip, other, mine)]
    if len(heads) != 1 or len(row.olds) > 1 or len(row.news) > 1:
        return tuple(lines)
    label = Piece(mine if _label_differs(row) else Change.SAME, printable(heads[0].label))
    first = lines[0] if lines else ()
    return ((label, Piece(Change.SAME, SPACE), *first) if label.text else first, *lines[1:])


def _label_differs(row: Row) -> bool:
    alone = row.turn in {Turn.ADDED, Turn.DROPPED}
    return alone or (bool(row.olds and row.news) and row.olds[0].label != row.news[0].label)


def _strip(strip: Strip, other: Change, mine: Change) -> Iterator[Marked]:
    pieces = strip.before if other is Change.ADDED else strip.after
    label = strip.old_label if other is Change.ADDED else strip.new_label
    there = [one for one in pieces if one.kind is not other]
    if not there and (pieces or not label):
        return
    alone = all(one.kind is mine for one in there)
    kind = mine if alone or (strip.before and strip.after and strip.old_label != strip.new_label) else Change.SAME
    first, *rest = list(_lines(there, other)) or [()]
    yield (Piece(kind, printable(label)), *first) if label else first
    yield from rest


def _lines(pieces: Sequence[Piece], other: Change | None) -> Iterator[Marked]:
    """Yield ``pieces`` line by line, without what only the other version has."""
    line: list[Piece] = []
    for piece in pieces:
        if piece.kind is other:
            continue
        first, *rest = printable(piece.text).split("\n")
        line.append(Piece(piece.kind, first))
        for more in rest:
            yield tuple(one for one in line if one.text)
            line = [Piece(piece.kind, more)]
    kept = tuple(one for one in line if one.text)
    if kept:
        yield kept


def _doubt(row: Row, say: Say) -> str:
    if not row.likely:
        return say(N_("(to be checked whether they belong together)"))
    places = say(N_(", ")).join(printable(one.citation) for one in row.likely)
    return say(N_("(to be checked: perhaps %(places)s)")) % {"places": places}


def _notes(paper: ContrastPaper, say: Say) -> Iterator[str]:
    yield say(N_("Bold and underlined: added. Struck through: dropped."))
    tally = paper.table.tally
    changed = tally[Turn.REWORDED] + tally[Turn.SPLIT] + tally[Turn.MERGED]
    yield say(N_("%(changed)d articles changed, %(added)d new, %(dropped)d dropped, %(same)d unchanged.")) % {
        "changed": changed,
        "added": tally[Turn.ADDED],
        "dropped": tally[Turn.DROPPED],
        "same": tally[Turn.SAME],
    }
    if paper.table.renumbered:
        yield say(N_("%(count)d articles have another number.")) % {"count": paper.table.renumbered}
    if tally[Turn.REVIEW]:
        yield say(N_("%(count)d articles are to be checked by a person.")) % {"count": tally[Turn.REVIEW]}
    if paper.only_changed:
        yield say(N_("Unchanged articles are left out."))
