"""A report of 5,000 comments as DOCX, PDF and XLSX, against the bare libraries writing the same text."""

import json
import pickle
import tempfile
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import openpyxl
import typst
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from bench.measure import Row, alone
from legislation_hub.exporters.documents import render_docx
from legislation_hub.exporters.faces import fonts_of
from legislation_hub.exporters.paper import ReportPaper
from legislation_hub.exporters.printing import render_pdf
from legislation_hub.exporters.workbooks import report_workbook
from tests.exporters.papers import report

COMMENTS = 5_000
POINTS = 1_500

Blocks = list[str | list[list[str]]]
BARE_DOCX = "bare python-docx, the same text"
BARE_PDF = "bare Typst, the same text and fonts"
BARE_XLSX = "bare XlsxWriter, the same cells"
Sheets = dict[str, list[list[str | int | float | None]]]

BARE_TYPST = """
#set page(paper: "a4")
#set text(font: "FandolFang R", lang: "zh")
#for block in json(bytes(sys.inputs.blocks)) {
  if type(block) == str { par(block) }
  else { table(columns: block.at(0).len(), ..block.flatten().map(cell => [#cell])) }
}
"""


def rows() -> Iterator[Row]:
    """Write each file once in a process of its own, then the same text with nothing but the library."""
    with tempfile.TemporaryDirectory(prefix="legislation-hub-bench-") as name:
        folder = Path(name)
        ours, blocks, sheets = folder / "ours", folder / "blocks", folder / "sheets"

        yield alone("DOCX", paper, partial(_docx, ours), baseline=BARE_DOCX)
        blocks.write_bytes(pickle.dumps(blocks_of(ours)))
        yield alone(BARE_DOCX, partial(read_back, blocks), partial(bare_docx, folder / "bare.docx"))

        yield alone("PDF", paper, partial(_pdf, ours), baseline=BARE_PDF)
        yield alone(BARE_PDF, partial(read_back, blocks), partial(bare_pdf, folder / "bare.pdf"))

        yield alone("XLSX", paper, partial(_xlsx, ours), baseline=BARE_XLSX)
        sheets.write_bytes(pickle.dumps(_sheets(ours)))
        yield alone(BARE_XLSX, partial(read_back, sheets), partial(_bare_xlsx, folder / "bare.xlsx"))


def paper() -> ReportPaper:
    """Return the report; every comment of it stands in one point."""
    return report(points=POINTS, comments=COMMENTS)


def _docx(path: Path, paper: ReportPaper) -> None:
    path.write_bytes(render_docx(paper, str))


def _pdf(path: Path, paper: ReportPaper) -> None:
    path.write_bytes(render_pdf(paper, str))


def _xlsx(path: Path, paper: ReportPaper) -> None:
    path.write_bytes(report_workbook(paper, str))


def read_back(path: Path) -> Any:
    """Return what was pickled into ``path``."""
    return pickle.loads(path.read_bytes())


def blocks_of(path: Path) -> Blocks:
    """Return the paragraphs and tables of a Word file as plain texts."""
    with ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))[0]
    return [
        [[_text(cell) for cell in row.iter(qn("w:tc"))] for row in block.iter(qn("w:tr"))]
        if block.tag == qn("w:tbl")
        else _text(block)
        for block in body
    ]


def _text(node: etree._Element) -> str:
    return "".join(part.text or "" for part in node.iter(qn("w:t")))


def bare_docx(path: Path, blocks: Blocks) -> None:
    """Write ``blocks`` with nothing but python-docx."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(rows=0, cols=len(block[0]))
        for row in block:
            cells = "".join(f"<w:tc><w:p><w:r><w:t>{_escaped(cell)}</w:t></w:r></w:p></w:tc>" for cell in row)
            table._tbl.append(parse_xml(f"<w:tr {nsdecls('w')}>{cells}</w:tr>"))
    document.save(str(path))


def bare_pdf(path: Path, blocks: Blocks) -> None:
    """Write ``blocks`` with nothing but Typst."""
    pdf = typst.compile(
        BARE_TYPST.encode(),
        font_paths=fonts_of(None),
        ignore_system_fonts=True,
        sys_inputs={"blocks": json.dumps(blocks, ensure_ascii=False)},
    )
    assert isinstance(pdf, bytes)
    path.write_bytes(pdf)


def _sheets(path: Path) -> Sheets:
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()), read_only=True)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def _bare_xlsx(path: Path, sheets: Sheets) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        for title, lines in sheets.items():
            sheet = book.add_worksheet(title)
            for place, line in enumerate(lines):
                for column, cell in enumerate(line):
                    if isinstance(cell, str):
                        sheet.write_string(place, column, cell)
                    elif cell is not None:
                        sheet.write(place, column, cell)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
