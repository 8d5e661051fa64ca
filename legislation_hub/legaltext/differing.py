"""What changed between two wordings, word by word; both can be put together again from the pieces."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from legislation_hub.legaltext.numbering import SIGN
from legislation_hub.vocabulary import Change

# A sign that stays alone between two changes tells nothing: 的, 或, 及.
ISLAND = 1

_TOKEN = re.compile(rf"第{SIGN}+[编章节条款项]|[0-9０-９]+|[A-Za-z]+|.", re.DOTALL)
_WORDLESS = re.compile(r"\W+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both wordings have, or only one of them."""

    kind: Change
    text: str


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of ``old`` and ``new`` in reading order, what was dropped before what was added.

    SAME and DROPPED joined are ``old``, SAME and ADDED joined are ``new``. Numbers, names of provisions and words
    in Latin letters are never cut; a single sign between two changes counts as changed.
    """
    return tuple(
        Piece(kind, text)
        for same, dropped, added in _runs(_TOKEN.findall(old), _TOKEN.findall(new))
        for kind, text in ((Change.SAME, same), (Change.DROPPED, dropped), (Change.ADDED, added))
        if text
    )


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (same, "", "") or ("", dropped, added), by turns."""
    dropped, added = "", ""
    opcodes = list(Indel.opcodes(old, new))
    for at, step in enumerate(opcodes):
        before, after = "".join(old[step.src_start : step.src_end]), "".join(new[step.dest_start : step.dest_end])
        if step.tag != "equal":
            dropped, added = dropped + before, added + after
        elif (dropped or added) and at + 1 < len(opcodes) and _is_island(before):
            dropped, added = dropped + before, added + before
        else:
            if dropped or added:
                yield "", dropped, added
            dropped, added = "", ""
            yield before, "", ""
    if dropped or added:
        yield "", dropped, added


def _is_island(text: str) -> bool:
    return len(text) <= ISLAND and not _WORDLESS.fullmatch(text)
