"""Everything that a collector's notebook shows without a network, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import (
    Account,
    Card,
    Comment,
    Consultation,
    Household,
    KeyProvision,
    Provision,
    Question,
    Submission,
    Unit,
    Verdict,
    Words,
)
from legislation_hub.queries.assignments import Round, Usual, rounds_of, usual_way
from legislation_hub.queries.comments import is_alive
from legislation_hub.queries.reviews import latest_verdict, waits_for_detail
from legislation_hub.vocabulary import Place, Stance

FORMAT = 1
# What closed longer ago is of no more use at a door.
LATELY = timedelta(days=30)
# A room may have thousands of households; any code that is typed is taken.
KEPT = 5_000


@dataclass(frozen=True, slots=True)
class Note:
    """A card (with a title) or a question (without one), and the provision that it is about, if any."""

    title: str
    text: str
    eid: str


@dataclass(frozen=True, slots=True)
class PackedTask:
    """A task as the notebook shows it; ``version`` names its text, ``heard`` the households that spoke in it."""

    id: UUID
    version: UUID | None
    title: str
    about: str
    room: str
    opens_on: date
    closes_on: date
    open: bool
    recalled: bool
    assigned: bool
    note: str
    mine: int
    all: int
    cards: Sequence[Note]
    questions: Sequence[Note]
    keys: Sequence[str]
    heard: Sequence[str]


@dataclass(frozen=True, slots=True)
class PackedDoor:
    """A household of the room by its code."""

    code: str
    grid: str
    group: str


@dataclass(frozen=True, slots=True)
class Back:
    """One's own comment about which the room would like to know more, and what it asked."""

    id: UUID
    number: str
    task: UUID
    place: Place
    citation: str
    stance: Stance
    words: str
    asked: str


@dataclass(frozen=True, slots=True)
class Pack:
    """What an account takes along but the texts, which are frozen once published: their ids tell enough."""

    account: UUID
    person: str
    room: str
    tasks: Sequence[PackedTask]
    doors: Sequence[PackedDoor]
    back: Sequence[Back]
    usual: Usual | None

    @property
    def versions(self) -> Set[UUID]:
        """Return which texts belong to it: those of the tasks in which something can still be written down."""
        return {one.version for one in self.tasks if one.version and one.open}

    @property
    def tag(self) -> str:
        """Return what is another as soon as anything in the pack is."""
        return sha256(repr((FORMAT, self)).encode()).hexdigest()[:32]


def pack_of(session: Session, account: Account) -> Pack:
    """Return what the account takes along, in ten queries."""
    since = clock.today() - LATELY
    rounds = [one for one in rounds_of(session, account) if one.open or one.closes_on >= since]
    asked = [one.consultation_id for one in rounds]
    about = dict(
        session.execute(select(Consultation.id, Consultation.about).where(Consultation.id.in_(asked))).all()
    )
    cards = _notes(session, _beside(Card, Card.title).where(Card.consultation_id.in_(asked)))
    questions = _notes(session, _beside(Question, literal("")).where(Question.consultation_id.in_(asked)))
    keys = _keys(session, asked)
    heard = _heard(session, [one.task_id for one in rounds])
    return Pack(
        account=account.id,
        person=account.person,
        room=account.unit.name if account.unit else "",
        tasks=[
            _task(
                one,
                about=about[one.consultation_id],
                cards=cards[one.consultation_id],
                questions=questions[one.consultation_id],
                keys=keys[one.consultation_id],
                heard=heard[one.task_id],
            )
            for one in rounds
        ],
        doors=_doors(session, account.room_id),
        back=_back(session, account),
        usual=usual_way(session, account),
    )


def _task(one: Round, **more: Any) -> PackedTask:
    return PackedTask(
        id=one.task_id,
        version=one.version_id,
        title=one.title,
        room=one.room,
        opens_on=one.opens_on,
        closes_on=one.closes_on,
        open=one.open,
        recalled=one.recalled,
        assigned=one.assigned,
        note=one.note,
        mine=one.mine,
        all=one.all,
        **more,
    )


def _beside(kind: type[Card] | type[Question], title: Any) -> Select[Any]:
    return (
        select(kind.consultation_id, title, kind.text, Provision.eid)
        .outerjoin(Provision, Provision.id == kind.provision_id)
        .order_by(kind.consultation_id, kind.position)
    )


def _notes(session: Session, query: Select[Any]) -> Mapping[UUID, Sequence[Note]]:
    found: dict[UUID, list[Note]] = defaultdict(list)
    for consultation_id, title, text, eid in session.execute(query):
        found[consultation_id].append(Note(title, text, eid or ""))
    return found


def _keys(session: Session, consultation_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[str]]:
    query = (
        select(KeyProvision.consultation_id, Provision.eid)
        .join(Provision, Provision.id == KeyProvision.provision_id)
        .where(KeyProvision.consultation_id.in_(consultation_ids))
        .order_by(KeyProvision.consultation_id, KeyProvision.position)
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for consultation_id, eid in session.execute(query):
        found[consultation_id].append(eid)
    return found


def _heard(session: Session, task_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[str]]:
    query = (
        select(Submission.task_id, Household.code)
        .join(Household, Household.id == Submission.household_id)
        .join(Comment, Comment.submission_id == Submission.id)
        .where(Submission.task_id.in_(task_ids), Household.active, is_alive)
        .order_by(Submission.task_id, Household.code)
        .distinct()
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for task_id, code in session.execute(query):
        found[task_id].append(code)
    return found


def _doors(session: Session, room_id: UUID | None) -> Sequence[PackedDoor]:
    query = (
        select(Household.code, Unit.name, Household.group)
        .join(Unit, Unit.id == Household.grid_id)
        .where(Household.room_id == room_id, Household.active)
        .order_by(Unit.code, Household.code)
        .limit(KEPT)
    )
    return [PackedDoor(*row) for row in session.execute(query)]


def _back(session: Session, account: Account) -> Sequence[Back]:
    query = (
        select(Comment, Provision.citation, Words.words, Verdict.note)
        .join(Words, Words.comment_id == Comment.id)
        .join(Verdict, Verdict.id == latest_verdict())
        .outerjoin(Provision, Provision.id == Comment.provision_id)
        .where(Comment.recorded_by_id == account.id, waits_for_detail)
        .order_by(Comment.recorded_at.desc(), Comment.number.desc())
    )
    return [
        Back(
            id=comment.id,
            number=comment.number,
            task=comment.task_id,
            place=comment.place,
            citation=citation or "",
            stance=comment.stance,
            words=words,
            asked=note,
        )
        for comment, citation, words, note in session.execute(query)
    ]
