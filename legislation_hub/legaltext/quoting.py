"""Which lines are quoted: the articles that a decision puts into another law are not its own."""

from collections.abc import Mapping, Sequence

from legislation_hub.legaltext.marks import ARTICLE, CLAUSE, Mark
from legislation_hub.legaltext.numbering import follows
from legislation_hub.vocabulary import LineKind

OPENING = tuple("“「『")
COUNTED = frozenset({ARTICLE, CLAUSE})


def quoted(texts: Sequence[str], marks: Sequence[Mark | None]) -> list[bool]:
    """Tell for each line whether it begins inside a quotation.

    Statutes open the quotation anew at every paragraph and close it once, so the last quotation mark of a line
    says how the next one begins. A closing mark that was forgotten must not swallow the rest of the
    law: a line that carries the next number of the text's own count, or begins it, ends the quotation.
    """
    inside, open_before = [], False
    last: dict[LineKind, str] = {}
    for text, mark in zip(texts, marks, strict=True):
        here = text.startswith(OPENING) or (open_before and not (mark is not None and _goes_on(mark, last)))
        inside.append(here)
        if mark is not None and not here and mark.sure and mark.kind in COUNTED:
            last[mark.kind] = mark.number
        opened, closed = text.rfind("“"), text.rfind("”")
        if opened != closed:
            open_before = opened > closed
        elif not here:
            open_before = False
    return inside


def _goes_on(mark: Mark, last: Mapping[LineKind, str]) -> bool:
    if mark.kind in last:
        return follows(mark.number, last[mark.kind])
    return not last and mark.kind in COUNTED and mark.number == "1"
