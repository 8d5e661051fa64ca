"""One analysis for everything that is indexed, asked or marked; every offset stays true to the text."""

import importlib
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import rjieba

# Raise it when a text would give other tokens than before: every index is then rebuilt by itself.
VERSION = 2

# A longer run without a break is no word; Whoosh keeps the length of a term in two bytes.
LONGEST = 64

_DIGITS = {digit: value for value, digits in enumerate(("〇零○", *"一二三四五六七八九")) for digit in digits}
_DIGITS["两"] = 2
_TENS = {"十": 10, "百": 100, "千": 1000}
_SIGNS = "".join((*_DIGITS, *_TENS))
_NUMERAL = rf"(?:[0-9][0-9\s]{{0,11}}|[{_SIGNS}][{_SIGNS}\s]{{0,11}})"
# Every repetition is bounded: ten thousand digits in a row must cost no more than ten thousand letters.
_ARTICLE = re.compile(
    rf"(?:(第)\s{{0,3}})?({_NUMERAL})条(?:\s{{0,3}}之\s{{0,3}}({_NUMERAL}))?"
    rf"(?:\s{{0,3}}第\s{{0,3}}({_NUMERAL})款)?(?:\s{{0,3}}(?:第\s{{0,3}}[(]?|[(])({_NUMERAL})[)]?项)?"
)
_RUN = re.compile(r"[^\W_]+")


class Token(NamedTuple):
    """One term and where it stands in the text."""

    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return ``text`` in half width, simplified and lower case, character for character.

    A character whose plain form is longer than one (such as ㎡) stays as it is, so that any offset in the
    result is an offset in ``text``.
    """
    return text.translate(_folding())


def words(folded: str) -> list[Token]:
    """Return the words of a folded text, the shorter ones inside them too, in reading order.

    城乡居民 gives 城乡, 居民 and itself, so that a question for either finds it.
    """
    return [
        Token(text[:LONGEST], start, end)
        for text, start, end in _dictionary().tokenize(folded, "search")
        if _RUN.search(text)
    ]


def known_words(folded: str) -> list[Token]:
    """Return the words of a folded text as the dictionary has them, none that only might be one."""
    return [Token(*word) for word in _dictionary().tokenize(folded, "default", False)]


def pairs(folded: str) -> list[str]:
    """Return every two neighbours and the last of each run; blanks count for nothing, marks end a run.

    Whatever holds a wording literally holds all pairs of it; the reverse has to be checked on the text. A
    character stands in a text if a pair begins with it.
    """
    return [run[at : at + 2] for run in _RUN.findall(closed(folded)) for at in range(len(run))]


def grams(folded: str) -> list[str]:
    """Return, each once, the pairs that hold a wording together; a character that stands alone is its own.

    A wording of one or two characters without a mark is its own only gram: whatever has that holds the wording.
    """
    runs = _RUN.findall(closed(folded))
    return list(dict.fromkeys(run[at : at + 2] for run in runs for at in range(max(1, len(run) - 1))))


def closed(folded: str) -> str:
    """Return a folded text without its blanks: how exact wording is compared."""
    return "".join(folded.split())


def articles(folded: str, *, bare: bool = False) -> Iterator[Token]:
    """Yield every article that a folded text names: 第十二条, 第 12 条 are ``§12``, 第一百二十条之一 ``§120-1``.

    With ``bare`` also 十二条, as people type it; in a running text that may as well be twelve of something. Where
    a paragraph or an item follows, the token ends behind it; :func:`parts` tells which.
    """
    for found in _ARTICLE.finditer(folded):
        if found[1] or bare:
            yield Token(_article(found), found.start(), found.end())


def parts(folded: str, *, bare: bool = False) -> Iterator[Token]:
    """Yield each paragraph and item that is named with its article: 第八条第二款第三项 gives ``§8.2``, ``§8.2.3``.

    The only paragraph of an article carries no number: 第八条第三项 is an item of its first.
    """
    for found in _ARTICLE.finditer(folded):
        if (found[1] or bare) and (found[4] or found[5]):
            paragraph = f"{_article(found)}.{_number(found[4]) if found[4] else 1}"
            yield Token(paragraph, found.start(), found.end())
            if found[5]:
                yield Token(f"{paragraph}.{_number(found[5])}", found.start(), found.end())


def _article(found: re.Match[str]) -> str:
    return f"§{_number(found[2])}{f'-{_number(found[3])}' if found[3] else ''}"


def _number(numeral: str) -> int:
    """Return the value of 12, 一百二十, 十二 or 一〇三."""
    numeral = closed(numeral)
    if numeral.isascii():
        return int(numeral[:9])
    if not set(numeral) & set(_TENS):
        return int("".join(str(_DIGITS[digit]) for digit in numeral[:9]))
    total, last = 0, 0
    for digit in numeral:
        if digit in _TENS:
            total += (last or 1) * _TENS[digit]
            last = 0
        else:
            last = _DIGITS[digit]
    return total + last


class _Folding(dict[int, str]):
    """The plain form of a character, worked out when it is met for the first time."""

    def __init__(self) -> None:
        table = (Path(__file__).parent / "simplified.txt").read_text(encoding="utf-8")
        self.simplified = {pair[0]: pair[1] for pair in table.split()}

    def __missing__(self, point: int) -> str:
        character = chr(point)
        plain = _one(unicodedata.normalize("NFKC", character), character)
        plain = _one(plain.lower(), plain)
        # Half of a pair of surrogates is no character; the dictionary cannot take it.
        plain = "�" if unicodedata.category(plain) == "Cs" else self.simplified.get(plain, plain)
        self[point] = plain
        return plain


def _one(changed: str, character: str) -> str:
    return changed if len(changed) == 1 else character


@cache
def _folding() -> _Folding:
    return _Folding()


@cache
def _dictionary() -> "rjieba.Jieba":
    # The import loads the dictionary, a quarter of a second: a command that searches nothing does not pay for it.
    jieba: rjieba.Jieba = importlib.import_module("rjieba")._DEFAULT_JIEBA
    return jieba
