"""Many who bring comments at the same moment are all served, each with its own answer."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select
from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser

from legislation_hub.cli.serving import asked_for
from legislation_hub.models import Comment, Submission
from legislation_hub.models.base import new_id
from legislation_hub.models.database import db
from legislation_hub.services.entering import issue_token
from legislation_hub.services.hearing import Brought, Heard
from legislation_hub.vocabulary import Consent
from legislation_hub.web.api import desk as desks
from legislation_hub.web.api.desk import Desk
from legislation_hub.web.api.wing import desk
from tests.fixtures_server import running, serving

SECRET = b"only-for-tests"
AT_ONCE = 20


@pytest.fixture
def device(session, make):
    """A collector's token and task."""
    task = make.task()
    token = issue_token(session, None, make.collector(task.unit), "phone")
    session.commit()
    return token, str(task.id)


def post(address, token, body):
    """Send one comment as a phone would; return status, headers and answer."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    connection.request("POST", "/api/v1/comments", json.dumps(body).encode(), headers)
    answer = connection.getresponse()
    return answer.status, answer.headers, json.loads(answer.read())


def test_twenty_posts_of_one_id_make_one_row_and_twenty_equal_receipts(app, device):
    token, task = device
    body = {"id": str(new_id()), "task": task, "words": "边沟要一起修。", "consent": "oral"}
    together = threading.Barrier(AT_ONCE)

    def send(_number):
        together.wait()
        return post(address, token, body)

    with serving(app) as address, ThreadPoolExecutor(AT_ONCE) as phones:
        answers = list(phones.map(send, range(AT_ONCE)))

    assert sorted(status for status, _headers, _answer in answers) == [200] * (AT_ONCE - 1) + [201]
    receipts = {(one["number"], one["receipt"], one["submission"]) for _status, _headers, one in answers}
    assert len(receipts) == 1
    db.session.rollback()
    for kind in (Comment, Submission):
        assert db.session.scalar(select(func.count()).select_from(kind)) == 1


COMMENTS, PAGES = ["/api/v1/comments"] * 100, ["/c/MCXH"] * 100


class TestALongLine:
    @pytest.fixture
    def body(self, device):
        return {"id": str(new_id()), "task": device[1], "words": "边沟要一起修。", "consent": "oral"}

    @pytest.fixture
    def slow(self, monkeypatch):
        """Somebody stands at the desk, and each takes a while."""
        monkeypatch.setattr(desk, "pace", 0.04)
        desk.expect()
        yield
        desk.expect_no_more()

    def bring(self, app, device, body, waiting, monkeypatch):
        monkeypatch.setitem(app.extensions, "waiting", lambda: waiting)
        with serving(app) as address:
            return post(address, device[0], body)

    def test_tells_a_device_when_to_come_again(self, app, device, body, slow, monkeypatch):
        status, headers, answer = self.bring(app, device, body, COMMENTS, monkeypatch)

        assert (status, headers["Retry-After"], answer["type"]) == (503, "5", "/problems/server-pressed")

    def test_that_is_short_enough_sends_nobody_away(self, app, device, body, slow, monkeypatch):
        assert self.bring(app, device, body, COMMENTS[:10], monkeypatch)[0] == 201

    def test_of_people_who_only_read_sends_nobody_away(self, app, device, body, slow, monkeypatch):
        assert self.bring(app, device, body, PAGES, monkeypatch)[0] == 201

    def test_takes_one_whenever_nobody_stands_at_the_desk(self, app, device, body, monkeypatch):
        # However slow it was the last time: only serving somebody tells that it is quick again.
        monkeypatch.setattr(desk, "pace", 60.0)

        assert self.bring(app, device, body, COMMENTS, monkeypatch)[0] == 201


def test_the_server_knows_what_waits_for_a_thread():
    begun, may_end = threading.Event(), threading.Event()

    def slow(_environment, start_response):
        begun.set()
        may_end.wait()
        start_response("204 No Content", [])
        return []

    with running(slow, threads=1) as server:
        people = [HTTPConnection("127.0.0.1", server.effective_port, timeout=60) for _ in range(2)]
        people[0].request("GET", "/")
        begun.wait()
        people[1].request("POST", "/api/v1/comments/batch?x=1", b"{}")
        while not (waiting := asked_for(server.task_dispatcher.queue)):
            pass
        may_end.set()
        assert [one.getresponse().status for one in people] == [204, 204]

    assert waiting == ["/api/v1/comments/batch"]


def test_what_waits_and_is_no_request_has_no_path():
    # A line that speaks no HTTP, and one that has hung up.
    broken = SimpleNamespace(requests=[HTTPRequestParser(Adjustments())])

    assert asked_for([broken, SimpleNamespace(requests=[])]) == [""]


class TestDesk:
    @pytest.fixture
    def brought(self, session, make):
        task = make.task()
        collector = make.collector(task.unit)
        session.commit()
        heard = [Heard(id=new_id(), task=task.id, words="要修。", consent=Consent.ORAL) for _ in range(3)]
        return [[Brought(one, collector.id)] for one in heard]

    def wait_together(self, app, desk, lots):
        """Let all of these stand in the line before the first has its turn."""

        def bring(lot):
            with app.app_context():
                try:
                    return desk.hand_in(lot, SECRET)
                except RuntimeError as failure:
                    return failure

        with ThreadPoolExecutor(len(lots)) as pool:
            with desk.turn:
                answers = [pool.submit(bring, lot) for lot in lots]
                while len(desk.waiting) < len(lots):
                    pass
            return [one.result() for one in answers]

    def test_takes_whoever_waits_along(self, app, brought, monkeypatch):
        sizes = []
        take_all = desks.take_all
        monkeypatch.setattr(desks, "take_all", lambda s, lot, x: sizes.append(len(lot)) or take_all(s, lot, x))

        answers = self.wait_together(app, Desk(), brought)

        assert sizes == [3]
        assert [[one.comment.id for one in answer] for answer in answers] == [[b.heard.id] for [b] in brought]

    def test_waits_for_who_is_on_the_way(self, app, brought, monkeypatch):
        monkeypatch.setattr(desks, "MOMENT", 60.0)
        sizes, desk, on_the_way, may_come = [], Desk(), threading.Event(), threading.Event()
        take_all = desks.take_all
        monkeypatch.setattr(desks, "take_all", lambda s, lot, x: sizes.append(len(lot)) or take_all(s, lot, x))

        def bring(lot):
            with app.app_context():
                return desk.hand_in(lot, SECRET)

        def dawdle(lot):
            desk.expect()
            on_the_way.set()
            may_come.wait()
            return bring(lot)

        with ThreadPoolExecutor(2) as pool:
            second = pool.submit(dawdle, brought[1])
            on_the_way.wait()
            first = pool.submit(bring, brought[0])
            while not desk.turn.locked():
                pass
            may_come.set()

        assert sizes == [2]
        assert [len(one.result()) for one in (first, second)] == [1, 1]

    def test_waits_for_nobody_who_went_away(self, app, brought, monkeypatch):
        monkeypatch.setattr(desks, "MOMENT", 60.0)
        desk = Desk()
        with ThreadPoolExecutor(1) as pool:
            pool.submit(desk.expect).result()
            pool.submit(desk.expect_no_more).result()
        with app.app_context():
            assert len(desk.hand_in(brought[0], SECRET)) == 1

    def test_knows_how_long_a_request_takes(self, app, brought, monkeypatch):
        monkeypatch.setattr(desks, "WEIGHT", 1.0)
        desk = Desk(timer=iter([10.0, 10.0, 10.0, 10.6]).__next__)
        self.wait_together(app, desk, brought)

        assert desk.pace == pytest.approx(0.2)

    def test_gives_whoever_is_sent_away_a_time_after_the_one_before(self):
        desk = Desk(timer=lambda: 10.0)
        desk.pace = 0.5

        assert [desk.book(2.0) for _ in range(3)] == [2.5, 3.0, 3.5]

    def test_lets_nobody_suffer_from_what_another_one_brings(self, app, brought, monkeypatch):
        take_all, poison = desks.take_all, brought[1][0]

        def take(session, lot, secret):
            if poison in lot:
                raise RuntimeError
            return take_all(session, lot, secret)

        monkeypatch.setattr(desks, "take_all", take)

        first, second, third = self.wait_together(app, Desk(), brought)

        assert isinstance(second, RuntimeError)
        assert (first[0].comment.id, third[0].comment.id) == (brought[0][0].heard.id, brought[2][0].heard.id)
