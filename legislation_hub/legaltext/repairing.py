"""What a person corrects in the preview: small acts on lines, kept so that they can be done again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from legislation_hub.legaltext.source import Line, Source
from legislation_hub.legaltext.unwrapping import joined
from legislation_hub.problems import RepairNotPossible
from legislation_hub.vocabulary import LineKind


class Act(StrEnum):
    """What is done to a line."""

    KIND = "kind"
    JOIN = "join"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Repair:
    """One correction of the line that stands at ``line`` of the file.

    KIND says what the line is (``kind``; None gives it back to the parser). JOIN puts it behind the line before.
    SPLIT cuts it before the character ``at``; ``kind`` is then that of the second piece.
    """

    act: Act
    line: int
    kind: LineKind | None = None
    at: int = 0

    def as_json(self) -> dict[str, object]:
        """Return the repair as plain JSON."""
        return {"act": self.act.value, "line": self.line, "kind": self.kind and self.kind.value, "at": self.at}


def repair_from(data: Mapping[str, object]) -> Repair:
    """Return the repair that :meth:`Repair.as_json` wrote; raises RepairNotPossible."""
    line, at, kind = data.get("line"), data.get("at", 0), data.get("kind")
    try:
        if not isinstance(line, int) or not isinstance(at, int):
            raise ValueError
        return Repair(Act(str(data.get("act"))), line, LineKind(str(kind)) if kind else None, at)
    except ValueError as error:
        raise RepairNotPossible(line=line) from error


def repair(source: Source, repairs: Iterable[Repair]) -> Source:
    """Return ``source`` with ``repairs`` done one after the other; raises RepairNotPossible.

    Lines keep the numbers that they have in the file, so a repair means the same whenever it is done.
    """
    lines = list(source.lines)
    for one in repairs:
        at = next((at for at, line in enumerate(lines) if line.number == one.line), None)
        if at is None:
            raise RepairNotPossible(line=one.line)
        match one.act:
            case Act.KIND:
                lines[at] = replace(lines[at], kind=one.kind)
            case Act.JOIN:
                lines[at - 1 : at + 1] = [_joined(lines, at)]
            case Act.SPLIT:
                lines[at : at + 1] = _split(lines[at], one)
    return replace(source, lines=tuple(lines))


def _joined(lines: list[Line], at: int) -> Line:
    if not at:
        raise RepairNotPossible(line=lines[at].number)
    return replace(lines[at - 1], text=joined(lines[at - 1].text, lines[at].text))


def _split(line: Line, one: Repair) -> list[Line]:
    first, second = line.text[: one.at].strip(), line.text[one.at :].strip()
    if one.at < 0 or not first or not second:
        raise RepairNotPossible(line=line.number)
    return [replace(line, text=first), Line(line.number, second, one.kind)]
