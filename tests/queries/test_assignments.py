"""A collector sees first what ends first."""

from legislation_hub.queries.assignments import rounds_of, usual_way
from legislation_hub.vocabulary import Channel, Stage
from tests.makers import in_days


def test_what_is_open_comes_by_its_last_day_and_what_is_over_the_latest_first(session, make):
    room = make.room()
    for days, stage in ((18, Stage.OPEN), (2, Stage.OPEN), (-90, Stage.ANSWERED), (-9, Stage.ANSWERED)):
        asked = make.consultation(
            stage=stage, opens_on=in_days(-99), closes_on=in_days(days), rooms_due_on=in_days(days)
        )
        make.task(unit=room, consultation=asked)

    rounds = rounds_of(session, make.collector(room))

    assert [one.closes_on for one in rounds] == [in_days(2), in_days(18), in_days(-9), in_days(-90)]


def test_how_one_hears_at_a_meeting_is_not_how_one_hears_at_the_next_door(session, make):
    task = make.task()
    collector = make.collector(task.unit)
    at_the_door = make.comment(task, recorded_by=collector).submission
    at_the_meeting, read_in = (make.comment(task, recorded_by=collector).submission for _ in range(2))
    at_the_door.channel, at_the_meeting.channel, read_in.channel = Channel.PHONE, Channel.MEETING, Channel.MEETING
    at_the_meeting.meeting_id = make.meeting(task, collector).id
    session.flush()

    usual = usual_way(session, collector)

    assert usual is not None
    assert usual.channel is Channel.PHONE
