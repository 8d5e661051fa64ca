"""The coordinator's way through the station's pages, and what a wrong turn says."""

from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.models import Change, Consultation, Event, Omission, Provision, Task, Version
from legislation_hub.models.database import db
from legislation_hub.services.merging import Wording, make_point
from legislation_hub.services.storing import path_of
from legislation_hub.vocabulary import Stage, Tag
from tests.makers import in_days

TEXT = """农村公路条例

第一条　为了保障农村公路的建设，制定本条例。

第二条　农村公路包括：
（一）县道；
（二）乡道。
"""


@pytest.fixture
def coordinator(make):
    return make.coordinator()


@pytest.fixture
def desk(session, coordinator, browse):
    session.commit()
    return browse(coordinator)


def file(text=TEXT, name="草案.txt"):
    return (BytesIO(text.encode()), name)


def upload(desk, path="/station/drafts/new", **more):
    form = {"file": file(), "reading": "征求意见稿", **more}
    return desk.post(path, form, content_type="multipart/form-data")


def plan(**more):
    days = {"opens_on": in_days(0), "closes_on": in_days(20), "rooms_due_on": in_days(22)}
    return {
        "title": "农村公路条例",
        "kind": "draft",
        **{name: day.isoformat() for name, day in days.items()},
        **more,
    }


def only(kind):
    return db.session().scalars(select(kind)).one()


class TestUpload:
    def test_leads_to_the_preview_of_what_was_read(self, desk):
        answer = upload(desk)

        assert answer.status_code == 200
        assert "第二条" in answer.text
        assert only(Version).reading == "征求意见稿"

    def test_keeps_the_papers_with_it(self, desk):
        upload(desk, explanation=file("说明", "草案说明.md"), letter=file("函", "来函.txt"))

        draft = desk.get(f"/station/drafts/{only(Version).draft_id}").text
        assert "草案说明" in draft
        assert "来函" in draft

    @pytest.mark.parametrize(
        ("text", "name", "said"),
        [
            ("", "空.txt", "空.txt"),
            ("请各乡镇参加会议。", "通知.txt", "通知.txt"),
            ("第一条　是文本。", "假的.docx", "假的.docx"),
            ("第一条　是文本。", "草案.wps", "草案.wps"),
        ],
    )
    def test_says_what_is_wrong_with_a_file_and_keeps_what_was_typed(self, desk, text, name, said):
        answer = upload(desk, file=file(text, name), title="我打好的标题")

        assert answer.status_code == 422
        assert said in answer.text
        assert "我打好的标题" in answer.text
        assert db.session().scalars(select(Version)).all() == []

    def test_names_the_draft_that_has_the_file_already(self, desk):
        upload(desk)

        answer = upload(desk, file=file(name="同一份.txt"))

        assert answer.status_code == 422
        assert "农村公路条例" in answer.text

    def test_adds_a_further_reading(self, desk):
        upload(desk)
        draft_id = only(Version).draft_id

        upload(desk, f"/station/drafts/{draft_id}/new", file=file(TEXT + "第三条　新的一条。\n"), reading="二审稿")

        assert db.session().scalars(select(Version.ordinal).order_by(Version.ordinal)).all() == [1, 2]

    def test_gives_the_file_back_as_it_came(self, desk):
        upload(desk)

        answer = desk.get(f"/station/versions/{only(Version).id}/source")

        assert answer.data == TEXT.encode()
        assert answer.headers["Content-Disposition"].startswith("attachment")

    def test_misses_a_file_that_is_gone_with_a_plain_word(self, desk, settings):
        upload(desk)
        path_of(settings.files, only(Version).file.sha256).unlink()

        assert desk.get(f"/station/versions/{only(Version).id}/source").status_code == 404


