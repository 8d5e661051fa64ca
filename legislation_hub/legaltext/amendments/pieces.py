"""A law taken apart, so that a decision can work on it, and put together again with right numbers and eIds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from legislation_hub.legaltext.amendments.wording import Wording
from legislation_hub.legaltext.growing import grow
from legislation_hub.legaltext.marks import Mark, mark_of
from legislation_hub.legaltext.numbering import chinese, number_of, order
from legislation_hub.legaltext.placing import Placed
from legislation_hub.legaltext.source import Line
from legislation_hub.legaltext.tree import HEADINGS, Provision
from legislation_hub.vocabulary import Level, LineKind

UNITS = {
    Level.PART: "编",
    Level.SUBPART: "分编",
    Level.CHAPTER: "章",
    Level.SECTION: "节",
    Level.ARTICLE: "条",
}
CIRCLED = 20


@dataclass(slots=True, eq=False)
class Piece:
    """One provision in work.

    ``origin`` is its eId in the base, ``want`` the number that the decision gives it; ``housed`` if the decision
    says under which heading it stands, ``near`` the heading from which its paragraphs came; ``had`` are the
    eIds of the children that it had in the base.
    """

    level: Level
    number: str = ""
    label: str = ""
    heading: str = ""
    wording: Wording = field(default_factory=lambda: Wording(""))
    origin: str = ""
    want: str = ""
    housed: bool = False
    near: "Piece | None" = None
    had: tuple[str, ...] = ()
    holder: "Piece | None" = None
    children: list["Piece"] = field(default_factory=list)

    def walk(self) -> Iterator["Piece"]:
        """Yield this piece and all below it."""
        yield self
        for one in self.children:
            yield from one.walk()

    def add(self, *pieces: "Piece", behind: "Piece | None" = None) -> None:
        """Put pieces under this one: at the end, or behind one that is there."""
        at = len(self.children) if behind is None else self.children.index(behind) + 1
        for one in pieces:
            one.holder = self
        self.children[at:at] = pieces

    def leave(self) -> None:
        """Take this piece out of what holds it."""
        if self.holder is not None:
            self.holder.children.remove(self)
            self.holder = None

    def of(self, level: Level) -> list["Piece"]:
        """Return the children of one level."""
        return [one for one in self.children if one.level is level]

    @property
    def changed(self) -> bool:
        """Tell whether what stands under this piece came, went, moved or got a number from the decision."""
        return tuple(one.origin for one in self.children) != self.had or any(one.want for one in self.children)

    def numbered(self, number: str) -> None:
        """Give this piece a number, its label in the style of the one that it had."""
        if number != self.number or number_of(self.label) != number:
            self.number, self.label = number, labelled(self.level, number, self.label)


def taken_apart(provisions: Iterable[Provision]) -> Piece:
    """Return the pieces of a law under one root."""
    root = Piece(Level.PART)
    root.add(*(piece_of(one) for one in provisions))
    root.had = tuple(one.origin for one in root.children)
    return root


def piece_of(one: Provision, *, new: bool = False) -> Piece:
    """Return a provision as a piece; ``new`` if the decision brought it."""
    wording = Wording.new(one.text) if new else Wording.old(one.text)
    piece = Piece(one.level, one.number, one.label, one.heading, wording, "" if new else one.eid)
    piece.add(*(piece_of(child, new=new) for child in one.children))
    piece.had = () if new else tuple(child.eid for child in one.children)
    return piece


def put_together(root: Piece) -> tuple[tuple[Provision, ...], dict[int, str]]:
    """Return the provisions that the pieces make, and the eId of each piece by its ``id``."""
    pieces: list[Piece] = []
    placed: list[Placed] = []
    for one in root.children:
        _place(one, pieces, placed)
    provisions = grow(placed)
    eids = {}
    for top in provisions:
        for made in top.walk():
            piece = pieces[made.line - 1]
            if made.level is not piece.level:
                piece = piece.children[0]
            eids[id(piece)] = made.eid
    return provisions, eids


def labelled(level: Level, number: str, like: str = "") -> str:
    """Return the label of a number, in the style of the label ``like``."""
    if level is Level.PARAGRAPH:
        return ""
    first, second = order(number)
    digits = re.search("[0-9]", like) is not None
    tail = f"之{chinese(second)}" if second else ""
    if level in UNITS:
        return f"第{first if digits else chinese(first)}{UNITS[level]}{tail}"
    if level is Level.ITEM:
        marks = "()" if like.startswith("(") else "（）"
        return f"{marks[0]}{first if digits else chinese(first)}{tail}{marks[1]}"
    if "①" <= like[:1] <= "⑳" and first <= CIRCLED:
        return chr(ord("①") + first - 1)
    return re.sub("[0-9０-９]+", str(first), like) if like else f"{first}."


def _place(one: Piece, pieces: list[Piece], placed: list[Placed]) -> None:
    children, rest = one.children, one.wording.text
    pieces.append(one)
    line = len(pieces)
    if one.level is Level.ARTICLE and children and children[0].level is Level.PARAGRAPH:
        first, children = children[0], children[1:]
        rest = first.wording.text
    else:
        first = None
    placed.append(Placed(Line(line, rest), _mark(one, rest)))
    for child in (*(first.children if first is not None else ()), *children):
        _place(child, pieces, placed)


def _mark(one: Piece, rest: str) -> Mark:
    kind = LineKind(one.level.value)
    if one.level is Level.PARAGRAPH and one.heading:
        kind = LineKind.HEADING
    found = mark_of(one.label + "止") if one.level is Level.SUBITEM else None
    style = found.style if found is not None else ""
    return Mark(kind, one.label, one.number, one.heading, "" if one.level in HEADINGS else rest, style=style)
