"""Pictures of paper: sent by a phone or by a form, seen only by those who may read what they show."""

import re
from io import BytesIO
from types import SimpleNamespace
from uuid import uuid4

import pytest
from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.models import Attachment, Comment
from legislation_hub.models.base import new_id
from legislation_hub.services.entering import issue_token
from tests.pictures import PDF, opened, picture


@pytest.fixture
def collector(make):
    return make.collector()


@pytest.fixture
def comment(session, make, collector):
    """The ids of a comment and of its submission."""
    made = make.comment(make.task(collector.unit), recorded_by=collector)
    session.commit()
    return SimpleNamespace(id=made.id, submission_id=made.submission_id)


@pytest.fixture
def put(app, session, collector):
    """Return a function that sends a picture as a phone does."""
    token = issue_token(session, None, collector, "phone")
    session.commit()

    def put(content, picture_id=None, **beside):
        return app.test_client().put(
            f"/api/v1/attachments/{picture_id or new_id()}",
            query_string=beside,
            data=content,
            headers={"Authorization": f"Bearer {token}", "Content-Type": "image/jpeg"},
        )

    return put


class TestCall:
    def test_is_201_then_200_then_409_for_other_bytes(self, put, comment):
        one, beside = new_id(), {"submission": comment.submission_id}

        answers = [put(content, one, **beside) for content in (picture(), picture(), picture(colour="red"))]

        assert [answer.status_code for answer in answers] == [201, 200, 409]
        assert answers[0].json == {"id": str(one), "status": "created"}
        assert answers[2].json["type"] == "/problems/picture-id-taken"

    def test_is_404_until_the_submission_is_there(self, put):
        assert put(picture(), submission=uuid4()).status_code == 404

    @pytest.mark.parametrize(
        ("content", "status"),
        [(b"", 415), (b"GIF89a", 415), (PDF, 415), (picture()[:99], 415), (picture() + bytes(4 << 20), 413)],
    )
    def test_says_what_cannot_be_kept(self, put, comment, content, status):
        answer = put(content, submission=comment.submission_id)

        assert (answer.status_code, answer.content_type) == (status, "application/problem+json")

    def test_names_one_thing_beside_which_it_stands(self, put, comment):
        for beside in ({}, {"submission": "x"}, {"submission": comment.submission_id, "slip": uuid4()}):
            assert put(picture(), **beside).status_code == 422

    def test_is_403_beside_somebody_else_s_words(self, session, make, put):
        other = make.comment(recorded_by=make.collector()).submission_id
        session.commit()

        assert put(picture(), submission=other).status_code == 403


class TestPage:
    def show(self, browse, session, account):
        kept = session.scalars(select(Attachment.id)).one()
        return browse(account).get(f"/pictures/{kept}")

    def test_shows_a_picture_and_nothing_that_could_run(self, session, put, browse, collector, comment):
        person = known(collector)
        put(picture("PNG"), submission=comment.submission_id)

        answer = self.show(browse, session, person)

        assert (answer.status_code, answer.content_type) == (200, "image/jpeg")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert not answer.headers["Content-Disposition"].startswith("attachment")
        assert opened(answer.data).size == (60, 40)

    def test_is_for_whoever_may_read_the_words(self, session, make, put, browse, collector, comment):
        readers = [make.room_head(collector.unit), make.coordinator(), make.station_head()]
        strangers = [make.collector(collector.unit), make.room_head(), make.officer()]
        people = [known(one) for one in readers + strangers]
        session.commit()
        put(picture(), submission=comment.submission_id)

        assert [self.show(browse, session, one).status_code for one in people] == [200] * 3 + [403] * 3

    def test_of_a_sealed_reply_is_downloaded(self, session, make, browse):
        officer = make.officer()
        task = make.task(officer.unit)
        session.commit()
        desk, task_id = browse(officer), str(task.id)

        page = desk.post("/pictures/", form_for("task", task_id, PDF, f"/department/tasks/{task_id}"))
        kept = session.scalars(select(Attachment.id)).one()
        answer = desk.get(f"/pictures/{kept}")

        assert page.request.path == f"/department/tasks/{task_id}"
        assert str(kept) in page.text
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.data == PDF


class TestForm:
    def test_adds_a_picture_without_scripts_and_sent_twice_it_is_one(self, session, browse, collector, comment):
        session.commit()
        phone, path, submission = browse(collector), f"/field/comments/{comment.id}", str(comment.submission_id)
        picture_id = re.search(r'name="id"[^>]*value="([^"]+)"', phone.get(path).text)[1]

        for _ in range(2):
            page = phone.post(
                "/pictures/", {**form_for("submission", submission, picture(), path), "id": picture_id}
            )

        assert [str(one) for one in session.scalars(select(Attachment.id))] == [picture_id]
        assert (page.status_code, page.request.path) == (200, path)
        assert f'src="/pictures/{picture_id}"' in page.text

    @pytest.mark.parametrize("content", [b"", b"no picture"])
    def test_says_what_is_wrong_where_it_stood(self, session, browse, collector, comment, content):
        session.commit()
        path, submission = f"/field/comments/{comment.id}", str(comment.submission_id)

        page = browse(collector).post("/pictures/", form_for("submission", submission, content, path))

        assert (page.status_code, page.request.path) == (200, path)
        assert session.scalars(select(Attachment.id)).all() == []

    def test_says_that_none_is_kept_where_the_words_were_taken_back(self, session, browse, collector, comment):
        session.get_one(Comment, comment.id).withdrawn_at = clock.now()
        session.commit()
        path, submission = f"/field/comments/{comment.id}", str(comment.submission_id)

        page = browse(collector).post("/pictures/", form_for("submission", submission, picture(), path))

        assert "相关内容已撤回，照片未保存。" in page.text
        assert session.scalars(select(Attachment.id)).all() == []

    def test_leads_to_no_other_site(self, session, browse, collector, comment):
        session.commit()
        sent = form_for("submission", str(comment.submission_id), picture(), "https://elsewhere.example/")

        assert browse(collector).post("/pictures/", sent).request.path == "/field/notebook"

    def test_takes_a_picture_away(self, session, put, browse, make, collector, comment):
        desk = browse(make.room_head(collector.unit))
        session.commit()
        put(picture(), submission=comment.submission_id)
        kept, path = session.scalars(select(Attachment.id)).one(), f"/room/comments/{comment.id}"
        assert str(kept) in desk.get(path).text

        page = desk.post(f"/pictures/{kept}/remove", {"next": path})

        assert str(kept) not in page.text
        assert desk.get(f"/pictures/{kept}").status_code == 404


def known(account):
    """Who signs in, by id and epoch alone: rows do not outlive a request."""
    return SimpleNamespace(id=account.id, epoch=account.epoch)


def form_for(kind, where, content, back):
    file = (BytesIO(content), "a.jpg") if content else (BytesIO(), "")
    return {"id": str(new_id()), "kind": kind, "where": where, "next": back, "file": file}
