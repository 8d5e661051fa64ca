"""The text inside the paragraphs of a Word document: what is printed, never what only steers the printing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from legislation_hub.legaltext.readers.wordml import child, local, on, value
from legislation_hub.legaltext.source import Telling
from legislation_hub.vocabulary import N_

# What was struck out, what only describes, and what reads a character aloud.
UNPRINTED = frozenset({"pPr", "rPr", "sdtPr", "del", "moveFrom", "delText", "delInstrText", "instrText", "rt"})
BREAKS = frozenset({"br", "cr"})
PICTURES = frozenset({"drawing", "pict", "object"})
NOTES = frozenset({"footnoteReference", "endnoteReference"})
# The signs of Word's symbol fonts that drafts use: boxes, ticks and dots (Wingdings, Symbol).
SYMBOLS: Mapping[str, str] = {
    "F06C": "●", "F06E": "■", "F06F": "□", "F071": "□", "F075": "◆", "F09F": "•", "F0A7": "▪", "F0A8": "□",
    "F0B7": "•", "F0FB": "✗", "F0FC": "✓", "F0FD": "☒", "F0FE": "☑",
}  # fmt: skip

CHANGED = N_("Tracked changes were taken as accepted (%(count)s). Compare them with the paper.")
BOXED = N_("Text boxes were put behind the paragraph that they stand at (%(count)s).")
PICTURED = N_("Pictures were left out (%(count)s); a text or table inside them has to be typed.")
COMMENTED = N_("Comments in the margin were left out (%(count)s).")
RUBY = N_("Readings printed over characters were left out (%(count)s).")
HIDDEN = N_("Hidden text was left out (%(count)s).")
SYMBOLIC = N_("Signs of a symbol font were kept as they are coded; look at them (%(count)s).")


@dataclass(slots=True)
class Piece:
    """One paragraph: its text, and what is anchored in it."""

    text: str = ""
    boxes: list[Any] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction comes first, its result after the separator."""

    instruction: str = ""
    shown: bool = False

    @property
    def name(self) -> str:
        return (self.instruction.split(maxsplit=1) or [""])[0].upper()


class WordText:
    """Reads paragraph after paragraph of one document; a field may run over several of them."""

    def __init__(self, body: Any, hidden: frozenset[str], telling: Telling) -> None:
        """Take the body that is to be read and the character styles that hide what wears them."""
        marks = [value(one, "fldCharType") for one in body.iter("{*}fldChar")]
        # An open field would swallow the rest of a damaged document: then every text is shown.
        self._fields_hold = marks.count("begin") == marks.count("end")
        self._fields: list[_Field] = []
        self._hidden = hidden
        self._telling = telling
        self.line = 1

    def piece(self, paragraph: Any) -> Piece:
        """Return the text of one w:p with the boxes and notes that are anchored in it."""
        piece = Piece()
        piece.text = "".join(self._inline(paragraph, piece))
        return piece

    def vanishes(self, properties: Any | None) -> bool:
        """Tell whether a w:rPr hides what wears it."""
        return on(properties, "vanish") or value(child(properties, "rStyle")) in self._hidden

    def tell(self, reason: str, times: int = 1) -> None:
        """Say something of the line that is being read."""
        self._telling.tell(reason, self.line, times=times)

    def _inline(self, parent: Iterable[Any], piece: Piece) -> Iterator[str]:
        for element in parent:
            name = local(element)
            match name:
                case "t":
                    yield (element.text or "") if self._shown() else ""
                case "r":
                    yield from self._run(element, piece)
                case "tab" | "ptab":
                    yield " "
                case _ if name in BREAKS:
                    yield "\n"
                case "noBreakHyphen":
                    yield "-"
                case "sym":
                    yield self._symbol(element)
                case "fldChar":
                    self._turn(value(element, "fldCharType"))
                case "instrText" if self._fields:
                    self._fields[-1].instruction += element.text or ""
                case "txbxContent":
                    piece.boxes.append(element)
                    self.tell(BOXED)
                case "AlternateContent":
                    # The same thing twice, for new and for old programs.
                    yield from self._inline(element[:1], piece)
                case "commentReference":
                    self.tell(COMMENTED)
                case _ if name in NOTES:
                    piece.notes.append((name, value(element, "id")))
                case _ if name in PICTURES:
                    yield from self._picture(element, piece)
                case _ if name in UNPRINTED:
                    self._say_unprinted(name)
                case "sdt" if child(element, "sdtPr", "showingPlcHdr") is not None:
                    continue
                case _:
                    if name in {"ins", "moveTo"}:
                        self.tell(CHANGED)
                    yield from self._inline(element, piece)

    def _run(self, run: Any, piece: Piece) -> Iterator[str]:
        if not self.vanishes(child(run, "rPr")):
            yield from self._inline(run, piece)
            return
        if any(one.text and not one.text.isspace() for one in run.iter("{*}t")):
            self.tell(HIDDEN)
        # A field may begin or end inside hidden text.
        for _shown in self._inline((one for one in run if local(one) in {"fldChar", "instrText"}), piece):
            pass

    def _say_unprinted(self, name: str) -> None:
        if name in {"del", "moveFrom"}:
            self.tell(CHANGED)
        elif name == "rt":
            self.tell(RUBY)

    def _picture(self, element: Any, piece: Piece) -> Iterator[str]:
        boxes = len(piece.boxes)
        yield from self._inline(element, piece)
        if len(piece.boxes) == boxes and any(
            local(one) in {"pic", "imagedata", "chart", "relIds", "OLEObject"} for one in element.iter()
        ):
            self.tell(PICTURED)

    def _symbol(self, element: Any) -> str:
        code = value(element, "char").upper()
        if code in SYMBOLS:
            return SYMBOLS[code]
        try:
            sign = chr(int(code, 16))
        except (ValueError, OverflowError):
            return ""
        if "\ue000" <= sign <= "\uf8ff":
            self.tell(SYMBOLIC)
        return "" if "\ud800" <= sign <= "\udfff" else sign

    def _turn(self, mark: str) -> None:
        """Follow a field from its instruction to its result."""
        if mark == "begin":
            self._fields.append(_Field())
        elif mark == "separate" and self._fields:
            self._fields[-1].shown = True
        elif mark == "end" and self._fields:
            self._fields.pop()

    def _shown(self) -> bool:
        if not self._fields_hold:
            return True
        names = [one.name for one in self._fields]
        # The page behind an entry of a table of contents is no part of the heading.
        return all(one.shown for one in self._fields) and not ("TOC" in names and names[-1] == "PAGEREF")
