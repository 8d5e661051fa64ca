import pytest

from legislation_hub.models import Event
from legislation_hub.models.base import new_id
from legislation_hub.problems import ConsultationNotAt, NoSlipsToPrint, NotAllowed
from legislation_hub.queries.slips import slips_of
from legislation_hub.services.issuing import MOST, Order, issue
from legislation_hub.vocabulary import SlipKind, Stage, Tag


def order(kind=SlipKind.SPARE, **more):
    return Order(id=new_id(), kind=kind, **more)


class TestIssuing:
    def test_numbers_run_through_the_task(self, session, make):
        task = make.task()
        head = make.room_head(task.unit)

        first = issue(session, head, task, order(count=3))
        second = issue(session, make.collector(task.unit), task, order(count=2))

        assert [one.number for one in (*first, *second)] == [1, 2, 3, 4, 5]

    def test_numbers_begin_anew_in_every_task(self, session, make):
        task = make.task()
        other = make.task(task.unit)
        head = make.room_head(task.unit)

        issue(session, head, task, order(count=2))

        assert [one.number for one in issue(session, head, other, order(count=1))] == [1]

    def test_an_order_that_arrives_twice_is_printed_once(self, session, make):
        task = make.task()
        head = make.room_head(task.unit)
        wanted = order(count=4)

        first = issue(session, head, task, wanted)
        issue(session, head, task, order(count=1))

        assert [one.number for one in issue(session, head, task, wanted)] == [one.number for one in first]
        assert slips_of(session, task, None, 1).total == 5

    def test_a_household_of_the_grid_that_was_not_heard_gets_one(self, session, make):
        task = make.task()
        grid = make.grid(task.unit)
        heard, silent = make.household(grid=grid), make.household(grid=grid)
        make.household(task.unit)
        make.comment(task, household_id=heard.id)

        slips = issue(session, make.collector(task.unit), task, order(SlipKind.HOUSEHOLD, grid_id=grid.id))

        assert [one.household_id for one in slips] == [silent.id]

    def test_a_household_that_holds_one_gets_no_second(self, session, make):
        task = make.task()
        head = make.room_head(task.unit)
        make.household(task.unit)
        issue(session, head, task, order(SlipKind.HOUSEHOLD))

        with pytest.raises(NoSlipsToPrint):
            issue(session, head, task, order(SlipKind.HOUSEHOLD, unheard=False))

    def test_is_bounded(self, session, make):
        task = make.task()

        assert len(issue(session, make.room_head(task.unit), task, order(count=5000))) == MOST

    def test_stops_when_nothing_more_is_collected(self, session, make):
        task = make.task(stage=Stage.REPORTED)

        with pytest.raises(ConsultationNotAt):
            issue(session, make.room_head(task.unit), task, order(count=1))

    def test_is_for_the_people_of_the_room(self, session, make):
        with pytest.raises(NotAllowed):
            issue(session, make.collector(), make.task(), order(count=1))

    def test_leaves_an_event_with_the_numbers(self, session, make):
        task = make.task()
        issue(session, make.room_head(task.unit), task, order(count=7))

        event = session.query(Event).filter_by(tag=Tag.SLIPS_PRINTED).one()

        assert event.detail == {"kind": "spare", "numbers": "1-7", "count": 7}
