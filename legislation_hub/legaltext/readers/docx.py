"""A Word document as the lines that a reader of the paper sees, Word's own numbers included."""

from collections.abc import Iterable, Iterator
from typing import Any

from legislation_hub.legaltext.marks import mark_of
from legislation_hub.legaltext.readers.html import is_mht, read_html, read_mht
from legislation_hub.legaltext.readers.plain import read_plain
from legislation_hub.legaltext.readers.word_numbers import WordNumbers
from legislation_hub.legaltext.readers.word_text import CHANGED, Piece, WordText
from legislation_hub.legaltext.readers.wordml import child, local, on, value
from legislation_hub.legaltext.readers.zip_package import ZIP, Package, open_package
from legislation_hub.legaltext.source import Found, Telling
from legislation_hub.problems import FileNotWhatItSays, FilePartUnknown, FileUnsafe
from legislation_hub.vocabulary import N_, LineKind

WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple"})
STRUCK = frozenset({"del", "moveFrom"})
NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
# Documents put into one another: more than any paper has, and few enough to be read in time.
CHUNKS = 30

NOTED = N_("Footnotes stand in 〔〕 at the end of their line (%(count)s); take out what is no part of the law.")
HEADED = N_("The heads and feet of the pages were left out.")
TABLED = N_(
    "Articles stand in a table; each row was read as one line. If the table is the draft, upload it as text."
)
ELSEWHERE = N_("A part of this text is in another file (a subdocument) and is missing here (%(count)s).")


def read_docx(name: str, content: bytes) -> Found:
    """Return the text of a .docx file: paragraphs with their numbers, tables, embedded pages, text boxes, notes.

    Tracked changes are taken as accepted, and a remark says so. Raises FileEncrypted, FileNotWhatItSays,
    FileUnsafe, or FilePartUnknown for a part put in from a file that cannot be read.
    """
    lines: list[str] = []
    telling = Telling()
    _read(name, content, lines, telling, iter(range(CHUNKS)))
    return Found("\n".join(lines), telling.remarks())


def _read(name: str, content: bytes, lines: list[str], telling: Telling, chunks: Iterator[int]) -> None:
    package = open_package(name, content, ".docx")
    main = next(
        (part for kind, part in package.targets("").values() if kind == "officeDocument"), "word/document.xml"
    )
    body = child(package.xml(main), "body")
    if body is None:
        raise FileNotWhatItSays(name=name, kind=".docx")
    _Reader(package, main, body, lines, telling, chunks).read()


