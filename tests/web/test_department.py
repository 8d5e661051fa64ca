"""A department answers points with a sealed scan, and gives its opinions on the text in writing."""

from io import BytesIO

import pytest
from sqlalchemy import func, select

from legislation_hub import clock
from legislation_hub.models import Comment, Gathering, Inquiry, Point, Task
from legislation_hub.models.base import new_id
from legislation_hub.models.database import db
from legislation_hub.vocabulary import Channel, Place, Stage
from tests.makers import in_days

PDF = b"%PDF-1.7 sealed"


@pytest.fixture(autouse=True)
def _readable(session):
    """Rows stay readable after a request has taken the session away."""
    session.expire_on_commit = False


@pytest.fixture
def officer(make):
    return make.officer()


@pytest.fixture
def task(make, officer):
    return make.task(officer.unit, signed_at=clock.now(), signed_by_id=officer.id)


@pytest.fixture
def ask(session, make):
    """Return a function that puts a point with comments of so many rooms to a department."""

    def ask(department, rooms=2, **more):
        consultation, coordinator = make.consultation(), make.coordinator()
        provision = make.article(consultation.version, 7, "村道由村民委员会养护。")
        point = Point(
            consultation_id=consultation.id, station_id=consultation.station_id, number=3,
            place=Place.PROVISION, provision_id=provision.id, wording="建议明确边沟养护责任",
            made_by_id=coordinator.id, made_at=clock.now(),
        )  # fmt: skip
        session.add(point)
        session.flush()
        for _ in range(rooms):
            comment = make.comment(make.task(consultation=consultation), "边沟没得人掏。")
            comment.submission.speaker = "张某某"
            made = {"gathered_by_id": coordinator.id, "gathered_at": clock.now()}
            session.add(Gathering(comment_id=comment.id, point_id=point.id, **made))
        inquiry = Inquiry(
            point_id=point.id, unit_id=department.id, station_id=point.station_id, question="经费如何保障？",
            asked_by_id=coordinator.id, asked_at=clock.now(), **{"due_on": in_days(5), **more},
        )  # fmt: skip
        session.add(inquiry)
        session.commit()
        return inquiry

    return ask


class TestHome:
    def test_shows_what_is_asked_and_what_is_done(self, session, browse, officer, task, ask):
        ask(officer.unit)
        ask(officer.unit, answer="无不同意见。", answered_at=clock.now(), answered_by_id=officer.id)

        text = browse(officer).get("/department/").get_data(as_text=True)

        assert "经费如何保障？" in text
        assert f"/department/tasks/{task.id}" in text
        assert "已答复" in text

    def test_says_that_nothing_is_asked(self, session, browse, officer):
        session.commit()

        assert "目前没有要答复的事项" in browse(officer).get("/department/").get_data(as_text=True)

    @pytest.mark.parametrize("rows", [1, 8])
    def test_makes_the_same_queries_for_many_points(self, browse, officer, ask, queries_made, rows):
        for _ in range(rows):
            ask(officer.unit)
        browser = browse(officer)

        with queries_made() as made:
            browser.get("/department/")

        assert len(made) == 8


class TestInquiry:
    def test_shows_numbers_and_no_names(self, browse, officer, ask):
        inquiry = ask(officer.unit, rooms=2)

        text = browse(officer).get(f"/department/inquiries/{inquiry.id}").get_data(as_text=True)

        assert "涉及 2 个联络室，2 件 2 条" in text
        assert "村道由村民委员会养护。" in text
        assert "张某某" not in text
        assert "边沟没得人掏。" not in text

    def test_is_answered_with_a_scan_that_can_be_downloaded_again(self, browse, officer, ask):
        inquiry = ask(officer.unit)
        browser = browse(officer)

        sent = {"answer": "建议列入县级预算。", "scan": (BytesIO(PDF), "复函.pdf")}
        answer = browser.post(f"/department/inquiries/{inquiry.id}", sent, content_type="multipart/form-data")

        assert answer.status_code == 200
        db.session.remove()
        assert db.session.get(Inquiry, inquiry.id).answer == "建议列入县级预算。"
        scan = browser.get(f"/department/inquiries/{inquiry.id}/scan")
        assert (scan.data, scan.mimetype) == (PDF, "application/pdf")
        assert "attachment" in scan.headers["Content-Disposition"]

    def test_refuses_what_is_no_scan_and_keeps_what_was_typed(self, browse, officer, ask):
        inquiry = ask(officer.unit)

        sent = {"answer": "建议列入县级预算。", "scan": (BytesIO(b"<script>"), "复函.pdf")}
        answer = browse(officer).post(
            f"/department/inquiries/{inquiry.id}", sent, content_type="multipart/form-data"
        )

        assert answer.status_code == 422
        assert "建议列入县级预算。" in answer.get_data(as_text=True)
        db.session.remove()
        assert db.session.get(Inquiry, inquiry.id).answered_at is None

    def test_has_no_scan_to_give_where_none_was_uploaded(self, browse, officer, ask):
        inquiry = ask(officer.unit)

        assert browse(officer).get(f"/department/inquiries/{inquiry.id}/scan").status_code == 404

    @pytest.mark.parametrize("address", ["/department/inquiries/{}", "/department/inquiries/{}/scan"])
    def test_is_nobody_else_s(self, session, make, browse, officer, ask, address):
        inquiry, other = ask(officer.unit), make.officer()
        session.commit()

        assert browse(other).get(address.format(inquiry.id)).status_code == 403

    def test_can_be_read_after_the_report(self, session, browse, officer, ask):
        inquiry = ask(officer.unit, answer="无不同意见。", answered_at=clock.now(), answered_by_id=officer.id)
        inquiry.point.consultation.stage = Stage.REPORTED
        session.commit()

        text = browse(officer).get(f"/department/inquiries/{inquiry.id}").get_data(as_text=True)
        assert "无不同意见。" in text
        assert "<textarea" not in text


