"""What a receipt code opens: everything that was handed in with it, and the proof that it was counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub.models import Comment, Consultation, Report, Submission, Task, Unit
from legislation_hub.problems import NotFound, ReceiptNotCounted, ReceiptUnknown
from legislation_hub.proofs import manifest, receipts
from legislation_hub.queries.comments import Said, handed_in
from legislation_hub.vocabulary import Channel, ReportState, Stage


@dataclass(frozen=True, slots=True)
class Slip:
    """One submission (件) as its holder may see it."""

    submission_id: UUID
    consultation_id: UUID
    task_code: str
    title: str
    stage: Stage
    room: str
    channel: Channel
    household: str
    received_at: datetime
    comments: Sequence[Said]
    counted: frozenset[str]
    by_themselves: bool


def slip_of(session: Session, code: str) -> Slip:
    """Return what was handed in under a receipt code.

    ``counted`` holds the numbers that stand in the station's signed report; ``by_themselves`` says that the
    resident wrote it without a collector. Raises :class:`ReceiptMistyped` for
    what cannot be a code and :class:`ReceiptUnknown` for one that nothing has.
    """
    mark = receipts.fingerprint(code)
    row = session.execute(
        select(Submission, Task.code, Unit.name, Consultation)
        .join(Task, Task.id == Submission.task_id)
        .join(Unit, Unit.id == Task.unit_id)
        .join(Consultation, Consultation.id == Task.consultation_id)
        .where(Submission.receipt_hash == mark)
    ).one_or_none()
    if row is None:
        raise ReceiptUnknown()
    submission, task_code, room, consultation = row
    comments = handed_in(session, submission.id)
    report = _signed(session, consultation.id)
    counted = {one.number for one in manifest.counted_in(report)} if report else set()
    return Slip(
        submission_id=submission.id,
        consultation_id=consultation.id,
        task_code=task_code,
        title=consultation.title,
        stage=consultation.stage,
        room=room,
        channel=submission.channel,
        household=next((one.household for one in comments), ""),
        received_at=submission.received_at,
        comments=comments,
        counted=frozenset(counted & {one.number for one in comments}),
        by_themselves=submission.recorded_by_id is None,
    )


def proof_of(session: Session, code: str, comment_id: UUID) -> receipts.Receipt:
    """Return the receipt file of a comment in the station's signed report, for ``legislation-hub verify``.

    Raises :class:`NotFound` for a comment of another receipt or one that was withdrawn, and
    :class:`ReceiptNotCounted` while no signed report holds it.
    """
    slip = slip_of(session, code)
    comment = session.get(Comment, comment_id)
    if comment is None or comment.submission_id != slip.submission_id or comment.said.salt is None:
        raise NotFound()
    report = _signed(session, slip.consultation_id)
    if report is None:
        raise ReceiptNotCounted(number=comment.number)
    return receipts.receipt_file(report, comment.number, comment.said.words, comment.said.salt)


def _signed(session: Session, consultation_id: UUID) -> manifest.Manifest | None:
    """Return the manifest of the latest report that the station signed on this consultation."""
    written = session.scalar(
        select(Report.manifest)
        .where(
            Report.consultation_id == consultation_id,
            Report.state == ReportState.SIGNED,
            Report.room_id.is_(None),
            Report.manifest.is_not(None),
        )
        .order_by(Report.signed_at.desc())
        .limit(1)
    )
    return manifest.read(written.encode()) if written else None
