"""Points that wait for an outcome, and how those with one went back to the people."""

from legislation_hub.queries.outcomes import articles_of, settled_in, settlings_of
from legislation_hub.services import answering, compiling
from legislation_hub.services.answering import Telling
from legislation_hub.vocabulary import AnswerWay, OutcomeKind, Stage
from tests.makers import in_days
from tests.reported import Reported


class TestSettlings:
    def test_come_in_the_order_of_print(self, session, make):
        scene = Reported(session, make, comments=10).sign()

        found = settlings_of(session, scene.officer.unit_id)

        assert [one.point_id for one in found] == [one.id for one in scene.printed]
        assert all(one.waits and one.open for one in found)

    def test_stand_once_where_a_report_was_corrected(self, session, make):
        scene = Reported(session, make).sign()
        station = make.station()
        again = compiling.compile_report(
            session, scene.coordinator, scene.consultation, station, scene.say, corrects=scene.report
        )
        compiling.sign_report(session, scene.head, again, scene.say)

        found = settlings_of(session, scene.officer.unit_id)

        assert {one.report_id for one in found} == {again.id}
        assert len(found) == len(scene.points)

    def test_hold_nothing_unsigned_and_nothing_of_others(self, session, make):
        scene = Reported(session, make)

        assert settlings_of(session, scene.officer.unit_id) == []
        assert settlings_of(session, make.municipality().id) == []

    def test_are_closed_once_archived(self, session, make):
        scene = Reported(session, make).sign()
        scene.consultation.stage = Stage.ARCHIVED
        session.flush()

        assert not any(one.open for one in settlings_of(session, scene.officer.unit_id))

    def test_take_one_query(self, session, make, queries_made):
        scene = Reported(session, make, comments=19).sign()
        session.flush()
        with queries_made() as made:
            settlings_of(session, scene.officer.unit_id)

        assert len(made) == 1


class TestSettled:
    def test_tells_how_many_heard_each_way_and_when_last(self, session, make, queries_made):
        scene = Reported(session, make).sign().settle()
        first, second = scene.comments[0], scene.comments[1]
        days = in_days(-30), in_days(0)
        answering.tell(session, scene.room_heads[0], [first], Telling(AnswerWay.PHONE, days[0]))
        answering.tell(session, scene.room_heads[1], [second], Telling(AnswerWay.VISIT, days[1]))
        session.flush()

        with queries_made() as made:
            found = settled_in(session, scene.report.id)[scene.points[0].id]

        assert found.kind is OutcomeKind.ADOPTED
        assert found.ways == {AnswerWay.PHONE: 1, AnswerWay.VISIT: 1}
        assert (found.last_told, len(found.tellers)) == (max(days), 2)
        assert len(made) == 2


def test_articles_are_named_in_their_order(session, make):
    assert articles_of(session, make.version(articles=3).id) == ["第一条", "第二条", "第三条"]
