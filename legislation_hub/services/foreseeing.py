"""What would become of a table of comments, row by row, before and while it is written."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from legislation_hub.problems import CommentRejected, ConsultationClosed, Problem
from legislation_hub.services.collecting import AT_ONCE, Arrival, Found
from legislation_hub.services.deciphering import HEADS, Register, Remark
from legislation_hub.services.hearing import Heard
from legislation_hub.vocabulary import N_

NOT_TAKEN = N_("The consultation takes nothing that was heard on this day.")
NOT_NOW = N_("This line cannot be taken now. Look at the task and at the comment that is here already.")

_HEADING = {head.name: head.text for head in HEADS}


@dataclass(frozen=True, slots=True)
class Near:
    """A new row, and the comment, with its number, that it is one sign away from."""

    line: int
    number: str
    comment_id: UUID
    heard: Heard


@dataclass(frozen=True, slots=True)
class Prospect:
    """What would become of a table: how many rows it has, how many are new, how many are here, what to mend.

    ``origins`` are the tables from which the known ones came. ``near`` are the new rows that are one sign away
    from a comment that is here; they are taken like any other. So many ``common`` ones were not compared, because
    many say the same.
    """

    rows: int
    created: int
    known: int
    remarks: Sequence[Remark]
    origins: Mapping[UUID, int] = field(default_factory=dict)
    near: Sequence[Near] = ()
    common: int = 0

    @property
    def is_here(self) -> bool:
        """Return whether nothing is left to write, because every row is here already."""
        return not self.remarks and 0 < self.rows == self.known


class Outlook:
    """What stands in a table, portion by portion, and what has become of it so far."""

    def __init__(self, register: Register) -> None:
        heard, self.rows, self.remarks = register.heard, register.rows, list(register.remarks)
        self.portions = portions(heard)
        self.created = self.known = 0
        self.new: list[tuple[int, Heard]] = []
        self.here: list[UUID] = []
        self.closed: list[tuple[int, Heard]] = []
        self._told = defaultdict[int, set[str]](set)
        for one in self.remarks:
            self._told[one.line].add(one.column)

    def count(self, portion: Sequence[tuple[int, Heard]], answers: Sequence[Found | Problem]) -> None:
        """Count what became of rows that could be read, and note why one was not taken."""
        for (line, heard), answer in zip(portion, answers, strict=True):
            match answer:
                case Found(status=Arrival.CREATED):
                    self.created += 1
                    self.new.append((line, heard))
                case Found(status=Arrival.EXISTS):
                    self.known += 1
                    self.here.append(heard.id)
                case _:
                    self._reject(line, heard, answer)

    def find_more(self, portion: Sequence[tuple[int, Heard]], answers: Sequence[Found | Problem]) -> None:
        """Note what else is wrong in rows of which something is told already."""
        for (line, heard), answer in zip(portion, answers, strict=True):
            if isinstance(answer, CommentRejected | ConsultationClosed):
                self._reject(line, heard, answer)

    def _reject(self, line: int, heard: Heard, answer: Found | Problem) -> None:
        match answer:
            case CommentRejected(errors=errors):
                self._tell(line, [(_HEADING.get(name, ""), text) for name, text in errors])
            case ConsultationClosed():
                self.closed.append((line, heard))
                self._tell(line, [(_HEADING["heard_at"], NOT_TAKEN)])
            case _:
                self._tell(line, [("", NOT_NOW)])

    def _tell(self, line: int, reasons: Sequence[tuple[str, str]]) -> None:
        # A cell that could not be read was told so: what was read in its place says nothing.
        new = [Remark(line, column, text) for column, text in reasons if column not in self._told[line]]
        self.remarks += new
        self._told[line] |= {one.column for one in new}


def portions(heard: list[tuple[int, Heard]]) -> list[list[tuple[int, Heard]]]:
    """Return the lines in portions that are looked up together."""
    return [heard[start : start + AT_ONCE] for start in range(0, len(heard), AT_ONCE)]
