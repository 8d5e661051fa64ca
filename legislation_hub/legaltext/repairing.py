"""What a person corrects in the preview: small acts on lines, kept so that they can be done again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from legislation_hub.legaltext.source import Line, Source
from legislation_hub.legaltext.tree import Remark
from legislation_hub.legaltext.unwrapping import joined
from legislation_hub.problems import RepairNotPossible
from legislation_hub.vocabulary import LineKind

# What raising and lowering walk through.
LADDER = (
    LineKind.PART, LineKind.SUBPART, LineKind.CHAPTER, LineKind.SECTION,
    LineKind.ARTICLE, LineKind.PARAGRAPH, LineKind.ITEM, LineKind.SUBITEM,
)  # fmt: skip

Place = tuple[int, int]
"""A line of the file and, where it was split, the character of it at which the piece begins."""


class Act(StrEnum):
    """What is done to a line."""

    KIND = "kind"
    JOIN = "join"
    SPLIT = "split"
    ACCEPT = "accept"


@dataclass(frozen=True, slots=True)
class Repair:
    """One correction of the line that stands at ``line`` of the file, or of its piece that begins at ``piece``.

    KIND says what the line is (``kind``; None gives it back to the parser). JOIN puts it behind the line before.
    SPLIT cuts it before the character ``at``; ``kind`` is then that of the second piece. ACCEPT says that the
    remark with this ``reason`` was looked at and the line stays as it is.
    """

    act: Act
    line: int
    kind: LineKind | None = None
    at: int = 0
    piece: int = 0
    reason: str = ""

    @property
    def place(self) -> Place:
        """Return the line and the piece of it that is meant."""
        return self.line, self.piece

    def as_json(self) -> dict[str, object]:
        """Return the repair as plain JSON."""
        kept = {"act": self.act.value, "line": self.line, "kind": self.kind and self.kind.value, "at": self.at}
        more = {"piece": self.piece, "reason": self.reason}
        return kept | {name: value for name, value in more.items() if value}


@dataclass(frozen=True, slots=True)
class Mended:
    """A source with its repairs done.

    The lines of ``source`` count from 1 without a gap; ``places`` says of each where it stands in the file.
    ``undone`` are the repairs that the source does not allow, by their place in the list; ``accepted`` the remarks
    that somebody looked at, each as the place of its line (0, 0 for the whole text) and its reason.
    """

    source: Source
    places: tuple[Place, ...]
    undone: frozenset[int]
    accepted: frozenset[tuple[Place, str]]

    def place(self, number: int) -> Place:
        """Return where the line ``number`` of the mended source stands in the file; 0 is the whole text."""
        return self.places[number - 1] if number else (0, 0)

    def open(self, remarks: Iterable[Remark]) -> tuple[Remark, ...]:
        """Return the remarks on the mended source that nobody has accepted yet."""
        return tuple(one for one in remarks if (self.place(one.line), told(one)) not in self.accepted)

    def in_file(self, remarks: Iterable[Remark]) -> tuple[Remark, ...]:
        """Return the remarks with the line of the file in the place of the mended source's."""
        return tuple(replace(one, line=self.place(one.line)[0]) for one in remarks)


def repair_from(data: Mapping[str, object]) -> Repair:
    """Return the repair that :meth:`Repair.as_json` wrote; raises RepairNotPossible."""
    line, at, piece, kind = data.get("line"), data.get("at", 0), data.get("piece", 0), data.get("kind")
    try:
        if not isinstance(line, int) or not isinstance(at, int) or not isinstance(piece, int):
            raise ValueError
        act, meant = Act(str(data.get("act"))), LineKind(str(kind)) if kind else None
        return Repair(act, line, meant, at, piece, str(data.get("reason", "")))
    except ValueError as error:
        raise RepairNotPossible(line=line) from error


