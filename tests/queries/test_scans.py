"""Which scans may still show what was taken back: asked of many in as many queries as of one."""

from datetime import timedelta

import pytest

from legislation_hub import clock
from legislation_hub.models import Attachment, Withdrawal
from legislation_hub.models.base import new_id
from legislation_hub.queries.scans import Check, check_of, checks_of, mendings_of, overdue, taken_back_at
from legislation_hub.services.convening import strike
from legislation_hub.vocabulary import AttachmentKind

AN_HOUR = timedelta(hours=1)


@pytest.fixture
def meeting(make):
    return make.meeting(closed_at=clock.now())


@pytest.fixture
def scanned(session):
    """Return a function that puts a scan beside a meeting, at this time."""

    def scanned(meeting, at):
        scan = Attachment(
            id=new_id(),
            task_id=meeting.task_id,
            station_id=meeting.station_id,
            room_id=meeting.room_id,
            meeting_id=meeting.id,
            kind=AttachmentKind.SCAN,
            sent_sha256="",
            added_by_id=meeting.begun_by_id,
            added_at=at,
        )
        session.add(scan)
        session.flush()
        return scan

    return scanned


@pytest.fixture
def taken_back(session, make):
    """Return a function by which something said at a meeting was taken back at this time."""

    def taken_back(meeting, at):
        spoken = make.speech(make.attendee(meeting))
        session.add(Withdrawal(comment_id=spoken.id, withdrawn_at=at, leaf="0"))
        session.flush()

    return taken_back


class TestCheck:
    def test_knows_all_that_was_taken_back_and_since_when_it_waits(self, session, meeting, scanned, taken_back):
        now = clock.now()
        for hours in (-1, 1, 2):
            taken_back(meeting, now + hours * AN_HOUR)
        scan, later = scanned(meeting, now), scanned(meeting, now + 3 * AN_HOUR)

        checks = checks_of(session, meeting.id, taken_back_at(session, meeting.id))

        assert checks[scan.id] == check_of(session, scan) == Check(3, now)
        assert checks[later.id] == Check(3, later.added_at)

    def test_of_another_meeting_stays_as_it_is(self, session, make, meeting, scanned, taken_back):
        now = clock.now()
        scan = scanned(meeting, now)
        other = make.meeting(meeting.task, closed_at=now)
        taken_back(other, now + AN_HOUR)
        strike(session, make.room_head(meeting.task.unit), other, make.attendee(other, name="李四").id)

        assert check_of(session, scan) == Check()


class TestMendingsOf:
    def test_lists_a_room_s_meetings_with_the_first_day_on_which_one_goes(
        self, session, make, meeting, scanned, taken_back
    ):
        now = clock.now()
        urgent = make.meeting(meeting.task, title="座谈会")
        scanned(meeting, now)
        scanned(meeting, now)
        scanned(urgent, now - timedelta(days=3))
        taken_back(meeting, now + AN_HOUR)
        taken_back(urgent, now - timedelta(days=2))
        elsewhere = make.meeting()
        scanned(elsewhere, now)
        taken_back(elsewhere, now + AN_HOUR)

        listed = mendings_of(session, meeting.room_id)

        assert [(one.title, one.scans) for one in listed] == [("座谈会", 1), (meeting.title, 2)]
        assert listed[0].until == clock.day_of(now - timedelta(days=2)) + timedelta(days=15)


def test_more_meetings_scans_and_withdrawals_make_no_more_queries(
    session, make, meeting, scanned, taken_back, queries_made
):
    now = clock.now()
    head = make.room_head(meeting.task.unit)

    def grow(meeting):
        scanned(meeting, now)
        taken_back(meeting, now + AN_HOUR)
        strike(session, head, meeting, make.attendee(meeting, name="李四").id)

    def count():
        with queries_made() as made:
            for asked in (
                lambda: checks_of(session, meeting.id, taken_back_at(session, meeting.id)),
                lambda: mendings_of(session, meeting.room_id),
            ):
                asked()
            overdue(session)
        return len(made)

    grow(meeting)
    before = count()
    for _ in range(5):
        grow(meeting)
        grow(make.meeting(meeting.task, closed_at=now))
    session.flush()

    assert (before, count()) == (13, 13)
