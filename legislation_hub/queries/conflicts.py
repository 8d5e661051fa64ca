"""Which comments came twice under one id with other content, and wait until somebody has compared the two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from legislation_hub.legaltext.differing import Piece, differences
from legislation_hub.models import Account, Comment, Conflict, Consultation, Provision, Task
from legislation_hub.queries.events import done_to
from legislation_hub.vocabulary import Change, Place, Stance, Tag

# For the WHERE of any query over Comment: what came second has not been compared with what came first.
in_conflict: ColumnElement[bool] = (
    exists().where(Conflict.comment_id == Comment.id, Conflict.settled_at.is_(None)).correlate(Comment)
)


@dataclass(frozen=True, slots=True)
class Disputed:
    """A task of which so many comments are in conflict, before or after its handing up."""

    task_id: UUID
    title: str
    handed_up: bool
    comments: int


@dataclass(frozen=True, slots=True)
class Twice:
    """A comment in conflict: who wrote it down and when it came, and the same of what came second."""

    id: UUID
    number: str
    place: Place
    citation: str
    first_by: str
    first_at: datetime
    second_by: str
    second_at: datetime


@dataclass(frozen=True, slots=True)
class Second:
    """What came second under the id of a comment, and who said when that what came first stands.

    ``words``, ``proposal`` and ``reason`` hold the pieces of both, the first's as dropped, the second's as added.
    """

    id: UUID
    place: Place
    citation: str
    quote: str
    stance: Stance
    household: str
    words: Sequence[Piece]
    proposal: Sequence[Piece]
    reason: Sequence[Piece]
    by: str
    received_at: datetime
    settled_at: datetime | None
    settled_by: str

    @property
    def says_the_same(self) -> bool:
        """Return whether the two say the same in the same words, and differ in what was noted about it."""
        return all(one.kind is Change.SAME for one in (*self.words, *self.proposal, *self.reason))


def disputed_in(session: Session, room_id: UUID) -> Sequence[Disputed]:
    """Return the tasks of a room with comments in conflict, by the day on which they are due; one query."""
    query = (
        select(Task.id, Consultation.title, Task.handed_up_at.is_not(None), func.count())
        .join(Comment, Comment.task_id == Task.id)
        .join(Consultation, Consultation.id == Task.consultation_id)
        .where(Comment.room_id == room_id, in_conflict)
        .group_by(Task.id, Consultation.title, Task.handed_up_at, Task.due_on)
        .order_by(Task.due_on, Task.id)
    )
    return [Disputed(*row) for row in session.execute(query)]


def count_of(session: Session, task_id: UUID) -> int:
    """Return how many comments of a task are in conflict."""
    query = select(func.count()).select_from(Comment).where(Comment.task_id == task_id, in_conflict)
    return session.scalar(query) or 0


def twice_in(session: Session, task_id: UUID) -> Sequence[Twice]:
    """Return what of a task is in conflict, in the order in which it came the second time; one query.

    A comment of which still another content came stands once for each.
    """
    first, second = aliased(Account), aliased(Account)
    query = (
        select(Comment, Provision.citation, first.person, second.person, Conflict.received_at)
        .join(Conflict, Conflict.comment_id == Comment.id)
        .outerjoin(Provision, Provision.id == Comment.provision_id)
        .outerjoin(first, first.id == Comment.recorded_by_id)
        .outerjoin(second, second.id == Conflict.account_id)
        .where(Comment.task_id == task_id, Conflict.settled_at.is_(None))
        .order_by(Conflict.received_at, Conflict.id)
    )
    return [
        Twice(one.id, one.number, one.place, citation or "", by or "", one.recorded_at, again or "", at)
        for one, citation, by, again, at in session.execute(query)
    ]


def seconds_of(session: Session, comment: Comment) -> Sequence[Second]:
    """Return what came second under the id of a comment, in the order of its coming; three queries at most."""
    query = (
        select(Conflict, Account.person, Provision.citation)
        .outerjoin(Account, Account.id == Conflict.account_id)
        .outerjoin(
            Provision,
            and_(
                Provision.version_id == comment.task.consultation.version_id,
                Provision.eid == Conflict.content["provision"].as_string(),
            ),
        )
        .where(Conflict.comment_id == comment.id)
        .order_by(Conflict.received_at, Conflict.id)
    )
    found = session.execute(query).all()
    settled = any(one.settled_at for one, *_ in found)
    told = done_to(session, Tag.COMMENT_CONFLICT, [comment.id]) if settled else ()
    settled_by = {one.detail.get("conflict"): one.person for one in told if one.detail.get("settled")}
    said = comment.said
    return [
        Second(
            id=one.id,
            place=_place(one.content),
            citation=citation or "",
            quote=_text(one.content, "quote"),
            stance=Stance(one.content.get("stance") or Stance.OTHER),
            household=_text(one.content, "household"),
            words=differences(said.words, _text(one.content, "words")),
            proposal=differences(said.proposal, _text(one.content, "proposal")),
            reason=differences(said.reason, _text(one.content, "reason")),
            by=person or "",
            received_at=one.received_at,
            settled_at=one.settled_at,
            settled_by=settled_by.get(str(one.id), ""),
        )
        for one, person, citation in found
    ]


def _place(content: dict[str, Any]) -> Place:
    """Return what a content is about: where it does not say so, its provision or all of the draft."""
    named = Place.PROVISION if content.get("provision") else Place.WHOLE
    return Place(content.get("place") or named)


def _text(content: dict[str, Any], name: str) -> str:
    return str(content.get(name) or "")
