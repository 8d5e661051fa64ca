"""A scan that may still show what was taken back is mended by the head of the room, or goes by itself."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub.models import Account, Attachment, Meeting, Unit
from legislation_hub.policies import Action, demand
from legislation_hub.problems import NotFound, SameScanAgain, SeenToMeanwhile, TakenBackMeanwhile
from legislation_hub.queries.scans import came_before, check_of, overdue
from legislation_hub.services.attaching import Shown, attach, put_away
from legislation_hub.services.recording import record
from legislation_hub.services.turning import TURNS, take_turns
from legislation_hub.vocabulary import Tag


def confirm(session: Session, actor: Account, scan: Attachment, known: int) -> Attachment:
    """Say that nothing taken back can be read on a scan: it is shown again. Once is enough.

    ``known`` is the :class:`Check`'s that the actor saw. Raises :class:`NotAllowed`,
    :class:`NotFound` for what is no scan of a meeting any more, and :class:`TakenBackMeanwhile`.
    """
    _in_turn(session, actor, scan)
    if scan.removed_at is not None:
        raise NotFound()
    if _waits(session, scan, known):
        record(session, actor, Tag.ATTACHMENT_CONFIRMED, scan)
    return scan


def replace(
    session: Session,
    actor: Account,
    scan: Attachment,
    given: Sequence[tuple[UUID, Shown]],
    known: int,
    folder: Path,
) -> Attachment:
    """Take a scan away and keep others in its place, on which nothing taken back can be read; twice is once.

    None of them may have been here before: what left is brought back by :func:`attach`, and looked at once more.
    Raises what :func:`confirm` and :func:`attach` raise, and :class:`SeenToMeanwhile` where it was confirmed.
    """
    meeting = _in_turn(session, actor, scan)
    if scan.removed_at is None:
        if not _waits(session, scan, known):
            raise SeenToMeanwhile()
        put_away(session, actor, scan)
    elif any(session.get(Attachment, identity) is None for identity, _one in given):
        raise NotFound()
    for identity, one in given:
        if session.get(Attachment, identity) is None and any(came_before(session, meeting.id, one.sent)):
            raise SameScanAgain()
        new = attach(session, actor, identity, meeting, one, folder)
        if new.attachment is not None and new.created:
            record(session, actor, Tag.ATTACHMENT_CONFIRMED, new.attachment)
    return scan


def take_overdue(session: Session) -> int:
    """Take away the scans for which nobody cared in time; return how many. Run as often as one likes."""
    rooms = set(overdue(session).values())
    if not rooms:
        return 0
    # Whoever mends one just now is waited for, and then it is none of these any more.
    session.scalars(TURNS.where(Unit.id.in_(rooms))).all()
    # One station's log after the other, in one order.
    late = select(Attachment).where(Attachment.id.in_(overdue(session))).order_by(Attachment.station_id)
    scans = session.scalars(late).all()
    for scan in scans:
        put_away(session, None, scan)
    return len(scans)


def _in_turn(session: Session, actor: Account, scan: Attachment) -> Meeting:
    """Return the meeting of a scan, once nobody else writes or takes back there."""
    demand(actor, Action.MEND_SIGNED, scan)
    if scan.meeting_id is None:
        raise NotFound()
    meeting = session.get_one(Meeting, scan.meeting_id)
    take_turns(session, meeting.task)
    session.refresh(scan)
    return meeting


def _waits(session: Session, scan: Attachment, known: int) -> bool:
    check = check_of(session, scan)
    if check.known != known:
        raise TakenBackMeanwhile()
    return check.waits
