"""A phone that cannot send: its file is read in once, in the name of who wrote it down, by their own room."""

import json
import re
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.models import Account, Comment, Conflict, Event, Meeting
from legislation_hub.models.base import new_id
from legislation_hub.proofs.canonical import canonical
from legislation_hub.services.bringing import pack
from legislation_hub.services.entering import issue_token
from legislation_hub.vocabulary import Tag


@pytest.fixture
def people(session, make, browse):
    """A room's task, its collector's account and token, and the requests of its head."""
    task = make.task()
    collector = make.collector(task.unit, person="王采集")
    desk = browse(make.room_head(task.unit))
    stranger = browse(make.room_head())
    token = issue_token(session, None, collector, "phone")
    session.commit()
    return SimpleNamespace(
        task=str(task.id), account=str(collector.id), id=collector.id, token=token, desk=desk, stranger=stranger
    )


@pytest.fixture
def said(people):
    """Return a function that gives a comment as it goes over the wire."""
    return lambda **more: {
        "id": str(new_id()), "task": people.task, "words": "边沟要修。", "consent": "oral",
        "heard_at": (clock.now() - timedelta(hours=2)).isoformat(), **more,
    }  # fmt: skip


@pytest.fixture
def file(people):
    """Return a function that gives a phone's file with these comments."""

    def file(*comments, **more):
        now = clock.now().isoformat()
        told = {
            "format": "legislation-hub/waiting", "version": 1, "account": people.account, "person": "王采集",
            "device": str(new_id()), "made_at": now, "device_time": now, "comments": list(comments),
            "meetings": [], **more,
        }  # fmt: skip
        return json.dumps({**told, "sha256": sha256(canonical(told)).hexdigest()}, ensure_ascii=False).encode()

    return file


def look(desk, content):
    return desk.post("/room/bring", {"file": (BytesIO(content), "waiting.json")})


def take(desk, content):
    return desk.post("/room/bring/take", {"packed": pack(content)})


class TestLooking:
    def test_says_whose_it_is_and_how_much_and_takes_nothing(self, session, people, said, file):
        page = look(people.desk, file(said(), said()))

        assert page.status_code == 200
        assert "王采集" in page.text
        assert re.search(r"<dd>2</dd>", page.text)
        assert session.scalars(select(Comment.id)).all() == []

    def test_leads_on_to_taking_it_in(self, session, people, said, file):
        page = look(people.desk, file(said()))
        packed = re.search(r'name="packed"[^>]*value="([^"]+)"', page.text)[1]

        people.desk.post("/room/bring/take", {"packed": packed})

        assert len(session.scalars(select(Comment.id)).all()) == 1

    def test_understands_what_a_qr_code_s_link_carries(self, people, said, file):
        page = people.desk.post("/room/bring", {"packed": pack(file(said()))})

        assert "王采集" in page.text


