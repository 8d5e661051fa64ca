"""The invented comments fall on rooms, households and days as real ones would, the same way every time."""

from collections import Counter
from datetime import date, timedelta

import pytest

from legislation_hub.clock import COUNTY
from legislation_hub.demo.corpus import CLOSED, FINISHED, OPEN, load
from legislation_hub.demo.county import load_county
from legislation_hub.demo.spreading import spread
from legislation_hub.vocabulary import Channel

TODAY = date(2026, 11, 22)
SILENT = "520521004"


@pytest.fixture(scope="module")
def county():
    return load_county()


@pytest.fixture(scope="module", params=[FINISHED, CLOSED, OPEN])
def story(request):
    return load(request.param, TODAY)


@pytest.fixture(scope="module")
def until(story):
    return min(story.days.closes, TODAY - timedelta(days=1))


@pytest.fixture(scope="module")
def rooms(county):
    return {room.code for room in county.rooms} - {SILENT}


@pytest.fixture(scope="module")
def handed_in(story, county, rooms, until):
    return spread(story, county, rooms, until)


def test_every_comment_is_handed_in_once(story, handed_in):
    numbers = Counter(said.no for one in handed_in for said in one.comments)

    assert numbers == Counter(said.no for said in story.comments)


def test_it_is_the_same_every_time(story, county, rooms, until, handed_in):
    assert spread(story, county, rooms, until) == handed_in


def test_a_silent_room_hears_nothing(handed_in):
    assert SILENT not in {one.room for one in handed_in}


def test_it_runs_in_time_within_the_days_of_the_consultation(story, handed_in, until):
    moments = [one.at for one in handed_in]

    assert moments == sorted(moments)
    assert all(story.days.opens <= moment.astimezone(COUNTY).date() <= until for moment in moments)


def test_yi_and_miao_are_spoken_where_they_live(county, handed_in):
    names = {room.code: room.name for room in county.rooms}

    for one in handed_in:
        if one.language != "汉语":
            assert {"彝语": "彝族", "苗语": "苗族"}[one.language] in names[one.room]
        else:
            assert not one.interpreter


def test_a_household_lies_in_the_room_and_a_collector_works_there(county, handed_in):
    homes = {home.code: home.room for home in county.homes}

    for one in handed_in:
        assert homes.get(one.household, one.room) == one.room
        assert (one.collector is None) == (one.channel is Channel.QR)
        assert one.collector is None or one.collector.place == one.room


def test_a_correction_comes_later_from_the_same_household(handed_in):
    when = {said.no: one for one in handed_in for said in one.comments}

    for one in handed_in:
        for said in one.comments:
            if said.corrects:
                before = when[said.corrects]
                assert (one.room, one.household) == (before.room, before.household)
                assert one.at > before.at


def test_nobody_hands_in_two_opinions_on_one_topic(handed_in):
    for one in handed_in:
        topics = [said.point for said in one.comments]
        assert len(set(topics)) == len(topics)


def test_some_hand_in_several_opinions_at_once(story, handed_in):
    assert len(handed_in) < len(story.comments)
