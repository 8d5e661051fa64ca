"""A workbook becomes places and accounts: all of it, or nothing."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from legislation_hub.models import Household, Unit
from legislation_hub.models.database import transaction
from legislation_hub.problems import CodeTaken, FileNotWhatItSays, RowsRefused, SheetUnreadable, UnknownWord
from legislation_hub.services import importing
from legislation_hub.vocabulary import Role, UnitKind

WORDS = {"联络室": UnitKind.ROOM, "村": UnitKind.VILLAGE, "网格": UnitKind.GRID, "三员": Role.COLLECTOR}


def workbook(*sheets):
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


HEAD = ["类型", "名称", "编号", "上级"]
HOMES = ["网格", "户", "组"]


class TestImportPlaces:
    def test_makes_the_tree_and_its_households(self, session, make):
        station = make.station()
        content = workbook(
            [
                HEAD,
                ["联络室", "星宿乡", 520521222, station.code],
                ["村", "某村", "V1", "520521222"],
                ["网格", "一组", "G1", "V1"],
            ],
            [HOMES, ["G1", "1-01", "甲"], ["G1", "1-02", ""]],
        )

        placed = importing.import_places(session, make.administrator(), "places.xlsx", content, WORDS)

        assert (placed.units, placed.households) == (3, 2)
        room = session.query(Unit).filter_by(code="520521222").one()
        assert {home.room_id for home in session.query(Household)} == {room.id}

    def test_tells_each_bad_line_and_makes_nothing(self, app, session, make):
        station, administrator = make.station(), make.administrator()
        session.commit()
        content = workbook(
            [
                HEAD,
                ["联络室", "星宿乡", "A", station.code],
                ["联络室", "再来一个", "A", station.code],
                ["宫殿", "某处", "B", station.code],
                ["联络室", "无上级", "C", "不存在"],
            ]
        )

        with pytest.raises(RowsRefused) as refused, transaction() as writing:
            importing.import_places(writing, administrator, "places.xlsx", content, WORDS)

        assert [(line, type(problem)) for line, problem in refused.value.rows] == [
            (3, CodeTaken),
            (4, UnknownWord),
            (5, UnknownWord),
        ]
        assert session.query(Unit).filter_by(kind=UnitKind.ROOM).count() == 0

    def test_refuses_a_sheet_without_the_columns(self, session, make):
        with pytest.raises(SheetUnreadable):
            importing.import_places(session, make.administrator(), "x.xlsx", workbook([["类型"]]), WORDS)

    def test_refuses_what_is_no_workbook(self, session, make):
        with pytest.raises(FileNotWhatItSays):
            importing.import_places(session, make.administrator(), "x.xlsx", b"not a workbook", WORDS)


class TestImportAccounts:
    def test_gives_each_account_a_code(self, session, make):
        room = make.room()
        content = workbook(
            [["登录名", "姓名", "岗位", "单位", "三员"], ["a01", "示例·王某", "三员", room.code, ""]]
        )

        made = importing.import_accounts(session, make.administrator(), "a.xlsx", content, WORDS)

        assert [(one.account.name, one.account.room_id, len(one.code)) for one in made] == [("a01", room.id, 11)]
