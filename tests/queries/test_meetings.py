"""A meeting's record as it is read: in order, whole, and in as many queries for many as for few."""

from datetime import timedelta

import pytest

from legislation_hub import clock
from legislation_hub.models import Withdrawal
from legislation_hub.queries.households import venues_of
from legislation_hub.queries.meetings import meetings_of, record_of
from legislation_hub.vocabulary import UnitKind


@pytest.fixture
def meeting(make):
    return make.meeting(topics="art_2\n村道管护")


class TestMeetingsOf:
    def test_lists_the_newest_first_with_its_figures(self, session, make, meeting):
        task, head = meeting.task, make.room_head(meeting.task.unit)
        later = make.meeting(task, held_at=clock.now())
        speaker = make.attendee(meeting)
        make.attendee(meeting)
        make.speech(speaker)

        listed = meetings_of(session, head, task)

        assert [(one.id, one.present, one.speeches) for one in listed] == [(later.id, 0, 0), (meeting.id, 2, 1)]

    def test_shows_a_collector_their_own(self, session, make, meeting):
        mine = make.collector(meeting.task.unit)
        own = make.meeting(meeting.task, mine)

        assert [one.id for one in meetings_of(session, mine, meeting.task)] == [own.id]


class TestRecordOf:
    def test_names_provisions_among_the_topics_and_leaves_the_rest_as_it_stands(self, session, meeting):
        topics = record_of(session, meeting).topics

        assert [(one.eid, one.text) for one in topics] == [("art_2", "第二条"), ("", "村道管护")]

    def test_knows_who_said_what(self, session, make, meeting):
        first, second = make.attendee(meeting, name="张三", identity="村民"), make.attendee(meeting)
        make.speech(second, "先说。", heard_at=clock.now() - timedelta(minutes=9))
        make.speech(first, "后说。")

        record = record_of(session, meeting)

        assert [(one.speaker, one.words) for one in record.speeches] == [(2, "先说。"), (1, "后说。")]
        assert [(one.place, one.name, one.speeches) for one in record.people] == [(1, "张三", 1), (2, "", 1)]

    def test_a_correction_stands_where_the_slip_stood(self, session, make, meeting):
        speaker = make.attendee(meeting)
        slip = make.speech(speaker, "写错了。")
        make.speech(speaker, "另一句。")
        make.speech(speaker, "写对了。", corrects_id=slip.id)

        record = record_of(session, meeting)

        assert [one.words for one in record.standing] == ["写对了。", "另一句。"]
        assert [one.words for one in record.speeches] == ["写错了。", "另一句。", "写对了。"]

    def test_tells_what_came_after_the_closing(self, session, make, meeting):
        speaker = make.attendee(meeting)
        make.speech(speaker, recorded_at=clock.now() - timedelta(hours=1))
        meeting.closed_at = clock.now() - timedelta(minutes=30)
        make.speech(speaker)

        assert [one.added for one in record_of(session, meeting).speeches] == [False, True]

    def test_has_no_words_that_were_taken_back(self, session, make, meeting):
        speaker = make.attendee(meeting)
        comment = make.speech(speaker, "收回的话。")
        session.add(Withdrawal(comment_id=comment.id, withdrawn_at=clock.now(), leaf="00"))
        comment.withdrawn_at = clock.now()
        session.flush()

        record = record_of(session, meeting)

        assert [one.words for one in record.withdrawn] == [None]
        assert [one.gone for one in record.people] == [True]

    def test_asks_the_database_as_often_for_many_as_for_few(self, session, make, meeting, queries_made):
        def count() -> int:
            session.expire_all()
            session.refresh(meeting)
            with queries_made() as made:
                record_of(session, meeting)
            return len(made)

        make.speech(make.attendee(meeting))
        session.commit()
        before = count()
        for _ in range(8):
            make.speech(make.attendee(meeting))
        session.commit()

        assert count() == before <= 6


def test_a_place_to_meet_is_a_village_or_a_grid_and_no_address(session, make):
    room = make.room()
    village = make.grid(room, kind=UnitKind.VILLAGE, name="庙边村", code="a")
    make.grid(room, parent_id=village.id, name="第二网格", code="b")

    assert venues_of(session, room.id) == ["庙边村", "庙边村第二网格"]
