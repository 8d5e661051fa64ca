"""A report put into lines and tables once, so that DOCX and PDF cannot say different things.

Order and wording follow GB/T 9704-2012 as DOMAIN.md, section 7, transcribes it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from legislation_hub.exporters.columns import SUMMARY, lines, some_numbers
from legislation_hub.exporters.paper import ReportPaper, Say, SectionPaper
from legislation_hub.exporters.plain import printable, width
from legislation_hub.legaltext.numbering import chinese
from legislation_hub.vocabulary import N_

COLUMNS = 28
"""Characters in a line of the text block."""

INDENT = 2
ROOT_GROUP = 8
TITLE_COLUMNS = 20

# In millimetres: the last takes a whole comment number.
SUMMARY_WIDTHS = (10, 18, 40, 41, 35, 20, 21, 40)


PHRASE = re.compile("(?<=》)|(?=（)|(?=征求意见)|(?<=县)|(?<=市)")


REFERENCES = (
    N_("Serial no."),
    N_("Provision cited"),
    N_("Number of comments"),
    N_("Numbers of the comments"),
)


class Style(StrEnum):
    """What a line is; each format knows how it looks."""

    TITLE = "title"
    ADDRESSEE = "addressee"
    HEADING = "heading"
    SUBHEADING = "subheading"
    BODY = "body"
    BLANK = "blank"
    PLACED = "placed"
    NOTE = "note"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; a PLACED one begins ``start`` characters in, and goes on ``hang`` characters in.

    What is to be signed (SIGN) stands on one page with the line behind it.
    """

    style: Style
    text: str = ""
    start: float = 0
    hang: float = 0


@dataclass(frozen=True, slots=True)
class Table:
    """An annex's table: heads, relative widths, rows of text; ``centred`` are the places of short columns."""

    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    centred: frozenset[int]


@dataclass(frozen=True, slots=True)
class Annex:
    """What begins on a new page after the report: 附件1, its title and its table."""

    label: str
    title: str
    table: Table


@dataclass(frozen=True, slots=True)
class Composition:
    """The whole paper in the order of printing, and what a file says about itself."""

    name: str
    author: str
    signed_at: datetime
    body: tuple[Line, ...]
    annexes: tuple[Annex, ...]


def compose(paper: ReportPaper, say: Say) -> Composition:
    """Return the report as lines and annexes, its fixed wording in the language of ``say``."""
    annexes = tuple(_annexes(paper, say)) if paper.summary else ()
    body = (
        *(Line(Style.TITLE, part) for part in by_sense(printable(paper.title))),
        Line(Style.BLANK),
        Line(Style.ADDRESSEE, printable(paper.addressee).rstrip("：:") + "："),
        *_sections(paper, say),
        *_attachments(tuple(annex.title for annex in annexes), say),
        Line(Style.BLANK),
        *_signature(printable(paper.unit), printed(paper.dated, say)),
        Line(Style.NOTE, _check(paper, say)),
    )
    return Composition(
        name=printable(paper.title).replace("\n", ""),
        author=printable(paper.unit),
        signed_at=paper.signed_at,
        body=body,
        annexes=annexes,
    )


def printed(day: date, say: Say) -> str:
    """Return the date in Arabic figures without padding: 2026年8月5日."""
    return say(N_("%(year)d-%(month)d-%(day)d")) % {"year": day.year, "month": day.month, "day": day.day}


def by_sense(title: str, columns: int = TITLE_COLUMNS) -> list[str]:
    """Return the lines of a title, as even as phrases allow if it is longer; the writer's own breaks stand."""
    if "\n" in title or width(title) <= columns:
        return title.split("\n")
    breaks = [found.start() for found in PHRASE.finditer(title)]
    if not breaks:
        return [title]
    best = min(breaks, key=lambda at: max(width(title[:at]), width(title[at:])))
    return [title[:best], title[best:]]


