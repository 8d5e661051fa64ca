"""The words of a provision while a decision works on them, and which of them are its own."""

import re
from dataclasses import dataclass

from legislation_hub.legaltext.amendments.operations import Side

OLD, NEW = "0", "1"
JOINING = ("、", "，")
BINDING = ("、", "，", "；", "。", "（", "和", "或", "以及", "及", "与", "等", "的")

_SENTENCE = re.compile("[^。！？]*(?:[。！？]|$)")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text that knows which of its signs the decision put there: what it wrote it does not change again.

    ``fresh`` holds a sign for every sign of ``text``: :data:`NEW` for the decision's, :data:`OLD` for the base's.
    """

    text: str
    fresh: str = ""

    @classmethod
    def old(cls, text: str) -> "Wording":
        """Return a text of the base."""
        return cls(text, OLD * len(text))

    @classmethod
    def new(cls, text: str) -> "Wording":
        """Return a text that the decision brought."""
        return cls(text, NEW * len(text))

    def is_old(self, first: int, last: int) -> bool:
        """Tell whether all signs from ``first`` to ``last`` are of the base."""
        return NEW not in self.fresh[first:last]

    def substituted(self, wording: str, text: str, side: Side, sentence: int = 0) -> tuple["Wording", int]:
        """Return the text with ``text`` put for, before or after every ``wording`` of the base, and how often.

        Where ``text`` holds ``wording`` and stands there already, nothing is done: 储存、装卸 stays one.
        """
        begin, end = self._sentence(sentence)
        result, at, count = Wording(""), 0, 0
        ahead = text.find(wording) if side is Side.INSTEAD else -1
        for found in re.finditer(re.escape(wording), self.text):
            first, last = found.span()
            if first < begin or last > end or not self.is_old(first, last):
                continue
            if ahead >= 0 and text != wording and self.text.startswith(text, max(first - ahead, 0)):
                continue
            count += 1
            if side is Side.INSTEAD:
                result = result + self[at:first] + Wording.new(text)
            elif side is Side.BEFORE:
                result = result + self[at:first] + Wording.new(text) + self[first:last]
            else:
                result = result + self[at:last] + Wording.new(self.joint(last, text) + text)
            at = last
        return result + self[at:], count

    def joint(self, at: int, text: str) -> str:
        """Return the mark that belongs between the words before ``at`` and ``text``, which is to follow them.

        Decisions leave it out. In A、C and A，C it is the mark that stands there; elsewhere it is not certain.
        """
        mark = self.text[at : at + 1]
        return mark if mark in JOINING and not text.startswith(BINDING) else ""

    def _sentence(self, number: int) -> tuple[int, int]:
        if not number:
            return 0, len(self.text)
        spans = [found.span() for found in _SENTENCE.finditer(self.text) if found[0]]
        return spans[number - 1] if number <= len(spans) else (0, 0)

    def __add__(self, other: "Wording") -> "Wording":
        return Wording(self.text + other.text, self.fresh + other.fresh)

    def __getitem__(self, span: slice) -> "Wording":
        return Wording(self.text[span], self.fresh[span])