def mend(source: Source, repairs: Iterable[Repair]) -> Mended:
    """Return ``source`` with ``repairs`` done one after the other; one that does not fit is left out and told.

    Lines keep the places that they have in the file, so a repair means the same whenever it is done.
    """
    pieces = [((line.number, 0), line) for line in source.lines]
    undone, accepted = set(), set()
    for number, one in enumerate(repairs):
        if one.act is Act.ACCEPT:
            accepted.add((one.place, one.reason))
        elif not _done(pieces, one):
            undone.add(number)
    numbers = {place: number for number, (place, _line) in enumerate(pieces, start=1)}
    lines = tuple(replace(line, number=number) for number, (_place, line) in enumerate(pieces, start=1))
    remarks = tuple(replace(one, line=_nearest(numbers, one.line)) for one in source.remarks)
    mended = replace(source, lines=lines, remarks=remarks)
    return Mended(mended, tuple(place for place, _line in pieces), frozenset(undone), frozenset(accepted))


def repair(source: Source, repairs: Iterable[Repair]) -> Source:
    """Return ``source`` with ``repairs`` done one after the other; raises RepairNotPossible."""
    repairs = list(repairs)
    mended = mend(source, repairs)
    for number in sorted(mended.undone):
        raise RepairNotPossible(line=repairs[number].line)
    return mended.source


def cuts(line: int, piece: int, text: str, divided: str) -> tuple[Repair, ...]:
    """Return the splits that make ``text`` into the lines of ``divided``, which differs in white space only.

    ``line`` and ``piece`` say where ``text`` stands. Raises RepairNotPossible where anything else was changed.
    """
    wanted = [bare for one in divided.splitlines() if (bare := "".join(one.split()))]
    if "".join(wanted) != "".join(text.split()):
        raise RepairNotPossible(line=line)
    found: list[Repair] = []
    for one in wanted[:-1]:
        signs = [at for at, sign in enumerate(text) if not sign.isspace()]
        at = signs[len(one)]
        # Each cut divides what the one before it left.
        found.append(Repair(Act.SPLIT, line, at=at, piece=piece))
        text, piece = text[at:].strip(), piece + at
    return tuple(found)


def added(before: Iterable[Repair], made: Iterable[Repair]) -> list[Repair]:
    """Return the repairs with those made now; saying at once again what a line is takes the word before back."""
    repairs = list(before)
    for one in made:
        if repairs and one.act is repairs[-1].act is Act.KIND and one.place == repairs[-1].place:
            repairs.pop()
        if one.act is not Act.ACCEPT or one not in repairs:
            repairs.append(one)
    return repairs


def told(remark: Remark) -> str:
    """Return what a remark says, in English: by this it is known again."""
    return remark.reason % dict(remark.values)


def _done(pieces: list[tuple[Place, Line]], one: Repair) -> bool:
    """Do one repair on ``pieces``, and return whether it fits."""
    at = next((at for at, (place, _line) in enumerate(pieces) if place == one.place), None)
    if at is None or (one.act is Act.JOIN and not at):
        return False
    place, line = pieces[at]
    match one.act:
        case Act.KIND:
            pieces[at] = place, replace(line, kind=one.kind)
        case Act.JOIN:
            before, first = pieces[at - 1]
            pieces[at - 1 : at + 1] = [(before, replace(first, text=joined(first.text, line.text)))]
        case Act.SPLIT:
            head, rest = line.text[: one.at].strip(), line.text[one.at :].strip()
            if one.at < 0 or not head or not rest:
                return False
            second = (place[0], place[1] + one.at), Line(line.number, rest, one.kind)
            pieces[at : at + 1] = [(place, replace(line, text=head)), second]
    return True


def _nearest(numbers: Mapping[Place, int], line: int) -> int:
    """Return the number of the line that holds what stood on ``line`` of the file: its own, or one before it."""
    while line and (line, 0) not in numbers:
        line -= 1
    return numbers[line, 0] if line else 0
