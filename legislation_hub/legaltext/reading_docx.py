"""A Word document as the lines that a reader of the paper sees, Word's own numbers included."""

from collections.abc import Iterable, Iterator
from email import message_from_bytes
from typing import Any

from legislation_hub.legaltext.reading_html import text_of_html
from legislation_hub.legaltext.reading_plain import text_of_plain
from legislation_hub.legaltext.word_numbers import WordNumbers
from legislation_hub.legaltext.wordml import child, local, value
from legislation_hub.legaltext.zip_package import Package, open_package
from legislation_hub.problems import FileNotWhatItSays

WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple"})
BREAKS = frozenset({"br", "cr"})
NEST = 8


def text_of_docx(name: str, content: bytes) -> str:
    """Return the text of a .docx file: paragraphs with their numbers, tables, embedded HTML, text boxes.

    Tracked insertions are taken, deletions left out. Raises FileEncrypted, FileNotWhatItSays or FileUnsafe.
    """
    return "\n".join(_document_lines(name, content, NEST))


def _document_lines(name: str, content: bytes, nest: int) -> Iterator[str]:
    package = open_package(name, content, ".docx")
    main = next(
        (part for kind, part in package.targets("").values() if kind == "officeDocument"), "word/document.xml"
    )
    targets = package.targets(main)
    parts = {kind: package.xml(part) for kind, part in targets.values() if kind in {"numbering", "styles"}}
    body = child(package.xml(main), "body")
    if body is None:
        raise FileNotWhatItSays(name=name, kind=".docx")
    numbers = WordNumbers(parts.get("numbering"), parts.get("styles"))
    chunks = {key: part for key, (kind, part) in targets.items() if kind == "aFChunk"}
    return _Reader(package, numbers, chunks, nest).blocks(body)


class _Reader:
    """Walks one document; the counters of its lists are the only thing that changes on the way."""

    def __init__(self, package: Package, numbers: WordNumbers, chunks: dict[str, str], nest: int) -> None:
        self.package = package
        self.numbers = numbers
        self.chunks = chunks
        self.nest = nest

    def blocks(self, parent: Any) -> Iterator[str]:
        """Yield the lines of everything below ``parent`` that stands by itself."""
        for element in parent:
            match local(element):
                case "p":
                    yield from self.paragraph(element)
                case "tbl":
                    yield from self.table(element)
                case "altChunk":
                    yield from self.chunk(self.chunks.get(value(element, "id"), ""))
                case wrapper if wrapper in WRAPPERS:
                    yield from self.blocks(element)

    def paragraph(self, element: Any) -> Iterator[str]:
        """Yield the lines of one paragraph, then those of the text boxes anchored in it."""
        label = self.numbers.label(child(element, "pPr"))
        boxes: list[Any] = []
        text = "".join(self.inline(element, boxes))
        yield from (f"{label} {text}" if label else text).splitlines()
        for box in boxes:
            yield from self.blocks(box)

    def inline(self, parent: Any, boxes: list[Any]) -> Iterator[str]:
        """Yield the pieces of text inside a paragraph; text boxes are put by."""
        for element in parent:
            match local(element):
                case "t":
                    yield element.text or ""
                case "tab" | "ptab":
                    yield " "
                case name if name in BREAKS:
                    yield "\n"
                case "noBreakHyphen":
                    yield "-"
                case "txbxContent":
                    boxes.append(element)
                case "AlternateContent":
                    # The same thing twice, for new and for old programs.
                    yield from self.inline(element[:1], boxes)
                case "r" if child(element, "rPr", "vanish") is not None:
                    continue
                case "pPr" | "rPr" | "del" | "moveFrom" | "delText" | "instrText" | "rt":
                    continue
                case _:
                    yield from self.inline(element, boxes)

    def table(self, element: Any) -> Iterator[str]:
        """Yield a table row by row as ``| a | b |``; a table of one column is only a frame around its lines."""
        rows = [[list(self.blocks(cell)) for cell in _below(row, "tc")] for row in _below(element, "tr")]
        for cells in rows:
            if max(map(len, rows)) <= 1:
                yield from (line for cell in cells for line in cell)
            else:
                yield f"| {' | '.join(' '.join(cell).strip() for cell in cells)} |"

    def chunk(self, part: str) -> Iterator[str]:
        """Yield the lines of a document that was put into this one whole (w:altChunk)."""
        if not self.package.has(part) or not self.nest:
            return
        content = self.package.content(part)
        match part.rpartition(".")[2].lower():
            case "mht" | "mhtml" | "eml":
                yield from _mht_lines(content)
            case "htm" | "html" | "xhtml":
                yield from text_of_html(text_of_plain(self.package.name, content)).splitlines()
            case "docx":
                yield from _document_lines(self.package.name, content, self.nest - 1)
            case "txt":
                yield from text_of_plain(self.package.name, content).splitlines()


def _below(parent: Any, name: str) -> Iterable[Any]:
    """Yield rows of a table or cells of a row, also those inside content controls."""
    for element in parent:
        if local(element) == name:
            yield element
        elif local(element) in WRAPPERS:
            yield from _below(element, name)


def _mht_lines(content: bytes) -> Iterator[str]:
    for part in message_from_bytes(content).walk():
        payload = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(payload, bytes):
            markup = payload.decode(part.get_content_charset() or "utf-8", errors="replace")
            yield from text_of_html(markup).splitlines()
