"""Which comments came twice under one id with other content, and wait until somebody has compared the two."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased

from legislation_hub.legaltext.differing import Piece, differences
from legislation_hub.models import Account, Comment, Conflict, Consultation, Provision, Task
from legislation_hub.queries.differences import About, Difference, abouts_of, noted_of
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
class Content:
    """What came second under the id of the comment with this number, in its own words."""

    number: str
    words: str
    proposal: str
    reason: str
    by: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Second:
    """What came second under the id of a comment, and who settled that when.

    ``corrected_by`` is the number of the correction that settled it; without one what came first stands.
    ``words``, ``proposal`` and ``reason`` hold the pieces of both, the first's as dropped, the second's as added;
    ``noted`` is all else in which the two differ, but for what they are about and what should happen; where
    ``wish_open``, nobody knows whether they differ in the wish for an answer.
    """

    id: UUID
    about: About
    stance: Stance
    words: Sequence[Piece]
    proposal: Sequence[Piece]
    reason: Sequence[Piece]
    noted: Sequence[Difference]
    wish_open: bool
    by: str
    received_at: datetime
    settled_at: datetime | None
    settled_by: str
    corrected_by: str

    @property
    def says_the_same(self) -> bool:
        """Return whether the two say the same in the same words."""
        return all(one.kind is Change.SAME for one in (*self.words, *self.proposal, *self.reason))

    def reads_the_same(self, stance: Stance) -> bool:
        """Return whether nothing that can be read differs from a first content with this stance."""
        alike = self.says_the_same and not self.noted and not self.wish_open
        return alike and not self.about.elsewhere and self.stance is stance


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


def contents_in(session: Session, task_id: UUID) -> Sequence[Content]:
    """Return what came second on a department's task, in the order of its coming; one query."""
    query = (
        select(Comment.number, Conflict.content, Account.person, Conflict.received_at)
        .join(Comment, Comment.id == Conflict.comment_id)
        .outerjoin(Account, Account.id == Conflict.account_id)
        .where(Comment.task_id == task_id, Comment.withdrawn_at.is_(None))
        .order_by(Conflict.received_at, Conflict.id)
    )
    return [
        Content(
            number=number,
            words=said.get("words") or "",
            proposal=said.get("proposal") or "",
            reason=said.get("reason") or "",
            by=person or "",
            received_at=received_at,
        )
        for number, said, person, received_at in session.execute(query)
    ]


def seconds_of(session: Session, comment: Comment) -> Sequence[Second]:
    """Return what came second under the id of a comment, in the order of its coming; six queries at most."""
    query = (
        select(Conflict, Account.person)
        .outerjoin(Account, Account.id == Conflict.account_id)
        .where(Conflict.comment_id == comment.id)
        .order_by(Conflict.received_at, Conflict.id)
    )
    found = session.execute(query).all()
    if not found:
        return []
    kept = [one for one, _person in found]
    told = done_to(session, Tag.COMMENT_CONFLICT, [comment.id]) if any(one.settled_at for one in kept) else ()
    settled = {one.detail.get("conflict"): one for one in told if one.detail.get("settled")}
    abouts, noted = abouts_of(session, comment, kept), noted_of(session, comment, kept)
    return [
        Second(
            id=one.id,
            about=about,
            stance=Stance(one.content.get("stance") or Stance.OTHER),
            words=_apart(comment.said.words, one, "words"),
            proposal=_apart(comment.said.proposal, one, "proposal"),
            reason=_apart(comment.said.reason, one, "reason"),
            noted=apart.differences,
            wish_open=apart.wish_open,
            by=person or "",
            received_at=one.received_at,
            settled_at=one.settled_at,
            settled_by=by_whom.person if by_whom else "",
            corrected_by=by_whom.detail.get("corrected_by", "") if by_whom else "",
        )
        for (one, person), about, apart in zip(found, abouts, noted, strict=True)
        for by_whom in (settled.get(str(one.id)),)
    ]


def _apart(first: str, second: Conflict, name: str) -> Sequence[Piece]:
    # A content is kept in NFC: two ways to write one character are no difference.
    return differences(unicodedata.normalize("NFC", first), second.content.get(name) or "")
