"""A phone belongs to one account; signing it out ends what began on it before, and nothing else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.models import Event
from legislation_hub.problems import NotAllowed, SignInNeeded
from legislation_hub.services.keeping import MOST, end_device, keep_device, tell_waiting
from legislation_hub.vocabulary import Tag

LATER = timedelta(hours=1)


@pytest.fixture
def collector(make):
    return make.collector()


@pytest.fixture
def phone(session, collector):
    return keep_device(session, collector, uuid4(), "红米 9")


def tags(session):
    kept = (Tag.DEVICE_KEPT, Tag.DEVICE_ENDED)
    return list(session.scalars(select(Event.tag).where(Event.tag.in_(kept)).order_by(Event.sequence)))


class TestKeepDevice:
    @pytest.mark.parametrize("ago", [timedelta(minutes=6), None])
    def test_is_given_its_key_again_only_after_a_new_sign_in(self, session, collector, phone, ago):
        with pytest.raises(SignInNeeded):
            keep_device(session, collector, phone.id, "", ago and clock.now() - ago)

    def test_gives_a_key_once_and_the_same_ever_after(self, session, collector, phone):
        again = keep_device(session, collector, phone.id, "", clock.now())

        assert len(phone.key) == 32
        assert (again.id, again.key, again.label) == (phone.id, phone.key, "红米 9")
        assert tags(session) == [Tag.DEVICE_KEPT]

    def test_gives_each_phone_a_key_of_its_own(self, session, collector, phone):
        assert keep_device(session, collector, uuid4(), "").key != phone.key

    def test_gives_nobody_else_s(self, session, make, phone):
        with pytest.raises(NotAllowed):
            keep_device(session, make.collector(), phone.id, "")

    def test_goes_with_who_walks_for_another_room_now(self, session, make, collector, phone):
        other = make.room()
        collector.room_id = other.id

        assert keep_device(session, collector, phone.id, "", clock.now()).room_id == other.id

    def test_keeps_a_short_label_on_one_line(self, session, collector):
        label = keep_device(session, collector, uuid4(), " 我的\n手机\x00" + "长" * 200).label

        assert label == "我的 手机 " + "长" * 94

    def test_gives_a_session_from_before_the_end_nothing(self, session, collector, phone):
        before = clock.now()
        end_device(session, collector, phone)

        for began in (None, before):
            with pytest.raises(SignInNeeded):
                keep_device(session, collector, phone.id, "", began)

    def test_lives_again_once_its_holder_signed_in_anew(self, session, collector, phone):
        end_device(session, collector, phone)

        with clock.held_at(clock.now() + LATER):
            keep_device(session, collector, phone.id, "", clock.now())

        assert not phone.is_ended
        assert phone.ended_at is not None, "sessions from before the end stay none"
        assert tags(session) == [Tag.DEVICE_KEPT, Tag.DEVICE_ENDED, Tag.DEVICE_KEPT]


class TestTellWaiting:
    def test_keeps_how_many_wait_since_when(self, session, collector, phone):
        since = clock.now() - timedelta(hours=30)

        tell_waiting(session, collector, phone, 3, since)
        assert (phone.waiting, phone.waiting_since) == (3, since)

        tell_waiting(session, collector, phone, 0, None)
        assert (phone.waiting, phone.waiting_since) == (0, None)

    def test_keeps_no_number_that_no_column_holds(self, session, collector, phone):
        for told, kept in ((10**30, MOST), (-1, 0)):
            tell_waiting(session, collector, phone, told, None)
            session.flush()
            assert phone.waiting == kept

    def test_puts_a_wrong_clock_right(self, session, collector, phone):
        with clock.held_at(clock.now()):
            a_year_back = clock.now() - timedelta(days=365)
            tell_waiting(session, collector, phone, 1, a_year_back - timedelta(hours=2), device_time=a_year_back)

            assert phone.waiting_since == clock.now() - timedelta(hours=2)

    def test_never_says_that_something_waits_since_tomorrow(self, session, collector, phone):
        tell_waiting(session, collector, phone, 1, clock.now() + timedelta(days=1))

        assert phone.waiting_since <= clock.now()

    def test_takes_nobody_else_s_word(self, session, make, phone):
        with pytest.raises(NotAllowed):
            tell_waiting(session, make.collector(), phone, 0, None)


class TestEndDevice:
    def test_is_for_the_holder_the_room_s_head_and_the_administrator(self, session, make, collector, phone):
        room = collector.unit
        for actor in (collector, make.room_head(room), make.administrator()):
            end_device(session, actor, phone)
            assert phone.is_ended
            keep_device(session, collector, phone.id, "", clock.now() + LATER)

    def test_is_for_nobody_else(self, session, make, collector, phone):
        for actor in (make.collector(collector.unit), make.room_head(), make.coordinator(), make.auditor()):
            with pytest.raises(NotAllowed):
                end_device(session, actor, phone)

    def test_twice_is_once(self, session, collector, phone):
        for _ in range(2):
            end_device(session, collector, phone)

        assert tags(session) == [Tag.DEVICE_KEPT, Tag.DEVICE_ENDED]
