"""What is known at one place of a clause while it is read: what it named last, what it has asked for so far."""

from re import Match
from typing import Any

from legislation_hub.legaltext.amendments.operations import Address, Instruction
from legislation_hub.legaltext.amendments.phrasing import QUOTED
from legislation_hub.legaltext.amendments.pointing import places
from legislation_hub.legaltext.amendments.unquoting import Clause
from legislation_hub.vocabulary import OperationKind


class Scan:
    """A clause in reading.

    ``here`` are the places that were named last (what 其中的 means), ``said`` the words of the present turn,
    ``found`` the instructions so far.
    """

    def __init__(self, clause: Clause, eid: str, line: int, here: tuple[Address, ...] = ()) -> None:
        self.clause, self.eid, self.line, self.here = clause, eid, line, here
        self.said = ""
        self.found: list[Instruction] = []

    def ask(self, kind: OperationKind, **more: Any) -> None:
        """Write down one instruction in the words of the present turn."""
        self.found.append(Instruction(self.eid, self.line, self.said, kind, **more))

    def quote(self, match: Match[str]) -> str | None:
        """Return what the turn quotes as its text, or None if it quotes nothing."""
        found = QUOTED.match(match["text"] or "")
        return self.clause.quotes[int(found[1])] if found else None

    def quotes(self, words: str) -> list[str]:
        """Return all that ``words`` quote."""
        return [self.clause.quotes[int(found[1])] for found in QUOTED.finditer(words)]

    def places(self, words: str | None, *, new: bool = False) -> tuple[Address, ...]:
        """Return the places that ``words`` name, filled in from what was named last; () if there are none."""
        if not words:
            return ()
        return places(words, self.here[-1] if self.here else None, new=new) or ()
