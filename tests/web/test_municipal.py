"""The municipality: reads what is signed and nothing else, and says point by point what became of it."""

import pytest

from legislation_hub.models import Outcome, Report
from legislation_hub.models.database import db
from legislation_hub.services import compiling
from legislation_hub.vocabulary import OutcomeKind
from tests.reported import Reported

FOUND = {"kind": "adopted", "passed_article": "第九条第二款", "basis": "", "reason": ""}


@pytest.fixture
def scene(session, make):
    return Reported(session, make, comments=10).sign().keep()


def text(answer):
    return answer.get_data(as_text=True)


def outcomes():
    db.session.remove()
    return {one.point_id: one for one in db.session.query(Outcome).filter(Outcome.current)}


class TestReports:
    def test_lists_signed_ones_with_what_waits(self, scene, browse):
        page = text(browse(scene.officer).get("/municipal/"))

        assert scene.report.number in page
        assert "待反馈 3 条" in page

    def test_shows_points_files_and_root(self, scene, browse):
        page = text(browse(scene.officer).get(f"/municipal/reports/{scene.report.id}"))

        assert "建议同步修建边沟" in page
        assert "report.docx" in page
        assert scene.report.root in page

    def test_knows_nothing_of_an_unsigned_one(self, session, make, browse):
        scene = Reported(session, make).keep()
        officer = browse(scene.officer)

        assert officer.get(f"/municipal/reports/{scene.report.id}").status_code == 403
        assert officer.get(f"/municipal/outcomes?report={scene.report.id}").status_code == 403
        assert scene.report.number not in text(officer.get("/municipal/"))

    def test_is_not_for_a_neighbouring_municipality(self, session, make, browse, scene):
        station = make.station(name="邻市的站", parent_id=make.municipality().id)
        stranger = make.municipal_officer(station)
        session.commit()
        paths = [
            f"/municipal/reports/{scene.report.id}",
            f"/municipal/outcomes?at={scene.points[0].id}",
            f"/reports/{scene.report.id}/files/report.pdf",
        ]

        assert [browse(stranger).get(path).status_code for path in paths] == [403, 403, 403]

    def test_reads_no_room_s_report(self, session, make, browse):
        scene = Reported(session, make)
        head = scene.room_heads[0]
        report = compiling.compile_report(session, head, scene.consultation, scene.tasks[0].unit, scene.say)
        compiling.sign_report(session, head, report, scene.say)
        path = f"/municipal/reports/{report.id}"
        scene.keep()

        assert browse(scene.officer).get(path).status_code == 403


class TestOutcomes:
    def test_one_point_is_open_and_the_next_follows(self, scene, browse):
        officer = browse(scene.officer)
        first, second, _third = scene.printed

        page = officer.post(f"/municipal/outcomes/{first.id}", FOUND)

        assert page.request.args["at"] == str(second.id)
        assert outcomes()[first.id].kind is OutcomeKind.ADOPTED

    def test_a_skipped_point_comes_again_after_the_last(self, scene, browse):
        officer = browse(scene.officer)
        first, second, third = scene.printed
        officer.post(f"/municipal/outcomes/{second.id}", FOUND)

        page = officer.post(f"/municipal/outcomes/{third.id}", FOUND)

        assert page.request.args["at"] == str(first.id)

    @pytest.mark.parametrize(
        "missing", [{"passed_article": ""}, {"kind": "not_adopted", "reason": ""}, {"kind": ""}]
    )
    def test_what_is_incomplete_comes_back_as_it_was_typed(self, scene, browse, missing):
        said = {**FOUND, "basis": "审议结果报告", **missing}

        page = browse(scene.officer).post(f"/municipal/outcomes/{scene.points[0].id}", said)

        assert page.status_code == 422
        assert "审议结果报告" in text(page)
        assert outcomes() == {}

    def test_offers_the_articles_of_the_passed_text(self, session, make, browse):
        scene = Reported(session, make).sign()
        scene.consultation.passed_version_id = make.version(articles=2).id
        scene.keep()

        assert '<option value="第二条">' in text(browse(scene.officer).get("/municipal/outcomes"))

    def test_shows_settled_points_only_in_their_report(self, session, make, browse):
        scene = Reported(session, make).sign().settle().keep()
        officer = browse(scene.officer)

        assert "建议同步修建边沟" not in text(officer.get("/municipal/outcomes"))
        assert "第九条第二款" in text(
            officer.get(f"/municipal/outcomes?report={scene.report.id}&at={scene.points[0].id}")
        )

    def test_is_for_no_station(self, scene, browse):
        path = f"/municipal/outcomes/{scene.points[0].id}"

        assert browse(scene.coordinator).post(path, FOUND).status_code == 403

    def test_more_points_make_no_more_queries(self, session, make, browse, queries_made):
        small, large = (Reported(session, make, comments).sign() for comments in (4, 19))
        counts = []
        for scene in (small, large):
            scene.keep()
        for scene in (small, large):
            officer = browse(scene.officer)
            with queries_made() as made:
                officer.get(f"/municipal/outcomes?report={scene.report.id}")
            counts.append(len(made))

        assert counts[0] == counts[1]


class TestPassedText:
    def test_is_chosen_among_the_readings_of_the_draft(self, session, make, browse, scene):
        report = session.get(Report, scene.report.id)
        draft_id = report.consultation.version.draft_id
        passed = make.version(draft_id=draft_id, ordinal=2, reading="通过文本")
        session.commit()
        officer, passed_id, at = browse(scene.officer), passed.id, f"/municipal/reports/{report.id}"
        assert "通过文本" in text(officer.get(at))

        officer.post(f"{at}/passed", {"version": str(passed_id)})

        assert db.session.get(Report, scene.report.id).consultation.passed_version_id == passed_id