class TestTaking:
    def test_writes_them_down_in_the_collector_s_name_and_names_who_brought_them(
        self, session, people, said, file
    ):
        page = take(people.desk, file(said(), said(words="路灯要装。")))

        found = session.scalars(select(Comment)).all()
        assert {one.recorded_by_id for one in found} == {people.id}
        assert all(one.number in page.text for one in found)
        event = session.scalars(select(Event).where(Event.tag == Tag.COMMENTS_BROUGHT)).one()
        assert event.role == "room_head"
        assert (event.detail["created"], event.detail["exists"], event.detail["rejected"]) == (2, 0, 0)

    def test_twice_adds_nothing_and_says_so(self, session, people, said, file):
        content = file(said())
        take(people.desk, content)

        page = take(people.desk, content)

        assert page.status_code == 200
        assert "已读入 0 条意见" in page.text
        assert "1 条此前已收到" in page.text
        assert len(session.scalars(select(Comment.id)).all()) == 1
        events = session.scalars(select(Event).where(Event.tag == Tag.COMMENTS_BROUGHT).order_by(Event.position))
        assert [(one.detail["created"], one.detail["exists"]) for one in events] == [(1, 0), (0, 1)]

    def test_lets_the_phone_send_the_same_again_later(self, app, people, said, file):
        comment = said()
        take(people.desk, file(comment))

        answer = app.test_client().post(
            "/api/v1/comments", json=comment, headers={"Authorization": f"Bearer {people.token}"}
        )

        assert (answer.status_code, answer.json["status"]) == (200, "exists")

    def test_says_which_were_not_taken_and_why_and_takes_the_others(self, session, people, said, file):
        good, twice = said(), said()
        take(people.desk, file(twice))

        page = take(people.desk, file(good, said(words=" "), {**twice, "words": "别的话"}, "nonsense"))

        assert page.status_code == 200
        assert len(session.scalars(select(Comment.id)).all()) == 2
        assert len(session.scalars(select(Conflict.id)).all()) == 1
        assert (
            session.scalars(select(Event).where(Event.tag == Tag.COMMENTS_BROUGHT)).all()[-1].detail["rejected"]
            == 2
        )

    def test_brings_the_meeting_first_and_then_what_was_said_there(self, session, people, said, file):
        meeting, person = str(new_id()), str(new_id())
        told = {
            "id": meeting, "task": people.task, "kind": "courtyard", "title": "院坝会",
            "held_at": clock.now().isoformat(), "told": True, "attendees": [{"id": person, "name": "王某"}],
        }  # fmt: skip
        spoken = said(meeting=meeting, submission=person, channel="meeting", format=3, speaker="王某")

        page = take(people.desk, file(spoken, meetings=[told])).text

        assert f'/meetings/{meeting}">院坝会</a>' in page
        assert [str(one) for one in session.scalars(select(Meeting.id))] == [meeting]
        assert [str(one.submission.meeting_id) for one in session.scalars(select(Comment))] == [meeting]

    def test_puts_a_clock_right_that_runs_ahead(self, session, people, said, file):
        ahead = clock.now() + timedelta(days=300)
        heard = (ahead - timedelta(hours=1)).isoformat()

        take(people.desk, file(said(heard_at=heard), made_at=ahead.isoformat(), device_time=ahead.isoformat()))

        comment = session.scalars(select(Comment)).one()
        assert timedelta(minutes=59) < clock.now() - comment.heard_at < timedelta(minutes=62)

    def test_leaves_the_moment_alone_where_the_file_is_merely_some_hours_old(self, session, people, said, file):
        made, heard = clock.now() - timedelta(hours=20), clock.now() - timedelta(hours=22)

        take(
            people.desk,
            file(said(heard_at=heard.isoformat()), made_at=made.isoformat(), device_time=made.isoformat()),
        )

        assert session.scalars(select(Comment)).one().heard_at == heard


class TestRefusing:
    @pytest.mark.parametrize(
        "spoil",
        [
            lambda content: content[: len(content) // 2],
            lambda content: b"{}",
            lambda content: b"[]",
            lambda content: b"no file of ours",
            lambda content: content.replace("边沟".encode(), "路面".encode()),
            lambda content: content.replace(b'"version": 1', b'"version": 2'),
            lambda content: content.replace(b'"version": 1', b'"version": 1.0'),
            lambda content: content.replace(b"legislation-hub/waiting", b"another-program/file"),
        ],
    )
    def test_a_file_that_is_not_whole_says_so_and_takes_nothing(self, session, people, said, file, spoil):
        spoilt = spoil(file(said()))

        for answer in (look(people.desk, spoilt), take(people.desk, spoilt)):
            assert answer.status_code == 422
            assert "summary" in answer.text
        assert session.scalars(select(Comment.id)).all() == []

    @pytest.mark.parametrize("packed", ["", "x", "ÄÖ", "eNo", "A" * 4000])
    def test_a_link_that_is_not_whole_says_so(self, people, packed):
        assert people.desk.post("/room/bring", {"packed": packed}).status_code == 422

    def test_a_link_that_would_burst_is_not_opened(self, people):
        bomb = pack(b" " * 40_000_000)

        assert len(bomb) < 100_000
        assert people.desk.post("/room/bring", {"packed": bomb}).status_code == 422

    def test_another_room_s_phone_is_refused_in_clear_words(self, session, people, said, file):
        content = file(said())

        for answer in (look(people.stranger, content), take(people.stranger, content)):
            assert answer.status_code == 403
        assert session.scalars(select(Comment.id)).all() == []
        assert session.scalars(select(Event.tag).where(Event.tag == Tag.REFUSED)).all()

    def test_nothing_is_taken_in_the_name_of_a_disabled_account(self, session, people, said, file):
        session.get_one(Account, people.id).active = False
        session.commit()

        answer = take(people.desk, file(said()))

        assert answer.status_code == 422
        assert "王采集" in answer.text
