"""The pictures beside what was said, in the order in which they came; what was taken away is not among them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from legislation_hub.models import Account, Attachment, Meeting, Slip, StoredFile, Submission, Task
from legislation_hub.vocabulary import AttachmentKind

PICTURE = "image/jpeg"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture or scan; ``drawn`` says that a page can show it, else it is a file to download."""

    id: UUID
    kind: AttachmentKind
    drawn: bool
    size: int
    by_id: UUID
    by: str
    added_at: datetime


def is_reply_to(task_id: UUID) -> ColumnElement[bool]:
    """Return the condition for a department's sealed reply to a task as a whole."""
    alone = (Attachment.submission_id, Attachment.meeting_id, Attachment.slip_id)
    return and_(Attachment.task_id == task_id, *(one.is_(None) for one in alone))


def beside_submission(session: Session, submission: Submission) -> tuple[Picture, ...]:
    """Return the pictures of what was handed in, and those of the slip that it was written on."""
    own = Attachment.submission_id == submission.id
    return _pictures(session, or_(own, Attachment.slip_id == submission.slip_id) if submission.slip_id else own)


def beside_meeting(session: Session, meeting_id: UUID) -> tuple[Picture, ...]:
    """Return the scans of a meeting's signed record and sign-in sheet."""
    return _pictures(session, Attachment.meeting_id == meeting_id)


def beside_slip(session: Session, slip_id: UUID) -> tuple[Picture, ...]:
    """Return the pictures of a slip."""
    return _pictures(session, Attachment.slip_id == slip_id)


def replies_to(session: Session, task_id: UUID) -> tuple[Picture, ...]:
    """Return the scans of a department's sealed reply to a task."""
    return _pictures(session, is_reply_to(task_id))


def home_of(session: Session, attachment: Attachment) -> Submission | Meeting | Slip | Task:
    """Return what a picture stands beside."""
    if attachment.submission_id is not None:
        return session.get_one(Submission, attachment.submission_id)
    if attachment.meeting_id is not None:
        return session.get_one(Meeting, attachment.meeting_id)
    if attachment.slip_id is not None:
        return session.get_one(Slip, attachment.slip_id)
    return session.get_one(Task, attachment.task_id)


def _pictures(session: Session, whose: ColumnElement[bool]) -> tuple[Picture, ...]:
    query = (
        select(
            Attachment.id,
            Attachment.kind,
            (StoredFile.media_type == PICTURE).label("drawn"),
            StoredFile.size,
            Account.id.label("by_id"),
            Account.person.label("by"),
            Attachment.added_at,
        )
        .join(StoredFile, StoredFile.id == Attachment.file_id)
        .join(Account, Account.id == Attachment.added_by_id)
        .where(whose, Attachment.removed_at.is_(None))
        .order_by(Attachment.added_at, Attachment.id)
    )
    return tuple(Picture(*row) for row in session.execute(query))
