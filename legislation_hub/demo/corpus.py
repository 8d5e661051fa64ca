"""The demo's three consultations as frozen values: real drafts, invented words, the same every time."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from legislation_hub.vocabulary import (
    Channel,
    ConsultationKind,
    OutcomeKind,
    PaperKind,
    Place,
    Section,
    Stance,
)

HERE = Path(__file__).resolve().parent
FINISHED, CLOSED, OPEN = "animals", "projects", "roads"
# In the place of a topic: the station leaves it out of the report, with its reason.
OMITTED = "omitted"


@dataclass(frozen=True, slots=True)
class Said:
    """One invented opinion, with what the room later wrote beside it.

    ``fate`` is "" (accepted), "detail" or "transfer"; ``corrects`` names the comment that this one mends;
    ``then`` is what the second visit brought, or how the transfer ended. ``room`` is a room's code where it must
    be heard there, so that a visitor of that room finds something of everything; mostly "". ``quote`` is the
    wording of the provision that is meant, where a few words are.
    """

    no: str
    on: str
    place: Place
    stance: Stance
    point: str
    fate: str
    corrects: str
    channel: Channel
    language: str
    identity: str
    age: str
    words: str
    proposal: str
    reason: str
    beside: str
    passed_to: str
    then: str
    room: str
    quote: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What several people mean in common: the point that it becomes, and what became of that.

    The open consultation has only ``key``, ``topic`` and where it stands; the rest is still to be written.
    """

    key: str
    topic: str
    on: str
    place: Place
    section: Section = Section.MAIN
    wording: str = ""
    proposal: str = ""
    reason: str = ""
    outcome: OutcomeKind = OutcomeKind.PENDING
    passed: str = ""
    basis: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A card, which has a title, or a question; ``on`` a provision, "" for the whole."""

    text: str
    title: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper that travels with the draft."""

    kind: PaperKind
    title: str
    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a department was asked about a topic, and its answer in writing; "" while it is awaited."""

    point: str
    department: str
    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a department wrote about the draft of its own, under seal; the point that it goes into."""

    department: str
    on: str
    stance: Stance
    point: str
    words: str
    proposal: str
    reason: str


@dataclass(frozen=True, slots=True)
class Extension:
    """More time was given on ``made``: the days that were first set, and the reason that everybody saw."""

    made: date
    closes: date
    rooms_due: date
    reason: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which one consultation is sent, opens and closes, and on which its rooms are due."""

    sent: date
    opens: date
    closes: date
    rooms_due: date


@dataclass(frozen=True, slots=True)
class Ending:
    """The days of a finished one: the report, the passing of the law, the last answer."""

    reported: date
    passed: date
    answered: date


@dataclass(frozen=True, slots=True)
class Again:
    """The next reading of a draft; ``places`` leads from old provisions to where a person put them."""

    day: date
    title: str
    file: str
    reading: str
    places: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Story:
    """Everything about one consultation of the demo; without a text ``draft`` is empty.

    ``rooms`` are the codes of those that are asked, none meaning all; ``progress`` names the rooms that are
    not simply collecting, and what else stands half-way.
    """

    key: str
    kind: ConsultationKind
    draft: Mapping[str, str]
    title: str
    about: str
    days: Calendar
    key_provisions: tuple[str, ...]
    rooms: tuple[str, ...]
    departments: tuple[str, ...]
    papers: tuple[Sheet, ...]
    cards: tuple[Note, ...]
    questions: tuple[Note, ...]
    report: Mapping[str, str]
    topics: tuple[Topic, ...]
    inquiries: tuple[Asked, ...]
    replies: tuple[Reply, ...]
    extension: Extension | None
    again: Again | None
    ending: Ending | None
    comments: tuple[Said, ...]
    progress: Mapping[str, tuple[str, ...]]

    def topic(self, key: str) -> Topic:
        """Return the topic with this key; raise KeyError if there is none."""
        return {one.key: one for one in self.topics}[key]

    def standing(self, progress: str) -> frozenset[str]:
        """Return what the story says about this part of its progress: codes of rooms, or other keys."""
        return frozenset(self.progress.get(progress, ()))


def load(key: str, today: date) -> Story:
    """Return the story ``key``, one of the three above; days given as numbers count from ``today``."""
    with (HERE / f"{key}.toml").open("rb") as file:
        told = tomllib.load(file)
    about = told["consultation"]
    days = {
        name: today + timedelta(days=day) if isinstance(day, int) else day for name, day in told["days"].items()
    }
    return Story(
        key=told["key"],
        kind=ConsultationKind(told.get("kind", ConsultationKind.DRAFT)),
        draft=told.get("draft", {}),
        title=about["title"],
        about=about["about"],
        days=Calendar(**days),
        key_provisions=tuple(about["key_provisions"]),
        rooms=tuple(about.get("rooms", ())),
        departments=tuple(about["departments"]),
        papers=tuple(_sheet(one) for one in told.get("papers", ())),
        cards=tuple(Note(**one) for one in told.get("cards", ())),
        questions=tuple(Note(**one) for one in told["questions"]),
        report={name: text.strip() for name, text in told.get("report", {}).items()},
        topics=tuple(_topic(one) for one in told["points"]),
        inquiries=tuple(Asked(**one) for one in told.get("inquiries", ())),
        replies=tuple(Reply(**{**one, "stance": Stance(one["stance"])}) for one in told.get("replies", ())),
        extension=Extension(**told["extension"]) if "extension" in told else None,
        again=_again(told["again"]) if "again" in told else None,
        ending=Ending(**told["ending"]) if "ending" in told else None,
        comments=tuple(_said(row) for row in rows(told["comments"])),
        progress={name: tuple(rooms) for name, rooms in told.get("progress", {}).items()},
    )


def rows(name: str) -> list[dict[str, str]]:
    """Return the lines of one of the demo's own tables."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _sheet(told: Mapping[str, str]) -> Sheet:
    return Sheet(PaperKind(told["kind"]), told["title"], told["file"], told["text"].lstrip())


def _again(told: Mapping[str, Any]) -> Again:
    return Again(**{**told, "places": {one["on"]: one["at"] for one in told["places"]}})


def _topic(told: Mapping[str, Any]) -> Topic:
    words = {
        "on": "",
        **told,
        "place": Place(told.get("place", Place.PROVISION)),
        "section": Section(told.get("section", Section.MAIN)),
        "outcome": OutcomeKind(told.get("outcome", OutcomeKind.PENDING)),
    }
    return Topic(**words)


def _said(row: Mapping[str, str]) -> Said:
    fate, _, corrects = row["fate"].partition(":")
    place = Place(row["on"]) if row["on"] in (Place.WHOLE, Place.MISSING) else Place.PROVISION
    return Said(
        no=row["no"],
        on=row["on"] if place is Place.PROVISION else "",
        place=place,
        stance=Stance(row["stance"]),
        point=row["point"],
        fate="" if corrects else fate,
        corrects=corrects,
        channel=Channel(row["channel"]),
        quote=row.get("quote") or "",
        **{
            name: row[name]
            for name in (
                "language",
                "identity",
                "age",
                "words",
                "proposal",
                "reason",
                "beside",
                "passed_to",
                "then",
                "room",
            )
        },
    )
