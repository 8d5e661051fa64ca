"""A speech is a comment of somebody on the list; who they are stands there."""

import pytest

from legislation_hub import clock
from legislation_hub.models.base import new_id
from legislation_hub.problems import CommentRejected, MeetingClosed, MeetingNotTold, NotAllowed, NotFound
from legislation_hub.services.hearing import Heard
from legislation_hub.services.minuting import minute
from legislation_hub.vocabulary import Channel, Consent

SECRET = b"only-for-tests" * 4


@pytest.fixture
def task(make):
    return make.task()


@pytest.fixture
def collector(make, task):
    return make.collector(task.unit)


@pytest.fixture
def meeting(make, task, collector):
    return make.meeting(task, collector, told_at=clock.now())


@pytest.fixture
def speaker(make, meeting):
    home = make.household(meeting.task.unit)
    return make.attendee(meeting, name="张三", identity="村民", household=home.code)


def heard(meeting, **more) -> Heard:
    fields = {"id": new_id(), "task": meeting.task_id, "words": "路窄，错不了车。", "consent": Consent.WRITTEN}
    return Heard(**{**fields, **more})


def test_takes_who_they_are_from_the_list_and_the_consent_from_the_meeting(session, collector, meeting, speaker):
    taken = minute(session, collector, meeting, speaker, heard(meeting, speaker="李四"), SECRET)

    submission = taken.comment.submission
    assert (submission.id, submission.meeting_id) == (speaker.id, meeting.id)
    assert (submission.speaker, submission.identity) == ("张三", "村民")
    assert submission.household.code == speaker.household
    assert (submission.channel, submission.consent) == (Channel.MEETING, Consent.ORAL)


def test_the_same_again_is_the_same_also_after_the_closing(session, collector, meeting, speaker):
    said = heard(meeting)
    minute(session, collector, meeting, speaker, said, SECRET)
    meeting.closed_at = clock.now()

    assert not minute(session, collector, meeting, speaker, said, SECRET).created
    with pytest.raises(MeetingClosed):
        minute(session, collector, meeting, speaker, heard(meeting), SECRET)


def test_needs_all_to_have_been_told(session, collector, meeting, speaker):
    meeting.told_at = None

    with pytest.raises(MeetingNotTold):
        minute(session, collector, meeting, speaker, heard(meeting), SECRET)


def test_is_for_somebody_of_this_meeting_and_whoever_keeps_it(session, make, collector, meeting, speaker):
    stranger = make.attendee(make.meeting(meeting.task, collector))

    with pytest.raises(NotFound):
        minute(session, collector, meeting, stranger, heard(meeting), SECRET)
    with pytest.raises(NotAllowed):
        minute(session, make.collector(meeting.task.unit), meeting, speaker, heard(meeting), SECRET)


def test_what_one_hand_began_another_does_not_go_on_with(session, make, collector, meeting, speaker):
    minute(session, collector, meeting, speaker, heard(meeting), SECRET)

    with pytest.raises(CommentRejected) as rejected:
        minute(session, make.room_head(meeting.task.unit), meeting, speaker, heard(meeting), SECRET)

    assert [name for name, _text in rejected.value.errors] == ["who"]