class TestPlanAndSend:
    @pytest.fixture
    def version(self, desk):
        upload(desk)
        return only(Version)

    def test_goes_from_the_plan_to_the_rooms(self, session, make, desk, version):
        rooms = [make.room() for _ in range(3)]
        key = session.scalars(select(Provision.id).where(Provision.eid == "art_2")).one()
        chosen = [str(room.id) for room in rooms[:2]]
        session.commit()
        form = plan(keys=[str(key)]) | {
            "questions-0-text": "乡道谁来养？",
            "questions-0-provision": "第2条",
            "cards-0-title": "什么是农村公路",
            "cards-0-text": "县道、乡道都算。",
        }

        answer = desk.post(f"/station/versions/{version.id}/prepare", form)
        assert "乡道谁来养？" in answer.text
        answer = desk.post(f"/station/consultations/{only(Consultation).id}/send", {"rooms": chosen})

        assert answer.status_code == 200
        assert only(Consultation).stage is Stage.OPEN
        assert {str(one) for one in db.session().scalars(select(Task.unit_id))} == set(chosen)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"closes_on": in_days(-1).isoformat(), "opens_on": in_days(-9).isoformat()},
            {"opens_on": in_days(21).isoformat()},
            {"rooms_due_on": in_days(19).isoformat()},
            {"title": " "},
            {"opens_on": ""},
            {"questions-0-text": "乡道谁来养？", "questions-0-provision": "第九十九条"},
        ],
    )
    def test_says_what_is_wrong_with_a_plan_and_keeps_what_was_typed(self, desk, version, wrong):
        answer = desk.post(f"/station/versions/{version.id}/prepare", plan(about="我打好的说明") | wrong)

        assert answer.status_code == 422
        assert "我打好的说明" in answer.text
        assert db.session().scalars(select(Consultation)).all() == []

    def test_says_what_is_wrong_with_a_question_in_the_reader_s_language(self, desk, version):
        answer = desk.post(f"/station/versions/{version.id}/prepare", plan() | {"questions-0-text": "问" * 301})

        assert answer.status_code == 422
        assert "300" in answer.text
        assert "longer than" not in answer.text

    def test_shows_the_plan_again_as_it_was_saved(self, desk, version):
        desk.post(f"/station/versions/{version.id}/prepare", plan() | {"questions-0-text": "乡道谁来养？"})

        answer = desk.get(f"/station/consultations/{only(Consultation).id}/plan")

        assert "乡道谁来养？" in answer.text

    def test_is_not_sent_to_nobody(self, desk, version):
        desk.post(f"/station/versions/{version.id}/prepare", plan())

        answer = desk.post(f"/station/consultations/{only(Consultation).id}/send", {})

        assert answer.status_code == 422
        assert only(Consultation).sent_at is None


class TestChanges:
    @pytest.fixture
    def address(self, session, make):
        consultation = make.consultation()
        session.commit()
        return f"/station/consultations/{consultation.id}"

    def test_extends_with_a_reason_that_everybody_sees(self, desk, address):
        days = {"closes_on": in_days(30).isoformat(), "rooms_due_on": in_days(32).isoformat()}

        answer = desk.post(f"{address}/extend", {**days, "reason": "连续降雨，走访推迟。"})

        assert "连续降雨，走访推迟。" in answer.text
        assert only(Consultation).closes_on == in_days(30)

    def test_asks_for_the_reason(self, desk, address):
        answer = desk.post(f"{address}/recall", {"reason": " "})

        assert answer.status_code == 422
        assert only(Consultation).recalled_at is None

    def test_recalls(self, desk, address):
        desk.post(f"{address}/recall", {"reason": "草案撤回修改。"})

        assert only(Consultation).recalled_at is not None

    def test_corrects_what_stands_around_the_text(self, desk, address):
        desk.post(f"{address}/correct", {"about": "改正后的说明。", "reason": "原说明有误。"})

        assert only(Consultation).about == "改正后的说明。"
        assert only(Change).reason == "原说明有误。"


