"""The columns of every official table, once: what stands at the head, how wide, and what fills it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from legislation_hub.clock import COUNTY
from legislation_hub.exporters.paper import OutcomeRow, RegisterRow, Say, SummaryRow, Tally, TallyRow, TaskRow
from legislation_hub.vocabulary import N_, Form

Cell = str | int | date | datetime | None
Row = TypeVar("Row")

FULLY_LISTED = 6
FIRST_LISTED = 3


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its head, its width in Chinese characters, and the cell for (place in the table, row).

    A ``personal`` column is left out of a de-identified table altogether.
    """

    head: str
    width: int
    cell: Callable[[int, Row], Cell]
    personal: bool = False


SUMMARY: tuple[Column[SummaryRow], ...] = (
    Column(N_("Serial no."), 4, lambda place, row: place),
    Column(N_("Provision cited"), 9, lambda place, row: row.provision),
    Column(N_("Text of the draft"), 17, lambda place, row: row.text),
    Column(N_("Proposed change"), 17, lambda place, row: row.proposal),
    Column(N_("Reason given"), 15, lambda place, row: row.reason),
    Column(N_("Proposed by / heads"), 9, lambda place, row: proposers(row)),
    Column(N_("From rooms"), 9, lambda place, row: row.rooms),
    Column(N_("Merged from"), 12, lambda place, row: "、".join(row.comments)),
)

REGISTER: tuple[Column[RegisterRow], ...] = (
    Column(N_("Register number"), 7, lambda place, row: row.number),
    Column(N_("Draft and reading"), 5, lambda place, row: row.version),
    Column(N_("Provision concerned"), 5, lambda place, row: row.provision),
    Column(N_("Text as it stands"), 12, lambda place, row: row.text),
    Column(N_("Words as spoken"), 16, lambda place, row: row.words),
    Column(N_("Language spoken"), 3, lambda place, row: row.language),
    Column(N_("Put into Chinese by"), 4, lambda place, row: row.interpreter, personal=True),
    Column(N_("Kind of opinion"), 3, lambda place, row: row.stance),
    Column(N_("Wording proposed"), 10, lambda place, row: row.proposal),
    Column(N_("Reason or example"), 10, lambda place, row: row.reason),
    Column(N_("Proposed by"), 4, lambda place, row: row.person, personal=True),
    Column(N_("Identity category"), 4, lambda place, row: row.identity),
    Column(N_("Age and sex"), 4, lambda place, row: row.age_and_sex, personal=True),
    # In a small grid an identity and a day would point to one person.
    Column(N_("Village and grid"), 5, lambda place, row: row.place, personal=True),
    Column(N_("Household code"), 5, lambda place, row: row.household, personal=True),
    Column(N_("Body and seal"), 4, lambda place, row: row.body),
    Column(N_("Way of collecting"), 3, lambda place, row: row.channel),
    Column(N_("Heard on"), 6, lambda place, row: row.heard),
    Column(N_("Collected by"), 4, lambda place, row: row.collector, personal=True),
    Column(N_("Way of consent"), 4, lambda place, row: row.consent),
    Column(N_("Attached papers"), 3, lambda place, row: row.attachments),
    Column(N_("Line of the summary"), 3, lambda place, row: row.point),
)

TALLIES: tuple[Column[tuple[str, TallyRow]], ...] = (
    Column(N_("Counted by"), 12, lambda place, row: row[0]),
    Column(N_("Item counted"), 24, lambda place, row: row[1].label),
    Column(N_("Submissions received"), 10, lambda place, row: row[1].submissions),
    Column(N_("Comments received"), 10, lambda place, row: row[1].comments),
)

OUTCOMES: tuple[Column[OutcomeRow], ...] = (
    Column(N_("Serial no."), 4, lambda place, row: place),
    Column(N_("Numbers of the comments"), 12, lambda place, row: "、".join(row.comments)),
    Column(N_("Provision cited"), 9, lambda place, row: row.provision),
    Column(N_("What was proposed"), 20, lambda place, row: row.proposal),
    Column(N_("Outcome of the proposal"), 8, lambda place, row: row.outcome),
    Column(N_("Article of the passed text"), 9, lambda place, row: row.passed),
    Column(N_("Reason for not adopting"), 16, lambda place, row: row.reason),
    Column(N_("Basis of the outcome"), 10, lambda place, row: row.basis),
    Column(N_("Way of answering"), 6, lambda place, row: row.way),
    Column(N_("Answered on"), 8, lambda place, row: row.answered),
    Column(N_("Answered by"), 6, lambda place, row: row.answered_by),
)

TASKS: tuple[Column[TaskRow], ...] = (
    Column(N_("Serial no."), 4, lambda place, row: place),
    Column(N_("Unit in charge"), 12, lambda place, row: row.unit),
    Column(N_("Key provisions"), 20, lambda place, row: row.provisions),
    Column(N_("Means of collecting"), 8, lambda place, row: row.means),
    Column(N_("People addressed"), 10, lambda place, row: row.audience),
    Column(N_("Due date"), 8, lambda place, row: row.due),
    Column(N_("Person in charge"), 7, lambda place, row: row.responsible),
    Column(N_("Signed for at"), 11, lambda place, row: row.signed_for),
    Column(N_("State of the task"), 10, lambda place, row: row.progress),
)


def shown(columns: Sequence[Column[Row]], form: Form) -> tuple[Column[Row], ...]:
    """Return the columns that a table of this form has."""
    return tuple(column for column in columns if form is Form.FULL or not column.personal)


def lines(columns: Sequence[Column[Row]], rows: Sequence[Row]) -> Iterator[list[Cell]]:
    """Yield the cells of each row, in order; places are counted from 1, moments are the county's."""
    for place, row in enumerate(rows, start=1):
        yield [_local(column.cell(place, row)) for column in columns]


def flat(tallies: Sequence[Tally]) -> list[tuple[str, TallyRow]]:
    """Return the rows of all tallies one below the other, each followed by its total, for TALLIES."""
    return [(tally.title, row) for tally in tallies for row in (*tally.rows, tally.total)]


def proposers(row: SummaryRow) -> str:
    """Return 提出人或单位/人次 as one cell."""
    return f"{row.proposers}/{row.heads}" if row.proposers else str(row.heads)


def some_numbers(comments: Sequence[str], say: Say) -> str:
    """Return the comment numbers as a narrow printed column takes them: a few in full, else how many."""
    if len(comments) <= FULLY_LISTED:
        return "\n".join(comments)
    whole = say(N_("%(count)d in all")) % {"count": len(comments)}
    return "\n".join((*comments[:FIRST_LISTED], whole))


def _local(cell: Cell) -> Cell:
    if isinstance(cell, datetime):
        return cell.astimezone(COUNTY).replace(tzinfo=None)
    return cell
