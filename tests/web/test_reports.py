"""The station's report in the browser: written by one at a time, signed as it was read, read by few."""

import pytest

from legislation_hub.models import Event, Notice, Report
from legislation_hub.models.database import db
from legislation_hub.proofs import receipts
from legislation_hub.queries.reports import content_of
from legislation_hub.services import compiling, reckoning
from legislation_hub.services.withdrawing import withdraw
from legislation_hub.vocabulary import NoticeKind, ReportState, Stage, Tag
from tests.reported import Reported

WRITTEN = {"title": "标题", "addressee": "市人大", "signature": "", "basics": "", "appraisal": "总体很好。"}


@pytest.fixture
def scene(session, make):
    return Reported(session, make).keep()


@pytest.fixture
def address(scene):
    return f"/station/reports/{scene.report.id}"


def text(answer):
    return answer.get_data(as_text=True)


def report_of(scene):
    db.session.remove()
    return db.session.get(Report, scene.report.id)


def as_read(scene):
    report = report_of(scene)
    return reckoning.as_read(report, content_of(db.session(), report))


class TestCompile:
    def test_a_consultation_under_review_is_offered_and_compiled_in_chinese(self, session, make, browse):
        consultation, coordinator = make.consultation(stage=Stage.REVIEWING), make.coordinator()
        path = f"/station/consultations/{consultation.id}/report"
        session.commit()
        desk = browse(coordinator)

        assert path in text(desk.get("/station/reports"))
        page = desk.post(path, headers={"Accept-Language": "en"})

        assert "关于《农村公路条例》征求意见情况的报告" in text(page)

    def test_a_signed_report_is_corrected_by_a_new_one(self, session, make, browse):
        scene = Reported(session, make).sign().keep()
        path = f"/station/consultations/{scene.consultation.id}/report"

        page = browse(scene.coordinator).post(path, {"corrects": str(scene.report.id)})

        assert page.status_code == 200
        db.session.remove()
        [new] = db.session.query(Report).filter(Report.corrects_id == scene.report.id)
        assert new.state is ReportState.WRITING


class TestClose:
    def test_names_who_has_not_handed_up_and_ends_the_collecting(self, session, make, browse):
        task, coordinator = make.task(make.room(name="猫场镇立法联络室")), make.coordinator()
        consultation_id = task.consultation_id
        session.commit()
        desk = browse(coordinator)

        assert "猫场镇立法联络室" in text(desk.get("/station/reports"))
        desk.post(f"/station/consultations/{consultation_id}/close")

        assert db.session.query(Event).filter_by(tag=Tag.CONSULTATION_ADVANCED).count() == 1


class TestReport:
    def test_shows_each_point_with_its_comments(self, scene, browse, address):
        page = text(browse(scene.coordinator).get(address))

        assert "三、主要修改意见" in page
        assert "五、分歧意见" in page
        assert all(f"/comments/{one.id}" in page for one in scene.comments[:-1])

    def test_names_what_does_not_add_up_and_where_it_is_mended(self, session, make, browse):
        scene = Reported(session, make)
        loose = make.comment(scene.tasks[0])
        number, path = loose.number, f"/station/consultations/{scene.consultation.id}/points"
        scene.keep()

        page = text(browse(scene.coordinator).get(f"/station/reports/{scene.report.id}"))

        assert number in page
        assert path in page


class TestEdit:
    def test_keeps_what_is_written_and_lets_untouched_basics_follow_the_data(self, scene, browse, address):
        desk = browse(scene.coordinator)
        desk.post(f"{address}/edit", {**WRITTEN, "revision": 1})

        report = report_of(scene)
        assert (report.title, report.sections) == ("标题", {"basics": "", "appraisal": "总体很好。"})
        assert report.signature == report.unit.name

    def test_shows_another_s_text_to_whoever_comes_second_and_loses_neither(self, scene, browse, address):
        desk = browse(scene.coordinator)
        desk.post(f"{address}/edit", {**WRITTEN, "revision": 1})
        second = {**WRITTEN, "appraisal": "还有不同看法。", "revision": 1}

        met = desk.post(f"{address}/edit", second)

        assert met.status_code == 422
        assert "总体很好。" in text(met)
        assert "还有不同看法。" in text(met)
        assert 'name="revision" type="hidden" value="2"' in text(met)
        assert report_of(scene).sections["appraisal"] == "总体很好。"

        desk.post(f"{address}/edit", {**second, "revision": 2})
        assert report_of(scene).sections["appraisal"] == "还有不同看法。"


