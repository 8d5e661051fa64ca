"""A script is slowed, a village hall is not; whoever has to wait finds every word again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from legislation_hub import clock
from legislation_hub.models import Comment, Task
from legislation_hub.models.base import new_id
from legislation_hub.settings import HALL, ROOM, Rate, from_environment
from legislation_hub.web.limits import Buckets, Limits

NOON = clock.now()


def let_through(buckets, key, times, every):
    """How many of so many requests, one ``every`` so many seconds, are let through."""
    through = 0
    for number in range(times):
        with clock.held_at(NOON + timedelta(seconds=number * every)):
            through += buckets.take(key) == 0
    return through


class TestBuckets:
    def test_let_two_hundred_people_of_one_hall_through_in_an_hour(self):
        assert let_through(Buckets(HALL), "hall", 200, 3600 / 200) == 200

    def test_let_a_hall_through_whose_first_hundred_come_within_ten_minutes(self):
        assert let_through(Buckets(HALL), "hall", 100, 600 / 100) == 100

    def test_slow_a_script_of_ten_a_second(self):
        through = let_through(Buckets(HALL), "script", 36_000, 0.1)

        assert through <= HALL.burst + 60 * HALL.per_minute
        assert through / 36_000 < 0.02

    def test_slow_one_address_and_not_the_next(self):
        buckets = Buckets(Rate(1, 1))

        with clock.held_at(NOON):
            assert [buckets.take("a"), buckets.take("a"), buckets.take("b")] == [0, 60, 0]

    def test_say_when_there_is_a_token_and_keep_their_word(self):
        buckets = Buckets(Rate(1, 4))
        with clock.held_at(NOON):
            buckets.take("a")
            wait = buckets.take("a")

        assert wait == 15
        with clock.held_at(NOON + timedelta(seconds=wait)):
            assert buckets.take("a") == 0

    def test_neither_fill_nor_empty_when_the_clock_is_put_back(self):
        buckets = Buckets(Rate(2, 1))
        with clock.held_at(NOON):
            buckets.take("a")
        with clock.held_at(NOON - timedelta(days=400)):
            assert [buckets.take("a"), buckets.take("a")] == [0, 60]

    def test_keep_no_more_keys_than_they_may(self):
        buckets = Buckets(Rate(1, 1), kept=10)

        with clock.held_at(NOON):
            for number in range(1000):
                buckets.take(number)
            assert len(buckets._levels) == 10
            assert buckets.take(999) > 0


class TestSettings:
    def test_are_read_from_the_environment(self, tmp_path, monkeypatch):
        monkeypatch.setenv("LEGISLATION_HUB_LIMIT_ADDRESS", "5/0.5")
        monkeypatch.setenv("LEGISLATION_HUB_LIMIT_WRONG_CODES", "off")

        found = from_environment(tmp_path)

        assert (found.limit_address, found.limit_code, found.limit_wrong_codes) == (Rate(5, 0.5), ROOM, None)
        assert Limits(found).wrong_codes is None


@pytest.fixture
def settings(settings):
    """An instance that lets three through and then one a minute."""
    slow = Rate(3, 1)
    return replace(settings, limit_address=slow, limit_code=Rate(5, 1), limit_wrong_codes=slow)


@pytest.fixture
def resident(session, make, browse):
    make.task(code="qr77")
    session.commit()
    return browse()


def say(person, words="路要修。", address="10.0.0.1", **more):
    form = {"id": str(new_id()), "about": "whole", "words": words, "consent": "y", "notice": "2026-1", **more}
    return person.post("/c/qr77/say", form, environ_base={"REMOTE_ADDR": address})


class TestHandingIn:
    def test_waits_with_every_word_kept_and_a_time_to_try_again(self, session, resident):
        with clock.held_at(NOON):
            for _ in range(3):
                assert say(resident).status_code == 200
            page = say(resident, "第一行\n第二行“引号”", reason="油钱都不够", speaker="王某")

        text = page.get_data(as_text=True)
        assert page.status_code == 429
        assert page.headers["Retry-After"] == "60"
        assert 'name="words" value="第一行\n第二行“引号”"' in text
        assert 'value="油钱都不够"' in text
        assert 'value="王某"' in text
        assert 'action="/c/qr77/say"' in text
        assert session.scalar(select(func.count()).select_from(Comment)) == 3

    def test_goes_on_once_the_time_has_passed(self, session, resident):
        form = {"id": str(new_id())}
        with clock.held_at(NOON):
            for _ in range(4):
                answer = say(resident, **form)
            assert answer.status_code == 429
        with clock.held_at(NOON + timedelta(seconds=60)):
            assert say(resident, **form).status_code == 200

        assert session.scalar(select(func.count()).select_from(Comment)) == 1

    def test_is_slowed_for_the_room_however_many_addresses_there_are(self, resident):
        with clock.held_at(NOON):
            answers = [say(resident, address=f"10.0.0.{number}").status_code for number in range(7)]

        assert answers == [200] * 5 + [429] * 2

    def test_takes_a_network_of_ipv6_for_one_address(self, resident):
        with clock.held_at(NOON):
            answers = [say(resident, address=f"2001:db8:1:2::{number}").status_code for number in range(1, 5)]

        assert answers == [200] * 3 + [429]

    def test_has_no_bucket_for_rooms_that_are_made_up(self, session, resident):
        address = f"/consultations/{session.scalars(select(Task.consultation_id)).one()}/say"
        with clock.held_at(NOON):
            answers = [resident.post(address, {"room": f"made-up-{number}"}).status_code for number in range(5)]

        assert answers[3:] == [429, 429]


class TestReceiptCodes:
    WRONG = "7K3M-7K3M-7K3M-7K3M-7K3M-7K3M-7K3M"

    def test_are_slower_after_wrong_ones_and_a_right_one_costs_nothing(self, resident):
        with clock.held_at(NOON):
            right = receipt_code(say(resident))
            assert [look(resident, right) for _ in range(5)] == [200] * 5
            assert [look(resident, self.WRONG) for _ in range(4)] == [422] * 3 + [429]
        with clock.held_at(NOON + timedelta(seconds=60)):
            assert look(resident, right) == 200

    @pytest.mark.parametrize("act", ["print", "withdraw", "proof"])
    def test_are_counted_whatever_is_done_with_them(self, resident, act):
        form = {"code": self.WRONG, "comment": str(new_id())}

        with clock.held_at(NOON):
            answers = [resident.post(f"/receipt/{act}", form).status_code for _ in range(4)]

        assert answers[3] == 429

    def test_are_counted_where_they_join_words_to_others(self, resident):
        with clock.held_at(NOON):
            assert [say(resident, receipt=self.WRONG).status_code for _ in range(3)] == [422] * 3
            assert look(resident, self.WRONG) == 429


def look(person, code, address="10.0.0.1"):
    return person.post("/receipt", {"code": code}, environ_base={"REMOTE_ADDR": address}).status_code


def receipt_code(page):
    return page.get_data(as_text=True).partition('id="code">')[2][:34]
