"""The room sees on which phones comments wait, never when somebody was online, and can sign a lost one out."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.models import Device, Notice
from legislation_hub.queries.devices import phones_of
from legislation_hub.services.keeping import end_device, keep_device, tell_waiting
from legislation_hub.services.noticing import remind_of_waiting
from legislation_hub.vocabulary import NoticeKind


@pytest.fixture
def collector(make):
    return make.collector(person="王采集")


@pytest.fixture
def head(make, collector):
    return make.room_head(collector.unit)


@pytest.fixture
def hold(session, collector):
    """Return a function that makes a phone on which comments have waited for so many hours."""

    def hold(hours, count=3):
        device = keep_device(session, collector, uuid4(), "红米 9")
        return tell_waiting(session, collector, device, count, clock.now() - timedelta(hours=hours))

    return hold


class TestPage:
    def test_shows_what_waits_since_when_and_warns(self, session, hold, head, browse):
        for hours in (1, 30, 80):
            hold(hours)
        hold(0, count=0)
        session.commit()

        page = browse(head).get("/room/phones").text

        assert page.index("超过 72 小时") < page.index("超过 24 小时")
        assert page.count("3 条意见等待发送") == 3
        assert page.count("没有等待发送的意见") == 1

    def test_asks_for_no_more_rows_with_more_phones(self, session, hold, head, queries_made):
        hold(1)
        session.flush()
        with queries_made() as one:
            phones_of(session, head.room_id)
        for _ in range(3):
            hold(2)
        session.flush()
        with queries_made() as four:
            found = phones_of(session, head.room_id)

        assert (len(found), len(one), len(four)) == (4, 1, 1)

    def test_shows_no_phone_of_another_room(self, session, make, hold, browse):
        hold(30)
        other = make.room_head()
        session.commit()

        assert "王采集" not in browse(other).get("/room/phones").text

    def test_signs_a_phone_out_and_says_so(self, session, hold, head, browse):
        device_id = hold(30).id
        session.commit()
        desk = browse(head)

        page = desk.post(f"/room/phones/{device_id}/end")

        assert page.request.path == "/room/phones"
        assert f"/room/phones/{device_id}/end" not in page.text
        assert session.get_one(Device, device_id).ended_at is not None

    def test_signs_out_no_phone_of_another_room(self, session, make, hold, browse):
        device_id, other = hold(30).id, make.room_head()
        session.commit()

        assert browse(other).post(f"/room/phones/{device_id}/end").status_code == 403


class TestReminding:
    def test_tells_the_head_once_after_a_day_and_once_after_three(self, session, hold, head):
        device = hold(23)
        told = []
        for hours in (0, 2, 0, 5, 47, 0, 20):
            with clock.held_at(clock.now() + timedelta(hours=hours)):
                told.append(remind_of_waiting(session))
        later = clock.now() + timedelta(hours=60)
        with clock.held_at(later):
            told += [remind_of_waiting(session), remind_of_waiting(session)]

        assert told == [0, 1, 0, 0, 0, 0, 0, 1, 0]
        notices = session.scalars(select(Notice).where(Notice.kind == NoticeKind.PHONE_WAITS)).all()
        assert [one.detail["hours"] for one in notices] == ["24", "72"]
        assert {one.account_id for one in notices} == {head.id}
        assert {one.subject_id for one in notices} == {str(device.id)}

    def test_says_nothing_once_everything_was_sent(self, session, collector, hold, head):
        tell_waiting(session, collector, hold(30), 0, None)

        assert remind_of_waiting(session) == 0

    def test_goes_on_for_a_phone_that_was_signed_out_because_its_comments_are_still_there(
        self, session, collector, hold, head
    ):
        end_device(session, collector, hold(30))

        assert remind_of_waiting(session) == 1

    def test_leads_the_head_to_the_phones(self, session, hold, head, browse):
        hold(30)
        remind_of_waiting(session)
        session.commit()

        page = browse(head).get("/door/notices").text

        assert "/room/phones" in page
        assert "王采集" in page
