"""The lines of a file beside what they were read as: a page of them, or those that somebody has to look at."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from legislation_hub.legaltext.repairing import LADDER, Act, Place, Repair, told
from legislation_hub.legaltext.tree import Provision, Remark
from legislation_hub.services.drafting import Reading
from legislation_hub.vocabulary import Level, LineKind

PAGE = 200  # lines: about 60 articles
AROUND = 2  # lines that are shown beside one with a remark


@dataclass(frozen=True, slots=True)
class Told:
    """A remark and the English text by which it is known again when somebody has accepted it."""

    remark: Remark
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file, or a piece of one, and what it became.

    ``kind`` is None where it goes on the line before. ``nodes`` are the provisions that begin on it, each with how
    deep it stands in the tree. ``above`` names the row before it, ``gap`` says that lines between are not shown.
    """

    place: Place
    text: str
    kind: LineKind | None
    nodes: Sequence[tuple[int, Provision]]
    remarks: Sequence[Told]
    corrected: bool
    above: str = ""
    gap: bool = False

    @property
    def name(self) -> str:
        """Return how an address names the row: 12, or 12-7 for the piece that begins at character 7."""
        return named(self.place)

    @property
    def higher(self) -> LineKind | None:
        """Return the kind that one touch up makes of it."""
        return self._step(-1)

    @property
    def lower(self) -> LineKind | None:
        """Return the kind that one touch down makes of it."""
        return self._step(1)

    @property
    def likely(self) -> Sequence[LineKind]:
        """Return what a heading that lost its number was: one touch, and it counts with the others again."""
        return (LineKind.CHAPTER, LineKind.SECTION) if self.kind is LineKind.HEADING else ()

    @property
    def heading(self) -> Provision | None:
        """Return the part, chapter or section that begins on it."""
        high = (Level.PART, Level.SUBPART, Level.CHAPTER, Level.SECTION)
        return next((node for _depth, node in self.nodes if node.level in high), None)

    def _step(self, by: int) -> LineKind | None:
        if self.kind not in LADDER:
            return None
        at = LADDER.index(self.kind) + by
        return LADDER[at] if 0 <= at < len(LADDER) else None


@dataclass(frozen=True, slots=True)
class Done:
    """A repair as it is listed: ``undone`` if the text as it is read now does not allow it.

    ``remark`` is the one that was accepted, as long as the text gives rise to it.
    """

    repair: Repair
    undone: bool
    remark: Remark | None

    @property
    def name(self) -> str:
        """Return how an address names its line."""
        return named(self.repair.place)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows of a file, and the names of those with remarks in their order."""

    rows: Sequence[Row]
    doubtful: Sequence[str]
    general: Sequence[Told]
    pages: dict[str, int] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """Return how many pages there are."""
        return max(1, -(-len(self.rows) // PAGE))

    def page(self, number: int) -> Sequence[Row]:
        """Return the rows of one page; the nearest page where there is none of that number."""
        number = min(max(1, number), self.last)
        return self.rows[(number - 1) * PAGE : number * PAGE]

    def remarked(self, also: str) -> Sequence[Row]:
        """Return the rows with remarks and the one called ``also``, each with its neighbours."""
        wanted = {*self.doubtful, also}
        near = {
            beside
            for at, row in enumerate(self.rows)
            if row.name in wanted
            for beside in range(at - AROUND, at + AROUND + 1)
        }
        shown = [at for at in range(len(self.rows)) if at in near]
        return [replace(self.rows[at], gap=at > 0 and at - 1 not in near) for at in shown]

    def after(self, place: Place) -> str:
        """Return the next row with a remark behind a place, or the first; "" where there is none."""
        behind = [one for one in self.doubtful if placed(one) > place]
        return next(iter([*behind, *self.doubtful]), "")


def sheet_of(reading: Reading, repairs: Sequence[Repair]) -> Sheet:
    """Return the rows of a version's file as it is read now."""
    kinds = {one.line.number: one.kind for one in reading.placed}
    nodes: dict[int, list[tuple[int, Provision]]] = defaultdict(list)
    remarks: dict[int, list[Told]] = defaultdict(list)
    law = reading.law
    for depth, provision in _walk((*law.provisions, *(one for annex in law.annexes for one in annex.provisions))):
        nodes[provision.line].append((depth, provision))
    for remark in law.remarks:
        remarks[remark.line].append(Told(remark, told(remark)))
    corrected = {one.place for one in repairs}
    rows: list[Row] = []
    for line, place in zip(reading.mended.source.lines, reading.mended.places, strict=True):
        above = rows[-1].name if rows else ""
        here = kinds.get(line.number), nodes[line.number], remarks[line.number]
        rows.append(Row(place, line.text, *here, place in corrected, above))
    pages = {row.name: at // PAGE + 1 for at, row in enumerate(rows)}
    return Sheet(rows, [row.name for row in rows if row.remarks], remarks[0], pages)


def done_in(reading: Reading, repairs: Sequence[Repair]) -> list[Done]:
    """Return the repairs as they are listed."""
    mended = reading.mended
    accepted = {(mended.place(one.line), told(one)): one for one in reading.accepted}
    return [
        Done(
            one,
            number in mended.undone,
            accepted.get((one.place, one.reason)) if one.act is Act.ACCEPT else None,
        )
        for number, one in enumerate(repairs)
    ]


def named(place: Place) -> str:
    """Return how an address names a place: 12, or 12-7."""
    return f"{place[0]}-{place[1]}" if place[1] else str(place[0])


def placed(name: str) -> Place:
    """Return the place that :func:`named` named; (-1, 0), which is nowhere, for anything else."""
    line, _dash, piece = name.partition("-")
    if not (line.isdecimal() and (piece.isdecimal() or not piece)) or len(name) > 20:
        return -1, 0
    return int(line), int(piece or 0)


def _walk(provisions: Sequence[Provision], depth: int = 0) -> Iterator[tuple[int, Provision]]:
    for one in provisions:
        yield depth, one
        yield from _walk(one.children, depth + 1)
