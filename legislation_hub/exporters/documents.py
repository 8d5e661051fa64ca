"""A report as a Word file: every page as GB/T 9704-2012 wants it, and the same bytes each time."""

from collections.abc import Iterator

from legislation_hub.exporters.composition import Annex, Composition, Line, Style, Table, compose
from legislation_hub.exporters.paper import ReportPaper, Say
from legislation_hub.exporters.word import (
    BEHIND_TABLE,
    CHARACTER,
    LYING,
    LYING_WIDTH,
    UPRIGHT,
    paragraph,
    row,
    run,
    section,
    table,
    word_file,
)

STYLES = {
    Style.TITLE: "Title",
    Style.ADDRESSEE: "Normal",
    Style.HEADING: "Heading1",
    Style.SUBHEADING: "Heading2",
    Style.BODY: "BodyText",
    Style.BLANK: "Normal",
    Style.PLACED: "Placed",
    Style.NOTE: "Note",
    Style.SIGN: "Normal",
}


def render_docx(paper: ReportPaper, say: Say) -> bytes:
    """Return the bytes of the report's Word file."""
    return composed_docx(compose(paper, say))


def composed_docx(composition: Composition) -> bytes:
    """Return the bytes of a Word file that says what was composed."""
    return word_file(composition.name, composition.author, composition.signed_at, _body(composition))


def listed(contents: Table, width: int) -> Iterator[str]:
    """Yield ``contents`` as a table of ``width`` twips, its heads on every page."""
    widths = [width * share // sum(contents.widths) for share in contents.widths]
    styles = ["TableCentred" if place in contents.centred else "TableText" for place in range(len(widths))]
    heads = row(widths, [_styled("TableHead", head) for head in contents.heads], head=True)
    rows = (
        row(widths, [_styled(style, text) for style, text in zip(styles, cells, strict=True)])
        for cells in contents.rows
    )
    yield from table(widths, (heads, *rows))


def _body(composition: Composition) -> Iterator[str]:
    upright = section(UPRIGHT)
    *most, last = composition.body
    for line in most:
        yield _paragraph(line)
    yield _paragraph(last, upright if composition.annexes else "")
    for place, annex in enumerate(composition.annexes):
        yield from _annex(annex, first=place == 0)
    if composition.annexes:
        yield BEHIND_TABLE
    yield section(LYING) if composition.annexes else upright


def _paragraph(line: Line, closing: str = "") -> str:
    kept = "<w:keepNext/>" if line.style is Style.SIGN and not closing else ""
    indent = _indent(line) if line.style is Style.PLACED else ""
    return _styled(STYLES[line.style], line.text, kept + indent + closing)


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
    yield from listed(annex.table, LYING_WIDTH)


def _styled(style: str, text: str, properties: str = "") -> str:
    return paragraph(style, run(text), properties)
