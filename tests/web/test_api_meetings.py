"""The record of a meeting comes from a phone as a whole, and two phones never overwrite each other."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from legislation_hub import clock
from legislation_hub.models import Attendee, Meeting
from legislation_hub.models.base import new_id
from legislation_hub.services.entering import issue_token


@pytest.fixture
def put(app, session, make):
    """Return a function that sends a record as a collector's phone does; its fields may be said otherwise."""
    task = make.task()
    token = issue_token(session, None, make.collector(task.unit), "phone")
    known = str(task.id)
    session.commit()

    def put(meeting_id, **fields):
        told = {
            "task": known,
            "kind": "courtyard",
            "title": "院坝会",
            "held_at": clock.now().isoformat(),
            **fields,
        }
        headers = {"Authorization": f"Bearer {token}"}
        return app.test_client().put(f"/api/v1/meetings/{meeting_id}", json=told, headers=headers)

    return put


class TestMeeting:
    def test_is_201_when_new_and_200_when_it_comes_again_or_further_on(self, session, put):
        one, held = new_id(), clock.now().isoformat()
        present = {"id": str(new_id()), "name": "王某", "identity": None}

        answers = [
            put(one, held_at=held),
            put(one, held_at=held),
            put(one, held_at=held, attendees=[present], revision=1),
        ]

        assert [answer.status_code for answer in answers] == [201, 200, 200]
        assert [answer.json["revision"] for answer in answers] == [1, 1, 2]
        assert answers[2].json["attendees"] == [{**present, "identity": "", "household": ""}]
        assert session.scalars(select(Attendee.name)).all() == ["王某"]

    def test_is_409_with_the_server_s_where_somebody_changed_it_meanwhile(self, put):
        one = new_id()
        put(one, title="院坝会")
        put(one, title="第一个人改的", revision=1)

        answer = put(one, title="第二个人改的", revision=1)

        assert (answer.status_code, answer.json["type"]) == (409, "/problems/meeting-changed-meanwhile")
        assert (answer.json["meeting"]["title"], answer.json["meeting"]["revision"]) == ("第一个人改的", 2)
        again = put(one, **{**answer.json["meeting"], "title": "合并后的"})
        assert again.status_code == 200

    @pytest.mark.parametrize(
        ("field", "slip"),
        [
            ("title", {"title": " "}),
            ("title", {"title": None}),
            ("kind", {"kind": "party"}),
            ("held_at", {"held_at": "yesterday"}),
            ("attendees", {"attendees": [{"name": "王某"}]}),
            ("attendees", {"attendees": 7}),
            ("attendees", {"attendees": [{"id": str(uuid4()), "household": "9999"}]}),
            ("revision", {"revision": -1}),
            ("task", {"task": "x"}),
        ],
    )
    def test_is_422_with_the_field_when_something_is_not_right(self, session, put, field, slip):
        answer = put(new_id(), **slip)

        assert (answer.status_code, [one["field"] for one in answer.json["errors"]]) == (422, [field])
        assert all(one["text"] for one in answer.json["errors"])
        assert session.scalar(select(func.count()).select_from(Meeting)) == 0

    def test_is_422_with_who_stays_where_somebody_is_taken_off_who_has_spoken(self, session, make, put):
        one, held = new_id(), clock.now().isoformat()
        people = [
            {"id": str(new_id()), "name": name, "identity": "", "household": ""} for name in ("王某", "李某")
        ]
        put(one, held_at=held, attendees=people)
        make.speech(session.get_one(Attendee, UUID(people[1]["id"])))
        session.commit()

        answer = put(one, held_at=held, attendees=[], revision=1)

        assert (answer.status_code, answer.json["spoken"]) == (422, people[1:])
        assert put(one, held_at=held, attendees=answer.json["spoken"], revision=1).status_code == 200

    def test_is_of_a_task_that_there_is_and_of_one_s_own_room(self, session, make, put):
        elsewhere = str(make.task().id)
        session.commit()

        assert put(new_id(), task=str(uuid4())).status_code == 404
        assert put(new_id(), task=elsewhere).status_code == 403
