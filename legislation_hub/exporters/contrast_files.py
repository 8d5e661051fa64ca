"""The 修改前后对照表 as a Word file, a PDF and a workbook: marks that black and white can tell apart."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import ceil
from pathlib import Path
from typing import Any

from legislation_hub.exporters.contrast import Contrast, ContrastPaper, Marked, Sheet, lay_out
from legislation_hub.exporters.paper import Say
from legislation_hub.exporters.plain import formula, width
from legislation_hub.exporters.printing import sheet
from legislation_hub.exporters.word import LYING, LYING_WIDTH, paragraph, row, run, section, table, word_file
from legislation_hub.exporters.workbooks import LONGEST_CELL, Desk, height
from legislation_hub.legaltext.differing import Piece
from legislation_hub.vocabulary import N_, Change

MARKS = {Change.SAME: "", Change.ADDED: "Added", Change.DROPPED: "Dropped"}
FACES: dict[Change, dict[str, object]] = {
    Change.SAME: {},
    Change.ADDED: {"bold": True, "underline": 1},
    Change.DROPPED: {"font_strikeout": True},
}
WIDTHS = (LYING_WIDTH // 2, LYING_WIDTH // 2)
# Characters of 12 pt in a line of a cell; a row of at most so many lines is not broken over two pages.
CELL_COLUMNS = 25
HIGHEST_WHOLE_ROW = 8
SHEET_WIDTHS = (38, 38, 8)


def contrast_docx(paper: ContrastPaper, say: Say) -> bytes:
    """Return the bytes of the table's Word file."""
    laid = lay_out(paper, say)
    return word_file(laid.name, laid.author, laid.made_at, _body(laid))


def contrast_pdf(paper: ContrastPaper, say: Say, office: Path | None = None) -> bytes:
    """Return the bytes of the table's PDF; ``office`` is a folder of licensed fonts, which come first."""
    laid = lay_out(paper, say)
    data = {
        "name": laid.name,
        "author": laid.author,
        "title": laid.title,
        "heads": laid.heads,
        "notes": laid.notes,
        "rows": [
            {"across": _plain(one.across), "old": _plain(one.old), "new": _plain(one.new), "whole": _is_whole(one)}
            for one in laid.rows
        ],
    }
    return sheet("contrast", data, laid.made_at, office)


def contrast_workbook(paper: ContrastPaper, say: Say) -> bytes:
    """Return the table as a workbook, what became of each article in a column of its own."""
    laid = lay_out(paper, say)
    desk = Desk.open(laid.name, laid.author, laid.made_at, say)
    heads = (*laid.heads, say(N_("What changed")))
    _fill(desk, desk.page(say(N_("Comparison")), heads, SHEET_WIDTHS), laid)
    return desk.close()


def _body(laid: Sheet) -> Iterator[str]:
    *above, last = laid.title
    yield from (paragraph("Title", run(line)) for line in above)
    yield paragraph("AnnexTitle", run(last))
    heads = row(WIDTHS, [paragraph("ContrastHead", run(head)) for head in laid.heads], head=True)
    yield from table(WIDTHS, (heads, *map(_row, laid.rows)))
    *most, foot = laid.notes
    yield from (paragraph("ContrastNote", run(note), "<w:keepNext/>") for note in most)
    yield paragraph("ContrastNote", run(foot))
    yield section(LYING)


def _row(one: Contrast) -> str:
    if one.across:
        return row(WIDTHS, ["".join(paragraph("ContrastHeading", _runs(line)) for line in one.across)])
    cells = ["".join(paragraph("ContrastText", _runs(line)) for line in side) for side in (one.old, one.new)]
    return row(WIDTHS, cells, whole=_is_whole(one), align="top")


def _runs(line: Marked) -> str:
    return "".join(run(piece.text, MARKS[piece.kind]) for piece in line)


def _is_whole(one: Contrast) -> bool:
    return max(map(_height, (one.old, one.new, one.across))) <= HIGHEST_WHOLE_ROW


def _height(lines: Sequence[Marked]) -> int:
    return sum(ceil((2 + sum(width(piece.text) for piece in line)) / CELL_COLUMNS) for line in lines)


def _plain(lines: Sequence[Marked]) -> list[list[tuple[str, str]]]:
    return [[(piece.kind.value, piece.text) for piece in line] for line in lines]


def _fill(desk: Desk, page: Any, laid: Sheet) -> None:
    pen = _Pen(desk, page)
    last = len(SHEET_WIDTHS) - 1
    for at, one in enumerate(laid.rows, start=1):
        if one.across:
            page.merge_range(at, 0, at, last, "", pen.head)
            pen.write(at, 0, one.across, heading=True)
            continue
        page.set_row(at, height(SHEET_WIDTHS, (_said(one.old), _said(one.new), one.turn)))
        for place, side in enumerate((one.old, one.new)):
            pen.write(at, place, side)
        page.write_string(at, last, one.turn, desk.formats["number"])
    for at, note in enumerate(laid.notes, start=len(laid.rows) + 1):
        page.merge_range(at, 0, at, last, note, desk.formats["text"])


class _Pen:
    """Writes marked lines into the cells of a sheet."""

    def __init__(self, desk: Desk, page: Any) -> None:
        cell: dict[str, object] = {"border": 1, "text_wrap": True, "valign": "top"}
        self.desk, self.page = desk, page
        self.head = desk.formats["head"]
        self.quoted = desk.book.add_format(cell | {"quote_prefix": True})
        self.faces = {kind: desk.book.add_format(face) for kind, face in FACES.items()}
        self.cells = {kind: desk.book.add_format(cell | face) for kind, face in FACES.items()}

    def write(self, at: int, place: int, lines: Sequence[Marked], heading: bool = False) -> None:
        """Write ``lines`` as text, never as a formula; what a spreadsheet might run is marked as quoted."""
        text = self.desk.fitted(_said(lines))
        pieces = list(_joined(lines))
        alone = pieces[0].kind if len(pieces) == 1 else Change.SAME
        cell = self.quoted if formula(text) else self.head if heading else self.cells[alone]
        if len(pieces) > 1 and len(text) < LONGEST_CELL:
            fragments = (part for piece in pieces for part in (self.faces[piece.kind], piece.text))
            self.page.write_rich_string(at, place, *fragments, cell)
        else:
            self.page.write_string(at, place, text, cell)


def _joined(lines: Sequence[Marked]) -> Iterator[Piece]:
    """Yield the pieces of all lines, a line end at the last of each; neighbours of one kind are one."""
    ends = [Piece(Change.SAME, "\n")] * len(lines)
    pieces = [piece for line, end in zip(lines, ends, strict=True) for piece in (*line, end)][:-1]
    for kind, group in groupby(pieces, lambda piece: piece.kind):
        yield Piece(kind, "".join(piece.text for piece in group))


def _said(lines: Sequence[Marked]) -> str:
    return "\n".join("".join(piece.text for piece in line) for line in lines)
