"""A law as Markdown that any program shows well, and that our own reader reads back to the same tree."""

import re
from collections.abc import Iterator
from itertools import groupby

from legislation_hub.legaltext.rendering import NUMBERED, Line, lines_of
from legislation_hub.legaltext.tables import cells_of, row_of
from legislation_hub.legaltext.tree import LegalText
from legislation_hub.vocabulary import LineKind

DEEPEST = 6
HEADINGS = frozenset(
    {LineKind.HEADING, LineKind.PART, LineKind.SUBPART, LineKind.CHAPTER, LineKind.SECTION, LineKind.ANNEX}
)

_SIGNS = re.compile(r"[\\`*_\[\]<>&~#|]")
_BEGINS_LIST = re.compile(r"[0-9]+(?=[.)])|(?=[-+])")


def markdown(law: LegalText) -> str:
    """Return ``law`` as Markdown: headings, bold numbers of articles, nested lists of items, tables."""
    blocks = groupby(enumerate(lines_of(law)), lambda numbered: _block(*numbered))
    return "\n".join("".join(_drawn([line for _, line in lines])) for _, lines in blocks)


def _block(number: int, line: Line) -> str | int:
    """Return what lines that follow each other share if no empty line stands between them, else their number."""
    if line.kind in NUMBERED:
        return "items"
    if line.kind is LineKind.CONTENTS and line.depth:
        return "contents"
    return "rows" if _cells(line) else number


def _drawn(lines: list[Line]) -> Iterator[str]:
    if _cells(lines[0]):
        rows = [row_of([_begun(cell) for cell in _cells(line)]) for line in lines]
        # Without a rule under its first row it would be no table; the reader leaves the rule out.
        rows.insert(1, row_of(["---"] * len(_cells(lines[0]))))
    else:
        rows = [_line(line) for line in lines]
    yield from (f"{row}\n" for row in rows)


def _cells(line: Line) -> tuple[str, ...]:
    return () if line.label else cells_of(line.text)


def _line(line: Line) -> str:
    text = _escaped(line.text) if line.label else _begun(line.text)
    if line.kind is LineKind.TITLE:
        return f"# {text}"
    if line.kind in HEADINGS:
        return f"{'#' * min(DEEPEST, 1 + max(1, line.depth))} {_begun(line.label)}{line.gap}{text}"
    if line.kind is LineKind.CONTENTS:
        return f"{'  ' * (line.depth - 1)}- {text}" if line.depth else f"**{text}**"
    if line.kind is LineKind.ARTICLE and line.label:
        return f"**{_escaped(line.label)}**{line.gap}{text}"
    bullet = f"{'  ' * line.depth}- " if line.kind in NUMBERED else ""
    return f"{bullet}{_begun(line.label)}{line.gap}{text}"


def _begun(text: str) -> str:
    """Return ``text`` so that it begins no list: its 1. is a number of the law and stands as printed."""
    found = _BEGINS_LIST.match(text)
    if found is None:
        return _escaped(text)
    return f"{found[0]}\\{text[found.end()]}{_escaped(text[found.end() + 1 :])}"


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", text)
