"""The board tells who is how far and what nobody spoke about, with the same few queries for many rooms."""

import pytest
from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.models import Provision
from legislation_hub.queries.boards import boards_of, whole_of
from legislation_hub.queries.consultations import consultations_of, provisions_to_choose
from legislation_hub.queries.drafts import drafts_of
from legislation_hub.vocabulary import Stage, TaskState
from tests.makers import in_days


class TestBoardsOf:
    def test_says_how_far_each_room_is(self, session, make):
        consultation, now = make.consultation(), clock.now()
        states = {
            "未签收": {},
            "已签收": {"signed_at": now},
            "已报送": {"signed_at": now, "handed_up_at": now},
            "已退回": {"signed_at": now, "returned_at": now},
            "已逾期": {"due_on": in_days(-1)},
        }
        for name, more in states.items():
            make.task(make.room(name=name), consultation, **more)
        make.comment(make.task(make.room(name="征集中"), consultation, signed_at=now))

        (board,) = boards_of(session, make.station().id)

        assert {one.unit: one.state for one in board.rooms} == {
            "未签收": TaskState.SENT,
            "已签收": TaskState.SIGNED,
            "征集中": TaskState.COLLECTING,
            "已报送": TaskState.HANDED_UP,
            "已退回": TaskState.BACK,
            "已逾期": TaskState.OVERDUE,
        }
        assert board.rooms[0].unit == "已逾期"

    def test_counts_submissions_and_comments_apart_and_what_was_withdrawn_not_at_all(self, session, make):
        task = make.task()
        first = make.comment(task)
        make.comment(task, submission_id=first.submission_id)
        make.comment(task, withdrawn_at=clock.now())

        (board,) = boards_of(session, make.station().id)

        assert (board.submissions, board.comments) == (1, 2)

    def test_names_the_articles_that_nobody_spoke_about(self, session, make):
        task = make.task()
        query = select(Provision.id).where(Provision.eid == "art_2__para_1")
        make.comment(task, provision_id=session.scalars(query).one())

        (board,) = boards_of(session, make.station().id)

        assert [one.label for one in board.silent] == ["第一条", "第三条"]

    def test_shows_what_has_overdue_rooms_first(self, session, make):
        make.task(consultation=make.consultation(title="先截止", closes_on=in_days(1)))
        make.task(consultation=make.consultation(title="有逾期", closes_on=in_days(9)), due_on=in_days(-2))

        assert [one.title for one in boards_of(session, make.station().id)] == ["有逾期", "先截止"]

    def test_leaves_out_plans_what_is_over_and_other_stations(self, session, make):
        make.station()
        make.consultation(stage=Stage.PREPARING)
        make.consultation(stage=Stage.REPORTED)
        make.consultation(recalled_at=clock.now())
        make.consultation(make.station(name="另一个联络站"))

        assert boards_of(session, make.station().id) == []

    @pytest.mark.parametrize("rooms", [1, 28])
    def test_makes_eight_queries_for_any_number_of_rooms(self, session, make, queries_made, rooms):
        for consultation in (make.consultation(), make.consultation()):
            for _ in range(rooms):
                make.comment(make.task(consultation=consultation))
        station = make.station().id
        session.commit()

        with queries_made() as made:
            boards_of(session, station)

        assert len(made) == 8


class TestLists:
    @pytest.mark.parametrize("rows", [1, 12])
    def test_of_consultations_make_three_queries(self, session, make, queries_made, rows):
        for _ in range(rows):
            make.comment(make.task())
        station = make.station().id
        session.commit()

        with queries_made() as made:
            found = consultations_of(session, station)

        assert (len(found), len(made)) == (rows, 3)

    @pytest.mark.parametrize("rows", [1, 12])
    def test_of_drafts_make_four_queries(self, session, make, queries_made, rows):
        for _ in range(rows):
            make.consultation()
        station = make.station().id
        session.commit()

        with queries_made() as made:
            found = drafts_of(session, station)

        assert (len(found), len(made)) == (rows, 4)

    def test_of_provisions_to_choose_hold_an_article_with_all_its_words(self, session, make):
        version = make.version(articles=2)

        assert [(one.label, one.text) for one in provisions_to_choose(session, version.id)] == [
            ("第一条", "第一条的内容。"),
            ("第二条", "第二条的内容。"),
        ]


@pytest.mark.parametrize(
    ("eid", "whole"),
    [
        ("art_12__para_2__item_3", "art_12"),
        ("art_1", "art_1"),
        ("art_120-1__para_1", "art_120-1"),
        ("annex_1__art_3__para_1", "annex_1__art_3"),
        ("cl_3__para_1", "cl_3"),
        ("part_1__chp_3", "part_1__chp_3"),
    ],
)
def test_a_paragraph_stands_in_its_article(eid, whole):
    assert whole_of(eid) == whole
