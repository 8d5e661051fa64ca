"""A line of a register of comments (意见登记表) becomes what was heard, or tells cell by cell what to mend."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid5

from legislation_hub import clock
from legislation_hub.legaltext.numbering import NUMERAL, arabic
from legislation_hub.problems import SheetUnreadable
from legislation_hub.proofs.canonical import canonical
from legislation_hub.queries.provisions import Line
from legislation_hub.services.hearing import UNWRITABLE, Heard, content_of
from legislation_hub.services.unrolling import Cells, filled, text_of
from legislation_hub.vocabulary import N_, Channel, Consent, Place, Stance, Word

REGISTER = N_("Register of comments")

UNREADABLE_DAY = N_("This is no day. Write it as 2026-08-05 or 2026年8月5日.")
DAY_AHEAD = N_("This day is after today.")
NEEDED = N_("This is needed.")
NOT_OFFERED = N_("This is none of the words of the list in this column.")
NOT_CITED = N_("There is no such provision in this draft. Write it as 第八条第二款, or choose it from the list.")
UNLIKE = N_("What was handed in together has one household, one day, one person and one way of collecting.")


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the register: its name here, its heading, and the kind of word that a cell may hold."""

    name: str
    text: str
    needed: bool = False
    kind: type[Word] | None = None


HEADS = (
    Head("provision", N_("Provision concerned")),
    Head("words", N_("Words as spoken"), needed=True),
    Head("stance", N_("Kind of opinion"), kind=Stance),
    Head("proposal", N_("Wording proposed")),
    Head("reason", N_("Reason or example")),
    Head("household", N_("Household code")),
    Head("identity", N_("Identity category")),
    Head("age_band", N_("Age")),
    Head("speaker", N_("Proposed by")),
    Head("channel", N_("Way of collecting"), kind=Channel),
    Head("language", N_("Language spoken")),
    Head("interpreter", N_("Put into Chinese by")),
    Head("heard_at", N_("Heard on"), needed=True),
    Head("consent", N_("Way of consent"), needed=True, kind=Consent),
    Head("wants_answer", N_("Wishes an answer")),
    Head("together", N_("Handed in together")),
)
_SAME_FOR_ALL = frozenset(
    ("household", "speaker", "identity", "age_band", "channel", "language", "heard_at", "consent")
)
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ].*)?")
_NUMERAL = re.compile(NUMERAL)
_LOST = "\N{REPLACEMENT CHARACTER}"
_ASIDE = re.compile(r"\([^()]*[^()\d][^()]*\)")


@dataclass(frozen=True, slots=True)
class Tongues:
    """What people write, in every language of the product, and what is meant by it.

    ``heads`` leads from a heading to its source text, ``words`` from a cell to the words of the vocabulary that
    it may be, ``identities`` and ``age_bands`` to what is kept, ``answers`` from yes and no.
    """

    heads: Mapping[str, str]
    words: Mapping[str, Sequence[StrEnum]]
    identities: Mapping[str, str]
    age_bands: Mapping[str, str]
    answers: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Remark:
    """What to mend in one cell: the line in the sheet, the heading and the reason as source texts."""

    line: int
    column: str
    text: str


