"""What a report says, as frozen values; and how that is kept without anybody's words or who spoke.

``Report.frozen`` holds neither: both stand in tables of their own, and a withdrawal takes them out of every
report at once.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

TALLIES = ("channels", "rooms", "stances", "identities")
LISTS = ("numbers", "rooms", "departments")


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a withdrawal takes out of a report: what was said (None: taken back), and what says who said it."""

    words: str | None = ""
    proposal: str = ""
    reason: str = ""
    speaker: str = ""
    household: str = ""
    identity: str = ""
    age_band: str = ""
    interpreter: str = ""


UNSAID = Spoken(words=None)


@dataclass(frozen=True, slots=True)
class Entry:
    """One comment of the report (条); ``line`` is the place of its point, 0 where it is left out.

    ``quote`` is the wording of ``provision_text`` that it is about. Being law, it stays after a withdrawal.
    ``words`` are None once they were taken back, and empty where a box was ticked on a slip and nothing written.
    """

    comment: str
    submission: str
    number: str
    provision: str
    provision_text: str
    place: str
    stance: str
    channel: str
    consent: str
    room: str
    grid: str
    household: str
    identity: str
    age_band: str
    language: str
    interpreter: str
    collector: str
    heard_on: str
    line: int = 0
    omitted: str = ""
    words: str | None = ""
    proposal: str = ""
    reason: str = ""
    speaker: str = ""
    quote: str = ""
    quote_start: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One point of the report, in the order of the articles, and the comments that it stands for.

    ``ticked`` is the stance of a line whose comment has no words of its own but a box that was ticked.
    """

    position: int
    point: str
    section: str
    place: str
    provision: str
    provision_text: str
    wording: str
    proposal: str
    reason: str
    numbers: tuple[str, ...]
    submissions: int
    households: int
    rooms: tuple[str, ...]
    departments: tuple[str, ...]
    ticked: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How much came in under one heading: 件 and 条."""

    key: str
    submissions: int
    comments: int


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that a report prints but its edited texts.

    ``meetings`` were held with ``present`` people in all; a report frozen before they were counted has none.
    """

    law: str
    reading: str
    rooms_asked: int
    rooms_answered: int
    rooms_without: int
    submissions: int
    comments: int
    households: int
    channels: tuple[Count, ...]
    rooms: tuple[Count, ...]
    stances: tuple[Count, ...]
    identities: tuple[Count, ...]
    lines: tuple[Line, ...]
    entries: tuple[Entry, ...]
    meetings: int = 0
    present: int = 0

    @property
    def unplaced(self) -> tuple[Entry, ...]:
        """Return the comments that stand in no point and were not left out with a reason."""
        return tuple(one for one in self.entries if not one.line and not one.omitted)

    @property
    def taken_back(self) -> int:
        """Return how many of the comments that a signed report counts were taken back since."""
        return sum(one.words is None for one in self.entries)


def frozen(content: Content) -> dict[str, Any]:
    """Return the content as plain JSON values, without anybody's words and without who spoke."""
    entries = tuple(replace(one, **asdict(UNSAID)) for one in content.entries)
    lines = tuple(one if one.point else _unsaid(one) for one in content.lines)
    return asdict(replace(content, entries=entries, lines=lines))


def own_words(entry: Entry) -> dict[str, Any]:
    """Return what a room's line says in the words of its first comment."""
    ticked = entry.stance if entry.words == "" else ""
    return {"wording": entry.words or "", "proposal": entry.proposal, "reason": entry.reason, "ticked": ticked}


def thawed(kept: dict[str, Any], said: Mapping[str, Spoken]) -> Content:
    """Return the content as it was signed; ``said`` holds, by the comment's id, all that was not withdrawn."""
    entries = tuple(_spoken(Entry(**one), said) for one in kept["entries"])
    first = {one.line: one for one in reversed(entries)}
    lines = tuple(
        _in_own_words(Line(**{**one, **{name: tuple(one[name]) for name in LISTS}}), first)
        for one in kept["lines"]
    )
    counts = {name: tuple(Count(**one) for one in kept[name]) for name in TALLIES}
    return Content(**{**kept, **counts, "lines": lines, "entries": entries})


def _spoken(entry: Entry, said: Mapping[str, Spoken]) -> Entry:
    found = said.get(entry.comment)
    return replace(entry, **asdict(found)) if found else replace(entry, grid="", **asdict(UNSAID))


def _in_own_words(line: Line, first: Mapping[int, Entry]) -> Line:
    """Give a room's line, which is no point of the station's, the words of its first comment."""
    entry = first.get(line.position)
    if line.point or entry is None:
        return line
    return replace(line, **own_words(entry))


def _unsaid(line: Line) -> Line:
    return replace(line, wording="", proposal="", reason="", ticked="")