class TestBoard:
    def test_reminds_all_silent_rooms_with_one_touch(self, session, make, desk):
        consultation = make.consultation()
        for head in [make.room_head(), make.room_head()]:
            make.task(head.unit, consultation)
        session.commit()

        answer = desk.post(f"/station/consultations/{consultation.id}/remind")

        assert answer.status_code == 200
        assert all(db.session().scalars(select(Task.reminded_at)).all())

    def test_offers_the_first_step_while_nothing_is_under_way(self, desk):
        assert "/station/drafts/new" in desk.get("/station/").text

    @pytest.mark.parametrize("rows", [1, 6])
    @pytest.mark.parametrize(
        ("path", "queries"), [("/station/", 12), ("/station/drafts", 7), ("/station/consultations", 6)]
    )
    def test_makes_the_same_queries_for_any_number_of_rows(
        self, session, make, desk, queries_made, path, queries, rows
    ):
        for _ in range(rows):
            make.comment(make.task(make.room(), make.consultation()))
        session.commit()

        with queries_made() as made:
            assert desk.get(path).status_code == 200

        assert len(made) == queries


class TestRights:
    def test_a_stranger_is_asked_to_sign_in(self, browse):
        assert browse().get("/station/").status_code == 401

    def test_the_head_of_the_station_reads_and_does_not_act(self, session, make, browse):
        consultation, head = make.consultation(), make.station_head()
        session.commit()
        address = f"/station/consultations/{consultation.id}"

        reader = browse(head)

        assert reader.get(address).status_code == 200
        assert reader.post(f"{address}/recall", {"reason": "撤回"}).status_code == 403
        assert only(Consultation).recalled_at is None

    @pytest.mark.parametrize(
        "path", ["drafts/{draft}", "versions/{version}", "consultations/{consultation}", "tasks/{task}"]
    )
    def test_another_station_is_refused_and_logged(self, session, make, browse, path):
        task = make.task()
        consultation = task.consultation
        stranger = make.coordinator(make.station(name="另一个联络站"))
        ids = {
            "draft": consultation.version.draft_id,
            "version": consultation.version_id,
            "consultation": consultation.id,
            "task": task.id,
        }
        session.commit()

        answer = browse(stranger).get(f"/station/{path.format(**ids)}")

        assert answer.status_code == 403
        assert db.session().scalars(select(Event).where(Event.tag == Tag.REFUSED)).one().actor == stranger.name

    def test_a_room_s_task_tells_what_came_after_the_handing_up(self, session, make, desk):
        task = make.task(signed_at=clock.now(), handed_up_at=clock.now())
        make.comment(task, recorded_at=clock.now() - timedelta(hours=1))
        make.comment(task, recorded_at=clock.now() + timedelta(seconds=1))
        session.commit()

        for page in (f"/station/tasks/{task.id}", f"/station/consultations/{task.consultation_id}"):
            assert "上报后收到 1 条" in desk.get(page).text

    def test_a_room_s_task_comes_back_with_a_reason(self, session, make, desk):
        task = make.task(signed_at=clock.now(), handed_up_at=clock.now())
        session.commit()

        desk.post(f"/station/tasks/{task.id}/return", {"reason": "请补充理由。"})

        assert only(Task).return_reason == "请补充理由。"


class TestPoints:
    def test_say_on_the_spot_that_leaving_out_needs_a_reason(self, session, make, desk):
        task = make.task(stage=Stage.REVIEWING)
        comment = make.comment(task)
        session.commit()

        sent = {"comments": [str(comment.id)], "act": "omit", "why": " "}
        answer = desk.post(f"/station/consultations/{task.consultation_id}/points/gather", sent)

        assert answer.request.path == f"/station/consultations/{task.consultation_id}/points"
        assert "请填写不上报的理由" in answer.text
        assert db.session().scalars(select(Omission)).all() == []

    def test_offer_the_departments_of_the_own_station_alone(self, session, make, desk, coordinator):
        task = make.task(stage=Stage.REVIEWING)
        make.department(name="县交通运输局")
        make.department(make.station(name="邻县基层立法联络站"), name="邻县教育局")
        point = make_point(session, coordinator, task.consultation, [make.comment(task)], Wording("边沟要修"))
        address = f"/station/points/{point.id}"
        session.commit()

        page = desk.get(address).text

        assert "县交通运输局" in page
        assert "邻县教育局" not in page