class _Reader:
    """Walks one document; what it counts on the way is the only thing that changes."""

    def __init__(
        self, package: Package, main: str, body: Any, lines: list[str], telling: Telling, chunks: Iterator[int]
    ) -> None:
        self.package, self.body, self.lines, self.telling, self.chunks = package, body, lines, telling, chunks
        self.targets = package.targets(main)
        roots = {
            kind: package.xml(part)
            for kind, part in self.targets.values()
            if kind in {"numbering", "styles", *NOTES.values()} and package.has(part)
        }
        styles = roots.get("styles")
        hidden = frozenset(
            value(one, "styleId")
            for one in (styles if styles is not None else ())
            if value(one, "type") == "character" and on(one, "rPr", "vanish")
        )
        self.numbers = WordNumbers(roots.get("numbering"), styles)
        self.text = WordText(body, hidden, telling)
        self.notes = {
            (reference, value(note, "id")): note
            for reference, kind in NOTES.items()
            for note in roots.get(kind, ())
        }
        self.joined: list[Piece] = []

    def read(self) -> None:
        """Put the lines of the whole document behind those that are there."""
        self.blocks(self.body, self.lines)
        self.flush(self.lines)
        if any(
            kind in {"header", "footer"} and self.package.has(part) and _says_something(self.package.xml(part))
            for kind, part in self.targets.values()
        ):
            self.telling.tell(HEADED)

    def blocks(self, parent: Iterable[Any], out: list[str]) -> None:
        """Put the lines of everything in ``parent`` that stands by itself behind ``out``."""
        for element in parent:
            self.text.line = len(self.lines) + 1
            match local(element):
                case "p":
                    self.paragraph(element, out)
                case "tbl":
                    self.flush(out)
                    self.table(element, out)
                case "altChunk":
                    self.flush(out)
                    self.chunk(value(element, "id"), out)
                case "AlternateContent":
                    self.blocks(element[:1], out)
                case "subDoc":
                    self.text.tell(ELSEWHERE)
                case name if name in STRUCK:
                    self.text.tell(CHANGED)
                case wrapper if wrapper in WRAPPERS:
                    self.blocks(element, out)

    def paragraph(self, element: Any, out: list[str]) -> None:
        """Put the lines of one paragraph behind ``out``, then those of the text boxes anchored in it.

        A paragraph whose mark was struck out goes on into the next one, which gives it its number.
        """
        properties = child(element, "pPr")
        self.joined.append(self.text.piece(element))
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            self.text.tell(CHANGED)
            return
        hidden = self.text.vanishes(mark) and not any(piece.text for piece in self.joined)
        self.flush(out, "" if hidden else self.numbers.label(properties))

    def flush(self, out: list[str], label: str = "") -> None:
        """Put the pieces that make one paragraph behind ``out`` as its lines."""
        pieces, self.joined = self.joined, []
        text = "".join(piece.text for piece in pieces)
        lines = (f"{label} {text}" if label else text).splitlines()
        notes = "".join(self.note(key) for piece in pieces for key in piece.notes)
        if notes:
            lines[-1:] = [f"{lines[-1] if lines else ''}{notes}"]
        out.extend(lines)
        for piece in pieces:
            for box in piece.boxes:
                self.blocks(box, out)
                self.flush(out)

    def note(self, key: tuple[str, str]) -> str:
        """Return a footnote in the brackets that tell it from the law; a second reference repeats nothing."""
        lines: list[str] = []
        self.blocks(self.notes.pop(key, ()), lines)
        self.flush(lines)
        said = " ".join(line.strip() for line in lines).strip()
        if not said:
            return ""
        self.text.tell(NOTED)
        return f"〔{said}〕"

    def table(self, element: Any, out: list[str]) -> None:
        """Put a table behind ``out`` row by row as ``| a | b |``; one column is only a frame around its lines."""
        rows = [
            [cell for cell in _below(row, "tc") if child(cell, "tcPr", "cellDel") is None]
            for row in _below(element, "tr")
            if not self.is_struck(row)
        ]
        framed = all(len(row) <= 1 for row in rows)
        for row in rows:
            if framed:
                for cell in row:
                    self.blocks(cell, out)
                    self.flush(out)
            else:
                out.append(f"| {' | '.join(map(self.cell, row))} |")

    def is_struck(self, row: Any) -> bool:
        """Tell whether a row was struck out, and say so."""
        struck = child(row, "trPr", "del") is not None
        if struck:
            self.text.tell(CHANGED)
        return struck

    def cell(self, element: Any) -> str:
        """Return what stands in a cell as one line."""
        lines: list[str] = []
        self.blocks(element, lines)
        self.flush(lines)
        marks = map(mark_of, lines)
        if any(mark is not None and mark.kind is LineKind.ARTICLE and mark.sure for mark in marks):
            self.text.tell(TABLED)
        return " ".join(lines).strip()

    def chunk(self, key: str, out: list[str]) -> None:
        """Put a document that was put into this one whole (w:altChunk) behind ``out``, or refuse the file."""
        _kind, part = self.targets.get(key, ("", ""))
        if next(self.chunks, None) is None:
            raise FileUnsafe(name=self.package.name)
        if not self.package.has(part):
            raise FilePartUnknown(name=self.package.name)
        content = self.package.content(part)
        ending = part.rpartition(".")[2].lower()
        if content.startswith(ZIP):
            _read(self.package.name, content, out, self.telling, self.chunks)
            return
        if is_mht(content):
            found = read_mht(self.package.name, content)
        elif ending in {"htm", "html", "xhtml", "xml"} or content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            found = read_html(self.package.name, content)
        elif ending == "txt":
            found = read_plain(self.package.name, content)
        else:
            raise FilePartUnknown(name=self.package.name)
        out.extend(found.text.splitlines())
        for remark in found.remarks:
            times = remark.values.get("count", 1)
            self.telling.tell(remark.reason, self.text.line, times=times if isinstance(times, int) else 1)


def _below(parent: Any, name: str) -> Iterator[Any]:
    """Yield rows of a table or cells of a row, also those inside content controls."""
    for element in parent:
        if local(element) == name:
            yield element
        elif local(element) in WRAPPERS:
            yield from _below(element, name)


def _says_something(part: Any) -> bool:
    return any(one.text and one.text.strip(" 　-—–－·0123456789第页共/") for one in part.iter("{*}t"))
