"""A law as a tree of numbered provisions, and the one JSON object by which other programs know it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from legislation_hub.vocabulary import Genre, Level

HEADINGS = frozenset({Level.PART, Level.SUBPART, Level.CHAPTER, Level.SECTION})
# Asked of every provision: a member of an enum is found ten times as slowly as a name (Python 3.11).
_ARTICLE, _CLAUSE = Level.ARTICLE, Level.CLAUSE


def is_article(level: Level, heading: str) -> bool:
    """Tell whether a provision is one that people cite and speak about: an article, or a clause of a decision."""
    return level is _ARTICLE or (level is _CLAUSE and not heading)


def is_heading(level: Level, heading: str) -> bool:
    """Tell whether a provision only stands above others: 编 to 节, and a "一、" with a heading, above articles."""
    return level in HEADINGS or (level is _CLAUSE and heading != "")


@dataclass(frozen=True, slots=True)
class Provision:
    """One numbered piece of law and everything under it.

    ``eid`` follows Akoma Ntoso, so that a comment may point at ``art_12__para_1`` and still find it in any
    export. ``line`` is the line of the source on which it began; it says where, not what, so two
    provisions that differ only there are equal.
    """

    level: Level
    number: str
    label: str
    heading: str
    eid: str
    text: str = ""
    children: tuple["Provision", ...] = ()
    line: int = field(default=0, compare=False)

    @property
    def is_article(self) -> bool:
        """Tell whether this is one that people cite and speak about; see :func:`is_article`."""
        return is_article(self.level, self.heading)

    @property
    def is_heading(self) -> bool:
        """Tell whether this only stands above others; see :func:`is_heading`."""
        return is_heading(self.level, self.heading)

    def walk(self) -> Iterator["Provision"]:
        """Yield this provision, then everything under it, in reading order."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(reversed(one.children))


@dataclass(frozen=True, slots=True)
class Annex:
    """What stands behind the law: 附件, 附表. It may hold provisions of its own."""

    label: str
    heading: str
    text: str
    provisions: tuple[Provision, ...] = ()
    line: int = field(default=0, compare=False)

    def walk(self) -> Iterator[Provision]:
        """Yield the provisions of this annex in reading order."""
        for one in self.provisions:
            yield from one.walk()


@dataclass(frozen=True, slots=True)
class Remark:
    """What the parser could not place, or placed with a doubt, for a person to look at.

    ``text`` is the line of the source, ``reason`` an English source string, filled in with ``values`` after
    it was translated.
    """

    line: int
    text: str
    reason: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LegalText:
    """One law, decision or amendment: the numbered body and all that stands around it."""

    title: str
    note: str | None = None
    preface: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    provisions: tuple[Provision, ...] = ()
    closing: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    genre: Genre = Genre.FULL
    remarks: tuple[Remark, ...] = ()

    def walk(self) -> Iterator[Provision]:
        """Yield every provision of the body, then of the annexes, in reading order."""
        for one in self.provisions:
            yield from one.walk()
        for annex in self.annexes:
            yield from annex.walk()


def as_json(law: LegalText) -> dict[str, Any]:
    """Return the object that ``parse --json`` prints and that the API serves, remarks in English."""
    return {
        "title": law.title,
        "note": law.note,
        "preface": list(law.preface),
        "contents": list(law.contents),
        "provisions": _provisions(law.provisions),
        "closing": list(law.closing),
        "annexes": [
            {
                "label": annex.label,
                "heading": annex.heading,
                "text": annex.text,
                "provisions": _provisions(annex.provisions),
            }
            for annex in law.annexes
        ],
        "genre": law.genre.value,
        "remarks": [
            {"line": remark.line, "text": remark.text, "reason": remark.reason % dict(remark.values)}
            for remark in law.remarks
        ],
    }


def law_from(data: Mapping[str, Any]) -> LegalText:
    """Return the law that :func:`as_json` wrote; where its lines stood in the source is not kept."""
    return LegalText(
        title=data["title"],
        note=data["note"],
        preface=tuple(data["preface"]),
        contents=tuple(data["contents"]),
        provisions=_nodes(data["provisions"]),
        closing=tuple(data["closing"]),
        annexes=tuple(
            Annex(one["label"], one["heading"], one["text"], _nodes(one["provisions"])) for one in data["annexes"]
        ),
        genre=Genre(data["genre"]),
        remarks=tuple(
            Remark(one["line"], one["text"], one["reason"].replace("%", "%%")) for one in data["remarks"]
        ),
    )


def _nodes(data: Iterable[Mapping[str, Any]]) -> tuple[Provision, ...]:
    return tuple(
        Provision(
            Level(one["level"]),
            one["number"],
            one["label"],
            one["heading"],
            one["eid"],
            one["text"],
            _nodes(one["children"]),
        )
        for one in data
    )


def _provisions(provisions: Iterable[Provision]) -> list[dict[str, Any]]:
    return [
        {
            "level": one.level.value,
            "number": one.number,
            "label": one.label,
            "heading": one.heading,
            "eid": one.eid,
            "text": one.text,
            "children": _provisions(one.children),
        }
        for one in provisions
    ]
