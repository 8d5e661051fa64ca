"""The contract with programs: one comment or five hundred, told one by one, never taken twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from legislation_hub import clock
from legislation_hub.app import create_app
from legislation_hub.models import Comment, Conflict, Event, Unit, Words
from legislation_hub.models.base import new_id
from legislation_hub.models.database import db
from legislation_hub.models.schema import upgrade
from legislation_hub.proofs import receipts
from legislation_hub.services.entering import issue_token
from legislation_hub.services.withdrawing import withdraw
from legislation_hub.settings import Settings
from legislation_hub.vocabulary import Stage, Tag
from tests.makers import Make, in_days


class Device:
    """A program of a collector."""

    def __init__(self, app, session, make, task=None):
        task = task or make.task()
        self.task, self.version = str(task.id), str(task.consultation.version_id)
        self.code, self.room = task.unit.code, task.unit_id
        collector = make.collector(task.unit)
        self.account = str(collector.id)
        self.token = issue_token(session, None, collector, "phone")
        session.commit()
        self.app = app

    def call(self, method, path, **options):
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        return self.app.test_client().open(f"/api/v1{path}", method=method, headers=headers, **options)

    def send(self, **fields):
        return self.call("POST", "/comments", json=self.comment(**fields))

    def comment(self, **fields):
        return {"id": str(new_id()), "task": self.task, "words": "边沟要修。", "consent": "oral", **fields}


@pytest.fixture
def device(app, session, make):
    return Device(app, session, make)


def count(session, kind=Comment):
    session.rollback()
    return session.scalar(select(func.count()).select_from(kind))


class TestOneComment:
    def test_is_201_when_new_and_200_when_it_comes_again(self, session, device):
        said = device.comment(heard_at="2026-08-05T10:00:00+08:00", stance="add", provision="art_1")

        first, again = (device.call("POST", "/comments", json=said) for _ in range(2))

        assert (first.status_code, again.status_code) == (201, 200)
        assert (first.json["status"], again.json["status"]) == ("created", "exists")
        assert first.json["number"] == again.json["number"] == f"{device.code}-{clock.today().year}-00001"
        assert count(session) == 1

    def test_is_the_same_in_other_writing(self, session, device):
        said = device.comment(words="Café", heard_at="2026-08-05T02:00:00Z", proposal=None)
        device.call("POST", "/comments", json=said)

        otherwise = {**said, "words": "Cafe\u0301", "heard_at": "2026-08-05T10:00:00.000+08:00", "format": 1}
        del otherwise["proposal"]

        assert device.call("POST", "/comments", json=otherwise).status_code == 200

    def test_with_other_content_is_409_and_both_are_kept(self, session, device):
        said = device.comment()
        device.call("POST", "/comments", json=said)

        answer = device.call("POST", "/comments", json={**said, "words": "不用修。"})

        assert (answer.status_code, answer.content_type) == (409, "application/problem+json")
        assert answer.json["type"] == "/problems/same-id-other-content"
        assert count(session, Conflict) == 1
        assert session.scalars(select(Words.words)).all() == ["边沟要修。"]

    def test_answers_200_whatever_comes_once_it_was_withdrawn(self, session, settings, device):
        answer = device.send().json
        withdraw(session, None, answer["receipt"], session.scalars(select(Comment.id)).one())
        session.commit()

        again = device.call("POST", "/comments", json={"id": answer["id"], "words": 7})

        assert (again.status_code, again.json["status"]) == (200, "exists")

    def test_gives_the_household_s_receipt_code(self, session, settings, device):
        answer = device.send().json

        assert receipts.fingerprint(answer["receipt"])

    def test_may_quote_words_of_its_provision(self, session, device):
        said = device.comment(provision="art_1", quote="第一条的 内容", quote_start=0, format=2)

        assert device.call("POST", "/comments", json=said).status_code == 201
        assert device.call("POST", "/comments", json=said).status_code == 200
        session.rollback()
        kept = session.scalars(select(Comment)).one()
        assert (kept.quote, kept.quote_start, kept.provision.eid) == ("第一条的内容", 0, "art_1__para_1")

    @pytest.mark.parametrize("quote", ["第二条的内容", "内", "容" * 301])
    def test_says_what_to_do_where_the_quoted_words_are_not_there(self, device, quote):
        answer = device.send(provision="art_1", quote=quote, format=2)

        (error,) = answer.json["errors"]
        assert (answer.status_code, error["field"]) == (422, "quote")
        assert error["text"]

    def test_says_the_same_in_both_formats_where_nothing_is_quoted(self, device):
        said = device.comment()
        device.call("POST", "/comments", json={**said, "format": 1})

        assert device.call("POST", "/comments", json={**said, "format": 2, "quote": ""}).status_code == 200

    @pytest.mark.parametrize(
        ("field", "slip"),
        [
            ("words", {"words": " "}),
            ("words", {"words": "修" * 10_001}),
            ("words", {"words": None}),
            ("words", {"words": "\ud800"}),
            ("consent", {"consent": "perhaps"}),
            ("stance", {"stance": "sideways"}),
            ("provision", {"provision": "art_99"}),
            ("household", {"household": "9999"}),
            ("task", {"task": str(uuid4())}),
            ("id", {"id": "7"}),
            ("heard_at", {"heard_at": "yesterday"}),
            ("heard_at", {"heard_at": "2026-08-05T10:00:00"}),
            ("heard_at", {"heard_at": "0001-01-01T00:00:00+08:00"}),
            ("heard_at", {"heard_at": "9999-12-31T23:00:00-08:00"}),
            ("corrects", {"corrects": str(uuid4())}),
            ("format", {"format": 4}),
            ("slip", {"slip": 0}),
            ("slip", {"slip": 10**30}),
            ("meeting", {"meeting": str(uuid4())}),
            ("quote_start", {"quote_start": -1}),
            ("quote_start", {"quote_start": "3"}),
        ],
    )
    def test_is_422_with_the_field_when_something_is_not_right(self, session, device, field, slip):
        answer = device.send(**slip)

        assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
        assert [one["field"] for one in answer.json["errors"]] == [field]
        assert all(one["text"] for one in answer.json["errors"])
        assert count(session) == 0

    def test_leaves_aside_what_a_newer_device_adds(self, device):
        assert device.send(mood="cheerful").status_code == 201

    @pytest.mark.parametrize("body", ["", "{", "[]", "7", "null"])
    def test_must_be_an_object(self, device, body):
        answer = device.call("POST", "/comments", data=body, headers={"Content-Type": "application/json"})

        assert (answer.status_code, answer.content_type) == (422, "application/problem+json")

    def test_heard_before_the_closing_and_brought_after_it_is_late(self, app, session, make):
        asked = make.consultation(stage=Stage.REVIEWING, opens_on=in_days(-9), closes_on=in_days(-1))
        device = Device(app, session, make, make.task(consultation=asked))
        before = (clock.now() - timedelta(days=2)).isoformat()

        assert device.send(heard_at=before).json["late"] is True
        assert device.send().status_code == 409


class TestMany:
    def test_are_told_one_by_one_and_none_spoils_the_others(self, session, device):
        good, other = device.comment(), device.comment()
        device.call("POST", "/comments", json=good)
        batch = [good, {**good, "words": "别的"}, other, device.comment(words=""), "nonsense", {"id": 7}]

        answer = device.call("POST", "/comments/batch", json={"comments": batch})

        assert answer.status_code == 200
        results = answer.json["results"]
        assert [one["status"] for one in results] == [
            "exists", "conflict", "created", "rejected", "rejected", "rejected",
        ]  # fmt: skip
        assert results[2]["number"]
        assert results[3]["problem"]["errors"][0]["field"] == "words"
        assert count(session) == 2

    def test_under_an_id_of_another_task_are_refused_and_nothing_is_written(self, session, make, device):
        said, other = device.comment(), make.task(session.get_one(Unit, device.room))
        session.commit()
        device.call("POST", "/comments", json=said)
        elsewhere = {**said, "task": str(other.id), "words": "别的"}

        [one] = device.call("POST", "/comments/batch", json={"comments": [elsewhere]}).json["results"]
        single = device.call("POST", "/comments", json=elsewhere)

        assert (one["status"], one["number"], one["problem"]["errors"][0]["field"]) == ("rejected", None, "id")
        assert (single.status_code, count(session, Conflict), count(session)) == (422, 0, 1)

    def test_are_at_most_five_hundred(self, device):
        answer = device.call("POST", "/comments/batch", json={"comments": [{}] * 501})

        assert answer.status_code == 413

    @pytest.mark.parametrize("body", [{}, {"comments": 7}, []])
    def test_must_be_a_list(self, device, body):
        assert device.call("POST", "/comments/batch", json=body).status_code == 422


class TestHeld:
    def test_are_those_that_the_caller_wrote_down_with_a_digest_of_their_words(self, session, make, device):
        mine = device.send(words="Cafe\u0301").json
        other = make.comment().id
        session.commit()

        answer = device.call("POST", "/comments/held", json={"ids": [mine["id"], str(other), str(uuid4())]})

        digest = sha256("Café".encode()).hexdigest()
        items = [{"id": mine["id"], "number": mine["number"], "digest": digest}]
        assert (answer.status_code, answer.json) == (200, {"items": items, "next": None})

    def test_have_no_digest_once_their_words_were_taken_back(self, session, device):
        mine = device.send().json
        withdraw(session, None, mine["receipt"], session.scalars(select(Comment.id)).one())
        session.commit()

        (item,) = device.call("POST", "/comments/held", json={"ids": [mine["id"]]}).json["items"]

        assert (item["number"], item["digest"]) == (mine["number"], "")

    @pytest.mark.parametrize("body", [{}, [], {"ids": 7}, {"ids": ["x"]}, {"ids": [7]}])
    def test_must_be_asked_for_by_their_ids(self, device, body):
        assert device.call("POST", "/comments/held", json=body).status_code == 422

    def test_are_asked_for_five_hundred_at_once(self, device):
        asked = [str(uuid4()) for _ in range(501)]

        assert device.call("POST", "/comments/held", json={"ids": asked[:500]}).status_code == 200
        assert device.call("POST", "/comments/held", json={"ids": asked}).status_code == 413


class TestHeaders:
    def test_take_nothing_where_somebody_else_is_signed_in(self, session, make, device):
        other = make.collector().id
        session.commit()

        for named in (str(other), "nobody", ""):
            headers = {"Legislation-Hub-Account": named}
            for path, body in (("", device.comment()), ("/batch", {"comments": [device.comment()]})):
                answer = device.call("POST", f"/comments{path}", json=body, headers=headers)
                assert (answer.status_code, answer.json["type"]) == (412, "/problems/other-account")
        assert count(session) == 0

    def test_may_name_whose_comments_these_are(self, device):
        headers = {"Legislation-Hub-Account": device.account}

        assert device.call("POST", "/comments", json=device.comment(), headers=headers).status_code == 201

    @pytest.mark.parametrize("told", ["", "yesterday", "2026-08-05T09:30:00", "0001-01-01T00:00:00+08:00"])
    def test_say_clearly_that_the_time_cannot_be_read(self, session, device, told):
        answer = device.call("POST", "/comments", json=device.comment(), headers={"Device-Time": told})

        assert (answer.status_code, answer.json["type"]) == (422, "/problems/device-time-unreadable")
        assert count(session) == 0


class TestAtTheSameTime:
    def test_twenty_posts_of_one_id_make_one_row(self, session, device):
        _twenty_at_once(session, device)

    @pytest.mark.postgres
    def test_twenty_posts_of_one_id_make_one_row_in_postgresql(self, postgres_url, tmp_path):
        app = create_app(Settings(data=tmp_path, database_url=postgres_url, secret=b"only-for-tests" * 4))
        with app.app_context():
            upgrade(db.engine)
            session = db.session()
            _twenty_at_once(session, Device(app, session, Make(session)))
            db.session.remove()
            db.engine.dispose()


def _twenty_at_once(session, device):
    same, others = device.comment(), [device.comment() for _ in range(10)]
    bodies = [same, *others, *[same] * 19]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda body: device.call("POST", "/comments", json=body), bodies))

    assert sorted(one.status_code for one in answers) == [200] * 19 + [201] * 11
    assert count(session) == 11
    assert len(set(session.scalars(select(Comment.number)))) == 11


class TestReading:
    def test_lists_the_caller_s_tasks(self, session, make, device):
        make.task()
        session.commit()

        answer = device.call("GET", "/tasks").json

        assert answer["next"] is None
        assert [(one["id"], one["version"]) for one in answer["items"]] == [(device.task, device.version)]

    def test_lists_a_text_in_reading_order(self, device):
        items = device.call("GET", f"/versions/{device.version}/provisions").json["items"]

        assert [one["eid"] for one in items][:2] == ["art_1", "art_1__para_1"]
        assert items[1]["parent"] == "art_1"

    def test_lists_no_text_of_another_station(self, session, make, device):
        foreign = make.version(make.station(code="another")).id
        session.commit()

        assert device.call("GET", f"/versions/{foreign}/provisions").status_code == 403

    def test_describes_itself_to_everybody(self, app):
        described = app.test_client().get("/api/v1/openapi.json").json

        assert described["openapi"] == "3.1.0"
        assert set(described["paths"]["/api/v1/comments"]["post"]["responses"]) >= {"200", "201", "409", "422"}
        assert set(described["components"]["schemas"]["CommentIn"]["required"]) == {
            "id",
            "task",
            "words",
            "consent",
        }


class TestWhoMayCall:
    @pytest.mark.parametrize("path", ["/tasks", "/comments/batch"])
    @pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer nothing"}, {"Authorization": "Basic x"}])
    def test_nobody_without_a_token(self, app, path, header):
        answer = app.test_client().open(
            f"/api/v1{path}", method="GET" if path == "/tasks" else "POST", headers=header
        )

        assert (answer.status_code, answer.content_type) == (401, "application/problem+json")

    def test_a_collector_s_own_page_with_the_csrf_header(self, session, make, browse):
        task = make.task()
        phone = browse(make.collector(task.unit))
        session.commit()
        said = {"id": str(new_id()), "task": str(task.id), "words": "要修。", "consent": "oral"}

        without = phone.client.post("/api/v1/comments", json=said)
        with_it = phone.client.post("/api/v1/comments", json=said, headers={"X-CSRFToken": phone._token()})

        assert (without.status_code, with_it.status_code) == (400, 201)

    def test_not_a_collector_of_another_room(self, session, make, device):
        elsewhere = str(make.task().id)
        session.commit()

        assert device.send(task=elsewhere).status_code == 403
        batch = device.call("POST", "/comments/batch", json={"comments": [device.comment(task=elsewhere)]})
        assert batch.json["results"][0]["problem"]["status"] == 403

    def test_what_was_refused_in_a_batch_is_recorded_once_with_its_number(self, session, device, make):
        elsewhere = str(make.task(consultation=None).id)
        session.commit()
        refused = [device.comment(task=elsewhere) for _ in range(2)]

        answer = device.call("POST", "/comments/batch", json={"comments": [*refused, device.comment()]})

        assert [one["status"] for one in answer.json["results"]] == ["rejected", "rejected", "created"]
        event = session.scalars(select(Event).where(Event.tag == Tag.REFUSED)).one()
        assert (event.detail["count"], str(event.actor_id)) == (2, device.account)

    def test_a_token_opens_no_page_for_people(self, device):
        answer = device.app.test_client().get("/field/", headers={"Authorization": f"Bearer {device.token}"})

        assert answer.status_code == 401

    def test_an_unknown_call_is_a_problem_for_programs(self, device):
        answer = device.call("GET", "/nothing")

        assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
        assert device.call("DELETE", "/comments").content_type == "application/problem+json"


class TestHealth:
    def test_says_that_it_lives_and_can_work(self, app):
        assert app.test_client().get("/healthz").json == {"status": "alive"}
        assert app.test_client().get("/readyz").json["status"] == "ready"

    def test_says_when_the_index_cannot_be_written(self, app, settings):
        settings.index.write_text("not a folder")

        assert app.test_client().get("/readyz").status_code == 503
