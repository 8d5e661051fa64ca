"""The grievances that a room passed on, and what came of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Comment, Consultation, Household, Submission, Transfer, Words
from legislation_hub.vocabulary import Stance, VerdictKind

CLOSED_SHOWN = 50


@dataclass(frozen=True, slots=True)
class TransferRow:
    """One grievance (转办); ``words`` is None once the person took them back."""

    id: UUID
    comment_id: UUID
    number: str
    title: str
    words: str | None
    stance: Stance
    household: str
    passed_to: str
    note: str
    due_on: date | None
    passed_at: datetime
    answer: str
    closed_at: datetime | None

    @property
    def overdue(self) -> bool:
        """Return whether it is open and its day has passed."""
        return self.closed_at is None and self.due_on is not None and self.due_on < clock.today()


def open_transfers(session: Session, room_id: UUID) -> Sequence[TransferRow]:
    """Return what is still open in a room: the earliest day first, what has none last; one query."""
    rows = _rows(session, room_id, closed=False)
    return sorted(rows, key=lambda row: (row.due_on is None, row.due_on or clock.today(), row.number))


def closed_transfers(session: Session, room_id: UUID) -> Sequence[TransferRow]:
    """Return what was closed last, newest first (50 at most); one query."""
    return _rows(session, room_id, closed=True)


def _rows(session: Session, room_id: UUID, closed: bool) -> Sequence[TransferRow]:
    # A verdict that was changed since takes the grievance off the list; its row is kept.
    stands = and_(Comment.id == Transfer.comment_id, Comment.verdict == VerdictKind.TRANSFER)
    query = (
        select(Transfer, Comment, Words.words, Consultation.title, Household.code)
        .join(Comment, stands)
        .join(Words, Words.comment_id == Comment.id)
        .join(Consultation, Consultation.id == Comment.consultation_id)
        .join(Submission, Submission.id == Comment.submission_id)
        .outerjoin(Household, Household.id == Submission.household_id)
        .where(Transfer.room_id == room_id)
    )
    if closed:
        query = query.where(Transfer.closed_at.is_not(None)).order_by(Transfer.closed_at.desc())
        query = query.limit(CLOSED_SHOWN)
    else:
        query = query.where(Transfer.closed_at.is_(None))
    return [
        TransferRow(
            id=one.id,
            comment_id=comment.id,
            number=comment.number,
            title=title,
            words=None if comment.withdrawn_at else words,
            stance=comment.stance,
            household="" if comment.withdrawn_at else household or "",
            passed_to=one.passed_to,
            note=one.note,
            due_on=one.due_on,
            passed_at=one.passed_at,
            answer=one.answer,
            closed_at=one.closed_at,
        )
        for one, comment, words, title, household in session.execute(query)
    ]
