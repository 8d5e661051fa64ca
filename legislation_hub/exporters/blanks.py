"""Empty workbooks with headings, to be filled in and imported."""

from collections.abc import Callable, Sequence
from io import BytesIO

from xlsxwriter import Workbook

Sheet = tuple[str, Sequence[str], Sequence[Sequence[str]]]


def blank(sheets: Sequence[Sheet], say: Callable[[str], str]) -> bytes:
    """Return a workbook of ``sheets``: each a name, its headings and example lines, put into words by ``say``."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        # Codes are text: a number format would drop their leading zeros.
        plain = book.add_format({"num_format": "@"})
        for name, columns, examples in sheets:
            sheet = book.add_worksheet(say(name))
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(columns) - 1, 22, plain)
            for column, text in enumerate(columns):
                sheet.write_string(0, column, say(text), head)
            for row, cells in enumerate(examples, start=1):
                for column, text in enumerate(cells):
                    sheet.write_string(row, column, say(text) if text else "", plain)
    return out.getvalue()
