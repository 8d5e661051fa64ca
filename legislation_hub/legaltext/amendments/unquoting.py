"""A clause is split into what it says itself and what it quotes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

CLOSING = {"“": "”", "「": "」", '"': '"'}
INNER = {"“": "‘’", "「": "『』"}
QUOTE = "\x02(\\d+)\x03"

_PLACE = re.compile(QUOTE)


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of a clause with a place marker (:data:`QUOTE`) for every quotation, and the quotations.

    A quotation over several paragraphs is one, its paragraphs divided by line breaks, and quotations inside it
    are printed as the amended law prints them. ``closed`` is False where a closing mark was forgotten.
    """

    words: str
    quotes: tuple[str, ...]
    closed: bool = True

    def said(self, words: str) -> str:
        """Return ``words`` with the quotations in their places again."""
        return _PLACE.sub(lambda found: f"“{self.quotes[int(found[1])]}”", words)


def unquote(lines: Sequence[str]) -> Clause:
    """Return the clause that stands in ``lines``.

    Statutes open the quotation anew at every paragraph and close it once. Quotations that follow each other
    with nothing between are one: two articles, each in marks of its own.
    """
    words, quotes, mark, depth = "", list[str](), "", 0
    for line in lines:
        if mark:
            quotes[-1] += "\n"
        for at, sign in enumerate(line):
            if not mark and sign in CLOSING:
                mark, depth = sign, 1
                words = _opened(words, quotes)
            elif not mark:
                words += sign
            elif at == 0 and sign == mark:
                continue
            elif sign == CLOSING[mark]:
                depth -= 1
                if depth:
                    quotes[-1] += sign
                else:
                    quotes[-1] = _lifted(quotes[-1], mark)
                    mark = ""
            else:
                depth += sign == mark
                quotes[-1] += sign
        if not mark:
            words += "\n"
    if mark:
        quotes[-1] = _lifted(quotes[-1], mark)
    return Clause(words.rstrip("\n"), tuple(quotes), closed=not mark)


def _opened(words: str, quotes: list[str]) -> str:
    """Begin a quotation, or go on with the last one if nothing stood between; return the words so far."""
    before = words.rstrip()
    if before.endswith(f"\x02{len(quotes) - 1}\x03"):
        quotes[-1] += "\n"
        return before
    quotes.append("")
    return f"{words}\x02{len(quotes) - 1}\x03"


def _lifted(text: str, mark: str) -> str:
    """Return a quoted text as it stands outside the quotation: ‘…’ inside “…” is “…” again."""
    inner = INNER.get(mark, "")
    if not inner or mark in text:
        return text
    return text.replace(inner[0], mark).replace(inner[1], CLOSING[mark])
