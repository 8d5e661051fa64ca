"""Where the numbered body of a text begins, and what each line before it is: title, note, contents, preface."""

import re
from collections import Counter
from collections.abc import Sequence

from legislation_hub.legaltext.marks import HEADINGS, Mark, ends_sentence, squeezed
from legislation_hub.vocabulary import LineKind

PREFACES = frozenset({"序言", "前言", "引言", "导言", "導言", "序"})
CONTENTS_WORDS = frozenset({"目录", "目錄", "目次"})
SUPPLEMENTS = frozenset({"附则", "附則", "总则", "總則", "分则", "分則"})
BODY = (*HEADINGS, LineKind.HEADING, LineKind.ARTICLE, LineKind.CLAUSE)
ENTRY_LENGTH = 60
NOTE_LINES = 12
BRACKETS = ("（", "(", "[", "［", "【")

_AMENDING = re.compile(r"修正案(?:（.*）)?$|(?:关于|關於).{0,6}修改.*的?[决決]定")
_OPENING, _CLOSING = re.compile(r"[（(\[［【]"), re.compile(r"[）)\]］】]")
_NAMED = re.compile(
    r"(?:法|条例|條例|规定|規定|办法|辦法|规则|規則|规程|細則|细则|章程|规范|解释|公约|方案|决定|意见)(?:（[^）]*）)?$"
)
_LEADER = re.compile(r"[.·…．‥\s—_-]*\d*$")
_PASSED = re.compile(r"通过|通過|公布|公佈|发布|發布|修订|修訂|修正|施行|批准|令")
_DATE = re.compile(r"(?:\d{4}|[一二〇○零九]{2}[〇○零一二三四五六七八九]{2})\s*年\s*\S{1,3}\s*月\s*\S{1,3}\s*日")
_PAPER = re.compile(r"\S{0,20}[〔\[［（(]\s*\d{4}\s*[〕\]］）)]\s*第?\s*\d+\s*号|\S{0,20}第\s*\d+\s*号")


def frame(texts: Sequence[str], marks: Sequence[Mark | None]) -> tuple[LineKind, ...]:
    """Return the kinds of the lines before the numbered body; the body begins right behind them."""
    first = _body(texts, marks, 0)
    labelled = next((at for at in range(first) if is_contents(texts[at])), None)
    begin = first if labelled is None else labelled
    end = _contents_end(texts, marks, begin, labelled is not None)
    head = _head(texts[:begin])
    return (*head, *[LineKind.CONTENTS] * (end - begin), *[LineKind.PREFACE] * (_body(texts, marks, end) - end))


def contents_again(texts: Sequence[str], marks: Sequence[Mark | None], begin: int) -> frozenset[int]:
    """Return the lines from ``begin`` on that are a second table of contents.

    Headings in a row, chapter below chapter without an article, are entries of contents where they come again
    further on. One that does not is the heading of the body, whose own line was lost.
    """
    end = begin
    while end < len(marks) and (mark := marks[end]) is not None and mark.kind in HEADINGS:
        end += 1
    kinds = [mark.kind for mark in marks[begin:end] if mark is not None]
    if len(set(kinds)) == len(kinds):
        return frozenset()
    below = {
        _key(text)
        for text, mark in zip(texts[end:], marks[end:], strict=True)
        if mark is not None and mark.kind in HEADINGS
    }
    return frozenset(at for at in range(begin, end) if _key(texts[at]) in below)


def is_date(text: str) -> bool:
    """Tell whether ``text`` is nothing but a date, as under a signature."""
    return _DATE.fullmatch(text.strip("（()） ")) is not None


def is_contents(text: str) -> bool:
    """Tell whether ``text`` is the word that stands over a table of contents."""
    return squeezed(text) in CONTENTS_WORDS


def is_amending(title: str) -> bool:
    """Tell whether a text of this title changes another one: 修正案, 关于修改…的决定."""
    return _AMENDING.search(squeezed(title)) is not None


def is_supplement(text: str) -> bool:
    """Tell whether ``text`` is one of the headings that codes print without a number: 附则, 总则, 分则."""
    return squeezed(text) in SUPPLEMENTS


def _body(texts: Sequence[str], marks: Sequence[Mark | None], start: int) -> int:
    """Return where the first provision at or behind ``start`` begins, with a 总则 that stands over it."""
    found = (at for at in range(start, len(marks)) if (mark := marks[at]) and mark.begins and mark.kind in BODY)
    first = next(found, len(marks))
    while start < first < len(marks) and is_supplement(texts[first - 1]):
        first -= 1
    return first


