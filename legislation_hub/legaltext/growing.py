"""Placed lines become a tree: each goes under the last line that stands above its level, and gets its eId."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from legislation_hub.legaltext.marks import ARTICLE, CLAUSE, HEADING, ITEM, PARAGRAPH, SUBITEM, Mark
from legislation_hub.legaltext.numbering import order
from legislation_hub.legaltext.placing import Placed
from legislation_hub.legaltext.tree import Provision
from legislation_hub.vocabulary import Level, LineKind

RANKS: Mapping[LineKind, int] = {
    HEADING: 0,
    LineKind.PART: 0,
    LineKind.SUBPART: 1,
    LineKind.CHAPTER: 2,
    LineKind.SECTION: 3,
    ARTICLE: 5,
    CLAUSE: 5,
    PARAGRAPH: 6,
    ITEM: 7,
    SUBITEM: 8,
}
OUTERMOST = -1
ABOVE_ARTICLES = 4
ARTICLE_RANK, PARAGRAPH_RANK = RANKS[ARTICLE], RANKS[PARAGRAPH]
ITEM_RANK, SUBITEM_RANK = RANKS[ITEM], RANKS[SUBITEM]

TEXT_LEVEL = Level.PARAGRAPH
LEVELS: Mapping[LineKind, Level] = {kind: TEXT_LEVEL if kind is HEADING else Level(kind.value) for kind in RANKS}
SHORT_NAMES: Mapping[Level, str] = {
    Level.PART: "part",
    Level.SUBPART: "subpart",
    Level.CHAPTER: "chp",
    Level.SECTION: "sec",
    Level.ARTICLE: "art",
    Level.CLAUSE: "cl",
    Level.PARAGRAPH: "para",
    Level.ITEM: "item",
    Level.SUBITEM: "sub",
}

PLAIN = Mark(PARAGRAPH)
TABLE = "|"


class _Open:
    """A provision that holds others; it is made a value when it is left."""

    __slots__ = ("children", "eid", "level", "line", "mark", "number", "paragraphs", "rank", "text")

    def __init__(self, rank: int, level: Level, mark: Mark, number: str, eid: str, text: str, line: int) -> None:
        self.rank = rank
        self.level = level
        self.mark = mark
        self.number = number
        self.eid = eid
        self.text = text
        self.line = line
        self.paragraphs = 0
        self.children: list[Provision] = []


def grow(placed: Sequence[Placed], above: str = "") -> tuple[Provision, ...]:
    """Return the provisions that ``placed`` lines make; ``above`` is the eId of the annex that they stand in."""
    tree = _Tree(above)
    ranks = [*(_rank(mark) for _line, mark in placed), OUTERMOST]
    for (line, mark), (rank, below) in zip(placed, pairwise(ranks), strict=True):
        tree.add(mark, rank, below, line.number)
    return tree.done()


def _rank(mark: Mark) -> int:
    """Return how deep ``mark`` stands; a "一、" with a heading holds the articles below it."""
    return ABOVE_ARTICLES if mark.kind is CLAUSE and mark.heading else RANKS[mark.kind]


class _Tree:
    """The provisions in which the last line stands, from the outermost on; what was left is a value already.

    A 款 or 项 below which nothing stands is made a value at once: most of a law is such.
    """

    def __init__(self, above: str) -> None:
        self.annex = above
        self.open = [_Open(OUTERMOST, Level.PART, PLAIN, "", above, "", 0)]
        self.article = "0"
        self.taken: dict[str, int] = {}
        self.table: _Open | None = None

    def add(self, mark: Mark, rank: int, below: int, line: int) -> None:
        """Put a line of ``rank`` under the last one that stands above it; ``below`` is the next line's rank."""
        kind = mark.kind
        if kind is PARAGRAPH and not mark.rest:
            return
        if self.table is not None:
            # A table is one paragraph, row by row, and holds nothing else.
            if kind is PARAGRAPH and mark.rest.startswith(TABLE):
                self.table.text += f"\n{mark.rest}"
                return
            self._close()
            self.table = None
        if kind is SUBITEM:
            self._leave_for_subitem(mark.style)
        else:
            self._leave(rank)
        if rank > PARAGRAPH_RANK > self.open[-1].rank:
            self._put_paragraph(PLAIN, "", line, holds=True)
        if kind is PARAGRAPH or kind is HEADING:
            is_table = mark.rest.startswith(TABLE)
            self._put_paragraph(mark, mark.rest, line, holds=below > rank == PARAGRAPH_RANK or is_table)
            self.table = self.open[-1] if is_table else None
            return
        self._put(mark, rank, line, holds=below > rank or rank != ITEM_RANK)
        if rank == ARTICLE_RANK and mark.rest:
            self._put_paragraph(PLAIN, mark.rest, line, holds=below > PARAGRAPH_RANK)

    def done(self) -> tuple[Provision, ...]:
        """Return the provisions at the top."""
        self._leave(0)
        return tuple(self.open[0].children)

    def _put(self, mark: Mark, rank: int, line: int, *, holds: bool) -> None:
        parent, level, number, text = self.open[-1], LEVELS[mark.kind], mark.number, mark.rest
        above = parent.eid
        if mark.kind is ARTICLE:
            self.article = number = number or str(order(self.article)[0] + 1)
        elif not number:
            before = next((one.number for one in reversed(parent.children) if one.level is level), "0")
            number = str(order(before)[0] + 1)
        if rank == ARTICLE_RANK:
            above, text = self.annex, ""
        eid = self._eid(above, level, number)
        if holds:
            self.open.append(_Open(rank, level, mark, number, eid, text, line))
        else:
            parent.children.append(Provision(level, number, mark.label, mark.heading, eid, text, (), line))

    def _put_paragraph(self, mark: Mark, text: str, line: int, *, holds: bool) -> None:
        parent = self.open[-1]
        parent.paragraphs += 1
        number = str(parent.paragraphs)
        eid = self._eid(parent.eid, TEXT_LEVEL, number)
        if mark.kind is HEADING:
            number = ""
        if holds:
            self.open.append(_Open(PARAGRAPH_RANK, TEXT_LEVEL, mark, number, eid, text, line))
        else:
            parent.children.append(Provision(TEXT_LEVEL, number, mark.label, mark.heading, eid, text, (), line))

    def _eid(self, above: str, level: Level, number: str) -> str:
        """Return the eId of a provision below ``above``, with ~2, ~3 … when the number was used before."""
        eid = f"{above}__{SHORT_NAMES[level]}_{number}" if above else f"{SHORT_NAMES[level]}_{number}"
        before = self.taken.get(eid, 0)
        self.taken[eid] = before + 1
        return f"{eid}~{before + 1}" if before else eid

    def _leave(self, rank: int) -> None:
        """Leave what cannot hold anything of ``rank``."""
        while self.open[-1].rank >= rank:
            self._close()

    def _leave_for_subitem(self, style: str) -> None:
        """Leave the open 目 of this style if there is one, else stay: 1. holds （1）, which holds ①."""
        if any(one.rank == SUBITEM_RANK and one.mark.style == style for one in self.open):
            while self._close().style != style:
                pass

    def _close(self) -> Mark:
        one = self.open[-1]
        if one.rank == ARTICLE_RANK and not one.children:
            self._put_paragraph(PLAIN, "", one.line, holds=False)
        self.open.pop()
        mark, children = one.mark, tuple(one.children)
        made = Provision(one.level, one.number, mark.label, mark.heading, one.eid, one.text, children, one.line)
        self.open[-1].children.append(made)
        return mark
