"""What the beginning of a line says: 第三章, 第十条, 一、, （三）, 1.; read by itself, without its neighbours."""

import re
from dataclasses import dataclass, replace

from legislation_hub.legaltext.numbering import NUMERAL, number_of
from legislation_hub.vocabulary import LineKind

CHINESE = "[〇○零一二三四五六七八九十百千]{1,12}"
WORDS = {
    "编": LineKind.PART,
    "分编": LineKind.SUBPART,
    "章": LineKind.CHAPTER,
    "节": LineKind.SECTION,
    "条": LineKind.ARTICLE,
}
HEADINGS = (LineKind.PART, LineKind.SUBPART, LineKind.CHAPTER, LineKind.SECTION)
ENDS = tuple("。；：;:！？!?…")
CLOSERS = "”’」』）)"
HEADING_LENGTH = 60
GLUED = "glued"
REFERRING = "referring"

_NUMBERED = re.compile(rf"第\s*{NUMERAL}\s*(分编|编|章|节|条)(?:\s?之{CHINESE})?")
_CLAUSE = re.compile(rf"{CHINESE}\s*[、．.](?!\s*{CHINESE}\s*[、至])")
_ITEM = re.compile(rf"[（(]\s*{CHINESE}(?:\s*之{CHINESE})?\s*[）)]|[㈠-㈩]")
_SUBITEM = re.compile(
    r"(?P<dotted>[0-9０-９]{1,3}\s*[.．、](?![0-9０-９]))"
    r"|(?P<enclosed>[（(]\s*[0-9０-９]{1,3}\s*[）)])"
    r"|(?P<closed>[0-9０-９]{1,3}\s*[）)])"
    r"|(?P<circled>[①-⑳])"
)
_ANNEX = re.compile(
    rf"附\s*(?:件|表|录|图)?\s*[:：]|附\s*(?:件|表|录|图)\s*{NUMERAL}\s*(?:[:：.、]|(?=[\s《]|$))|附\s*(?:件|表|录|图)(?=\s|$)"
)
_CAPTION = re.compile(
    r"【([^】]{1,40})】|〖([^〗]{1,40})〗|\[([^\]]{1,40})\]|［([^］]{1,40})］|（([^（）]{1,30})）"
)
_NO_CAPTION = re.compile(
    rf"(?:{CHINESE}|[0-9０-９]+)(?:$|、)|.*[0-9]{{4}}|.*[。；，]|.*(?:删|废|略|原文|以下简称|根据)"
)
_REFERENCE = re.compile(r"第\S{1,9}[款项目]")
_MAYBE_REFERENCE = re.compile(r"[的、，,和及或至中与以]|规定|所列|款|项")


@dataclass(frozen=True, slots=True)
class Mark:
    """A number at the beginning of a line, and what stands behind it.

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
    if text[:1] == "第":
        return _numbered(text)
    if text[:1] == "附":
        return _annex(text)
    for kind, pattern in ((LineKind.CLAUSE, _CLAUSE), (LineKind.ITEM, _ITEM), (LineKind.SUBITEM, _SUBITEM)):
        found = pattern.match(text)
        if found:
            label = squeezed(found[0])
            return Mark(kind, label, _number(label), "", text[found.end() :].strip(), style=found.lastgroup or "")
    return None


def forced_mark(kind: LineKind, text: str) -> Mark:
    """Return ``text`` as what a person said it is. A number of another kind is a label that counts for nothing."""
    found = mark_of(text)
    if found is not None and found.kind is kind:
        return replace(found, sure=True)
    if kind is LineKind.PARAGRAPH or found is None or kind is LineKind.HEADING:
        label, number, rest = "", "", text
    else:
        label, number, rest = found.label, "", found.heading or found.rest
        if found.kind is LineKind.CLAUSE or kind in {LineKind.ITEM, LineKind.SUBITEM}:
            number = found.number
    if kind in (*HEADINGS, LineKind.HEADING, LineKind.ANNEX):
        return Mark(kind, label, number, heading=heading_text(rest))
    return Mark(kind, label, number, rest=rest)


def squeezed(text: str) -> str:
    """Return ``text`` without any white space."""
    return "".join(text.split())


def heading_text(text: str) -> str:
    """Return a heading without the spaces that only spread it over the line: 总　　则 is 总则."""
    return re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", text.strip())


def ends_sentence(text: str) -> bool:
    """Tell whether a paragraph may end with ``text``."""
    return text.rstrip(CLOSERS).endswith(ENDS)


def _numbered(text: str) -> Mark | None:
    found = _NUMBERED.match(text)
    if found is None:
        return None
    kind, label, behind = WORDS[found[1]], squeezed(found[0]), text[found.end() :]
    rest = behind.strip()
    number = number_of(label)
    if kind is LineKind.ARTICLE:
        caption, rest = captioned(rest)
        apart = not behind or behind[:1].isspace() or bool(caption)
        if _REFERENCE.match(rest):
            return None
        style = "" if apart else REFERRING if _MAYBE_REFERENCE.match(rest) else GLUED
        return Mark(kind, label, number, caption, rest, sure=apart, style=style)
    if (
        _REFERENCE.match(behind)
        or _MAYBE_REFERENCE.match(behind)
        or len(rest) > HEADING_LENGTH
        or re.search("[。；]", rest)
    ):
        return None
    return Mark(kind, label, number, heading_text(rest))


def captioned(rest: str) -> tuple[str, str]:
    """Return the 条标 at the beginning of ``rest`` without its brackets, and the text behind it."""
    found = _CAPTION.match(rest)
    caption = next((group for group in found.groups() if group), "") if found else ""
    if found is None or _NO_CAPTION.match(caption):
        return "", rest
    return caption.strip(), rest[found.end() :].strip()


def _annex(text: str) -> Mark | None:
    found = _ANNEX.match(text)
    rest = text[found.end() :].strip() if found else ""
    if found is None or len(rest) > HEADING_LENGTH or "。" in rest:
        return None
    label = squeezed(found[0])
    return Mark(LineKind.ANNEX, label, number_of(label), heading_text(rest))


def _number(label: str) -> str:
    if label in "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩":
        return str("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩".index(label) + 1)
    if "①" <= label <= "⑳":
        return str(ord(label) - ord("①") + 1)
    return number_of(label)
