"""A version as it is read: as printed, each piece under its lasting name, with what helps to understand it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub.legaltext.citing import citations, headed
from legislation_hub.legaltext.tree import Annex, LegalText, law_from
from legislation_hub.legaltext.tree import Provision as Node
from legislation_hub.models import Card, Consultation, Provision, Question, Version
from legislation_hub.queries.openings import SHOWN
from legislation_hub.queries.provisions import Note
from legislation_hub.vocabulary import Level

# What is printed above a table of contents.
CONTENTS = "目　录"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph (without a label), item or subitem as it is printed; ``depth`` is how far it is set in."""

    eid: str
    label: str
    text: str
    depth: int
    citation: str


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, an article with all below it, a paragraph outside the articles, or an annex with its own text.

    ``path`` names the headings that it stands in. The line of a loose paragraph has the name of its block.
    """

    eid: str
    label: str
    heading: str
    citation: str
    is_heading: bool
    path: tuple[str, ...]
    lines: tuple[Line, ...]
    is_annex: bool = False

    @property
    def title(self) -> str:
        """Return how a heading or an annex is printed on one line."""
        return headed(self.label, self.heading)

    @property
    def opening(self) -> str:
        """Return the first words, which tell articles without a caption apart."""
        return next((one.text for one in self.lines if one.text), "")

    @property
    def places(self) -> Sequence[Line]:
        """Return the lines that can be named one by one, where there are several."""
        named = [one for one in self.lines if one.eid != self.eid and one.citation != self.citation]
        return named if len(named) > 1 else ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A piece of the law and what stands below it."""

    block: Block
    below: tuple["Entry", ...] = ()

    @property
    def headings(self) -> Sequence["Entry"]:
        """Return the headings directly below."""
        return [one for one in self.below if one.block.is_heading]

    @property
    def articles(self) -> Sequence["Entry"]:
        """Return what is read at a time and stands directly below."""
        return [one for one in self.below if not one.block.is_heading]

    @property
    def first(self) -> Block:
        """Return the first step of what stands here; the piece itself where nothing does."""
        return next((one for one in self.walk() if not one.is_heading), self.block)

    def walk(self) -> Iterator[Block]:
        """Yield this piece, then all below it, in reading order."""
        yield self.block
        for one in self.below:
            yield from one.walk()

    def holds(self, eid: str) -> bool:
        """Tell whether the piece ``eid`` is this one or stands below it."""
        return any(one.eid == eid for one in self.walk())


@dataclass(frozen=True)
class Reading:
    """A whole version in reading order. A step is what one reads at a time: an article, or an annex."""

    title: str
    note: tuple[str, ...]
    printed_contents: tuple[str, ...]
    preface: tuple[str, ...]
    contents: tuple[Entry, ...]
    closing: tuple[str, ...]
    annexes: tuple[Entry, ...]

    @cached_property
    def body(self) -> Sequence[Block]:
        """Return the pieces of the body, headings among them."""
        return [block for one in self.contents for block in one.walk()]

    @cached_property
    def behind(self) -> Sequence[Block]:
        """Return the annexes, each with its pieces."""
        return [block for one in self.annexes for block in one.walk()]

    @cached_property
    def steps(self) -> Sequence[Block]:
        """Return what one reads at a time."""
        return [one for one in (*self.body, *self.behind) if not one.is_heading]

    def block(self, eid: str) -> Block | None:
        """Return the piece of this name, or the one in which the line of this name stands."""
        return self._owners.get(eid)

    def neighbours(self, block: Block) -> tuple[Block | None, Block | None]:
        """Return the steps before and after one."""
        at = self.steps.index(block)
        before = self.steps[at - 1] if at else None
        return before, self.steps[at + 1] if at + 1 < len(self.steps) else None

    @cached_property
    def _owners(self) -> Mapping[str, Block]:
        every = (*self.body, *self.behind)
        return {line.eid: one for one in every for line in one.lines} | {one.eid: one for one in every}


