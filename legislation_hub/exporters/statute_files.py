"""A law as a Word file and as a PDF, in the usual layout of published laws, and the same bytes each time."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from legislation_hub.exporters.composition import Table
from legislation_hub.exporters.documents import listed
from legislation_hub.exporters.paper import Say
from legislation_hub.exporters.printing import sheet, table_data
from legislation_hub.exporters.statute import HEADINGS, Face, LawPaper, Line, Statute, compose_law
from legislation_hub.exporters.word import (
    BEHIND_TABLE,
    CHARACTER,
    LINE,
    UPRIGHT,
    UPRIGHT_WIDTH,
    paragraph,
    run,
    section,
    word_file,
)

STYLES = {
    Face.TITLE: "Title",
    Face.NOTE: "LawNote",
    Face.LABEL: "LawLabel",
    Face.CONTENTS: "Normal",
    Face.HEADING: "LawHeading",
    Face.SECTION: "LawSection",
    Face.BODY: "BodyText",
    Face.SIGNED: "LawSigned",
    Face.ANNEX: "AnnexLabel",
    Face.ANNEX_TITLE: "AnnexTitle",
}
INDENT = 2


def law_docx(paper: LawPaper, _say: Say) -> bytes:
    """Return the bytes of the law's Word file."""
    statute = compose_law(paper)
    return word_file(statute.name, statute.author, statute.made_at, _body(statute))


def law_pdf(paper: LawPaper, _say: Say, office: Path | None = None) -> bytes:
    """Return the bytes of the law's PDF; ``office`` is a folder of licensed fonts, which come first."""
    statute = compose_law(paper)
    return sheet("law", _data(statute), statute.made_at, office)


def _body(statute: Statute) -> Iterator[str]:
    marks = _marks(statute)
    for block in statute.blocks:
        if isinstance(block, Table):
            yield from listed(block, UPRIGHT_WIDTH)
            yield BEHIND_TABLE
        else:
            yield _paragraph(block, marks)
    yield section(UPRIGHT)


def _marks(statute: Statute) -> Mapping[str, int]:
    """Return for each heading the number of its bookmark; Word takes no ~ or - in the name of one."""
    lines = [one for one in statute.blocks if isinstance(one, Line)]
    return {one.eid: number for number, one in enumerate(lines, 1) if one.eid and one.face in HEADINGS}


def _paragraph(line: Line, marks: Mapping[str, int]) -> str:
    content = run(line.label, "Numeral") + run(line.text)
    mark = marks.get(line.eid)
    if mark is not None and line.face is Face.CONTENTS:
        content = f'<w:hyperlink w:anchor="h{mark}" w:history="1">{content}</w:hyperlink>'
    elif mark is not None:
        content = f'<w:bookmarkStart w:id="{mark}" w:name="h{mark}"/>{content}<w:bookmarkEnd w:id="{mark}"/>'
    return paragraph(STYLES[line.face], content, _properties(line))


def _properties(line: Line) -> str:
    if line.face in {Face.ANNEX, Face.ANNEX_TITLE}:
        return "<w:pageBreakBefore/>" if line.above else ""
    above = f'<w:spacing w:before="{LINE}"/>' if line.above else ""
    if line.face is Face.CONTENTS:
        by = INDENT * line.depth
        return f'{above}<w:ind w:leftChars="{by * 100}" w:left="{by * CHARACTER}"/>'
    if line.face in {Face.HEADING, Face.SECTION}:
        return f'{above}<w:outlineLvl w:val="{min(line.depth, 9) - 1}"/>'
    return above


def _data(statute: Statute) -> dict[str, object]:
    marks = _marks(statute)
    return {
        "name": statute.name,
        "author": statute.author,
        "blocks": [
            {"face": "table", **table_data(block)}
            if isinstance(block, Table)
            else {
                "face": block.face,
                "label": block.label,
                "text": block.text,
                "depth": block.depth,
                "above": block.above,
                "mark": f"h{marks[block.eid]}" if block.eid in marks else "",
            }
            for block in statute.blocks
        ],
    }
