"""LibreOffice as an office has it: real texts saved as .doc, printed as PDF."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from legislation_hub.legaltext.parsing import outline
from legislation_hub.legaltext.source import Source
from legislation_hub.vocabulary import LineKind
from tests.legaltext.listed import WORD

FONT = "Noto Serif CJK SC"
HEAD = "某条例（征求意见稿）"
CENTRED = frozenset({LineKind.PART, LineKind.SUBPART, LineKind.CHAPTER, LineKind.SECTION})

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def printed(source: Source, indent: bool = True, size: int = 16) -> bytes:
    """Return ``source`` as a .docx laid out as drafts are: a running head, page numbers, indented paragraphs."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    style = document.styles["Normal"]
    style.font.size, style.font.name = Pt(size), FONT
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    section.header.paragraphs[0].text = HEAD
    _number_pages(section.footer.paragraphs[0])
    kinds = {one.line.number: one.kind for one in outline(source)[0]}
    for line in source.lines:
        paragraph, kind = document.add_paragraph(), kinds.get(line.number)
        run = paragraph.add_run(line.text)
        if kind is LineKind.TITLE:
            run.font.size, paragraph.alignment = Pt(22), WD_ALIGN_PARAGRAPH.CENTER
        elif kind in CENTRED:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif indent:
            paragraph.paragraph_format.first_line_indent = Pt(2 * size)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def saved_as(content: bytes, kind: str, folder: Path, filter_name: str = "") -> bytes:
    """Return the .docx file ``content`` as LibreOffice saves it in another ``kind``."""
    (folder / "draft.docx").write_bytes(content)
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
         "--convert-to", filter_name or kind, "--outdir", str(folder), str(folder / "draft.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (folder / f"draft.{kind}").read_bytes()


def _number_pages(paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    for part in (
        '<w:fldChar {} w:fldCharType="begin"/>',
        "<w:instrText {}>PAGE</w:instrText>",
        '<w:fldChar {} w:fldCharType="end"/>',
    ):
        paragraph.add_run()._r.append(parse_xml(part.format(WORD)))
    paragraph.add_run(" —")
