"""Pictures of paper and scans of what was signed stand beside what was said, once, and go when the words go."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, Attachment, Comment, Meeting, Slip, Submission, Task
from legislation_hub.policies import Action, demand, may
from legislation_hub.problems import (
    PictureIdTaken,
    PictureKindUnknown,
    PicturesEnough,
    PictureTooLarge,
    SameScanAgain,
    SignedRecordStays,
)
from legislation_hub.queries.attachments import is_reply_to
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.scans import came_before
from legislation_hub.queries.slips import state_of
from legislation_hub.services.picturing import made_anew
from legislation_hub.services.recording import record
from legislation_hub.services.storing import discard, store
from legislation_hub.services.turning import take_turns
from legislation_hub.vocabulary import AttachmentKind, SlipState, Tag

PICTURE_LIMIT = 4 * 1024 * 1024
SCAN_LIMIT = 20 * 1024 * 1024
AT_MOST = 30

Beside = Submission | Meeting | Slip | Task
"""What a picture stands beside; a task, where it is a department's sealed reply as a whole."""

KINDS: Mapping[str, type[Beside]] = {"submission": Submission, "meeting": Meeting, "slip": Slip, "task": Task}


@dataclass(frozen=True, slots=True)
class Shown:
    """What is kept of the bytes that came; ``sent`` is the SHA-256 (hex) of those."""

    sent: str
    content: bytes
    suffix: str


@dataclass(frozen=True, slots=True)
class Attached:
    """The picture that stands under the id, whether it is new; None where what it belongs to was taken back."""

    attachment: Attachment | None
    created: bool


def place(session: Session, actor: Account, kind: str, identity: UUID) -> Beside:
    """Return what a picture is to stand beside; raise :class:`NotFound`, or :class:`NotAllowed`."""
    beside = fetch(session, KINDS[kind], identity)
    _demand(actor, beside)
    return beside


