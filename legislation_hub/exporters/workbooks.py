"""Tables as Excel workbooks that print on A4 landscape, and in which no cell is ever run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from math import ceil
from typing import Any

from xlsxwriter import Workbook

from legislation_hub.exporters.columns import (
    OUTCOMES,
    REGISTER,
    SUMMARY,
    TALLIES,
    TASKS,
    Cell,
    Column,
    Row,
    flat,
    lines,
    shown,
)
from legislation_hub.exporters.paper import OutcomePaper, ReportPaper, Say, TaskPaper
from legislation_hub.exporters.plain import formula, printable, width
from legislation_hub.vocabulary import N_

A4 = 9
LONGEST_CELL = 32_767
# Excel counts a column's width in figures; a Chinese character takes two.
FIGURES = 2
LINE_POINTS = 17
TALLEST_ROW = 409


def report_workbook(paper: ReportPaper, say: Say) -> bytes:
    """Return the report's tables as one workbook: 汇总表, 意见登记表, 统计."""
    desk = Desk.open(paper.title.replace("\n", ""), paper.unit, paper.signed_at, say)
    desk.lay(say(N_("Summary sheet")), SUMMARY, paper.summary)
    desk.lay(say(N_("Register sheet")), shown(REGISTER, paper.form), paper.register)
    desk.lay(say(N_("Statistics sheet")), TALLIES, flat(paper.tallies))
    return desk.close()


def outcome_workbook(paper: OutcomePaper, say: Say) -> bytes:
    """Return the 采纳情况反馈表 as a workbook of its own, since it goes on changing."""
    desk = Desk.open(paper.title, paper.unit, paper.made_at, say)
    desk.lay(say(N_("Outcome sheet")), OUTCOMES, paper.rows)
    return desk.close()


def task_workbook(paper: TaskPaper, say: Say) -> bytes:
    """Return the 任务分解表 as a workbook of its own, since it goes on changing."""
    desk = Desk.open(paper.title, paper.unit, paper.made_at, say)
    desk.lay(say(N_("Task sheet")), TASKS, paper.rows)
    return desk.close()


@dataclass(frozen=True, slots=True)
class Desk:
    """A workbook being written, row by row: nothing of it stays in memory but its formats."""

    book: Any
    target: BytesIO
    title: str
    say: Say
    formats: dict[str, Any]

    @classmethod
    def open(cls, title: str, author: str, moment: datetime, say: Say) -> "Desk":
        """Begin a workbook of this title, dated ``moment``."""
        target = BytesIO()
        book = Workbook(target, {"constant_memory": True})
        book.set_properties(
            {"title": title, "author": author, "created": moment.astimezone(UTC).replace(tzinfo=None)}
        )
        cell: dict[str, object] = {"border": 1, "text_wrap": True, "valign": "vcenter"}
        formats: dict[str, dict[str, object]] = {
            "head": {"bold": True, "align": "center", "bg_color": "#EEEEEE"},
            "text": {},
            # Says what an apostrophe in front would say, and leaves the words as they are.
            "quoted": {"quote_prefix": True},
            "number": {"align": "center"},
            "day": {"align": "center", "num_format": say(N_("yyyy-mm-dd"))},
            "moment": {"align": "center", "num_format": "yyyy-mm-dd hh:mm"},
        }
        made = {name: book.add_format(cell | extra) for name, extra in formats.items()}
        return cls(book, target, title, say, made)

    def page(self, name: str, heads: Sequence[str], widths: Sequence[float]) -> Any:
        """Add a sheet that prints on A4 landscape, its heads on every page; ``widths`` are in characters."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
        sheet.set_header(f"&C&14{printable(self.title).replace('&', '&&')}\n&12{name}")
        sheet.set_footer(self.say(N_("&CPage &P of &N")))
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 0)
        for place, across in enumerate(widths):
            sheet.set_column(place, place, across * FIGURES)
        sheet.set_row(0, height(widths, heads))
        for place, head in enumerate(heads):
            sheet.write_string(0, place, head, self.formats["head"])
        return sheet

    def lay(self, name: str, columns: Sequence[Column[Row]], rows: Sequence[Row]) -> None:
        """Add a sheet with a row for each of ``rows``."""
        widths = [column.width for column in columns]
        sheet = self.page(name, [self.say(column.head) for column in columns], widths)
        sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
        for at, line in enumerate(lines(columns, rows), start=1):
            sheet.set_row(at, height(widths, line))
            for place, cell in enumerate(line):
                self.write(sheet, at, place, cell)

    def write(self, sheet: Any, at: int, place: int, cell: Cell) -> None:
        """Write one cell so that nothing in it is run."""
        if isinstance(cell, str):
            text = self.fitted(printable(cell))
            sheet.write_string(at, place, text, self.formats["quoted" if formula(text) else "text"])
        elif isinstance(cell, int):
            sheet.write_number(at, place, cell, self.formats["number"])
        elif isinstance(cell, datetime):
            sheet.write_datetime(at, place, cell, self.formats["moment"])
        elif isinstance(cell, date):
            sheet.write_datetime(at, place, cell, self.formats["day"])
        else:
            sheet.write_blank(at, place, None, self.formats["text"])

    def fitted(self, text: str) -> str:
        """Return ``text`` no longer than a cell may be."""
        # Excel refuses a longer cell; only a list of comment numbers gets there, and every comment
        # names its line of the summary in the register.
        if len(text) <= LONGEST_CELL:
            return text
        end = self.say(N_("… the rest stands in the register"))
        return text[: LONGEST_CELL - len(end)] + end

    def close(self) -> bytes:
        """Return the bytes of the workbook."""
        self.book.close()
        return self.target.getvalue()


def height(widths: Sequence[float], line: Sequence[Cell]) -> int:
    """Return how high a row of these cells is in points; ``widths`` are in characters."""
    # Not every program makes a row as high as its wrapped words when it opens a file; one that prints
    # would lay the words over each other. A tenth of the width is lost where lines break.
    deepest = max(
        sum(ceil(max(1, width(part)) / (across * 0.9)) for part in cell.split("\n"))
        for across, cell in zip(widths, map(str, line), strict=True)
    )
    return min(TALLEST_ROW, LINE_POINTS * deepest)
