"""A law put into lines and tables once, in the usual layout of published laws, for DOCX and PDF alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from legislation_hub.exporters.composition import COLUMNS, Table, by_sense
from legislation_hub.exporters.plain import printable, width
from legislation_hub.legaltext.akoma import Imprint
from legislation_hub.legaltext.framing import PREFACES
from legislation_hub.legaltext.marks import ends_sentence, squeezed
from legislation_hub.legaltext.rendering import Line as Printed
from legislation_hub.legaltext.rendering import lines_of
from legislation_hub.legaltext.tables import cells_of, is_rule
from legislation_hub.legaltext.titling import titled
from legislation_hub.legaltext.tree import LegalText
from legislation_hub.vocabulary import LineKind

# A column of a table takes what its longest cell needs, within these bounds; in characters.
NARROWEST, WIDEST = 3, 24


@dataclass(frozen=True, slots=True)
class LawPaper:
    """A version with all that its files say: its text, of which draft it is which reading, and its moment."""

    law: LegalText
    imprint: Imprint
    made_at: datetime

    @property
    def name(self) -> str:
        """Return the title with the reading in brackets."""
        return titled(self.imprint.title, self.imprint.reading)


class Face(StrEnum):
    """How a line looks; each format knows the rest."""

    TITLE = "title"
    NOTE = "note"
    LABEL = "label"
    CONTENTS = "contents"
    HEADING = "heading"
    SECTION = "section"
    BODY = "body"
    SIGNED = "signed"
    ANNEX = "annex"
    ANNEX_TITLE = "annex_title"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. ``label`` is set in 黑体 before the text; ``above`` leaves a line free before it.

    Before an annex ``above`` is a new page. ``depth`` is that of a heading or a line of the contents, ``eid`` the
    heading that it is or leads to.
    """

    face: Face
    text: str
    label: str = ""
    depth: int = 0
    above: bool = False
    eid: str = ""


@dataclass(frozen=True, slots=True)
class Statute:
    """The whole law in the order of printing, and what a file says about itself."""

    name: str
    author: str
    made_at: datetime
    blocks: tuple[Line | Table, ...]


HEADINGS = frozenset({Face.HEADING, Face.SECTION, Face.LABEL})
OPENING = frozenset({Face.TITLE, Face.NOTE, Face.CONTENTS})
ABOVE_ARTICLES = frozenset({LineKind.PART, LineKind.SUBPART, LineKind.CHAPTER, LineKind.HEADING})


def compose_law(paper: LawPaper) -> Statute:
    """Return the law as lines and tables."""
    lines = list(lines_of(paper.law))
    title = [line for line in lines if line.kind is LineKind.TITLE]
    rest = lines[len(title) :]
    blocks = (*_title(paper), *_blocks(rest))
    return Statute(printable(paper.name), printable(paper.imprint.station), paper.made_at, blocks)


def _title(paper: LawPaper) -> Iterator[Line]:
    """Yield the title of the text, or of the version if that has none; then the reading, unless that is said."""
    title = paper.law.title or paper.imprint.title
    for part in by_sense(printable(title)) if title else ():
        yield Line(Face.TITLE, part)
    reading = titled(title, paper.imprint.reading).removeprefix(title)
    if reading:
        yield Line(Face.TITLE, printable(reading))


def _blocks(lines: Sequence[Printed]) -> Iterator[Line | Table]:
    before = Face.TITLE
    for is_row, group in groupby(lines, lambda line: bool(_cells(line))):
        if is_row:
            yield _table([_cells(line) for line in group])
            before = Face.BODY
            continue
        for line in group:
            for one in _lines(line):
                yield replace(one, above=_apart(one.face, before))
                before = one.face


def _apart(face: Face, before: Face) -> bool:
    match face:
        case Face.HEADING | Face.SECTION | Face.LABEL:
            return before not in HEADINGS and before is not Face.ANNEX_TITLE
        case Face.NOTE | Face.BODY:
            return before in OPENING and before is not face
        case Face.SIGNED:
            return before is not face
        case Face.ANNEX | Face.ANNEX_TITLE:
            return before is not Face.ANNEX
        case _:
            return False


def _cells(line: Printed) -> tuple[str, ...]:
    return () if line.label else cells_of(line.text)


def _lines(line: Printed) -> Iterator[Line]:
    text, label = printable(line.text), printable(line.label)
    whole = f"{label}{line.gap}{text}"
    match line.kind:
        case LineKind.CONTENTS if not line.depth:
            yield Line(Face.LABEL, text)
        case LineKind.CONTENTS:
            yield Line(Face.CONTENTS, text, depth=line.depth, eid=line.eid)
        case LineKind.PREFACE if squeezed(text) in PREFACES:
            yield Line(Face.LABEL, text)
        case LineKind.ARTICLE:
            yield Line(Face.BODY, f"{line.gap}{text}", label)
        case LineKind.CLOSING if not ends_sentence(text) and width(text) <= COLUMNS:
            yield Line(Face.SIGNED, text)
        case LineKind.ANNEX:
            if label:
                yield Line(Face.ANNEX, label.rstrip("：:"))
            if text:
                yield Line(Face.ANNEX_TITLE, text)
        case LineKind.NOTE:
            yield Line(Face.NOTE, whole)
        case LineKind.SECTION:
            yield Line(Face.SECTION, whole, depth=line.depth, eid=line.eid)
        case kind if kind in ABOVE_ARTICLES:
            yield Line(Face.HEADING, whole, depth=line.depth, eid=line.eid)
        case _:
            yield Line(Face.BODY, whole)


def _table(rows: Sequence[tuple[str, ...]]) -> Table:
    """Return the rows of a text as a table; what only rules off its head, or is empty above it, is not printed."""
    printed = [row for at, row in enumerate(rows) if not (at == 1 and is_rule(row))]
    kept = [row for row in printed if any(cell.strip() for cell in row)] or printed[:1]
    columns = max(map(len, kept))
    filled = [tuple(printable(cell) for cell in (*row, *[""] * (columns - len(row)))) for row in kept]
    widths = tuple(
        round(10 * min(WIDEST, max(NARROWEST, *(width(row[place]) for row in filled)))) for place in range(columns)
    )
    head, *others = filled
    return Table(head, widths, tuple(others), frozenset())