class TestSign:
    def test_the_head_signs_what_was_read(self, scene, browse, address):
        page = browse(scene.head).post(f"{address}/sign", {"read": as_read(scene)})

        report = report_of(scene)
        assert page.status_code == 200
        assert (report.state, report.consultation.stage) == (ReportState.SIGNED, Stage.REPORTED)
        assert report.root in text(page)

    @pytest.mark.parametrize("read", ["", "0" * 64])
    def test_nobody_signs_what_they_have_not_read(self, scene, browse, address, read):
        page = browse(scene.head).post(f"{address}/sign", {"read": read})

        assert page.status_code == 409
        assert report_of(scene).state is ReportState.WRITING

    def test_the_coordinator_lays_it_before_the_head_but_cannot_sign(self, scene, browse, address):
        desk = browse(scene.coordinator)
        desk.post(f"{address}/submit")

        assert desk.post(f"{address}/sign", {"read": as_read(scene)}).status_code == 403
        told = db.session.query(Notice).filter_by(kind=NoticeKind.REPORT_TO_SIGN).one()
        assert told.account_id == scene.head.id

    def test_the_head_gives_it_back_with_a_reason(self, scene, browse, address):
        head = browse(scene.head)

        assert head.post(f"{address}/return", {"reason": " "}).status_code == 422
        head.post(f"{address}/return", {"reason": "分歧意见写得太少"})

        assert "分歧意见写得太少" in text(browse(scene.coordinator).get(address))


class TestRights:
    def test_another_station_opens_no_report(self, scene, session, make, browse, address):
        stranger = make.coordinator(make.station(name="另一个站", parent_id=make.municipality().id))
        session.commit()

        assert browse(stranger).get(address).status_code == 403

    def test_a_coordinator_writes_no_room_s_report(self, session, make, browse):
        scene = Reported(session, make)
        room, head = scene.tasks[0].unit, scene.room_heads[0]
        report = compiling.compile_report(session, head, scene.consultation, room, scene.say)
        path = f"/station/reports/{report.id}/edit"
        scene.keep()

        assert browse(scene.coordinator).post(path, {**WRITTEN, "revision": 1}).status_code == 403


class TestRoom:
    def test_compiles_writes_and_signs_its_own(self, session, make, browse):
        scene = Reported(session, make).keep()
        head = browse(scene.room_heads[0])

        compiled = head.post(f"/room/tasks/{scene.tasks[0].id}/report")
        report = db.session.query(Report).filter_by(room_id=scene.tasks[0].unit_id).one()
        read = reckoning.as_read(report, content_of(db.session(), report))
        address = f"/room/reports/{report.id}"
        signed = head.post(f"{address}/sign", {"read": read})

        assert "第1个人的原话" in text(compiled)
        assert "第2个人的原话" not in text(compiled)
        assert signed.status_code == 200
        assert "根值" in text(signed)

    def test_opens_no_other_room_s_report(self, session, make, browse):
        scene = Reported(session, make)
        report = compiling.compile_report(
            session, scene.room_heads[0], scene.consultation, scene.tasks[0].unit, scene.say
        )
        paths = [f"/room/reports/{report.id}", f"/room/reports/{scene.report.id}"]
        scene.keep()

        assert [browse(scene.room_heads[1]).get(path).status_code for path in paths] == [403, 403]


class TestQueries:
    def test_a_report_with_more_comments_makes_no_more_queries(self, session, make, browse, queries_made):
        counts = []
        scenes = [Reported(session, make, comments) for comments in (6, 18)]
        for scene in [one.keep() for one in scenes]:
            desk = browse(scene.coordinator)
            desk.get(f"/station/reports/{scene.report.id}")
            with queries_made() as made:
                desk.get(f"/station/reports/{scene.report.id}")
            counts.append(len(made))

        assert counts[0] == counts[1]


class TestTakenBack:
    def test_the_signed_report_keeps_its_counts_and_says_how_many(self, session, make, browse):
        scene = Reported(session, make).sign()
        gone = scene.comments[0]
        code = receipts.derive(b"only-for-tests", gone.submission_id)
        gone.submission.receipt_hash = receipts.fingerprint(code)
        gone_id = gone.id
        scene.keep()
        address, reader = f"/station/reports/{scene.report.id}", browse(scene.head)
        counted = content_of(db.session(), report_of(scene)).comments
        assert "按本人意愿撤回" not in text(reader.get(address))

        db.session.remove()
        withdraw(db.session(), None, code, gone_id)
        db.session.commit()

        assert "有 1 条已按本人意愿撤回" in text(reader.get(address))
        assert content_of(db.session(), report_of(scene)).comments == counted
