"""A report as a Word file: every page as GB/T 9704-2012 wants it, and the same bytes each time.

The page, its styles, fonts and footers are Word's own XML in ``stationery/``; only the text is written
here, as XML too: through an object for every cell a long table takes minutes.
"""

import re
from collections.abc import Iterator
from datetime import UTC
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

from legislation_hub.exporters.composition import Annex, Composition, Line, Style, Table, compose
from legislation_hub.exporters.packing import repacked
from legislation_hub.exporters.paper import ReportPaper, Say

STATIONERY = files("legislation_hub.exporters") / "stationery"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

STYLES = {
    Style.TITLE: "Title",
    Style.ADDRESSEE: "Normal",
    Style.HEADING: "Heading1",
    Style.SUBHEADING: "Heading2",
    Style.BODY: "BodyText",
    Style.BLANK: "Normal",
    Style.PLACED: "Placed",
    Style.NOTE: "Note",
}

# In twips: a character in a line, the text block of a page lying on its side, a page each way. The
# page number's dash is 7 mm below the text block, and the footer stands half a line lower than that.
CHARACTER = 315
TABLE_WIDTH = 12756
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
GRID = '<w:docGrid w:type="lines" w:linePitch="579"/>'
# A line end; and the dash of a comment number, at which no line may break.
SIGN = re.compile(r"\n|(?<=\d)-(?=\d)")
MARKS = {"\n": "<w:br/>", "-": "<w:noBreakHyphen/>"}
RULES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def render_docx(paper: ReportPaper, say: Say) -> bytes:
    """Return the bytes of the report's Word file."""
    composition = compose(paper, say)
    archive = BytesIO()
    with ZipFile(archive, "w") as packed:
        for name, part in _parts(STATIONERY):
            packed.writestr(name, part.read_bytes())
        packed.writestr("docProps/core.xml", _properties(composition))
        packed.writestr("word/document.xml", "".join(_document(composition)))
    return repacked(archive.getvalue())


def _parts(folder: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _parts(entry, f"{above}{entry.name}/")
        else:
            yield above + entry.name, entry


def _document(composition: Composition) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    yield f'<w:document xmlns:w="{MAIN}" xmlns:r="{LINKS}"><w:body>'
    upright = _section(UPRIGHT)
    *most, last = composition.body
    for line in most:
        yield _paragraph(line)
    yield _paragraph(last, upright if composition.annexes else "")
    for place, annex in enumerate(composition.annexes):
        yield from _annex(annex, first=place == 0)
    # Word wants a paragraph behind a table; it must not open a page of its own.
    if composition.annexes:
        yield '<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
    yield _section(LYING) if composition.annexes else upright
    yield "</w:body></w:document>"


def _section(page: str) -> str:
    return f'<w:sectPr>{FOOTERS}<w:type w:val="nextPage"/>{page}{GRID}</w:sectPr>'


def _paragraph(line: Line, section: str = "") -> str:
    indent = _indent(line) if line.style is Style.PLACED else ""
    return _styled(STYLES[line.style], line.text, indent + section)


def _indent(line: Line) -> str:
    back = "hanging" if line.hang >= line.start else "firstLine"
    by = abs(line.hang - line.start)
    return (
        f'<w:ind w:leftChars="{line.hang * 100:.0f}" w:left="{line.hang * CHARACTER:.0f}"'
        f' w:{back}Chars="{by * 100:.0f}" w:{back}="{by * CHARACTER:.0f}"/>'
    )


def _annex(annex: Annex, *, first: bool) -> Iterator[str]:
    yield _styled("AnnexLabel", annex.label, "" if first else "<w:pageBreakBefore/>")
    yield _styled("Normal", "", "<w:keepNext/>")
    yield _styled("AnnexTitle", annex.title)
    yield from _table(annex.table)


def _table(table: Table) -> Iterator[str]:
    widths = [TABLE_WIDTH * width // sum(table.widths) for width in table.widths]
    yield f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{RULES}</w:tblBorders>'
    yield '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/>'
    yield '<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>'
    yield from (f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield "</w:tblGrid>"
    cells = [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>' for width in widths
    ]
    styles = ["TableCentred" if place in table.centred else "TableText" for place in range(len(widths))]
    yield "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    for cell, head in zip(cells, table.heads, strict=True):
        yield f"{cell}{_styled('TableHead', head)}</w:tc>"
    yield "</w:tr>"
    for row in table.rows:
        yield "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        for cell, style, text in zip(cells, styles, row, strict=True):
            yield f"{cell}{_styled(style, text)}</w:tc>"
        yield "</w:tr>"
    yield "</w:tbl>"


def _styled(style: str, text: str, properties: str = "") -> str:
    lines = SIGN.sub(lambda found: f'</w:t>{MARKS[found[0]]}<w:t xml:space="preserve">', escape(text))
    run = (
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{lines}</w:t></w:r>'
        if text
        else ""
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{run}</w:p>'


def _properties(composition: Composition) -> str:
    moment = composition.signed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    author = escape(composition.author)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(composition.name)}</dc:title><dc:creator>{author}</dc:creator>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    )
