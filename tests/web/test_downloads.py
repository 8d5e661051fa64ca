"""Files of signed reports: the same bytes each time, noted in the log, without names unless somebody says why."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from legislation_hub.exporters.bundle import sums
from legislation_hub.exporters.catalogue import REPORT
from legislation_hub.models import Event
from legislation_hub.models.database import db
from legislation_hub.proofs import manifest
from legislation_hub.vocabulary import Tag
from tests.reported import Reported


@pytest.fixture
def scene(session, make):
    return Reported(session, make).sign().keep()


@pytest.fixture
def address(scene):
    return f"/reports/{scene.report.id}"


def exports():
    db.session.remove()
    return [one.detail for one in db.session.query(Event).filter_by(tag=Tag.REPORT_EXPORTED)]


def register(data):
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(BytesIO(data))["意见登记表"]]


class TestFile:
    @pytest.mark.parametrize("name", [*(one.name for one in REPORT), "manifest.json", "all.zip"])
    def test_is_the_same_for_everybody_every_time(self, scene, browse, address, name):
        path = f"{address}/files/{name}"
        first = browse(scene.coordinator).get(path)
        again = browse(scene.officer).get(path, headers={"Accept-Language": "en"})

        assert first.status_code == 200
        assert first.data
        assert first.data == again.data
        assert "attachment" in first.headers["Content-Disposition"]

    def test_leaves_a_line_in_the_log(self, scene, browse, address):
        browse(scene.officer).get(f"{address}/files/report.pdf")

        [noted] = exports()
        assert (noted["form"], list(noted["files"])) == ("deidentified", ["report.pdf"])

    def test_the_bundle_holds_everything_with_its_sums(self, scene, browse, address):
        archive = ZipFile(BytesIO(browse(scene.officer).get(f"{address}/files/all.zip").data))
        files = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}

        assert set(files) == {*(one.name for one in REPORT), "manifest.json", "SHA256SUMS"}
        assert files.pop("SHA256SUMS") == sums(files)
        assert manifest.read(files["manifest.json"])["root"] == scene.report.root

    def test_has_english_heads_only_when_asked(self, scene, browse, address):
        plain = browse(scene.officer).get(f"{address}/files/report.xlsx").data
        asked = browse(scene.officer).get(f"{address}/files/report.xlsx?language=en").data

        assert openpyxl.load_workbook(BytesIO(plain)).sheetnames[0] == "汇总表"
        assert openpyxl.load_workbook(BytesIO(asked)).sheetnames[0] != "汇总表"

    def test_what_there_is_not_is_not_there(self, scene, browse, address):
        assert browse(scene.officer).get(f"{address}/files/passwords.txt").status_code == 404

    def test_an_unsigned_report_leaves_no_house(self, session, make, browse):
        scene = Reported(session, make).keep()
        path = f"/reports/{scene.report.id}/files/report.pdf"

        assert browse(scene.coordinator).get(path).status_code == 409
        assert browse(scene.officer).get(path).status_code == 403


class TestFull:
    def test_names_the_household_for_whoever_says_why(self, scene, browse, address):
        answer = browse(scene.head).post(f"{address}/full", {"reason": "回访核实三户的意见"})
        archive = ZipFile(BytesIO(answer.data))
        full = register(archive.read(f"{scene.report.number}/report.xlsx"))
        plain = register(browse(scene.head).get(f"{address}/files/report.xlsx").data)

        assert {"户编号", "采集员"} <= set(full[0]) - set(plain[0])
        assert ("full", "回访核实三户的意见") in {(one["form"], one["reason"]) for one in exports()}

    def test_is_refused_without_a_reason(self, scene, browse, address):
        assert browse(scene.head).post(f"{address}/full", {"reason": "  "}).status_code == 422
        assert exports() == []

    def test_is_not_for_the_municipality(self, scene, browse, address):
        assert browse(scene.officer).post(f"{address}/full", {"reason": "想看看"}).status_code == 403


class TestFollowing:
    def test_the_outcome_sheet_has_a_line_for_each_point(self, session, make, browse):
        scene = Reported(session, make).sign().settle().keep()

        data = browse(scene.officer).get(f"/reports/{scene.report.id}/outcomes.xlsx").data
        rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(BytesIO(data)).active]

        assert len(rows) == 1 + len(scene.points)
        assert {"直接采纳", "第九条第二款", "审议结果报告第三点"} <= set(rows[1])

    def test_the_task_sheet_has_a_line_for_each_unit_and_is_the_station_s(self, scene, browse, address):
        data = browse(scene.coordinator).get(f"{address}/tasks.xlsx").data

        assert openpyxl.load_workbook(BytesIO(data)).active.max_row == 1 + len(scene.tasks)
        assert browse(scene.officer).get(f"{address}/tasks.xlsx").status_code == 403
