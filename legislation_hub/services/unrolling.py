"""A table that somebody brought, as workbook or CSV, becomes lines of cells with their numbers in the sheet."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from legislation_hub.legaltext.readers.encodings import encoding_of
from legislation_hub.legaltext.readers.zip_package import open_package
from legislation_hub.problems import FileNotWhatItSays

Cells = tuple[object, ...]
WORKBOOK = b"PK\x03\x04"
DELIMITERS = ",;\t"


def sheets_of(name: str, content: bytes, most: int | None = None) -> list[list[Cells]]:
    """Return the sheets of a workbook, or the one of a CSV file, as lines of cells, all or the first ``most``.

    Raises :class:`FileNotWhatItSays` for what is neither, and what :func:`open_package` raises for a ZIP file
    that is unsafe to open.
    """
    if content.startswith(WORKBOOK) or name.lower().endswith((".xlsx", ".xls")):
        return _workbook(name, content, most)
    return [_csv(name, content)[:most]]


def text_of(cell: object) -> str:
    """Return a cell as text; a day as ISO 8601 has it."""
    # A spreadsheet turns a code of digits into a number; 520521001.0 was never meant.
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def filled(lines: Sequence[Cells], start: int = 2) -> Iterator[tuple[int, Cells]]:
    """Yield the lines in which anything stands, with their numbers; the first of ``lines`` has ``start``."""
    for number, line in enumerate(lines, start=start):
        if any(text_of(cell).strip() for cell in line):
            yield number, line


def _workbook(name: str, content: bytes, most: int | None) -> list[list[Cells]]:
    open_package(name, content, "Excel")
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        return [list(sheet.iter_rows(max_row=most, values_only=True)) for sheet in book.worksheets]
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise FileNotWhatItSays(name=name, kind="Excel") from error


def _csv(name: str, content: bytes) -> list[Cells]:
    encoding = encoding_of(content)
    # A zero byte stands in no table of text.
    if encoding is None or "\0" in (text := content.decode(encoding, "replace").removeprefix("\ufeff")):
        raise FileNotWhatItSays(name=name, kind="CSV")
    head = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    try:
        return [tuple(line) for line in csv.reader(StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise FileNotWhatItSays(name=name, kind="CSV") from error
