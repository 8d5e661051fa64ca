"""Who still waits to hear, and how far everybody is: found in few queries, however many wait."""

import pytest

from legislation_hub import clock
from legislation_hub.queries import answers
from legislation_hub.services import adopting, answering
from legislation_hub.services.adopting import Finding
from legislation_hub.services.answering import Telling
from legislation_hub.vocabulary import AnswerWay, OutcomeKind
from tests.reported import Reported

VISIT = Telling(AnswerWay.VISIT, clock.today())


@pytest.fixture
def scene(session, make):
    return Reported(session, make, comments=9).sign().settle()


class TestWaiting:
    def test_lists_the_room_s_households_with_what_became_of_each(self, session, scene):
        [found] = answers.waiting_in_room(session, scene.tasks[0].room_id)

        assert [news.number for one in found.listeners for news in one.news] == [
            one.number for one in scene.comments[0:8:2]
        ]
        assert {news.kind for one in found.listeners for news in one.news} == {OutcomeKind.ADOPTED}

    def test_leaves_out_who_was_told_and_who_reads_it_online(self, session, scene):
        answering.tell(session, scene.room_heads[1], [scene.comments[1]], VISIT)

        [found] = answers.waiting_in_room(session, scene.tasks[1].room_id)

        assert [one.news[0].number for one in found.listeners] == [scene.comments[5].number]

    def test_waits_for_no_pending_outcome(self, session, make):
        scene = Reported(session, make).sign().settle(Finding(OutcomeKind.PENDING))

        assert answers.waiting_in_room(session, scene.tasks[0].room_id) == []

    def test_an_outcome_that_changed_is_told_anew(self, session, scene):
        answering.tell(session, scene.room_heads[0], [scene.comments[0]], VISIT)
        adopting.record_outcome(session, scene.officer, scene.points[0], Finding(OutcomeKind.PARTLY, "第十条"))

        waiting = answers.waiting_on(session, scene.tasks[0].id)

        assert scene.comments[0].number in {one.news[0].number for one in waiting}

    def test_gathers_what_one_household_said(self, session, scene):
        scene.comments[2].submission.household_id = scene.comments[0].submission.household_id
        session.flush()

        first = answers.waiting_on(session, scene.tasks[0].id)[0]

        assert [one.number for one in first.news] == [scene.comments[0].number, scene.comments[2].number]


class TestProgress:
    def test_counts_told_waiting_and_online_and_names_units_with_nothing(self, session, make, scene):
        make.task(make.room(), scene.consultation)
        answering.tell(session, scene.room_heads[1], [scene.comments[1]], VISIT)

        rows = answers.progress_in(session, scene.consultation.id)

        assert [(one.news, one.told, one.waiting, one.online) for one in rows] == [
            (4, 0, 4, 0),
            (4, 1, 1, 2),
            (0, 0, 0, 0),
        ]


@pytest.mark.parametrize(
    ("find", "queries"),
    [
        (lambda session, scene: answers.waiting_in_room(session, scene.tasks[0].room_id), 1),
        (lambda session, scene: answers.waiting_with(session, scene.collectors[0].id), 1),
        (lambda session, scene: answers.listeners_of(session, scene.tasks[0].id), 1),
        (lambda session, scene: answers.progress_in(session, scene.consultation.id), 2),
    ],
)
def test_asks_as_often_for_many_as_for_few(session, scene, queries_made, find, queries):
    session.flush()
    with queries_made() as made:
        assert find(session, scene)

    assert len(made) == queries
