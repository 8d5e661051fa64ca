"""Which scans of a meeting's signed paper may show what was taken back, and until when the room has time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, Attachment, Comment, Event, Meeting, Submission, Withdrawal
from legislation_hub.policies import Action, may
from legislation_hub.queries.events import done_to
from legislation_hub.vocabulary import Tag

# The law asks that what was taken back be deleted and names no day (PIPL 47); where somebody has to look first,
# the rules for apps allow 15 working days (国信办秘字〔2019〕191号, 六). Ours are calendar days: never more.
STAYS = timedelta(days=15)

EVERYWHERE = true()

_Moments = Mapping[UUID, Sequence[datetime]]


@dataclass(frozen=True, slots=True)
class Check:
    """How one kept scan of a meeting stands to what was taken back there.

    ``known`` counts all that was ever taken back at the meeting: it only grows, so that who answers for the scan
    says with it how much they know of. ``since`` is since when it has been here with some of it for which nobody
    has answered, None where nothing is to be done. ``confirmed_by`` said at ``confirmed_at`` that nothing of it
    can be read there.
    """

    known: int = 0
    since: datetime | None = None
    confirmed_by: str = ""
    confirmed_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Return whether something may be read here for which nobody has answered yet."""
        return self.since is not None

    @property
    def until(self) -> date | None:
        """Return the last day on which it stays if nobody cares for it; None where nothing is to be done."""
        return clock.day_of(self.since) + STAYS if self.since else None


@dataclass(frozen=True, slots=True)
class Mending:
    """A meeting of which so many scans have to be seen to; the first of them stays until that day."""

    meeting_id: UUID
    title: str
    scans: int
    until: date


def taken_back_at(session: Session, meeting_id: UUID) -> Sequence[datetime]:
    """Return when words were taken back at a meeting and names struck; two queries."""
    spoken, struck = Submission.meeting_id == meeting_id, Event.subject_id == str(meeting_id)
    return _taken_back(session, spoken, struck).get(meeting_id, ())


def came_before(session: Session, meeting_id: UUID, sent: str) -> tuple[bool, bool]:
    """Return whether a scan of these bytes waits at a meeting, and whether one left it after a taking back."""
    moments = taken_back_at(session, meeting_id)
    if not moments:
        return False, False
    query = select(Attachment.id, Attachment.removed_at).where(
        Attachment.meeting_id == meeting_id, Attachment.sent_sha256 == sent
    )
    alike = session.execute(query).all()
    checks = checks_of(session, meeting_id, moments)
    waits = any(checks[scan].waits for scan, gone in alike if gone is None)
    return waits, any(gone >= min(moments) for _scan, gone in alike if gone)


def checks_of(session: Session, meeting_id: UUID, moments: Sequence[datetime]) -> Mapping[UUID, Check]:
    """Return the check of every scan of a meeting at which something was taken back then; two queries at most."""
    found = _checks(session, {meeting_id: moments} if moments else {})
    return {scan: check for scan, _meeting, _room, check in found}


def check_of(session: Session, attachment: Attachment) -> Check:
    """Return the check of one scan; one with nothing to do for whatever stands beside no meeting."""
    meeting_id = attachment.meeting_id
    if meeting_id is None:
        return Check()
    checks = checks_of(session, meeting_id, taken_back_at(session, meeting_id))
    return checks.get(attachment.id, Check())


def hidden_from(actor: Account, scan: Attachment | Meeting, check: Check) -> bool:
    """Return whether somebody may not look at a scan of this meeting: while it waits, only who mends it does."""
    return check.waits and not may(actor, Action.MEND_SIGNED, scan)


def mendings_of(session: Session, room_id: UUID) -> Sequence[Mending]:
    """Return the meetings of a room whose scans have to be seen to, the most urgent first; five queries."""
    taken_back = _taken_back(session, Comment.room_id == room_id, Event.room_id == room_id)
    days: dict[UUID, list[date]] = {}
    for _scan, meeting, _room, check in _checks(session, taken_back):
        if check.until:
            days.setdefault(meeting, []).append(check.until)
    titles = session.execute(select(Meeting.id, Meeting.title).where(Meeting.id.in_(days))) if days else ()
    found = [Mending(one, title, len(days[one]), min(days[one])) for one, title in titles]
    return sorted(found, key=lambda one: (one.until, one.meeting_id))


def overdue(session: Session) -> Mapping[UUID, UUID | None]:
    """Return the scans of all rooms that nobody cared for in time, each with its room; four queries at most."""
    today = clock.today()
    checks = _checks(session, _taken_back(session))
    return {scan: room for scan, _meeting, room, check in checks if check.until and check.until < today}


def _checks(session: Session, taken_back: _Moments) -> Iterator[tuple[UUID, UUID, UUID | None, Check]]:
    """Yield scan, meeting, room and check for the kept scans of these meetings."""
    if not taken_back:
        return
    scans = session.execute(
        select(Attachment.id, Attachment.meeting_id, Attachment.room_id, Attachment.added_at).where(
            Attachment.meeting_id.in_(taken_back), Attachment.removed_at.is_(None)
        )
    ).all()
    told = done_to(session, Tag.ATTACHMENT_CONFIRMED, [one.id for one in scans]) if scans else ()
    confirmed = {one.subject: (one.person, one.at) for one in told}
    for scan, meeting, room, added_at in scans:
        assert meeting is not None, "asked for by their meetings"
        by, at = confirmed.get(scan, ("", None))
        moments = taken_back[meeting]
        # The paper may be scanned after the words on it were taken back: only who has looked can tell.
        first = min((one for one in moments if at is None or one > at), default=None)
        yield scan, meeting, room, Check(len(moments), first and max(first, added_at), by, at)


def _taken_back(
    session: Session, spoken: ColumnElement[bool] = EVERYWHERE, struck: ColumnElement[bool] = EVERYWHERE
) -> _Moments:
    """Return for each meeting when words were taken back there and names struck.

    It begins with the few that were, not with the many scans: the calendar asks this over and over.
    """
    withdrawn = (
        select(Submission.meeting_id, Withdrawal.withdrawn_at)
        .join(Comment, Comment.id == Withdrawal.comment_id)
        .join(Submission, Submission.id == Comment.submission_id)
        .where(Submission.meeting_id.is_not(None), spoken)
    )
    names = select(Event.subject_id, Event.at).where(Event.tag == Tag.MEETING_NAME_STRUCK, struck)
    found: dict[UUID, list[datetime]] = {}
    for meeting, at in (*session.execute(withdrawn), *session.execute(names)):
        found.setdefault(UUID(str(meeting)), []).append(at)
    return found
