"""A collector sees first what ends first."""

from legislation_hub.queries.assignments import rounds_of
from legislation_hub.vocabulary import Stage
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
