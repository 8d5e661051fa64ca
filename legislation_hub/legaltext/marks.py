"""What the beginning of a line says: 第三章, 第十条, 一、, （三）, 1.; read by itself, without its neighbours."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from legislation_hub.legaltext.numbering import LONGEST, NUMERAL, SIGN, SIGNS, arabic, number_of
from legislation_hub.vocabulary import LineKind

# Python 3.11 finds a member of an enum ten times as slowly as a name; every line is compared with these.
ANNEX, ARTICLE, CLAUSE, CONTENTS = LineKind.ANNEX, LineKind.ARTICLE, LineKind.CLAUSE, LineKind.CONTENTS
HEADING, ITEM, PARAGRAPH, SUBITEM = LineKind.HEADING, LineKind.ITEM, LineKind.PARAGRAPH, LineKind.SUBITEM

CHINESE_SIGNS = "〇○零一二三四五六七八九十百千"
CHINESE = f"[{CHINESE_SIGNS}]{{1,12}}"
ANNEXED = "[件表录錄图圖]"
FIGURES = "0123456789０１２３４５６７８９"
WORDS = {
    **dict.fromkeys(("编", "編"), LineKind.PART),
    **dict.fromkeys(("分编", "分編"), LineKind.SUBPART),
    "章": LineKind.CHAPTER,
    **dict.fromkeys(("节", "節"), LineKind.SECTION),
    **dict.fromkeys(("条", "條"), ARTICLE),
}
HEADINGS = frozenset({LineKind.PART, LineKind.SUBPART, LineKind.CHAPTER, LineKind.SECTION})
ENDS = tuple("。；：;:！？!?…")
CLOSERS = "”’」』）)"
HEADING_LENGTH = 60
TITLE_LENGTH = 40
CAPTION_SIGNS = tuple("【〖[［（")
BRACKETED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
RINGED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
STOPPED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
COLONS = ("：", ":")
GLUED = "glued"
REFERRING = "referring"

_NUMBERED = re.compile(
    rf"第\s*({SIGN}[{SIGNS}\s]{{0,{2 * LONGEST}}})({'|'.join(WORDS)})"
    rf"(?:\s?之\s?({CHINESE}|[{FIGURES}]{{1,3}}))?(?:\s*[:：])?(\s*)"
)
_LISTED = re.compile(
    rf"(?P<clause>{CHINESE}\s*[、．.](?!\s*{CHINESE}\s*[、至]))"
    rf"|(?P<item>[（(]\s*{CHINESE}(?:\s*之{CHINESE})?\s*[）)]|{CHINESE}\s*[）)]|[㈠-㈩])"
    r"|(?P<dotted>[0-9０-９]{1,3}\s*[.．、](?![0-9０-９]))"
    r"|(?P<enclosed>[（(]\s*[0-9０-９]{1,3}\s*[）)])"
    r"|(?P<closed>[0-9０-９]{1,3}\s*[）)])"
    r"|(?P<lettered>[（(]?\s*[a-z]\s*[）)])"
    r"|(?P<circled>[①-⑳])"
    r"|(?P<ringed>[⑴-⒇])"
    r"|(?P<stopped>[⒈-⒛])"
)
_ANNEX = re.compile(
    rf"附\s*{ANNEXED}?\s*[:：]|附\s*{ANNEXED}\s*{NUMERAL}(?:[-－.][0-9]{{1,2}})*\s*(?:[:：.、]|(?=[\s《]|$))|附\s*{ANNEXED}(?=\s|$)"
)
_CAPTION = re.compile(
    r"【([^】]{1,40})】|〖([^〗]{1,40})〗|\[([^\]]{1,40})\]|［([^］]{1,40})］|（([^（）]{1,30})）"
)
_NO_CAPTION = re.compile(
    rf"(?:{CHINESE}|[0-9０-９]+)(?:$|、)|.*[0-9]{{4}}|.*[。；，]|.*(?:删|刪|废|廢|略|原文|以下简称|根据)"
)
_REFERENCE = re.compile(r"第\S{1,9}[款项項目]")
_MAYBE_REFERENCE = re.compile(r"[的、，,和及或至中与與以]|规定|規定|所列|款|项|項")


class Mark(NamedTuple):
    """A number at the beginning of a line, and what stands behind it; a tuple, for a law has thousands.

    ``sure`` is False where the same signs could as well go on a sentence ("第三条规定的…"), so that the
    neighbours have to decide. ``style`` tells kinds of 目 apart (1., （1）, 1）, ①), and says of an article
    whether its text is glued to its number, and then whether it reads like a reference (第三条规定的…).
    """

    kind: LineKind
    label: str = ""
    number: str = ""
    heading: str = ""
    rest: str = ""
    sure: bool = True
    style: str = ""

    @property
    def begins(self) -> bool:
        """Tell whether a count may begin with this, neighbours or not: what is sure, and every 第一条."""
        return self.sure or self.number == "1"


def mark_of(text: str) -> Mark | None:
    """Return what the beginning of ``text`` says, or None where it is running text."""
    reader = _READERS.get(text[:1])
    return None if reader is None else reader(text)


def forced_mark(kind: LineKind, text: str) -> Mark:
    """Return ``text`` as what a person said it is. A number of another kind is a label that counts for nothing."""
    found = mark_of(text)
    if found is not None and found.kind is kind:
        return found._replace(sure=True)
    if kind is PARAGRAPH or found is None or kind is HEADING:
        label, number, rest = "", "", text
    else:
        label, number, rest = found.label, "", found.heading or found.rest
        if found.kind is CLAUSE or kind in {ITEM, SUBITEM}:
            number = found.number
    if kind in (*HEADINGS, HEADING, ANNEX):
        return Mark(kind, label, number, heading=heading_text(rest))
    return Mark(kind, label, number, rest=rest)


def squeezed(text: str) -> str:
    """Return ``text`` without any white space."""
    return text if text.isalpha() else "".join(text.split())


def heading_text(text: str) -> str:
    """Return a heading without the spaces that only spread it over the line: 总　　则 is 总则."""
    return re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", text.strip())


def may_be_title(text: str) -> bool:
    """Tell whether a line may be a title, a heading or a signature: it is short and ends no sentence."""
    return len(text) <= TITLE_LENGTH and not ends_sentence(text)


def ends_sentence(text: str) -> bool:
    """Tell whether a paragraph may end with ``text``."""
    return text.rstrip(CLOSERS).endswith(ENDS)


def _numbered(text: str) -> Mark | None:
    found = _NUMBERED.match(text)
    if found is None:
        return None
    first, word, second, gap = found.groups()
    number = arabic(first)
    if number is None:
        return None
    kind, label, rest = WORDS[word], squeezed(text[: found.start(4)]), text[found.end() :].rstrip()
    numbered = f"{number}-{arabic(second)}" if second else str(number)
    if kind is ARTICLE:
        caption, rest = captioned(rest) if rest[:1] in CAPTION_SIGNS else ("", rest)
        apart = gap or caption or not rest or label.endswith(COLONS)
        if rest[:1] == "第" and _REFERENCE.match(rest):
            return None
        style = "" if apart else REFERRING if _MAYBE_REFERENCE.match(rest) else GLUED
        return Mark(kind, label, numbered, caption, rest, bool(apart), style)
    behind = gap + rest
    if (
        _REFERENCE.match(behind)
        or _MAYBE_REFERENCE.match(behind)
        or len(rest) > HEADING_LENGTH
        or re.search("[。；]", rest)
    ):
        return None
    return Mark(kind, label, numbered, heading_text(rest))


def captioned(rest: str) -> tuple[str, str]:
    """Return the 条标 at the beginning of ``rest`` without its brackets, and the text behind it."""
    found = _CAPTION.match(rest)
    caption = next((group for group in found.groups() if group), "") if found else ""
    if found is None or not is_caption(caption):
        return "", rest
    return caption.strip(), rest[found.end() :].strip()


def is_caption(text: str) -> bool:
    """Tell whether ``text`` may be a 条标; 删去, 原文, a number or a sentence in brackets is none."""
    return _NO_CAPTION.match(text) is None


def _annex(text: str) -> Mark | None:
    found = _ANNEX.match(text)
    rest = text[found.end() :].strip() if found else ""
    if found is None or len(rest) > HEADING_LENGTH or "。" in rest:
        return None
    label = squeezed(found[0])
    return Mark(ANNEX, label, number_of(label), heading_text(rest))


def _listed(text: str) -> Mark | None:
    found = _LISTED.match(text)
    if found is None:
        return None
    label, rest, style = squeezed(found[0]), text[found.end() :].strip(), found.lastgroup or ""
    if style == "item":
        return Mark(ITEM, label, _number(label), "", rest)
    if style == "clause":
        return Mark(CLAUSE, label, _number(label), "", rest)
    return Mark(SUBITEM, label, _number(label), "", rest, style=style)


@lru_cache(maxsize=1_000)
def _number(label: str) -> str:
    for signs in (BRACKETED, CIRCLED, RINGED, STOPPED):
        if label in signs:
            return str(signs.index(label) + 1)
    letter = label.strip("（()）")
    return str(LETTERS.index(letter) + 1) if letter in LETTERS else number_of(label)


_READERS: Mapping[str, Callable[[str], Mark | None]] = {
    **dict.fromkeys(f"（({CHINESE_SIGNS}{FIGURES}{LETTERS}{BRACKETED}{CIRCLED}{RINGED}{STOPPED}", _listed),
    "第": _numbered,
    "附": _annex,
}