class TestTask:
    def test_is_signed_for(self, session, make, browse, officer):
        task = make.task(officer.unit)
        session.commit()

        browse(officer).post(f"/department/tasks/{task.id}/sign")

        db.session.remove()
        assert db.session.get(Task, task.id).signed_by_id == officer.id

    def test_takes_an_opinion_in_writing_once(self, session, browse, officer, task):
        session.commit()
        sent = {"id": str(new_id()), "about": "art_2", "stance": "amend", "words": "建议明确养护经费来源。"}
        browser = browse(officer)

        for _ in range(2):
            assert browser.post(f"/department/tasks/{task.id}/opinion", sent).status_code == 200

        comment = db.session.scalars(select(Comment)).one()
        assert (comment.submission.channel, comment.provision.eid) == (Channel.DEPARTMENT, "art_2")
        assert comment.submission.wants_answer
        page = browser.get(f"/department/tasks/{task.id}").get_data(as_text=True)
        assert "建议明确养护经费来源。" in page

    def test_tells_its_officers_of_a_second_content_and_shows_it(self, session, make, browse, officer, task):
        colleague, address = make.officer(officer.unit), f"/department/tasks/{task.id}"
        session.commit()
        browser, sent = browse(officer), {"id": str(new_id()), "about": "whole", "words": "建议明确养护主体。"}

        for words in ("建议明确养护主体。", "建议由县级养护。"):
            browser.post(f"{address}/opinion", {**sent, "words": words})

        told = browse(colleague).get("/door/notices").get_data(as_text=True)
        assert ("先后收到两份" in told, f'href="{address}"' in told) == (True, True)
        page = browser.get(address).get_data(as_text=True)
        assert ("建议由县级养护。" in page, "请另写一条意见" in page) == (True, True)

    def test_says_what_an_opinion_lacks(self, session, browse, officer, task):
        session.commit()

        assert browse(officer).post(f"/department/tasks/{task.id}/opinion", {"words": ""}).status_code == 422
        assert db.session.scalar(select(func.count()).select_from(Comment)) == 0

    def test_is_handed_up(self, session, make, browse, officer, task):
        make.comment(task)
        session.commit()

        browse(officer).post(f"/department/tasks/{task.id}/hand-up", {"summary": "总体赞成。"})

        db.session.remove()
        assert db.session.get(Task, task.id).summary == "总体赞成。"

    def test_replies_that_there_is_nothing_to_say(self, session, browse, officer, task):
        session.commit()

        browse(officer).post(f"/department/tasks/{task.id}/no-comment")

        db.session.remove()
        assert db.session.get(Task, task.id).no_comment

    @pytest.mark.parametrize("address", ["", "/opinion"])
    def test_is_nobody_else_s(self, session, make, browse, task, address):
        other = make.officer()
        session.commit()

        assert browse(other).get(f"/department/tasks/{task.id}{address}").status_code == 403

    @pytest.mark.parametrize("act", ["sign", "hand-up", "no-comment", "opinion"])
    def test_takes_no_act_of_another_department(self, session, make, browse, task, act):
        other = make.officer()
        session.commit()

        assert browse(other).post(f"/department/tasks/{task.id}/{act}", {"summary": "无"}).status_code == 403
