"""A tree becomes lines again: what was read from it comes out, white space and brackets of a 条标 aside."""

from collections.abc import Iterator
from dataclasses import dataclass

from legislation_hub.legaltext.contents import depth, targets
from legislation_hub.legaltext.tree import Annex, LegalText, Provision
from legislation_hub.vocabulary import Level, LineKind

SPACE = "　"
CONTENTS = "目录"
NUMBERED = frozenset({LineKind.ITEM, LineKind.SUBITEM})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a law as it is printed: what it is, its number with a 条标, a gap, and its text.

    ``depth`` says of a heading and of a line of the contents how deep it stands (1 for the outermost), of 目 how
    many hold it. A "一、" above articles and a 附则 without a number are a HEADING. ``eid`` is that of the heading
    that the line is, or of the one to which it leads from the contents.
    """

    kind: LineKind
    text: str
    label: str = ""
    depth: int = 0
    eid: str = ""

    @property
    def gap(self) -> str:
        """Return what stands between number and text."""
        close = self.kind in {*NUMBERED, LineKind.CLAUSE} or self.label.endswith(("：", ":", "、"))
        return SPACE if self.label and self.text and not close else ""

    def __str__(self) -> str:
        return f"{self.label}{self.gap}{self.text}"


def render(law: LegalText) -> str:
    """Return ``law`` as plain text that parses to the same tree."""
    return "".join(f"{line}\n" for line in lines_of(law))


def render_provision(provision: Provision) -> str:
    """Return one provision and everything under it as printed, without a line break at the end."""
    return "\n".join(map(str, lines_of_provision(provision)))


def lines_of(law: LegalText) -> Iterator[Line]:
    """Yield the lines of ``law`` in the order of printing."""
    yield from _lines(LineKind.TITLE, law.title)
    yield from _lines(LineKind.NOTE, law.note or "")
    if law.contents:
        yield Line(LineKind.CONTENTS, CONTENTS)
        for text, heading in zip(law.contents, targets(law), strict=True):
            deep, eid = (depth(heading), heading.eid) if heading else (1, "")
            yield Line(LineKind.CONTENTS, text, depth=deep, eid=eid)
    for text in law.preface:
        yield Line(LineKind.PREFACE, text)
    for one in law.provisions:
        yield from lines_of_provision(one)
    for text in law.closing:
        yield Line(LineKind.CLOSING, text)
    for annex in law.annexes:
        yield from _annex(annex)


def lines_of_provision(one: Provision) -> Iterator[Line]:
    """Yield the lines of one provision and of everything under it."""
    children = list(one.children)
    match one.level:
        case Level.CLAUSE if one.is_heading:
            yield Line(LineKind.HEADING, one.heading, one.label, depth(one), one.eid)
        case Level.ARTICLE | Level.CLAUSE:
            caption = f"【{one.heading}】" if one.heading else ""
            first = children.pop(0) if children and children[0].level is Level.PARAGRAPH else None
            yield from _lines(LineKind(one.level.value), first.text if first else "", one.label + caption)
            children = [*(first.children if first else ()), *children]
        case Level.ITEM | Level.SUBITEM:
            yield from _lines(LineKind(one.level.value), one.text, one.label, one.eid.count("__sub_"))
        case Level.PARAGRAPH if not one.heading:
            yield from _lines(LineKind.PARAGRAPH, one.text)
        case _ if one.label or one.heading:
            kind = LineKind.HEADING if one.level is Level.PARAGRAPH else LineKind(one.level.value)
            yield Line(kind, one.heading, one.label, depth(one), one.eid)
    for child in children:
        yield from lines_of_provision(child)


def _annex(annex: Annex) -> Iterator[Line]:
    yield from _lines(LineKind.ANNEX, annex.heading, annex.label)
    yield from _lines(LineKind.PARAGRAPH, annex.text)
    for one in annex.provisions:
        yield from lines_of_provision(one)


def _lines(kind: LineKind, text: str, label: str = "", deep: int = 0) -> Iterator[Line]:
    """Yield ``text`` line by line, the first behind ``label``; rows of a table are one text."""
    first, *rest = text.split("\n")
    if label or first:
        yield Line(kind, first, label, deep)
    for more in rest:
        yield Line(LineKind.PARAGRAPH if label else kind, more)
