"""A PDF with a text layer as paragraphs: what the page broke is mended, and what cannot be seen is told."""

import ctypes
import math
from collections.abc import Iterator
from threading import Lock
from time import monotonic
from unicodedata import normalize

import pypdfium2
import pypdfium2.raw as pdfium

from legislation_hub.legaltext.readers.pdf_layout import Row, paragraphs
from legislation_hub.legaltext.source import Found, Telling
from legislation_hub.problems import FileEncrypted, FileNotWhatItSays, FileScanned, FileTooLong
from legislation_hub.vocabulary import N_

PAGES = 1_000
SIGNS = 4_000_000
SECONDS = 60
# Radicals and compatibility forms that look like the character that is meant.
LOOKALIKES = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00))
# PDFium knows no threads.
ONE_AT_A_TIME = Lock()

EMPTY = N_("Pages hold a picture and no text (%(count)s); what stands on them has to be typed.")
ASKEW = N_("Signs that run askew, as a watermark does, were left out (%(count)s).")
UNREADABLE = N_("Signs whose meaning the file does not tell are shown as \ufffd (%(count)s).")

# A sign may stand this much of its size away before a space is seen between them.
ASLANT = 0.35
WORD_GAP, SIGN_GAP, CELL_GAP = 0.2, 0.8, 2.0


def read_pdf(name: str, content: bytes) -> Found:
    """Return the paragraphs of a .pdf file without running heads and page numbers.

    Raises FileEncrypted, FileNotWhatItSays, FileScanned where there is no text, or FileTooLong.
    """
    if b"%PDF-" not in content[:1024]:
        raise FileNotWhatItSays(name=name, kind=".pdf")
    telling = Telling()
    with ONE_AT_A_TIME:
        pages = _pages(name, content, telling)
    if not any(pages):
        raise FileScanned(name=name)
    return Found("\n".join(paragraphs(pages, telling)), telling.remarks())


def _pages(name: str, content: bytes, telling: Telling) -> list[list[Row]]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise FileEncrypted(name=name) from error
        raise FileNotWhatItSays(name=name, kind=".pdf") from error
    try:
        if len(document) > PAGES:
            raise FileTooLong(name=name)
        return list(_read(name, document, telling))
    except pypdfium2.PdfiumError as error:
        raise FileNotWhatItSays(name=name, kind=".pdf") from error
    finally:
        document.close()


def _read(name: str, document: pypdfium2.PdfDocument, telling: Telling) -> Iterator[list[Row]]:
    begun, signs = monotonic(), 0
    for number in range(len(document)):
        page = document[number]
        layer = page.get_textpage()
        signs += layer.count_chars()
        if signs > SIGNS or monotonic() - begun > SECONDS:
            raise FileTooLong(name=name)
        rows = _Rows(number, page.get_height(), telling).of(layer)
        if not rows and next(page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE]), None) is not None:
            telling.tell(EMPTY)
        layer.close()
        page.close()
        yield rows


class _Rows:
    """Puts the signs of one page together to rows: by where they stand, in the order in which they were drawn."""

    def __init__(self, page: int, height: float, telling: Telling) -> None:
        self.page = page
        self.height = height
        self.telling = telling

    def of(self, layer: pypdfium2.PdfTextPage) -> list[Row]:
        """Return the rows of a page."""
        rows: list[Row] = []
        for text, left, right, base, size in self.signs(layer.raw, layer.count_chars()):
            last = rows[-1] if rows else None
            if last is None or not last.goes_on(left, base):
                if not text.isspace():
                    rows.append(Row(self.page, self.height, text, left, right, base, size))
                continue
            gap = (left - last.right) / last.size
            latin = last.text[-1:].isascii() and text.isascii()
            if not text.isspace() and not last.text[-1:].isspace() and gap > (WORD_GAP if latin else SIGN_GAP):
                last.text += " "
            last.broken |= gap > CELL_GAP and not text.isspace() and not last.is_label()
            last.text += text
            last.right = max(last.right, right)
            if not text.isspace():
                last.solid = last.right
        return rows

    def signs(self, layer: object, count: int) -> Iterator[tuple[str, float, float, float, float]]:
        """Yield the signs that were really drawn level: left, right, base line and size of each."""
        box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        at_box, at_matrix = ctypes.byref(box), ctypes.byref(matrix)
        high = 0
        for at in range(count):
            code = pdfium.FPDFText_GetUnicode(layer, at)
            if code in {0x0A, 0x0D} or pdfium.FPDFText_IsGenerated(layer, at) == 1:
                continue
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000 and high:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            high = 0
            text = self.readable(code)
            if not text or not pdfium.FPDFText_GetLooseCharBox(layer, at, at_box):
                continue
            pdfium.FPDFText_GetMatrix(layer, at, at_matrix)
            # More than some twenty degrees; slanted letters are less.
            if abs(matrix.b) > ASLANT * abs(matrix.a):
                self.telling.tell(ASKEW)
                continue
            size = pdfium.FPDFText_GetFontSize(layer, at) * math.hypot(matrix.c, matrix.d)
            yield text, box.left, box.right, matrix.f, max(size, 1.0)

    def readable(self, code: int) -> str:
        """Return what ``code`` stands for; a hyphen that only cuts a word, or a control sign, is nothing."""
        if 0 < code < 0x20 or code in {0x85, 0xAD, 0x2028, 0x2029, 0xFFFE}:
            return ""
        if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            self.telling.tell(UNREADABLE)
            return "\ufffd"
        # Fonts give 一 and the radical ⼀ one shape, and some programs write down the radical.
        return normalize("NFKC", chr(code)) if any(code in block for block in LOOKALIKES) else chr(code)
