"""The text of a version in reading order, as people cite it and speak about it."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from legislation_hub.legaltext.tree import is_article, is_heading
from legislation_hub.models import Card, Consultation, KeyProvision, Provision, Question
from legislation_hub.vocabulary import Level

# What people cite and speak about; a clause with a heading stands above articles. See legaltext.tree.is_article.
IS_ARTICLE = or_(Provision.level == Level.ARTICLE, and_(Provision.level == Level.CLAUSE, Provision.heading == ""))


@dataclass(frozen=True, slots=True)
class Line:
    """One provision of a version; ``text`` is its own, ``whole`` also what stands below it, a line a paragraph."""

    eid: str
    parent: str
    level: Level
    number: str
    label: str
    heading: str
    citation: str
    text: str
    whole: str
    depth: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A provision that one can speak about: how it is cited, and its text with all below, a line a paragraph.

    ``plain`` is what the station calls it in plain words: the title of its first card, if it has one.
    """

    eid: str
    level: Level
    label: str
    heading: str
    citation: str
    text: str
    key: bool
    plain: str

    @property
    def named(self) -> str:
        """Return how it is offered to choose: its citation, its heading, and what it is called in plain words."""
        heading = f"（{self.heading}）" if self.heading else ""
        return f"{self.citation}{heading}" + (f"　{self.plain}" if self.plain else "")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text in which words can be quoted, as printed: behind its article's ``head`` or its ``label``."""

    eid: str
    head: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A plain-language card (with a title) or a question (without one), and the provision that it is about."""

    title: str
    text: str
    eid: str
    citation: str


@dataclass(frozen=True, slots=True)
class Matter:
    """A provision that people should speak about, with what is said of it in plain words."""

    eid: str
    citation: str
    heading: str
    text: str
    cards: Sequence[Note]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading with articles right below it: where to begin to read, and how far it goes."""

    title: str
    first: str
    range: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a consultation puts before people: its text, what one can speak about, and what helps to speak.

    ``keys`` are the provisions that the station wants people to speak about, in its order.
    """

    lines: Sequence[Line]
    choices: Sequence[Choice]
    keys: Sequence[Choice]
    cards: Sequence[Note]
    questions: Sequence[Note]

    @property
    def others(self) -> Sequence[Choice]:
        """Return all provisions but the key ones, in reading order."""
        return [one for one in self.choices if not one.key]

    @property
    def articles(self) -> Sequence[Choice]:
        """Return the articles and clauses, in reading order."""
        return [one for one in self.choices if is_article(one.level, one.heading)]

    @property
    def length(self) -> int:
        """Return how many characters the text has."""
        return sum(len(line.text) for line in self.lines)

    @property
    def passages(self) -> Sequence[Passage]:
        """Return every piece of the text that has words of its own, in reading order."""
        found, head = [], ""
        for line in self.lines:
            if is_article(line.level, line.heading):
                head = f"{line.label}（{line.heading}）" if line.heading else line.label
            if line.text:
                label = "" if line.level in (Level.PARAGRAPH, Level.ARTICLE, Level.CLAUSE) else line.label
                found.append(Passage(line.eid, head, label, line.text))
                head = ""
        return found

    @property
    def matters(self) -> Sequence[Matter]:
        """Return the key provisions in the station's order, then what else has a card, each with its cards."""
        texts = {line.eid: line for line in self.lines}
        eids = [one.eid for one in self.keys]
        inside = {note.eid: next((eid for eid in eids if _within(note.eid, eid)), note.eid) for note in self.cards}
        eids += [eid for eid in dict.fromkeys(inside.values()) if eid and eid not in eids]
        return [
            Matter(
                eid,
                texts[eid].citation,
                texts[eid].heading,
                texts[eid].whole,
                [note for note in self.cards if inside[note.eid] == eid],
            )
            for eid in eids
        ]

    @property
    def chapters(self) -> Sequence[Chapter]:
        """Return the headings that have articles right below them, in reading order."""
        found: list[tuple[str, list[Line]]] = []
        for line in self.lines:
            if is_heading(line.level, line.heading):
                found.append((f"{line.label}　{line.heading}", []))
            elif found and is_article(line.level, line.heading):
                found[-1][1].append(line)
        return [
            Chapter(title, below[0].eid, "—".join(dict.fromkeys((below[0].label, below[-1].label))))
            for title, below in found
            if below
        ]

    def passages_of(self, eid: str) -> Sequence[Passage]:
        """Return the pieces of one provision, and of none for a place that is no provision."""
        return [one for one in self.passages if _within(one.eid, eid)]

    def offered(self, eid: str) -> str:
        """Return the provision to choose for this one: itself, or the nearest above it that is a choice."""
        return _nearest(eid, {one.eid for one in self.choices})

    def cards_on(self, eid: str) -> Sequence[Note]:
        """Return the cards on one provision, or on the whole draft for an empty eid."""
        return [one for one in self.cards if one.eid == eid]


