"""Whoever holds the receipt may take the words back at any time; what is left names nobody (PIPL 15, 47)."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import (
    Account,
    Comment,
    Conflict,
    Slip,
    Submission,
    Supplement,
    Withdrawal,
)
from legislation_hub.policies import Action, demand
from legislation_hub.problems import NotFound, OtherWordsGo, ReceiptUnknown
from legislation_hub.proofs import receipts
from legislation_hub.proofs.leaves import leaf
from legislation_hub.queries.consequences import consequences_of, entwined
from legislation_hub.services.attaching import take_away, take_away_beside
from legislation_hub.services.convening import forget
from legislation_hub.services.keying import demand_no_comments, is_half_read, let_go
from legislation_hub.services.noticing import notify, people_of
from legislation_hub.services.recording import record
from legislation_hub.services.turning import take_turns
from legislation_hub.vocabulary import NoticeKind, Role, Tag


def withdraw(session: Session, actor: Account | None, code: str, comment_id: UUID) -> Withdrawal:
    """Take a comment back with the receipt code of its submission, at whatever stage; return the trace.

    What it corrects, or what corrects it, goes with it. Words and salt, detail that was added, and contents that
    came a second time are blanked, what was read on the same slip and waits to be settled, too, and pictures taken
    away, which show them; with the last comment also who spoke, on a meeting's list, too, and on which slip it was
    written. Number and leaf stay, so that proofs and log still hold. ``actor`` is a collector who types the code
    for the person, or None. Raises :class:`ReceiptMistyped`, :class:`ReceiptUnknown`, and :class:`NotFound` for
    one of another receipt.
    """
    return _take_back(session, actor, submission_of(session, code), comment_id)


def withdraw_by_stub(session: Session, actor: Account, slip: Slip, comment_id: UUID, seen: str) -> Withdrawal:
    """Take a comment of a slip back for the person who shows its stub, as :func:`withdraw` does; return the trace.

    ``actor`` is one of the room, who has looked at the stub and at what else goes: ``seen`` is of that
    :class:`Consequence`. Twice is once, also of the last comment, which nothing ties to its slip any more. Raises
    :class:`NotAllowed`, :class:`NotFound` for one of another slip, and :class:`OtherWordsGo`.
    """
    demand(actor, Action.TAKE_BACK_BY_STUB, slip)
    take_turns(session, slip.task)
    comment = session.get(Comment, comment_id, populate_existing=True)
    if comment is None or comment.task_id != slip.task_id:
        raise NotFound()
    gone = session.get(Withdrawal, comment_id)
    if gone is not None:
        return gone
    if comment.submission.slip_id != slip.id:
        raise NotFound()
    _demand_seen(session, slip, comment_id, seen)
    return _take_back(session, actor, comment.submission, comment_id)


def withdraw_readings(session: Session, actor: Account, slip: Slip, seen: str) -> Slip:
    """Take back what stands on a slip and is no comment yet, for the person who shows its stub; twice is once.

    Its pictures go, too, and nobody keys it in any more; comments that came by its QR code, or that a collector
    wrote on a phone under its number, stay. ``seen`` is as for :func:`withdraw_by_stub`. Raises
    :class:`NotAllowed`, :class:`OtherWordsGo`, and :class:`SlipKeyed` or :class:`SlipBlank` where it was settled
    meanwhile: its comments are taken back one by one.
    """
    demand(actor, Action.TAKE_BACK_BY_STUB, slip)
    take_turns(session, slip.task)
    session.refresh(slip)
    demand_no_comments(session, slip)
    if slip.settled_at is None:
        _demand_seen(session, slip, slip.id, seen)
        let_go(session, actor, slip)
        take_away_beside(session, actor, slip)
    return slip


def submission_of(session: Session, code: str) -> Submission:
    """Return the submission with this receipt code; raise :class:`ReceiptMistyped` or :class:`ReceiptUnknown`."""
    mark = receipts.fingerprint(code)
    submission = session.scalar(select(Submission).where(Submission.receipt_hash == mark))
    if submission is None:
        raise ReceiptUnknown()
    return submission


def _take_back(session: Session, actor: Account | None, submission: Submission, comment_id: UUID) -> Withdrawal:
    """Blank one comment of a submission and all that goes with it; raise :class:`NotFound` for another's."""
    take_turns(session, submission.task)
    # Read anew: while this waited for its turn, they may have been taken back already.
    query = select(Comment).where(Comment.submission_id == submission.id).with_for_update()
    comments = session.scalars(query.execution_options(populate_existing=True)).all()
    session.refresh(submission)
    asked = next((one for one in comments if one.id == comment_id), None)
    if asked is None:
        raise NotFound()
    gone = entwined(asked.id, {one.id: one.corrects_id for one in comments})
    for comment in comments:
        if comment.id in gone and comment.withdrawn_at is None:
            _blank(session, actor, comment)
    take_away(session, actor, submission)
    every_one = all(one.withdrawn_at for one in comments)
    if submission.slip_id is not None:
        slip = session.get_one(Slip, submission.slip_id, populate_existing=True)
        if every_one or is_half_read(session, slip):
            let_go(session, actor, slip)
    if every_one:
        submission.speaker = submission.identity = submission.age_band = submission.interpreter = ""
        submission.household_id = None
        forget(session, submission)
        # The slip may bear the code of a household.
        submission.slip_id = None
    session.flush()
    return session.get_one(Withdrawal, comment_id)


def _demand_seen(session: Session, slip: Slip, subject_id: UUID, seen: str) -> None:
    """Let nothing go that the person who confirms it was not told of; raise :class:`OtherWordsGo`."""
    if consequences_of(session, slip)[subject_id].seen != seen:
        raise OtherWordsGo()


def _blank(session: Session, actor: Account | None, comment: Comment) -> None:
    said, moment = comment.said, clock.now()
    assert said.salt is not None, "only a withdrawal takes the salt"
    trace = leaf(said.salt, comment.number, said.words).hex()
    session.add(Withdrawal(comment_id=comment.id, withdrawn_at=moment, leaf=trace))
    # The database lets words be blanked only once the trace stands.
    session.flush()
    said.words = said.proposal = said.reason = ""
    said.salt = None
    comment.withdrawn_at = moment
    for second in session.scalars(select(Conflict).where(Conflict.comment_id == comment.id)):
        second.content, second.fingerprint = {}, ""
        second.settled_at = second.settled_at or moment
    for detail in session.scalars(select(Supplement).where(Supplement.comment_id == comment.id)):
        detail.text = ""
    record(session, actor, Tag.COMMENT_WITHDRAWN, comment, number=comment.number, leaf=trace)
    # A point may repeat in the station's words what was said in theirs: only its writers can tell.
    told = people_of(session, comment.task.unit_id, Role.ROOM_HEAD)
    told += people_of(session, comment.station_id, Role.COORDINATOR)
    meeting = comment.submission.meeting_id
    where = {"meeting": str(meeting)} if meeting else {}
    notify(session, told, NoticeKind.COMMENT_WITHDRAWN, comment, number=comment.number, **where)
