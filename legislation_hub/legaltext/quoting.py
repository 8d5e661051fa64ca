"""Which lines are quoted: the articles that a decision puts into another law are not its own."""

from collections.abc import Sequence

from legislation_hub.legaltext.marks import Mark
from legislation_hub.legaltext.numbering import follows
from legislation_hub.vocabulary import LineKind

OPENING = tuple("“「『")
QUOTES = "“”"


def quoted(texts: Sequence[str], marks: Sequence[Mark | None]) -> list[bool]:
    """Tell for each line whether it begins inside a quotation.

    Statutes open the quotation anew at every paragraph and close it once, so the last quotation mark of a line
    says how the next one begins. A closing mark that was forgotten must not swallow the rest of the
    law: a line that carries the next number of the text's own count ends the quotation.
    """
    inside, open_before = [], False
    last: dict[LineKind, str] = {}
    for text, mark in zip(texts, marks, strict=True):
        goes_on = mark is not None and mark.kind in last and follows(mark.number, last[mark.kind])
        here = text.startswith(OPENING) or (open_before and not goes_on)
        inside.append(here)
        if mark is not None and not here and mark.sure and mark.kind in {LineKind.ARTICLE, LineKind.CLAUSE}:
            last[mark.kind] = mark.number
        marked = [sign for sign in text if sign in QUOTES]
        if marked:
            open_before = marked[-1] == "“"
        elif not here:
            open_before = False
    return inside
