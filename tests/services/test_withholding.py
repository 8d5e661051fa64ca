"""A scan that may show what was taken back is mended by the head of the room, or goes by itself."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.models import Account, Attachment, Event, Submission
from legislation_hub.models.base import new_id
from legislation_hub.problems import NotAllowed, NotFound, SameScanAgain, SeenToMeanwhile, TakenBackMeanwhile
from legislation_hub.proofs import receipts
from legislation_hub.queries.attachments import beside_meeting
from legislation_hub.queries.scans import STAYS, check_of, hidden_from
from legislation_hub.services.attaching import attach, purge, remove, shown
from legislation_hub.services.convening import dismiss, strike
from legislation_hub.services.withdrawing import withdraw
from legislation_hub.services.withholding import confirm, replace, take_overdue
from legislation_hub.vocabulary import Tag
from tests.pictures import PDF, picture

SECRET = b"only-for-tests"
BLACKENED = picture(colour="black")


@pytest.fixture
def meeting(make):
    return make.meeting(closed_at=clock.now())


@pytest.fixture
def head(make, meeting):
    return make.room_head(meeting.task.unit)


@pytest.fixture
def scan(session, settings, meeting, head):
    return attach(session, head, new_id(), meeting, shown(PDF, meeting), settings.files).attachment


@pytest.fixture
def take_back(session, make, meeting):
    """Return a function by which somebody says something at the meeting and takes it back."""

    def take_back():
        attendee = make.attendee(meeting, name="张三")
        code = receipts.derive(SECRET, attendee.id)
        spoken = make.speech(attendee, receipt_hash=receipts.fingerprint(code))
        assert session.get_one(Submission, attendee.id).meeting_id == meeting.id
        withdraw(session, None, code, spoken.id)

    return take_back


def told(session, tag):
    return session.scalars(select(Event).where(Event.tag == tag)).all()


class TestArriving:
    """A scan that comes after something was taken back."""

    @pytest.fixture
    def come(self, session, settings, meeting, head):
        """Return a function that uploads these bytes, with an id of their own if none is given."""

        def come(content, identity=None):
            return attach(session, head, identity or new_id(), meeting, shown(content, meeting), settings.files)

        return come

    def test_is_withheld_until_the_head_of_the_room_has_looked(self, session, come, head, take_back):
        take_back()
        scan = come(PDF).attachment
        assert check_of(session, scan).waits

        confirm(session, head, scan, known=1)

        assert not check_of(session, scan).waits

    def test_has_its_fifteen_days_from_its_coming(self, session, come, take_back):
        take_back()
        with clock.held_at(clock.now() + timedelta(days=10)):
            scan = come(PDF).attachment
            assert check_of(session, scan).until == clock.today() + STAYS

    def test_is_not_one_that_is_withheld_already(self, scan, come, take_back):
        take_back()
        with pytest.raises(SameScanAgain):
            come(PDF)

        assert not come(PDF, scan.id).created

    def test_is_not_one_that_was_taken_away_for_it(
        self, session, make, settings, meeting, head, scan, come, take_back
    ):
        clerk = session.get_one(Account, meeting.begun_by_id)
        take_back()
        remove(session, head, scan)

        with pytest.raises(SameScanAgain):
            attach(session, clerk, new_id(), meeting, shown(PDF, meeting), settings.files)
        assert come(PDF, scan.id).attachment.removed_at is not None

    def test_that_the_head_took_away_by_mistake_comes_back_by_the_head_and_waits(
        self, session, meeting, head, scan, come, take_back
    ):
        clerk = session.get_one(Account, meeting.begun_by_id)
        take_back()
        remove(session, head, scan)

        again = come(PDF).attachment

        check = check_of(session, again)
        assert check.waits
        assert (hidden_from(clerk, meeting, check), hidden_from(head, meeting, check)) == (True, False)
        assert not check_of(session, confirm(session, head, again, known=1)).waits

    def test_that_was_blackened_or_confirmed_comes_back_by_the_head_and_is_looked_at_once_more(
        self, session, settings, meeting, head, scan, come, take_back
    ):
        take_back()
        new = new_id()
        replace(session, head, scan, [(new, shown(BLACKENED, meeting))], 1, settings.files)
        remove(session, head, session.get_one(Attachment, new))

        again = come(BLACKENED).attachment

        assert check_of(session, again).waits
        with pytest.raises(SameScanAgain):
            replace(session, head, again, [(new_id(), shown(PDF, meeting))], 1, settings.files)

    def test_instead_of_one_that_was_confirmed_by_mistake_is_the_right_one(
        self, session, settings, meeting, head, scan, come, take_back
    ):
        take_back()
        confirm(session, head, scan, known=1)
        remove(session, head, scan)
        purge(session, settings.files)

        right = come(BLACKENED).attachment
        confirm(session, head, right, known=1)

        assert [one.id for one in beside_meeting(session, meeting.id)] == [right.id]
        assert check_of(session, right).confirmed_by == head.person

    def test_may_be_one_that_was_taken_away_before(self, session, head, scan, come, take_back):
        remove(session, head, scan)
        take_back()

        assert come(PDF).created


class TestANameTakenOffTheListOfAnOpenMeeting:
    @pytest.fixture
    def meeting(self, make):
        return make.meeting()

    def test_is_struck_on_the_sheet_that_is_scanned_already(self, session, make, meeting, head, scan):
        clerk, stranger = make.collector(meeting.task.unit), make.attendee(meeting, name="李四")

        dismiss(session, head, meeting, stranger.id)

        check = check_of(session, scan)
        assert (hidden_from(clerk, meeting, check), hidden_from(head, meeting, check)) == (True, False)
        [event] = told(session, Tag.MEETING_NAME_STRUCK)
        assert event.detail == {"place": stranger.position}

    def test_leaves_no_trace_where_no_sheet_is_here(self, session, settings, make, meeting, head):
        stranger = make.attendee(meeting, name="李四")
        dismiss(session, head, meeting, stranger.id)

        later = attach(session, head, new_id(), meeting, shown(PDF, meeting), settings.files).attachment
        assert not check_of(session, later).waits


class TestConfirm:
    def test_shows_the_scan_again_and_says_who_saw_to_it_once(self, session, head, scan, take_back):
        take_back()
        assert check_of(session, scan).waits

        for _ in range(2):
            confirm(session, head, scan, known=1)

        check = check_of(session, scan)
        assert (check.waits, check.until, check.confirmed_by) == (False, None, head.person)
        (event,) = told(session, Tag.ATTACHMENT_CONFIRMED)
        assert (event.subject_id, event.actor_id) == (str(scan.id), head.id)

    def test_is_no_word_for_what_is_taken_back_afterwards(self, session, head, scan, take_back):
        take_back()
        confirm(session, head, scan, known=1)

        take_back()

        assert check_of(session, scan).waits

    def test_speaks_of_nothing_that_the_page_did_not_tell(self, session, head, scan, take_back):
        take_back()
        take_back()

        with pytest.raises(TakenBackMeanwhile):
            confirm(session, head, scan, known=1)

    def test_of_an_old_page_is_no_word_for_what_came_after_somebody_else_s(self, session, head, scan, take_back):
        take_back()
        take_back()
        confirm(session, head, scan, known=2)
        take_back()

        for old in (0, 1, 2):
            with pytest.raises(TakenBackMeanwhile):
                confirm(session, head, scan, known=old)
        assert check_of(session, scan).waits

    def test_is_for_the_head_of_the_room(self, session, make, meeting, scan, take_back):
        take_back()
        others = (make.collector(meeting.task.unit), make.room_head(), make.coordinator(), make.station_head())
        for stranger in others:
            for act in (
                lambda who: confirm(session, who, scan, 1),
                lambda who: replace(session, who, scan, [], 1, None),
            ):
                with pytest.raises(NotAllowed):
                    act(stranger)


class TestReplace:
    def test_puts_another_in_its_place_and_wipes_the_bytes(
        self, session, settings, meeting, head, scan, take_back
    ):
        take_back()
        digest, new = scan.file.sha256, new_id()

        for _ in range(2):
            replace(session, head, scan, [(new, shown(BLACKENED, meeting))], 1, settings.files)
        purge(session, settings.files)

        assert [one.id for one in beside_meeting(session, meeting.id)] == [new]
        check = check_of(session, session.get_one(Attachment, new))
        assert (check.waits, check.confirmed_by) == (False, head.person)
        assert digest not in {one.name for one in settings.files.rglob("*")}
        assert len(told(session, Tag.ATTACHMENT_REMOVED)) == 1

    def test_takes_no_other_for_one_that_is_gone(self, session, settings, meeting, head, scan, take_back):
        take_back()
        replace(session, head, scan, [(new_id(), shown(BLACKENED, meeting))], 1, settings.files)

        with pytest.raises(NotFound):
            replace(session, head, scan, [(new_id(), shown(BLACKENED, meeting))], 1, settings.files)

    def test_does_not_take_the_same_file_for_a_blackened_one(
        self, session, settings, meeting, head, scan, take_back
    ):
        take_back()

        with pytest.raises(SameScanAgain):
            replace(session, head, scan, [(new_id(), shown(PDF, meeting))], 1, settings.files)

    def test_does_not_take_the_original_of_another_page_either(
        self, session, settings, meeting, head, scan, take_back
    ):
        other = shown(BLACKENED, meeting)
        attach(session, head, new_id(), meeting, other, settings.files)
        take_back()

        with pytest.raises(SameScanAgain):
            replace(session, head, scan, [(new_id(), other)], 1, settings.files)

    def test_waits_for_who_knows_all_that_was_taken_back(self, session, settings, meeting, head, scan, take_back):
        take_back()
        take_back()

        with pytest.raises(TakenBackMeanwhile):
            replace(session, head, scan, [(new_id(), shown(BLACKENED, meeting))], 1, settings.files)

    def test_leaves_what_was_confirmed_meanwhile(self, session, settings, meeting, head, scan, take_back):
        take_back()
        confirm(session, head, scan, known=1)

        with pytest.raises(SeenToMeanwhile):
            replace(session, head, scan, [(new_id(), shown(BLACKENED, meeting))], 1, settings.files)
        assert scan.removed_at is None


class TestTakeOverdue:
    def test_takes_away_what_nobody_saw_to_and_says_so_with_no_name(
        self, session, settings, meeting, scan, take_back
    ):
        take_back()
        until = check_of(session, scan).until
        assert until == clock.today() + timedelta(days=15)

        with clock.held_at(clock.now() + STAYS):
            assert take_overdue(session) == 0
        with clock.held_at(clock.now() + STAYS + timedelta(days=1)):
            assert (take_overdue(session), take_overdue(session), purge(session, settings.files)) == (1, 0, 1)

        assert beside_meeting(session, meeting.id) == ()
        assert [one.actor_id for one in told(session, Tag.ATTACHMENT_REMOVED)] == [None]

    def test_leaves_what_was_confirmed_and_what_came_in_its_place(
        self, session, settings, meeting, head, scan, take_back
    ):
        other = attach(session, head, new_id(), meeting, shown(PDF + b"2", meeting), settings.files).attachment
        take_back()
        confirm(session, head, scan, known=1)
        replace(session, head, other, [(new_id(), shown(BLACKENED, meeting))], 1, settings.files)

        with clock.held_at(clock.now() + 2 * STAYS):
            assert take_overdue(session) == 0

    def test_writes_into_the_logs_of_stations_in_one_order(self, session, settings, make):
        stations = sorted((make.station(name=name) for name in "甲乙丙"), key=lambda one: one.id, reverse=True)
        for station in stations:
            task = make.task(make.room(station), make.consultation(station))
            meeting = make.meeting(task, closed_at=clock.now())
            head, attendee = make.room_head(meeting.task.unit), make.attendee(meeting, name="李四")
            attach(session, head, new_id(), meeting, shown(PDF, meeting), settings.files)
            strike(session, head, meeting, attendee.id)

        with clock.held_at(clock.now() + 2 * STAYS):
            assert take_overdue(session) == 3

        removed = sorted(told(session, Tag.ATTACHMENT_REMOVED), key=lambda one: one.position)
        assert [one.chain for one in removed] == [one.id for one in reversed(stations)]

    def test_counts_a_name_that_was_struck(self, session, make, meeting, head, scan):
        attendee = make.attendee(meeting, name="李四")
        strike(session, head, meeting, attendee.id)
        assert check_of(session, scan).waits

        with clock.held_at(clock.now() + 2 * STAYS):
            assert take_overdue(session) == 1
