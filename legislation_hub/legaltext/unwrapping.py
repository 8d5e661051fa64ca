"""Text that was broken into lines of equal length is put together again, paragraph by paragraph."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from legislation_hub.legaltext.marks import HEADINGS, ends_sentence, mark_of
from legislation_hub.legaltext.source import Line
from legislation_hub.legaltext.tree import Remark
from legislation_hub.vocabulary import N_

NARROWEST = 15
WIDEST = 60
FULL = 0.8
CUT_SHARE = 0.25
CUT_LINES = 3

PAGE_LENGTH = 20
PAGE_LINES = 4

_PAGE = re.compile(
    r"([—–－―─·-]{1,2})\s*[0-9０-９]{1,4}\s*\1|第\s*[0-9０-９]{1,4}\s*[页頁](?:\s*[/，,]?\s*共\s*[0-9０-９]{1,4}\s*[页頁])?"
    r"|[0-9]{1,4}\s*/\s*[0-9]{1,4}"
)
_INSERTED = re.compile("之[一二三四五六七八九十0-9０-９]+(?:[\\s　【〖（]|$)")


def unwrap(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return ``lines`` joined to paragraphs if most of them were plainly cut at one width, else unchanged.

    A line goes on into the next when it fills the width, does not end a sentence, and the next begins with
    no number of its own. 之一 goes on the 第十七条 before it. What a person has said of a line holds.
    """
    width = _width(lines)
    if not width and not any(line.text.startswith("之") for line in lines):
        return tuple(lines)
    whole: list[Line] = []
    filled = False
    for line in lines:
        broken = bool(whole) and _breaks_label(whole[-1].text, line.text)
        if line.kind is None and (broken or (filled and not _begins(line.text))):
            before = whole[-1]
            whole[-1] = replace(before, text=joined(before.text, line.text))
        else:
            whole.append(line)
        filled = width > 0 and _is_cut(line.text, width)
    return tuple(whole)


def without_pages(lines: Sequence[Line]) -> tuple[Sequence[Line], list[Remark]]:
    """Return ``lines`` without printed page numbers (— 12 —, 第 3 页), and a remark for each of them."""
    pages = [
        line for line in lines if not line.kind and len(line.text) <= PAGE_LENGTH and _PAGE.fullmatch(line.text)
    ]
    pages = pages or _bare_pages(lines)
    if not pages:
        return lines, []
    reason = N_("A page number was left out.")
    gone = {line.number for line in pages}
    kept = [line for line in lines if line.number not in gone]
    return kept, [Remark(line.number, line.text, reason) for line in pages]


def _bare_pages(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that hold a figure alone, if they count up by one and stand as far apart as pages do."""
    bare = [(at, line) for at, line in enumerate(lines) if not line.kind and line.text.isdecimal()]
    apart = all(
        after - before >= PAGE_LINES and int(two.text) == int(one.text) + 1
        for (before, one), (after, two) in pairwise(bare)
    )
    return [line for _at, line in bare] if apart and len(bare) > 1 else []


def joined(before: str, after: str) -> str:
    """Return two lines as one: Chinese needs nothing between them, words and figures a space."""
    apart = before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalnum()
    return f"{before} {after}" if apart else before + after


def _width(lines: Sequence[Line]) -> int:
    """Return the width at which the text was cut, or 0 where nothing looks cut."""
    lengths = sorted(len(line.text) for line in lines)
    longest = lengths[-(len(lengths) // 50) - 1] if lengths else 0
    if not NARROWEST <= longest <= WIDEST:
        return 0
    cut = sum(_is_cut(line.text, longest) for line in lines)
    return longest if cut >= max(CUT_LINES, CUT_SHARE * len(lines)) else 0


def _is_cut(text: str, width: int) -> bool:
    """Tell whether ``text`` fills the width and ends nothing; a heading ends by itself."""
    if len(text) < width * FULL or ends_sentence(text):
        return False
    mark = mark_of(text)
    return mark is None or mark.kind not in HEADINGS


def _breaks_label(before: str, text: str) -> bool:
    return _INSERTED.match(text) is not None and (mark := mark_of(before)) is not None and before == mark.label


def _begins(text: str) -> bool:
    mark = mark_of(text)
    return mark is not None and mark.sure
