"""The lines of any text become a tree. Nothing is refused; what could not be placed is told in a remark."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from legislation_hub.legaltext.checking import doubts
from legislation_hub.legaltext.continuing import continued
from legislation_hub.legaltext.framing import is_amending, is_contents
from legislation_hub.legaltext.growing import RANKS, grow
from legislation_hub.legaltext.marks import (
    ANNEX,
    CONTENTS,
    HEADING_LENGTH,
    ITEM,
    PARAGRAPH,
    SUBITEM,
    ends_sentence,
    heading_text,
)
from legislation_hub.legaltext.placing import Placed, place
from legislation_hub.legaltext.source import Source
from legislation_hub.legaltext.tree import Annex, LegalText, Remark
from legislation_hub.legaltext.unwrapping import unwrap, without_pages
from legislation_hub.vocabulary import N_, Genre, Level, LineKind

AMENDING_SHARE = 0.5
NUMBERED = frozenset(RANKS) - {PARAGRAPH, ITEM, SUBITEM}

_AMENDING = re.compile(r"修改为|改为|删去|删除|增加.{0,9}[条款项]|作为第")


def parse(source: Source) -> LegalText:
    """Return the law in ``source``; every line of it is in the tree, or a remark says where it went."""
    placed, remarks = outline(source)
    starts = [at for at, one in enumerate(placed) if one.kind is ANNEX]
    numbered: list[Placed] = []
    around: dict[LineKind, list[Placed]] = defaultdict(list)
    for one in placed[: starts[0]] if starts else placed:
        (numbered if one.kind in RANKS else around[one.kind]).append(one)
    title, repeated = _title(around[LineKind.TITLE])
    law = LegalText(
        title=title,
        note="\n".join(_texts(around[LineKind.NOTE])) or None,
        preface=_texts(around[LineKind.PREFACE]),
        contents=tuple(text for text in _texts(around[CONTENTS]) if not is_contents(text)),
        provisions=grow(numbered),
        closing=_texts(around[LineKind.CLOSING]),
        annexes=tuple(
            _annex(placed[start:end], number)
            for number, (start, end) in enumerate(pairwise([*starts, len(placed)]), start=1)
        ),
    )
    law = replace(law, genre=_genre(law))
    told = (*source.remarks, *remarks, *repeated, *doubts(law))
    return replace(law, remarks=tuple(sorted(told, key=lambda remark: remark.line)))


def outline(source: Source) -> tuple[tuple[Placed, ...], tuple[Remark, ...]]:
    """Return every line with what it was found to be, for a person to look at beside the tree.

    Lines that go on the one before (a paragraph cut by its margin, a heading in two lines, what stands between
    （三） and （四）) have no entry, nor has a page number. A line that carries two numbers has two.
    """
    text, pages = without_pages(source.lines)
    lines = unwrap(text)
    placed, remarks = place(lines)
    whole, doubtful = continued(placed)
    joined = (
        [Remark(0, "", N_("The lines were cut at one width; they were joined to paragraphs."))]
        if len(lines) < len(text)
        else []
    )
    return tuple(whole), (*joined, *pages, *remarks, *doubtful)


def _texts(placed: Sequence[Placed]) -> tuple[str, ...]:
    return tuple(one.line.text for one in placed)


def _title(lines: Sequence[Placed]) -> tuple[str, tuple[Remark, ...]]:
    """Return the title in one line; a cover that prints it twice gives it once."""
    half = len(lines) // 2
    texts = [one.line.text for one in lines]
    if half and texts[:half] == texts[half:]:
        again = (Remark(one.line.number, one.line.text, N_("The title stands twice.")) for one in lines[half:])
        return heading_text(" ".join(texts[:half])), tuple(again)
    return heading_text(" ".join(texts)), ()


def _annex(placed: Sequence[Placed], number: int) -> Annex:
    first, rest = placed[0], placed[1:]
    heading = first.mark.heading
    if not heading and rest and rest[0].kind is PARAGRAPH and _may_be_heading(rest[0].line.text):
        heading, rest = heading_text(rest[0].line.text), rest[1:]
    begin = next((at for at, one in enumerate(rest) if one.kind in NUMBERED), len(rest))
    return Annex(
        label=first.mark.label,
        heading=heading,
        text="\n".join(one.line.text for one in rest[:begin]),
        provisions=grow([one for one in rest[begin:] if one.kind in RANKS], f"annex_{number}"),
        line=first.line.number,
    )


def _may_be_heading(text: str) -> bool:
    return len(text) <= HEADING_LENGTH and not ends_sentence(text) and not text.startswith(("|", "![", "（"))


def _genre(law: LegalText) -> Genre:
    if is_amending(law.title):
        return Genre.AMENDMENT
    clauses = [one for one in law.provisions if one.level is Level.CLAUSE and one.is_article]
    amending = sum(any(_AMENDING.search(piece.text) for piece in clause.walk()) for clause in clauses)
    return Genre.AMENDMENT if clauses and amending > AMENDING_SHARE * len(clauses) else Genre.FULL
