"""A draft's file as lines, each with the place where it stood; nothing in it is interpreted yet."""

import re
from dataclasses import dataclass

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
    """The text of one file in reading order, without its empty lines; ``name`` is the file's own."""

    name: str
    lines: tuple[Line, ...]


def source_of(name: str, text: str) -> Source:
    """Return ``text`` as a source: signs that cannot be seen are dropped, empty lines only counted."""
    lines = (Line(number, _clean(line)) for number, line in enumerate(text.splitlines(), start=1))
    return Source(name, tuple(line for line in lines if line.text))


def _clean(line: str) -> str:
    return UNSEEN.sub("", line).replace("\t", " ").replace("\xa0", " ").strip()