def text_of(session: Session, version_id: UUID) -> Sequence[Line]:
    """Return every provision of a version in reading order."""
    rows = session.execute(
        select(
            Provision.id, Provision.parent_id, Provision.eid, Provision.level, Provision.number,
            Provision.label, Provision.heading, Provision.citation,
            Provision.text, Provision.whole, Provision.depth,
        ).where(Provision.version_id == version_id).order_by(Provision.position)
    ).all()  # fmt: skip
    eids = {row.id: row.eid for row in rows}
    return [
        Line(
            eid=row.eid,
            parent=eids.get(row.parent_id, ""),
            level=row.level,
            number=row.number,
            label=row.label,
            heading=row.heading,
            citation=row.citation,
            text=row.text,
            whole=row.whole,
            depth=row.depth,
        )
        for row in rows
    ]


def asked_in(session: Session, consultation: Consultation) -> Asked:
    """Return what a consultation puts before people, in four queries whatever its size."""
    lines = text_of(session, consultation.version_id) if consultation.version_id else []
    key_rows = session.execute(
        select(Provision.eid)
        .join(KeyProvision, KeyProvision.provision_id == Provision.id)
        .where(KeyProvision.consultation_id == consultation.id)
        .order_by(KeyProvision.position)
    )
    keys = [eid for (eid,) in key_rows]
    cards = session.execute(
        select(Card.title, Card.text, Provision.eid, Provision.citation)
        .outerjoin(Provision, Provision.id == Card.provision_id)
        .where(Card.consultation_id == consultation.id)
        .order_by(Card.position)
    )
    questions = session.execute(
        select(Question.text, Provision.eid, Provision.citation)
        .outerjoin(Provision, Provision.id == Question.provision_id)
        .where(Question.consultation_id == consultation.id)
        .order_by(Question.position)
    )
    notes = [Note(title, text, eid or "", citation or "") for title, text, eid, citation in cards]
    choices = _choices(lines, keys, notes)
    return Asked(
        lines=lines,
        choices=choices,
        keys=sorted((one for one in choices if one.key), key=lambda one: keys.index(one.eid)),
        cards=notes,
        questions=[Note("", text, eid or "", citation or "") for text, eid, citation in questions],
    )


def _within(eid: str, outer: str) -> bool:
    return eid == outer or eid.startswith(f"{outer}__")


def _nearest(eid: str, known: Collection[str]) -> str:
    while eid not in known and "__" in eid:
        eid = eid.rpartition("__")[0]
    return eid


def _choices(lines: Sequence[Line], keys: Sequence[str], cards: Sequence[Note]) -> Sequence[Choice]:
    """Return articles and clauses, the paragraphs of those that have several, and whatever is a key provision."""
    siblings = Counter((line.parent, line.level) for line in lines)
    found = {}
    for line in lines:
        one_of_several = line.level is Level.PARAGRAPH and siblings[line.parent, line.level] > 1
        if is_article(line.level, line.heading) or one_of_several or line.eid in keys:
            found[line.eid] = line
    plain = {_nearest(card.eid, found): card.title for card in reversed(cards) if card.eid}
    return [
        Choice(
            eid, line.level, line.label, line.heading, line.citation, line.whole, eid in keys, plain.get(eid, "")
        )
        for eid, line in found.items()
    ]
