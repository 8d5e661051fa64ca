"""Words quoted from a provision, found again in another wording of it; how a printer sets them does not count."""

import unicodedata
from functools import cached_property

from rapidfuzz.distance import Indel

Span = tuple[int, int]

# Words kept where all around them has changed may be kept by chance: they must be long, or stand there once.
TOGETHER = 8


class Wording:
    """A text without spaces and widths of signs, which knows where each of its signs stood."""

    def __init__(self, text: str) -> None:
        """Take the text as printed."""
        kept = [(sign, at) for at, sign in enumerate(text) if not sign.isspace()]
        self.text = "".join(_narrow(sign) for sign, _at in kept)
        self.places = [at for _sign, at in kept]

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {place: number for number, place in enumerate(self.places)}

    def inside(self, span: Span) -> Span:
        """Return which signs of this wording the characters ``span`` of the printed text are."""
        numbers = [self._numbers[at] for at in range(*span) if at in self._numbers]
        return (numbers[0], numbers[-1] + 1) if numbers else (0, 0)

    def printed(self, span: Span) -> Span:
        """Return which characters of the printed text the signs ``span`` are."""
        return self.places[span[0]], self.places[span[1] - 1] + 1

    def find(self, quote: "Wording") -> list[Span]:
        """Return every place of the printed text where ``quote`` stands."""
        found = []
        at = self.text.find(quote.text) if quote.text else -1
        while at >= 0:
            found.append(self.printed((at, at + len(quote.text))))
            at = self.text.find(quote.text, at + 1)
        return found


def carried(old: str, new: str, span: Span) -> Span | None:
    """Return where the characters ``span`` of ``old`` stand in ``new``; None where they were changed or moved.

    The words count as the same ones when what stands beside them is kept too, or when they stand once in both.
    """
    before, after = Wording(old), Wording(new)
    start, end = before.inside(span)
    for step in Indel.opcodes(before.text, after.text):
        if step.tag == "equal" and step.src_start <= start and end <= step.src_end:
            shift = step.dest_start - step.src_start
            quote = before.text[start:end]
            once = before.text.count(quote) == after.text.count(quote) == 1
            if once or step.src_end - step.src_start >= TOGETHER:
                return after.printed((start + shift, end + shift))
    return None


def _narrow(sign: str) -> str:
    narrow = unicodedata.normalize("NFKC", sign)
    return narrow if len(narrow) == 1 else sign
