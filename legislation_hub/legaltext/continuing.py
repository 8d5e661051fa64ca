"""What stands without a number between （三） and （四） goes on （三）: a 项 may run over several lines."""

from collections.abc import Iterable
from dataclasses import replace

from legislation_hub.legaltext.marks import COLONS, ITEM, PARAGRAPH, SUBITEM, ends_sentence
from legislation_hub.legaltext.numbering import follows
from legislation_hub.legaltext.placing import Placed
from legislation_hub.legaltext.tree import Remark
from legislation_hub.vocabulary import N_


def continued(placed: Iterable[Placed]) -> tuple[list[Placed], list[Remark]]:
    """Return ``placed`` with such lines put behind the 项 or 目 that they go on, and what is doubtful of it.

    The next number of the same list tells that the list was not over. A line that introduces what follows (：), or
    that a person called a paragraph, is one.
    """
    lists = _Lists()
    for one in placed:
        kind = one.mark.kind
        if kind is PARAGRAPH and lists.numbers and not one.line.kind:
            lists.wait(one)
        elif kind is ITEM or kind is SUBITEM:
            lists.add(one)
        else:
            lists.leave()
            lists.done.append(one)
    lists.leave()
    return lists.done, lists.remarks


class _Lists:
    """The lists that are open, by the style of their numbers; and the lines since that may go on them."""

    def __init__(self) -> None:
        self.done: list[Placed] = []
        self.remarks: list[Remark] = []
        self.pending: list[Placed] = []
        self.numbers: dict[str, str] = {}
        self.long = False

    def wait(self, one: Placed) -> None:
        """Keep a line without a number until it is known whose it is; a number that stands alone takes it."""
        line, mark = self.done[-1]
        if mark.rest or self.pending:
            self.pending.append(one)
        else:
            self.done[-1] = Placed(
                replace(line, text=line.text + one.line.text), mark._replace(rest=one.line.text)
            )

    def add(self, one: Placed) -> None:
        """Put a 项 or 目 behind what is done; the lines before it were its list's, or paragraphs."""
        style = one.mark.style
        if self.pending:
            introduced = self.pending[-1].line.text.endswith(COLONS)
            if not introduced and style in self.numbers and follows(one.mark.number, self.numbers[style]):
                if style != self.done[-1].mark.style:
                    self._doubt()
                self._go_on()
                self.long = True
            else:
                self.leave()
        if one.kind is ITEM:
            self.numbers.clear()
        self.numbers[style] = one.mark.number
        self.done.append(one)

    def leave(self) -> None:
        """End every list: the lines since are paragraphs."""
        if self.long and self.pending and not ends_sentence(self.done[-1].line.text):
            # （一）制度 and （二）记录 are the headings of their lines; the last has lines like the others.
            self._go_on()
        self.done += self.pending
        self.pending.clear()
        self.numbers.clear()
        self.long = False

    def _doubt(self) -> None:
        """Tell of lines between 2. and （三）: they are said of all of （二）, for which the tree has no place."""
        reason = N_("This was read as part of %(label)s; it may go on what holds it.")
        label = self.done[-1].mark.label
        self.remarks += [Remark(one.line.number, one.line.text, reason, {"label": label}) for one in self.pending]

    def _go_on(self) -> None:
        line, mark = self.done[-1]
        more = "".join(f"\n{one.line.text}" for one in self.pending)
        self.done[-1] = Placed(replace(line, text=line.text + more), mark._replace(rest=mark.rest + more))
        self.pending.clear()
