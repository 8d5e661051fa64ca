"""Empty workbooks with headings, to be filled in and imported."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

from xlsxwriter import Workbook

from legislation_hub.vocabulary import N_

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


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A column of the empty register: its heading, whether it must be filled in, and what it offers to choose."""

    head: str
    needed: bool
    offers: tuple[str, ...]


LINES = 2000
_WIDE = 40


def register_blank(columns: Sequence[RegisterColumn], say: Callable[[str], str]) -> bytes:
    """Return an empty register of comments; ``say`` puts headings into words, what is offered is in words already.

    A list to choose from stands on a sheet of its own: inside a cell's rule it could be 255 characters long.
    """
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        needed = book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#EFE3E0"}
        )
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        sheet, lists = book.add_worksheet(say(N_("Register of comments"))), book.add_worksheet(say(N_("Lists")))
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, 14 if column.offers or len(column.head) < 14 else 26, plain)
            sheet.write_string(0, at, say(column.head), needed if column.needed else head)
            lists.write_string(0, at, say(column.head), head)
            lists.write_column(1, at, column.offers)
            if column.offers:
                name = lists.get_name().replace("'", "''")
                place = _letters(at)
                source = f"='{name}'!${place}$2:${place}${len(column.offers) + 1}"
                # A register may say more than a list does: what is not on it is told when it is looked through.
                sheet.data_validation(
                    1, at, LINES, at, {"validate": "list", "source": source, "error_type": "warning"}
                )
        sheet.set_column(1, 1, _WIDE, plain)
    return out.getvalue()


def _letters(column: int) -> str:
    return chr(ord("A") + column)
