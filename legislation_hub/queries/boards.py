"""The coordinator's first page: every consultation that is under way, its rooms, and what nobody spoke about."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from legislation_hub.models import Comment, Consultation, KeyProvision, Provision, Submission
from legislation_hub.queries.comments import is_alive
from legislation_hub.queries.provisions import IS_ARTICLE
from legislation_hub.queries.tasks import TaskRow, tasks_of
from legislation_hub.vocabulary import Stage, TaskState, UnitKind

# The article or clause that an eId is or stands in: art_12 of art_12__para_2.
_WHOLE = re.compile(r"(?:.*?__)?(?:art|cl)_[^_]+")


@dataclass(frozen=True, slots=True)
class Silent:
    """An article or clause that nobody has spoken about yet."""

    id: UUID
    label: str
    heading: str
    is_key: bool


@dataclass(frozen=True, slots=True)
class Board:
    """One consultation at a glance."""

    id: UUID
    title: str
    stage: Stage
    opens_on: date
    closes_on: date
    rooms_due_on: date
    rooms: Sequence[TaskRow]
    departments: Sequence[TaskRow]
    submissions: int
    comments: int
    articles: int
    silent: Sequence[Silent]

    @property
    def tally(self) -> Mapping[TaskState, int]:
        """Return how many rooms are how far, in the order of urgency of the rooms."""
        found: dict[TaskState, int] = defaultdict(int)
        for one in self.rooms:
            found[one.state] += 1
        return found

    @property
    def quiet(self) -> Sequence[TaskRow]:
        """Return the units of which nothing is heard, those that can be reminded."""
        return [one for one in (*self.rooms, *self.departments) if one.is_silent]

    @property
    def overdue(self) -> int:
        """Return how many units are overdue."""
        return sum(one.state is TaskState.OVERDUE for one in (*self.rooms, *self.departments))

    @property
    def handed_up(self) -> int:
        """Return how many rooms handed up."""
        return sum(one.state is TaskState.HANDED_UP for one in self.rooms)


def boards_of(session: Session, station_id: UUID) -> Sequence[Board]:
    """Return what is under way in a station, what has overdue units first, then what closes first."""
    consultations = session.scalars(
        select(Consultation)
        .where(
            Consultation.station_id == station_id,
            Consultation.sent_at.is_not(None),
            Consultation.recalled_at.is_(None),
            Consultation.stage.in_((Stage.PREPARING, Stage.OPEN, Stage.REVIEWING)),
        )
        .order_by(Consultation.closes_on, Consultation.id)
    ).all()
    ids = [one.id for one in consultations]
    tasks = tasks_of(session, ids)
    counts = _counts(session, ids)
    texts = _texts(session, [one.version_id for one in consultations if one.version_id])
    spoken, keys = _spoken(session, ids), _keys(session, ids)
    boards = []
    for one in consultations:
        whole = texts[one.version_id] if one.version_id else []
        units = tasks.get(one.id, ())
        submissions, comments = counts.get(one.id, (0, 0))
        boards.append(
            Board(
                id=one.id,
                title=one.title,
                stage=one.stage,
                opens_on=one.opens_on,
                closes_on=one.closes_on,
                rooms_due_on=one.rooms_due_on,
                rooms=[unit for unit in units if unit.kind is UnitKind.ROOM],
                departments=[unit for unit in units if unit.kind is not UnitKind.ROOM],
                submissions=submissions,
                comments=comments,
                articles=len(whole),
                silent=[
                    Silent(piece, label, heading, piece in keys[one.id])
                    for piece, eid, label, heading in whole
                    if eid not in spoken[one.id]
                ],
            )
        )
    return sorted(boards, key=lambda board: not board.overdue)


def whole_of(eid: str) -> str:
    """Return the eId of the article or clause in which ``eid`` stands; of a heading its own."""
    found = _WHOLE.match(eid)
    return found.group() if found else eid


def _counts(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, tuple[int, int]]:
    """Return 件 and 条 of each consultation."""
    query = (
        select(Comment.consultation_id, func.count(Submission.id.distinct()), func.count())
        .join(Submission, Submission.id == Comment.submission_id)
        .where(Comment.consultation_id.in_(ids), is_alive)
        .group_by(Comment.consultation_id)
    )
    return {one: (submissions, comments) for one, submissions, comments in session.execute(query)}


def _texts(session: Session, version_ids: Sequence[UUID]) -> Mapping[UUID, list[tuple[UUID, str, str, str]]]:
    """Return the articles and clauses of each version: id, eId, label, heading."""
    found: dict[UUID, list[tuple[UUID, str, str, str]]] = defaultdict(list)
    query = select(Provision.version_id, Provision.id, Provision.eid, Provision.label, Provision.heading).where(
        Provision.version_id.in_(version_ids), IS_ARTICLE
    )
    for version_id, piece, eid, label, heading in session.execute(query.order_by(Provision.position)):
        found[version_id].append((piece, eid, label, heading))
    return found


def _spoken(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, set[str]]:
    """Return the eIds of the articles and clauses that were spoken about."""
    found: dict[UUID, set[str]] = defaultdict(set)
    query = (
        select(Comment.consultation_id, Provision.eid)
        .join(Provision, Provision.id == Comment.provision_id)
        .where(Comment.consultation_id.in_(ids), is_alive)
        .distinct()
    )
    for consultation_id, eid in session.execute(query):
        found[consultation_id].add(whole_of(eid))
    return found


def _keys(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    query = select(KeyProvision.consultation_id, KeyProvision.provision_id)
    for consultation_id, provision_id in session.execute(query.where(KeyProvision.consultation_id.in_(ids))):
        found[consultation_id].add(provision_id)
    return found
