"""A draft's file as lines, each with the place where it stood; nothing in it is interpreted yet."""

import re
from dataclasses import dataclass

from legislation_hub.legaltext.tree import Remark
from legislation_hub.vocabulary import LineKind

# Control and format signs. Glyphs of the private area stay: an old typesetting system's rare character is text.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file. ``number`` counts from 1; ``kind`` is what a person said it is, if anybody did."""

    number: int
    text: str
    kind: LineKind | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file in reading order, without its empty lines; ``name`` is the file's own.

    ``remarks`` tell what the reader did to it: what it joined, moved or left out.
    """

    name: str
    lines: tuple[Line, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader got out of a file: its text, a line for each paragraph, and what it has to tell."""

    text: str
    remarks: tuple[Remark, ...] = ()


class Telling:
    """Gathers what a reader has to tell: each reason once, at the line where it was first met, and how often."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[int, str, int]] = {}

    def tell(self, reason: str, line: int = 0, text: str = "", times: int = 1) -> None:
        """Remember one more case of ``reason``, an English source string that may hold %(count)s."""
        first, shown, count = self._told.get(reason, (line, text, 0))
        self._told[reason] = (first, shown, count + times)

    def remarks(self) -> tuple[Remark, ...]:
        """Return one remark for each reason, in the order in which they were met."""
        return tuple(
            Remark(line, text, reason, {"count": count} if "%(count)s" in reason else {})
            for reason, (line, text, count) in self._told.items()
        )


def source_of(name: str, text: str, remarks: tuple[Remark, ...] = ()) -> Source:
    """Return ``text`` as a source: signs that cannot be seen are dropped, empty lines only counted."""
    lines = text.replace("\t", " ").replace("\xa0", " ").splitlines()
    if UNSEEN.search(text):
        lines = [UNSEEN.sub("", line) for line in lines]
    numbered = ((number, line.strip()) for number, line in enumerate(lines, start=1))
    return Source(name, tuple(Line(number, line) for number, line in numbered if line), remarks)