def _sections(paper: ReportPaper, say: Say) -> Iterator[Line]:
    point_number = 0
    for place, section in enumerate(paper.sections, start=1):
        yield Line(Style.HEADING, f"{chinese(place)}、{say(printable(section.heading))}")
        if not section.paragraphs and not section.points:
            yield Line(Style.BODY, say(N_("Nothing to report.")))
        yield from paragraphs("\n".join(section.paragraphs))
        yield from _points(paper, section, point_number, say)
        point_number += len(section.points)


def _points(paper: ReportPaper, section: SectionPaper, before: int, say: Say) -> Iterator[Line]:
    for place, point in enumerate(section.points, start=1):
        yield Line(Style.SUBHEADING, f"（{chinese(place)}）{printable(point.heading)}")
        wording = printable(point.wording).strip()
        if paper.references:
            wording += say(N_("(No. %(number)d)")) % {"number": before + place}
        yield from paragraphs(wording)


def paragraphs(text: str) -> Iterator[Line]:
    """Yield a paragraph for every line of ``text`` that is not blank."""
    for part in printable(text).split("\n"):
        if part.strip():
            yield Line(Style.BODY, part.strip())


def _attachments(names: tuple[str, ...], say: Say) -> Iterator[Line]:
    if not names:
        return
    yield Line(Style.BLANK)
    word = say(N_("Attachment:"))
    behind = INDENT + width(word)
    if len(names) == 1:
        yield Line(Style.PLACED, word + names[0], start=INDENT, hang=behind)
        return
    for place, name in enumerate(names, start=1):
        number = f"{place}."
        first = place == 1
        yield Line(
            Style.PLACED,
            (word if first else "") + number + name,
            start=INDENT if first else behind,
            hang=behind + width(number),
        )


def _signature(unit: str, day: str) -> Iterator[Line]:
    # The name ends two characters from the right, the date begins two behind the name's beginning;
    # a date longer than the name ends two characters from the right and pushes the name left.
    longer = width(day) > width(unit)
    taken = width(day) + INDENT if longer else width(unit)
    name_starts = max(0, COLUMNS - INDENT - taken)
    yield Line(Style.PLACED, unit, start=name_starts, hang=name_starts)
    yield Line(Style.PLACED, day, start=name_starts + INDENT, hang=name_starts + INDENT)


def _check(paper: ReportPaper, say: Say) -> str:
    root = " ".join(paper.root[at : at + ROOT_GROUP] for at in range(0, len(paper.root), ROOT_GROUP))
    values = {"number": printable(paper.number), "root": root}
    return say(N_("(Report %(number)s. Root for checking: %(root)s)")) % values


def _annexes(paper: ReportPaper, say: Say) -> Iterator[Annex]:
    both = paper.references
    yield Annex(
        label=say(N_("Annex 1")) if both else say(N_("Annex")),
        title=printable(paper.attachment),
        table=Table(
            heads=tuple(say(column.head) for column in SUMMARY),
            widths=SUMMARY_WIDTHS,
            rows=tuple(
                (*(printable(str(cell)) for cell in cells[:-1]), some_numbers(row.comments, say))
                for row, cells in zip(paper.summary, lines(SUMMARY, paper.summary), strict=True)
            ),
            centred=frozenset({0, 1, 5, 6}),
        ),
    )
    if both:
        yield Annex(
            label=say(N_("Annex 2")),
            title=say(N_("Comment numbers of each point")),
            table=Table(
                heads=(
                    say(N_("Serial no.")),
                    say(N_("Provision cited")),
                    say(N_("Number of comments")),
                    say(N_("Numbers of the comments")),
                ),
                widths=(4, 14, 4, 69),
                rows=tuple(
                    (str(place), printable(row.provision), str(len(row.comments)), " ".join(row.comments))
                    for place, row in enumerate(paper.summary, start=1)
                ),
                centred=frozenset({0, 1, 2}),
            ),
        )
