"""What stands where in a PDF, read back with pdfium."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass

import pypdfium2 as pdfium
import pytest

from tests.house import PACKAGE

POINTS = 72 / 25.4
DASH = "—"

FONTS_CONF = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>{fonts}</dir><cachedir>{cache}</cachedir>
{aliases}</fontconfig>"""
ALIAS = '<alias binding="same"><family>{name}</family><prefer><family>{near}</family></prefer></alias>\n'
NEAR = {
    "仿宋_GB2312": "FandolFang R",
    "楷体_GB2312": "LXGW WenKai",
    "黑体": "Noto Sans CJK SC",
    "方正小标宋简体": "Noto Serif CJK SC",
    "宋体": "Noto Serif CJK SC",
}


@dataclass(frozen=True)
class Row:
    """One printed line: its text, and its first left and last right edge in points."""

    text: str
    left: float
    right: float
    bottom: float


def printing(pdf, docx):
    """Return a fixture: what prints a paper by Typst and by way of LibreOffice, each kept once made."""
    without = pytest.mark.skipif(not soffice(), reason="LibreOffice (soffice) is not installed")

    @pytest.fixture(scope="module", params=["typst", pytest.param("libreoffice", marks=without)])
    def printed(request, tmp_path_factory):
        kept = {}

        def make(paper):
            if id(paper) not in kept:
                by_office = request.param == "libreoffice"
                kept[id(paper)] = (
                    through_libreoffice(docx(paper), tmp_path_factory.mktemp("print")) if by_office else pdf(paper)
                )
            return kept[id(paper)]

        return make

    return printed


def pages(pdf):
    return list(pdfium.PdfDocument(pdf))


def rows(page):
    """Return the lines of a page from top to bottom; signs whose feet differ by a few points are one line."""
    text = page.get_textpage()
    signs = [(*text.get_charbox(at, loose=True), text.get_text_range(at, 1)) for at in range(text.count_chars())]
    made = []
    for left, bottom, right, _, sign in sorted(
        (sign for sign in signs if sign[4].strip()), key=lambda sign: -sign[1]
    ):
        if made and made[-1][0][1] - bottom < 6:
            made[-1].append((left, bottom, right, sign))
        else:
            made.append([(left, bottom, right, sign)])
    return [
        Row("".join(s[3] for s in sorted(row)), min(s[0] for s in row), max(s[2] for s in row), row[0][1])
        for row in made
    ]


def dashes(page):
    """Return left, bottom, right and top of the ink of the two dashes beside the page number."""
    text = page.get_textpage()
    return [text.get_charbox(at) for at in range(text.count_chars()) if text.get_text_range(at, 1) == DASH][-2:]


def plain_text(pdf):
    """Return all text of a PDF without spaces, line ends and page numbers."""
    text = ""
    for place, page in enumerate(pages(pdf), start=1):
        text += page.get_textpage().get_text_range().replace(f"{DASH} {place} {DASH}", "")
    return squeezed(text)


def squeezed(text):
    return re.sub(r"[\s\ufffe]", "", text)


def fonts(pdf):
    """Return the names of the fonts in a PDF, without the mark of a subset, and whether each is embedded."""
    found = {}
    for page in pages(pdf):
        for thing in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT]):
            font = thing.get_font()
            found[font.get_base_name().partition("+")[2] or font.get_base_name()] = font.is_embedded
    return found


def soffice():
    """Return where LibreOffice is, or None."""
    return shutil.which("soffice")


def through_libreoffice(docx, folder):
    """Return the PDF that LibreOffice makes of a Word file, with our stand-ins for the official fonts."""
    aliases = "".join(ALIAS.format(name=name, near=near) for name, near in NEAR.items())
    conf = folder / "fonts.conf"
    conf.write_text(
        FONTS_CONF.format(fonts=PACKAGE / "exporters" / "fonts", cache=folder / "cache", aliases=aliases)
    )
    (folder / "report.docx").write_bytes(docx)
    subprocess.run(
        [
            soffice(),
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "report.docx",
        ],
        cwd=folder,
        env=os.environ | {"FONTCONFIG_FILE": str(conf)},
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / "report.pdf").read_bytes()