@dataclass(frozen=True, slots=True)
class Notes:
    """Cards and questions by the eId of the piece that they stand beside; on the whole under an empty one."""

    cards: Mapping[str, Sequence[Note]] = field(default_factory=dict)
    questions: Mapping[str, Sequence[Note]] = field(default_factory=dict)


def reading_of(version: Version) -> Reading:
    """Return a version as it is read."""
    law = law_from(version.text)
    cited = citations(law)
    return Reading(
        title=version.title,
        note=tuple((law.note or "").splitlines()),
        printed_contents=(CONTENTS, *law.contents) if law.contents else (),
        preface=law.preface,
        contents=tuple(_entries(law.provisions, cited, ())),
        closing=law.closing,
        annexes=tuple(_annexes(law, cited)),
    )


def askings_about(session: Session, version_id: UUID) -> Sequence[Consultation]:
    """Return the consultations on a version that were sent, the latest first."""
    query = select(Consultation).where(Consultation.version_id == version_id, Consultation.stage.in_(SHOWN))
    return session.scalars(query.order_by(Consultation.closes_on.desc(), Consultation.id)).all()


def notes_on(session: Session, askings: Sequence[Consultation], reading: Reading) -> Notes:
    """Return what these consultations put beside the text, in two queries."""
    ids = [one.id for one in askings]
    cards = session.execute(
        select(Card.title, Card.text, Provision.eid, Provision.citation)
        .outerjoin(Provision, Provision.id == Card.provision_id)
        .where(Card.consultation_id.in_(ids))
        .order_by(Card.consultation_id, Card.position)
    )
    questions = session.execute(
        select(Question.text, Provision.eid, Provision.citation)
        .outerjoin(Provision, Provision.id == Question.provision_id)
        .where(Question.consultation_id.in_(ids))
        .order_by(Question.consultation_id, Question.position)
    )
    return Notes(
        cards=_by_block(reading, [Note(title, text, eid or "", cited or "") for title, text, eid, cited in cards]),
        questions=_by_block(reading, [Note("", text, eid or "", cited or "") for text, eid, cited in questions]),
    )


def _by_block(reading: Reading, notes: Sequence[Note]) -> Mapping[str, Sequence[Note]]:
    found: dict[str, list[Note]] = defaultdict(list)
    for one in notes:
        block = reading.block(one.eid)
        found[block.eid if block else ""].append(one)
    return dict(found)


def _entries(nodes: Sequence[Node], cited: Mapping[str, str], path: tuple[str, ...]) -> Iterator[Entry]:
    for node in nodes:
        head = node.is_heading
        own = tuple(_own(node, cited)) if head else tuple(_lines(node, cited))
        block = Block(node.eid, node.label, node.heading, cited[node.eid], head, path, own)
        yield Entry(block, tuple(_entries(node.children, cited, (*path, block.title))) if head else ())


def _annexes(law: LegalText, cited: Mapping[str, str]) -> Iterator[Entry]:
    for number, annex in enumerate(law.annexes, start=1):
        block = _annex(annex, number)
        yield Entry(block, tuple(_entries(annex.provisions, cited, (block.title,))))


def _annex(annex: Annex, number: int) -> Block:
    lines = tuple(Line(f"annex_{number}", "", text, 0, "") for text in annex.text.splitlines())
    label = annex.label.rstrip(":：")
    return Block(f"annex_{number}", label, annex.heading, label or annex.heading, False, (), lines, True)


def _own(node: Node, cited: Mapping[str, str]) -> Iterator[Line]:
    """Yield the text that stands at the provision itself, below its label."""
    if node.text:
        yield Line(node.eid, "", node.text, 0, cited[node.eid])


def _lines(node: Node, cited: Mapping[str, str]) -> Iterator[Line]:
    yield from _own(node, cited)
    for child in node.children:
        yield from _below(child, cited, 0)


def _below(node: Node, cited: Mapping[str, str], depth: int) -> Iterator[Line]:
    label = "" if node.level is Level.PARAGRAPH else node.label
    yield Line(node.eid, label, node.text, depth, cited[node.eid])
    for child in node.children:
        yield from _below(child, cited, depth + 1)