def _contents_end(texts: Sequence[str], marks: Sequence[Mark | None], begin: int, labelled: bool) -> int:
    """Return where the table of contents that may begin at ``begin`` ends: where its first entry comes again."""
    start = begin + labelled
    end = start
    listed = _articles_that_come_again(marks) if labelled else frozenset()
    while end < len(texts) and _is_entry(texts[end], marks[end], labelled, listed):
        end += 1
    entries = [_key(text) for text in texts[start:end]]
    again = [at for at in range(1, len(entries)) if entries[at] == entries[0]]
    if not again and entries and (mark := marks[start]) is not None:
        # A heading may be worded otherwise in the contents; its number is the same.
        labels = [other.label if (other := marks[at]) is not None else "" for at in range(start, end)]
        again = [at for at in range(1, len(labels)) if labels[at] == mark.label]
    if not again and not labelled:
        return begin
    end = start + again[-1] if again else end
    while end > start and marks[end - 1] is None and not is_supplement(texts[end - 1]):
        # The last entries have numbers: what follows without one begins the preface.
        end -= 1
    return end


def _articles_that_come_again(marks: Sequence[Mark | None]) -> frozenset[str]:
    counts = Counter(mark.number for mark in marks if mark is not None and mark.kind is LineKind.ARTICLE)
    return frozenset(number for number, count in counts.items() if count > 1)


def _is_entry(text: str, mark: Mark | None, labelled: bool, listed: frozenset[str]) -> bool:
    if mark is not None and mark.kind in (*HEADINGS, LineKind.ANNEX):
        return True
    if squeezed(text) in PREFACES | SUPPLEMENTS:
        return True
    short = len(text) <= ENTRY_LENGTH and not ends_sentence(text)
    return labelled and short and (mark is None or mark.kind is not LineKind.ARTICLE or mark.number in listed)


def _key(text: str) -> str:
    return squeezed(_LEADER.sub("", text))


def _head(texts: Sequence[str]) -> list[LineKind]:
    """Return title, note or preface for each line above contents and body."""
    notes = _notes(texts)
    noted = frozenset(notes)
    stops = [at for at, text in enumerate(texts) if at in noted or ends_sentence(text) or text.startswith("|")]
    begin, end = _announced(texts, stops) or (0, stops[0] if stops else len(texts))
    bracketed = next((at for at in notes if texts[at].startswith(BRACKETS)), None)
    if bracketed is not None:
        # An announcement may stand first: the title is what the bracketed note is printed under, and the
        # paper's number may stand between.
        below = bracketed
        while below - 1 in noted:
            below -= 1
        above = max((at + 1 for at in stops if at < below), default=0)
        begin, end = (above, below) if above < below else (begin, end)
    kinds = []
    for at in range(len(texts)):
        if begin <= at < end:
            kinds.append(LineKind.TITLE)
        else:
            kinds.append(LineKind.NOTE if at in noted else LineKind.PREFACE)
    return kinds


def _announced(texts: Sequence[str], stops: Sequence[int]) -> tuple[int, int] | None:
    """Return where the name of a law stands that a notice brings: below the notice's words, signature and date."""
    begins = [at + 1 for at in stops if is_date(texts[at]) and not is_date(texts[stops[0]])]
    if not begins:
        return None
    begin = begins[-1]
    end = next((at for at in stops if at >= begin), len(texts))
    return (begin, end) if begin < end and _NAMED.search("".join(texts[begin:end])) else None


def _notes(texts: Sequence[str]) -> list[int]:
    """Return the lines that say who passed the text and when, with the lines into which they run on."""
    notes: list[int] = []
    at = 0
    while at < len(texts):
        text = texts[at]
        begins = at
        if text.startswith(BRACKETS) and (_DATE.search(text) or _PASSED.search(text)):
            depth = 0
            while at < len(texts) and at - begins < NOTE_LINES:
                depth += len(_OPENING.findall(texts[at])) - len(_CLOSING.findall(texts[at]))
                at += 1
                if depth <= 0:
                    break
        elif _PAPER.fullmatch(text) or (_DATE.match(text) and not ends_sentence(text)):
            runs_on = _DATE.match(text) is not None and not is_date(text)
            at += 1
            while runs_on and at < len(texts) and not (ends_sentence(texts[at]) or texts[at].startswith(BRACKETS)):
                at += 1
        notes.extend(range(begins, at))
        at = max(at, begins + 1)
    return notes