@dataclass(slots=True)
class Register:
    """What a sheet said: what was heard line by line, and what is to be mended first.

    ``flawed`` is what was heard, as far as it can be read, in lines in which something is to be mended.
    """

    heard: list[tuple[int, Heard]] = field(default_factory=list)
    flawed: list[tuple[int, Heard]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    rows: int = 0


def decipher(sheet: Sequence[Cells], task_id: UUID, text: Iterable[Line], tongues: Tongues) -> Register:
    """Read the lines of a register for one task, whose text has these provisions.

    Ids follow from the task and from what a line means, so that the same line, brought twice, is the same comment,
    also where the table was saved as another kind of file or has columns more or less.
    Raises :class:`SheetUnreadable` where the headings of the columns that must be there are not found.
    """
    columns, below = find_heads(sheet, tongues)
    places = _places(text)
    register, seen, together = Register(), Counter[bytes](), dict[str, tuple[UUID, dict[str, object], set[str]]]()
    for number, cells in filled(sheet[below:], start=below + 1):
        said = {name: text_of(cells[at]) if at < len(cells) else "" for name, at in columns.items()}
        register.rows += 1
        reader = _Reader(number, said, tongues, places)
        values = reader.values()
        group = said.get("together", "").strip()
        meant = content_of(Heard(id=task_id, task=task_id, **values))  # type: ignore[arg-type]
        told = canonical({"row": meant, "together": group})
        seen[told] += 1
        identity = uuid5(task_id, f"{told.decode()}#{seen[told]}")
        submission = None
        if group:
            opened = (uuid5(identity, "submission"), values, reader.told)
            submission, first, told_there = together.setdefault(group, opened)
            # What is told at its own cell is not told once more of the group.
            compared = _SAME_FOR_ALL - reader.told - told_there
            if any(values.get(name) != first.get(name) for name in compared):
                reader.tell("together", UNLIKE)
        if reader.remarks:
            register.remarks += reader.remarks
            # Consent is needed, and told; the rest of the line is looked at all the same.
            values["consent"] = values["consent"] or Consent.ORAL
        heard = Heard(id=identity, task=task_id, submission=submission, **values)  # type: ignore[arg-type]
        (register.flawed if reader.remarks else register.heard).append((number, heard))
    return register


def find_heads(sheet: Sequence[Cells], tongues: Tongues) -> tuple[Mapping[str, int], int]:
    """Return at which place each column stands, and how many lines stand above the first row.

    A title may stand above the headings, as it does in an official table. Raises :class:`SheetUnreadable`.
    """
    known = {head.text: head.name for head in HEADS}
    for at, line in enumerate(sheet[:10]):
        named = [known.get(tongues.heads.get("".join(text_of(cell).split()), "")) for cell in line]
        columns = {name: place for place, name in reversed(list(enumerate(named))) if name}
        if all(head.name in columns for head in HEADS if head.needed):
            return columns, at + 1
    raise SheetUnreadable(sheet=REGISTER, columns=tuple(head.text for head in HEADS if head.needed))


class _Reader:
    """Reads one line, and keeps what is not right in it."""

    def __init__(self, line: int, said: Mapping[str, str], tongues: Tongues, places: Mapping[str, str]) -> None:
        self._line, self._said, self._tongues, self._places = line, said, tongues, places
        self.remarks: list[Remark] = []
        self.told: set[str] = set()

    def tell(self, name: str, text: str) -> None:
        heading = next((head.text for head in HEADS if head.name == name), name)
        self.remarks.append(Remark(self._line, heading, text))
        self.told.add(name)

    def values(self) -> dict[str, object]:
        """Return the fields of a :class:`Heard` but its ids."""
        said = {name: value.strip() for name, value in self._said.items()}
        for head in HEADS:
            if head.needed and not said.get(head.name):
                self.tell(head.name, NEEDED)
        plain = ("proposal", "reason", "household", "speaker", "language", "interpreter")
        values: dict[str, object] = {name: said.get(name) or None for name in plain}
        values["words"] = self._said.get("words", "")
        values |= {
            head.name: self._word(head.name, said.get(head.name, ""), head.kind) for head in HEADS if head.kind
        }
        values["identity"] = self._tongues.identities.get(said.get("identity", ""), said.get("identity")) or None
        values["age_band"] = self._age(said.get("age_band", ""))
        values["wants_answer"] = self._wish(said.get("wants_answer", ""))
        values["heard_at"] = self._day(said.get("heard_at", ""))
        values["place"], values["provision"] = self._place(said.get("provision", ""))
        for name, cell in said.items():
            # What a file lost on its way cannot be guessed, least of all in somebody's words.
            if _LOST in cell:
                self.tell(name, UNWRITABLE)
        return values

    def _word(self, name: str, cell: str, kind: type[Word]) -> StrEnum | None:
        if not cell:
            return None
        found = next((one for one in self._tongues.words.get(cell, ()) if isinstance(one, kind)), None)
        if found is None:
            self.tell(name, NOT_OFFERED)
        return found

    def _age(self, cell: str) -> str | None:
        found = self._tongues.age_bands.get(cell)
        if cell and found is None:
            self.tell("age_band", NOT_OFFERED)
        return found

    def _wish(self, cell: str) -> bool:
        """Return whether the person wishes to hear what becomes of it: only where the table says so."""
        found = self._tongues.answers.get(cell, False)
        if cell and cell not in self._tongues.answers:
            self.tell("wants_answer", NOT_OFFERED)
        return found

    def _day(self, cell: str) -> datetime | None:
        found = _DAY.fullmatch(unicodedata.normalize("NFKC", cell))
        try:
            day = date(*map(int, found.groups())) if found else None
        except ValueError:
            day = None
        if day is None:
            if cell:
                self.tell("heard_at", UNREADABLE_DAY)
            return None
        if day > clock.today():
            self.tell("heard_at", DAY_AHEAD)
        return clock.noon(day)

    def _place(self, cell: str) -> tuple[Place, str | None]:
        if not cell:
            return Place.WHOLE, None
        place = next((one for one in self._tongues.words.get(cell, ()) if isinstance(one, Place)), None)
        if place in (Place.WHOLE, Place.MISSING):
            return place, None
        eid = self._places.get(_plain(cell)) or self._places.get(cell)
        if eid is None:
            self.tell("provision", NOT_CITED)
        return Place.PROVISION, eid


def _places(text: Iterable[Line]) -> Mapping[str, str]:
    places: dict[str, str] = {}
    for line in text:
        places.setdefault(line.eid, line.eid)
        places.setdefault(_plain(line.citation), line.eid)
    return places


def _plain(citation: str) -> str:
    """Return a citation in one writing: 第八条（停车）第（二）项, 第8条第2项 and ８条 ２项 are one."""
    text = "".join(unicodedata.normalize("NFKC", citation).split())
    text = _NUMERAL.sub(lambda found: str(arabic(found[0])), text)
    return _ASIDE.sub("", text).replace("(", "").replace(")", "").replace("第", "")
