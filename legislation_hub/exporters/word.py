"""The parts of a Word file as XML: pages, paragraphs, tables, and a package that is the same bytes each time.

The page, its styles, fonts and footers are Word's own XML in ``stationery/``; only the text is written
here, as XML too: through an object for every cell a long table takes minutes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

from legislation_hub.exporters.packing import repacked

STATIONERY = files("legislation_hub.exporters") / "stationery"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# In twips: a line, a character in it, the text block of a page upright and lying on its side. The page number's
# dash is 7 mm below the text block, and the footer stands half a line lower than that.
LINE = 579
CHARACTER = 315
UPRIGHT_WIDTH = 8844
LYING_WIDTH = 12756
UPRIGHT = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"'
    ' w:header="850" w:footer="1440" w:gutter="0"/>'
)
LYING = (
    '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1588" w:right="2098" w:bottom="1474" w:left="1984"'
    ' w:header="850" w:footer="930" w:gutter="0"/>'
)
FOOTERS = '<w:footerReference w:type="default" r:id="odd"/><w:footerReference w:type="even" r:id="even"/>'
GRID = f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/>'
# Word wants a paragraph behind a table; it must not open a page of its own.
BEHIND_TABLE = '<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
# A line end; and the dash of a comment number, at which no line may break.
SIGN = re.compile(r"\n|(?<=\d)-(?=\d)")
MARKS = {"\n": "<w:br/>", "-": "<w:noBreakHyphen/>"}
RULES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def word_file(name: str, author: str, moment: datetime, body: Iterable[str]) -> bytes:
    """Return a Word file of the elements of ``body``, titled ``name`` and dated ``moment``."""
    archive = BytesIO()
    with ZipFile(archive, "w") as packed:
        for part_name, part in _parts(STATIONERY):
            packed.writestr(part_name, part.read_bytes())
        packed.writestr("docProps/core.xml", _properties(name, author, moment))
        packed.writestr(
            "word/document.xml",
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            f'<w:document xmlns:w="{MAIN}" xmlns:r="{LINKS}"><w:body>{"".join(body)}</w:body></w:document>',
        )
    return repacked(archive.getvalue())


def section(page: str) -> str:
    """Return the properties of the pages before: their size, their number at the foot, their lines."""
    return f'<w:sectPr>{FOOTERS}<w:type w:val="nextPage"/>{page}{GRID}</w:sectPr>'


def paragraph(style: str, content: str = "", properties: str = "") -> str:
    """Return a paragraph of runs; ``properties`` come after the style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def run(text: str, style: str = "") -> str:
    """Return ``text`` in the paragraph's own face, or in that of a character style; "" for no text."""
    if not text:
        return ""
    lines = SIGN.sub(lambda found: f'</w:t>{MARKS[found[0]]}<w:t xml:space="preserve">', escape(text))
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    return f'<w:r><w:rPr>{named}<w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{lines}</w:t></w:r>'


def table(widths: Sequence[int], rows: Iterable[str]) -> Iterator[str]:
    """Yield a ruled table of columns of these widths in twips."""
    yield f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{RULES}</w:tblBorders>'
    yield '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/>'
    yield '<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>'
    yield from (f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield "</w:tblGrid>"
    yield from rows
    yield "</w:tbl>"


def row(
    widths: Sequence[int], cells: Sequence[str], *, head: bool = False, whole: bool = True, align: str = "center"
) -> str:
    """Return a row of ``cells``, each its paragraphs; a single one spans all columns.

    ``head`` rows come again on every page; a ``whole`` one is not broken over two.
    """
    rules = "<w:cantSplit/>" * whole + "<w:tblHeader/>" * head
    if len(cells) == 1 < len(widths):
        spans, widths = f'<w:gridSpan w:val="{len(widths)}"/>', [sum(widths)]
    else:
        spans = ""
    behind = f'{spans}<w:vAlign w:val="{align}"/></w:tcPr>'
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{behind}{cell}</w:tc>'
        for width, cell in zip(widths, cells, strict=True)
    )
    return f"<w:tr><w:trPr>{rules}</w:trPr>{written}</w:tr>"


def _parts(folder: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _parts(entry, f"{above}{entry.name}/")
        else:
            yield above + entry.name, entry


def _properties(name: str, author: str, moment: datetime) -> str:
    stamp = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(name)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(author)}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>'
    )
