"""Tables as CSV that Excel opens with the right letters, and in which no cell is ever run."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from io import StringIO

from legislation_hub.exporters.columns import REGISTER, SUMMARY, TALLIES, Cell, Column, Row, flat, lines, shown
from legislation_hub.exporters.paper import ReportPaper, Say
from legislation_hub.exporters.plain import harmless, printable

# Excel takes a file for the machine's own code page unless it begins with this.
MARK = "\ufeff"


def summary_csv(paper: ReportPaper, say: Say) -> bytes:
    """Return the 意见建议汇总表 as CSV: UTF-8 with a mark, dates as 2026-08-05."""
    return _table(SUMMARY, paper.summary, say)


def register_csv(paper: ReportPaper, say: Say) -> bytes:
    """Return the 意见登记表 as CSV; a de-identified paper has no columns that name people."""
    return _table(shown(REGISTER, paper.form), paper.register, say)


def tallies_csv(paper: ReportPaper, say: Say) -> bytes:
    """Return the 统计 as CSV."""
    return _table(TALLIES, flat(paper.tallies), say)


def _table(columns: Sequence[Column[Row]], rows: Sequence[Row], say: Say) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(say(column.head) for column in columns)
    writer.writerows([_plain(cell) for cell in line] for line in lines(columns, rows))
    return (MARK + text.getvalue()).encode()


def _plain(cell: Cell) -> str:
    if isinstance(cell, str):
        return harmless(printable(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)