def shown(content: bytes, beside: Beside) -> Shown:
    """Return what is kept of these bytes; it takes a moment, so ask before :func:`transaction`.

    A PDF is kept as it is, beside a meeting and as a department's sealed reply. Raises :class:`PictureTooLarge`,
    :class:`PictureKindUnknown` and :class:`PictureUnreadable`.
    """
    sent = sha256(content).hexdigest()
    scanned = content.startswith(b"%PDF-")
    limit = SCAN_LIMIT if scanned else PICTURE_LIMIT
    if len(content) > limit:
        raise PictureTooLarge(limit=limit // (1024 * 1024))
    if scanned and not _takes_scans(beside):
        raise PictureKindUnknown()
    return Shown(sent, content, ".pdf") if scanned else Shown(sent, made_anew(content), ".jpg")


def attach(
    session: Session, actor: Account, attachment_id: UUID, beside: Beside, given: Shown, folder: Path
) -> Attached:
    """Keep a picture beside a submission, a meeting, a slip or a department's task; the same again is the same.

    Raises :class:`NotAllowed`, :class:`PictureIdTaken` where other bytes or another place have this id,
    :class:`SameScanAgain` for a scan on which what was taken back may be read, which only the head of the room
    brings back, and :class:`PicturesEnough`.
    """
    _demand(actor, beside)
    task = _task_of(beside)
    take_turns(session, task)
    earlier = session.get(Attachment, attachment_id, populate_existing=True)
    if earlier is not None:
        if (earlier.sent_sha256, _home(earlier)) != (given.sent, beside.id):
            raise PictureIdTaken()
        return Attached(earlier, created=False)
    if takes_no_more(session, beside):
        return Attached(None, created=False)
    if isinstance(beside, Meeting):
        waits, left = came_before(session, beside.id, given.sent)
        # Who answers for the scans may have taken the wrong one off. It waits for their look like any that comes.
        if waits or (left and not may(actor, Action.MEND_SIGNED, beside)):
            raise SameScanAgain()
    _demand_room(session, beside)
    signed = isinstance(beside, Meeting | Task) or given.suffix == ".pdf"
    file = store(session, folder, f"{attachment_id}{given.suffix}", given.content)
    attachment = Attachment(
        id=attachment_id,
        task_id=task.id,
        station_id=task.station_id,
        room_id=task.room_id,
        submission_id=beside.id if isinstance(beside, Submission) else None,
        meeting_id=beside.id if isinstance(beside, Meeting) else None,
        slip_id=beside.id if isinstance(beside, Slip) else None,
        kind=AttachmentKind.SCAN if signed else AttachmentKind.PHOTO,
        file_id=file.id,
        sent_sha256=given.sent,
        added_by_id=actor.id,
        added_at=clock.now(),
    )
    session.add(attachment)
    record(session, actor, Tag.ATTACHMENT_ADDED, attachment, sha256=file.sha256, size=file.size)
    return Attached(attachment, created=True)


def takes_no_more(session: Session, beside: Beside) -> bool:
    """Return whether words that were said there have been taken back: a picture would bring them again."""
    if isinstance(beside, Slip):
        state = state_of(session, beside)
        some = state is SlipState.KEYED and _some_taken_back(session, Submission.slip_id == beside.id)
        return some or state is SlipState.LET_GO
    return isinstance(beside, Submission) and _some_taken_back(session, Submission.id == beside.id)


def remove(session: Session, actor: Account, attachment: Attachment) -> Attachment:
    """Take a picture away that should not be here; from now on nobody sees it.

    Raises :class:`NotAllowed`, and :class:`SignedRecordStays` for the scan of a closed record, which only the head
    of the room takes away.
    """
    demand(actor, Action.REMOVE_ATTACHMENT, attachment)
    meeting = session.get(Meeting, attachment.meeting_id) if attachment.meeting_id else None
    signed = meeting is not None and meeting.closed_at is not None
    if signed and not may(actor, Action.MEND_SIGNED, attachment):
        raise SignedRecordStays()
    put_away(session, actor, attachment)
    return attachment


def take_away(session: Session, actor: Account | None, submission: Submission) -> int:
    """Take away the pictures of a submission, and of its slip, of which words were taken back; return how many.

    A picture shows all that was written: it goes with the first words, for none can be cut out of it.
    """
    whose = [Attachment.submission_id == submission.id]
    if submission.slip_id is not None:
        whose.append(Attachment.slip_id == submission.slip_id)
    return _put_all_away(session, actor, or_(*whose))


def take_away_beside(session: Session, actor: Account, slip: Slip) -> int:
    """Take away the pictures of a slip of which nothing became a comment; return how many."""
    return _put_all_away(session, actor, Attachment.slip_id == slip.id)


def put_away(session: Session, actor: Account | None, attachment: Attachment) -> None:
    """Let nobody see a picture any more, and have the next purge wipe it; ``actor`` is None for the calendar."""
    if attachment.removed_at is None:
        attachment.removed_at = clock.now()
        record(session, actor, Tag.ATTACHMENT_REMOVED, attachment)


def purge(session: Session, folder: Path) -> int:
    """Wipe what was taken away from the disk, unless the same bytes are kept for something else; say how many.

    Run as often as one likes. The bytes go before the row is told, so that a break in between is made good by the
    next run.
    """
    gone = session.scalars(
        select(Attachment).where(Attachment.removed_at.is_not(None), Attachment.file_id.is_not(None))
    ).all()
    for attachment in gone:
        file, attachment.file_id = attachment.file, None
        session.flush()
        if file is not None:
            discard(session, folder, file, at_once=True)
    return len(gone)


def _put_all_away(session: Session, actor: Account | None, whose: ColumnElement[bool]) -> int:
    found = session.scalars(select(Attachment).where(whose, Attachment.removed_at.is_(None))).all()
    for attachment in found:
        put_away(session, actor, attachment)
    return len(found)


def _demand(actor: Account, beside: Beside) -> None:
    """Let a department's officer go on beside its words, elsewhere who wrote them down or heads the room."""
    task = _task_of(beside)
    if isinstance(beside, Task) or task.room_id is None:
        demand(actor, Action.ATTACH_REPLY, task)
    else:
        demand(actor, Action.ATTACH, beside)


def _demand_room(session: Session, beside: Beside) -> None:
    here = {
        Submission: Attachment.submission_id == beside.id,
        Meeting: Attachment.meeting_id == beside.id,
        Slip: Attachment.slip_id == beside.id,
        Task: is_reply_to(beside.id),
    }[type(beside)]
    held = select(func.count()).select_from(Attachment).where(here, Attachment.removed_at.is_(None))
    if (session.scalar(held) or 0) >= AT_MOST:
        raise PicturesEnough(limit=AT_MOST)


def _task_of(beside: Beside) -> Task:
    return beside if isinstance(beside, Task) else beside.task


def _takes_scans(beside: Beside) -> bool:
    return isinstance(beside, Meeting | Task) or _task_of(beside).room_id is None


def _home(attachment: Attachment) -> UUID:
    return attachment.submission_id or attachment.meeting_id or attachment.slip_id or attachment.task_id


def _some_taken_back(session: Session, whose: ColumnElement[bool]) -> bool:
    found = select(Comment.id).join(Submission, Submission.id == Comment.submission_id)
    return session.scalar(found.where(whose, Comment.withdrawn_at.is_not(None)).limit(1)) is not None
