"""The Civil Code as files, and beside a changed copy of itself; each against the bare library writing the same."""

import pickle
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from lxml import etree

from bench.bench_parsing import civil_code
from bench.bench_reports import bare_docx, bare_pdf, blocks_of, read_back
from bench.measure import Row, alone
from legislation_hub.exporters.contrast import ContrastPaper
from legislation_hub.exporters.contrast_files import contrast_docx, contrast_pdf, contrast_workbook
from legislation_hub.exporters.markup import law_akn, law_markdown
from legislation_hub.exporters.paper import Say
from legislation_hub.exporters.statute import LawPaper
from legislation_hub.exporters.statute_files import law_docx, law_pdf
from legislation_hub.legaltext.akoma import Imprint
from legislation_hub.legaltext.comparing import compare
from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.source import source_of
from legislation_hub.legaltext.tree import LegalText
from legislation_hub.queries.comparisons import table_of

UNIT = "大方县人大常委会基层立法联络站"
MOMENT = datetime(2026, 8, 5, tzinfo=UTC)
SAME_XML = "lxml reading and writing the same file"
BARE_DOCX, BARE_PDF = "bare python-docx, the same text", "bare Typst, the same text and fonts"
CELLS_DOCX, CELLS_PDF = "bare python-docx, the same cells", "bare Typst, the same cells and fonts"
# Words that stand in a third of the articles, and what an amendment might make of them.
BEFORE, AFTER = "当事人", "各方当事人"


def rows() -> Iterator[Row]:
    """Write each file once in a process of its own, then the same text with nothing but the library."""
    with tempfile.TemporaryDirectory(prefix="legislation-hub-bench-") as name:
        folder = Path(name)
        akn, text, table = folder / "akn", folder / "text", folder / "table"

        yield alone("Akoma Ntoso", paper, partial(_written, law_akn, akn), baseline=SAME_XML)
        yield alone(SAME_XML, partial(Path.read_bytes, akn), _again)
        yield alone("Markdown", paper, partial(_written, law_markdown, folder / "md"))
        yield alone("Word", paper, partial(_written, law_docx, text), baseline=BARE_DOCX)
        yield alone("PDF", paper, partial(_written, law_pdf, folder / "pdf"), baseline=BARE_PDF)
        yield from _bare(text, folder, (BARE_DOCX, BARE_PDF))

        yield alone("beside another: compared", versions, _compared)
        yield alone("beside another: Word", contrast, partial(_written, contrast_docx, table), baseline=CELLS_DOCX)
        yield alone(
            "beside another: PDF", contrast, partial(_written, contrast_pdf, folder / "pdf"), baseline=CELLS_PDF
        )
        yield from _bare(table, folder, (CELLS_DOCX, CELLS_PDF))
        yield alone("beside another: Excel", contrast, partial(_written, contrast_workbook, folder / "xlsx"))


def paper() -> LawPaper:
    """Return the Civil Code as a paper."""
    _name, text = civil_code()
    day = MOMENT.date()
    law = _parsed(text)
    return LawPaper(law, Imprint("code", law.title, day, "二审稿", 2, day, UNIT), MOMENT)


def versions() -> tuple[LegalText, LegalText]:
    """Return the Civil Code and a copy with other words."""
    _name, text = civil_code()
    return _parsed(text), _parsed(text.replace(BEFORE, AFTER))


def contrast() -> ContrastPaper:
    """Return both side by side."""
    old, new = versions()
    return ContrastPaper("", new.title, "一审稿", "二审稿", table_of(compare(old, new)), False, UNIT, MOMENT)


def _bare(made: Path, folder: Path, names: tuple[str, str]) -> Iterator[Row]:
    blocks = folder / "blocks"
    blocks.write_bytes(pickle.dumps(blocks_of(made)))
    read = partial(read_back, blocks)
    yield alone(names[0], read, partial(bare_docx, folder / "bare.docx"))
    yield alone(names[1], read, partial(bare_pdf, folder / "bare.pdf"))


def _written(render: Callable[[object, Say], bytes], path: Path, subject: object) -> None:
    path.write_bytes(render(subject, str))


def _compared(both: tuple[LegalText, LegalText]) -> None:
    table_of(compare(*both))


def _again(xml: bytes) -> None:
    etree.tostring(etree.fromstring(xml), encoding="UTF-8", xml_declaration=True)


def _parsed(text: str) -> LegalText:
    return parse(source_of("law.txt", text))
