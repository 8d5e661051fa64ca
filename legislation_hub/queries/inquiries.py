"""What departments are asked about points, and how many stand behind each; numbers only, no names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import (
    Account,
    Comment,
    Consultation,
    Gathering,
    Inquiry,
    Point,
    Provision,
    StoredFile,
    Submission,
)
from legislation_hub.queries.comments import is_reportable
from legislation_hub.vocabulary import Place, Stage


@dataclass(frozen=True, slots=True)
class InquiryRow:
    """One point as the department sees it; ``submissions`` (件), ``comments`` (条) and ``rooms`` are behind it."""

    id: UUID
    title: str
    stage: Stage
    number: int
    place: Place
    provision_id: UUID | None
    citation: str
    wording: str
    proposal: str
    reason: str
    question: str
    due_on: date
    asked_at: datetime
    answer: str
    answered_at: datetime | None
    answered_by: str
    file_name: str
    gone: bool
    submissions: int
    comments: int
    rooms: int

    @property
    def open(self) -> bool:
        """Return whether an answer is still awaited."""
        return self.answered_at is None and self.may_be_answered

    @property
    def may_be_answered(self) -> bool:
        """Return whether an answer can be written or improved now."""
        return not self.gone and self.stage in (Stage.OPEN, Stage.REVIEWING)

    @property
    def overdue(self) -> bool:
        """Return whether the answer is awaited and its day has passed."""
        return self.open and self.due_on < clock.today()


def inquiries_of(session: Session, unit_id: UUID) -> Sequence[InquiryRow]:
    """Return what a department is or was asked: what is open by its day, then the rest, latest first."""
    rows = _rows(session, Inquiry.unit_id == unit_id)
    settled = sorted((row for row in rows if not row.open), key=lambda row: row.asked_at, reverse=True)
    return sorted((row for row in rows if row.open), key=lambda row: (row.due_on, row.number)) + settled


def inquiry_row(session: Session, inquiry_id: UUID) -> InquiryRow:
    """Return one inquiry that is there."""
    return _rows(session, Inquiry.id == inquiry_id)[0]


def _rows(session: Session, where: ColumnElement[bool]) -> Sequence[InquiryRow]:
    behind = {
        point_id: numbers
        for point_id, *numbers in session.execute(
            select(
                Gathering.point_id,
                func.count(Comment.submission_id.distinct()),
                func.count(),
                func.count(Submission.room_id.distinct()),
            )
            .join(Comment, Comment.id == Gathering.comment_id)
            .join(Submission, Submission.id == Comment.submission_id)
            .where(Gathering.point_id.in_(select(Inquiry.point_id).where(where)), is_reportable)
            .group_by(Gathering.point_id)
        )
    }
    query = (
        select(Inquiry, Point, Consultation, Provision.citation, StoredFile.name, Account.person)
        .join(Point, Point.id == Inquiry.point_id)
        .join(Consultation, Consultation.id == Point.consultation_id)
        .outerjoin(Provision, Provision.id == Point.provision_id)
        .outerjoin(StoredFile, StoredFile.id == Inquiry.file_id)
        .outerjoin(Account, Account.id == Inquiry.answered_by_id)
        .where(where)
    )
    rows = []
    for one, point, asked, citation, file_name, person in session.execute(query):
        submissions, comments, rooms = behind.get(point.id, (0, 0, 0))
        rows.append(
            InquiryRow(
                id=one.id,
                title=asked.title,
                stage=asked.stage,
                number=point.number,
                place=point.place,
                provision_id=point.provision_id,
                citation=citation or "",
                wording=point.wording,
                proposal=point.proposal,
                reason=point.reason,
                question=one.question,
                due_on=one.due_on,
                asked_at=one.asked_at,
                answer=one.answer,
                answered_at=one.answered_at,
                answered_by=person or "",
                file_name=file_name or "",
                gone=point.dissolved_at is not None or asked.recalled_at is not None,
                submissions=submissions,
                comments=comments,
                rooms=rooms,
            )
        )
    return rows
