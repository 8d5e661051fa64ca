"""Bad input through the page: a clear answer in Chinese, and nothing lost, doubled or half done."""

import csv
import zipfile
from collections.abc import Callable
from io import BytesIO, StringIO

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from legislation_hub.models import Account, Comment, Consultation, Draft, Event, StoredFile, Unit, Version
from legislation_hub.models.base import new_id
from legislation_hub.models.database import db
from legislation_hub.search.engine.shelf import FolderShelf
from legislation_hub.services import merging, passwords
from legislation_hub.services.indexing import catch_up
from legislation_hub.vocabulary import Stage, Tag
from tests.makers import in_days
from tests.reported import Reported
from tests.walking import Page, Walker

LAW = "示例办法\n\n第一条　为了示例，制定本办法。\n\n第二条　本办法自公布之日起施行。\n"
WORDS = "路修到组上，边沟也要一起修。"
PASSWORD = "山高水长好修农村路"


def shown(answer) -> str:
    """What a person reads, line by line."""
    return Page(answer).text


def number_of(kind: type) -> int:
    db.session.remove()
    return db.session.scalar(select(func.count()).select_from(kind)) or 0


def packed(**parts: bytes) -> bytes:
    """A ZIP with these parts."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/"), part)
    return content.getvalue()


@pytest.fixture
def desk(session, make, browse):
    """The coordinator's browser."""
    coordinator = make.coordinator()
    session.commit()
    return browse(coordinator)


class TestDraft:
    @pytest.mark.parametrize(
        ("name", "content", "status", "said"),
        [
            ("空.txt", b"", 422, "“空.txt”"),
            (
                "加密.docx",
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
                422,
                "密码",
            ),
            ("照片.docx", b"\xff\xd8\xff\xe0 a picture", 422, "“照片.docx”不是"),
            ("大.txt", b"x" * (20 * 1024 * 1024 + 1), 422, "20 MB"),
            ("特大.txt", b"x" * (22 * 1024 * 1024), 413, "20 MB"),
            ("炸弹.docx", None, 422, "“炸弹.docx”"),
            ("通知.txt", "请各乡镇参加会议。".encode(), 422, "“通知.txt”中没有找到任何条款"),
        ],
        ids=["empty", "encrypted", "not what it says", "too large", "far too large", "zip bomb", "no article"],
    )
    def test_that_cannot_be_taken_is_told_and_leaves_nothing(self, desk, name, content, status, said):
        content = packed(word__document_xml=b"0" * 300_000_000) if content is None else content
        form = {"file": (BytesIO(content), name), "reading": "征求意见稿", "title": "打好的标题"}

        answer = desk.post("/station/drafts/new", form, content_type="multipart/form-data")

        assert answer.status_code == status
        assert said in shown(answer)
        assert status == 413 or "打好的标题" in answer.text
        assert [number_of(kind) for kind in (Draft, Version, StoredFile)] == [0, 0, 0]

    def test_that_is_here_already_is_named(self, desk):
        for name in ("草案.txt", "再来一次.txt"):
            form = {"file": (BytesIO(LAW.encode()), name), "reading": "征求意见稿"}
            answer = desk.post("/station/drafts/new", form, content_type="multipart/form-data")

        assert answer.status_code == 422
        assert "《示例办法（征求意见稿）》" in shown(answer)
        assert number_of(Version) == 1


class TestDeadline:
    @pytest.mark.parametrize(
        ("opens", "closes", "said"),
        [(-9, -3, "截止日期"), (9, 3, "截止日期")],
        ids=["in the past", "before the opening"],
    )
    def test_that_nobody_can_keep_is_told_and_nothing_is_planned(self, session, make, browse, opens, closes, said):
        coordinator, version = make.coordinator(), make.version()
        session.commit()
        plan = {
            "title": "示例办法征求意见",
            "kind": "draft",
            "about": "写了半天的说明。",
            "opens_on": in_days(opens).isoformat(),
            "closes_on": in_days(closes).isoformat(),
            "rooms_due_on": in_days(20).isoformat(),
        }

        answer = browse(coordinator).post(f"/station/versions/{version.id}/prepare", plan)

        assert answer.status_code == 422
        assert said in shown(answer)
        assert "写了半天的说明。" in answer.text
        assert number_of(Consultation) == 0


class TestComment:
    @pytest.fixture
    def task(self, make):
        return make.task(code="qr77")

    @pytest.fixture
    def field(self, session, make, browse, task):
        """The collector's telephone, and how it sends the form."""
        collector = make.collector(task.unit)
        session.commit()
        address = f"/field/tasks/{task.id}/comments"
        return lambda **more: browse(collector).post(address, filled(**more))

    @pytest.fixture
    def resident(self, session, browse, task):
        """A resident's telephone, and how it sends the form."""
        session.commit()
        return lambda **more: browse().post("/c/qr77/say", filled(consent="y", **more))

    @pytest.mark.parametrize("who", ["field", "resident"])
    @pytest.mark.parametrize(
        ("slip", "said"),
        [
            ({"words": " 　\n "}, "意见原话不能空着"),
            ({"words": "修" * 10_001}, "10000"),
            ({"about": "art_99"}, "条款"),
        ],
        ids=["blank words", "long words", "unknown provision"],
    )
    def test_comes_back_with_all_that_was_typed(self, request, who: str, slip: dict, said: str):
        send: Callable = request.getfixturevalue(who)

        answer = send(reason="油钱都不够", **slip)

        assert answer.status_code == 422
        assert "未能办理，请先改正以下内容" in shown(answer)
        assert "油钱都不够" in answer.text
        assert slip.get("words", WORDS).strip() in answer.text
        assert number_of(Comment) == 0

    @pytest.mark.parametrize("who", ["field", "resident"])
    def test_sent_twice_is_kept_once(self, request, who: str):
        send, same = request.getfixturevalue(who), str(new_id())

        answers = [send(id=same) for _time in range(2)]

        assert [one.status_code for one in answers] == [200, 200]
        assert number_of(Comment) == 1

    def test_of_a_resident_after_the_closing_is_given_back_to_be_copied(self, session, make, browse):
        late = make.consultation(stage=Stage.REVIEWING, opens_on=in_days(-20), closes_on=in_days(-1))
        make.task(consultation=late, code="late1")
        session.commit()

        answer = browse().post("/c/late1/say", filled(consent="y"))

        assert answer.status_code == 409
        assert WORDS in shown(answer)
        assert "联络室" in shown(answer)
        assert number_of(Comment) == 0


class TestSession:
    def test_that_ran_out_while_typing_loses_nothing(self, app: Flask, session, make):
        task = make.task()
        make.collector(task.unit, name="caiji", password_hash=passwords.hash_of(PASSWORD))
        session.commit()
        form, phone = f"/field/tasks/{task.id}/comments", Walker(app)
        sign_in(phone, "caiji")
        phone.open(form)
        phone.client.delete_cookie("session")

        said = {"about": "whole", "stance": "amend", "consent": "oral", "words": WORDS}
        phone.press("保存", status=401, **said).says("请先登录")
        page = phone.press("登录", name="caiji", password=PASSWORD)
        page.says("您填写的内容还在", WORDS)
        phone.press("现在提交").says(WORDS, "520521")

        assert number_of(Comment) == 1


class TestSpreadsheet:
    FORMULA = '=HYPERLINK("http://example.com","点我")'

    @pytest.fixture
    def report(self, session, make, browse):
        """How the municipal officer takes a file of a report in which somebody's words look like a formula."""
        scene = Reported(session, make)
        sly = make.comment(scene.tasks[0], self.FORMULA, provision_id=scene.articles[0].id)
        merging.gather(session, scene.coordinator, scene.points[0], [sly])
        scene.sign().keep()
        return lambda name: browse(scene.officer).get(f"/reports/{scene.report.id}/files/{name}").data

    def test_runs_nothing_that_somebody_said(self, report):
        book = load_workbook(BytesIO(report("report.xlsx")))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]

        assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
        assert any(self.FORMULA in str(cell.value) for cell in cells)

    def test_shows_it_as_text_in_a_csv(self, report):
        rows = list(csv.reader(StringIO(report("register.csv").decode("utf-8-sig"))))
        cells = [cell for row in rows for cell in row]

        assert any(self.FORMULA in cell for cell in cells)
        assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))] == []

    @pytest.mark.parametrize("kind", ["places", "accounts"])
    def test_with_a_bad_row_imports_nothing_and_says_which_and_why(self, session, make, browse, kind):
        administrator = make.administrator()
        session.commit()
        browser = browse(administrator)
        before = number_of(Unit), number_of(Account)
        book = Workbook()
        rows = {
            "places": [("市人大常委会", "市人大", "5205", ""), ("村庄", "某村", "1", "5205")],
            "accounts": [("shenji", "张某", "审计员", "", ""), ("shui", "李某", "村长", "", "")],
        }
        for row in (("一", "二", "三", "四", "五"), *rows[kind]):
            book.active.append(row)
        content = BytesIO()
        book.save(content)

        form = {"workbook": (BytesIO(content.getvalue()), "表.xlsx")}
        answer = browser.post(f"/admin/import/{kind}", form, content_type="multipart/form-data")

        assert answer.status_code == 422
        assert "未导入任何内容" in shown(answer)
        assert "3" in [cell.text_content() for cell in Page(answer).tree.xpath("//tbody//th")]
        assert ("“单位类型”" if kind == "places" else "“岗位”") in shown(answer)
        assert (number_of(Unit), number_of(Account)) == before


class TestSearch:
    @pytest.mark.parametrize("asked", ['"没有收尾', "(((", "* AND", "第条", "修路 OR", "title:", "~^", "路" * 500])
    def test_that_does_not_parse_is_answered_in_words(self, app, session, desk, asked):
        catch_up(session, FolderShelf(app.config["HUB"].index))

        answer = desk.get("/search", query_string={"q": asked})

        assert answer.status_code == 200
        assert asked in answer.get_data(as_text=True).replace("&#34;", '"')
        assert any(word in shown(answer) for word in ("没有找到", "输入词语", "找到", "最多"))


class TestAddressBar:
    def test_another_room_s_page_is_refused_and_the_try_is_an_event(self, session, make, browse):
        head, elsewhere = make.room_head(), make.task()
        comment = make.comment(elsewhere)
        session.commit()

        for path in (f"/room/tasks/{elsewhere.id}", f"/room/comments/{comment.id}", f"/comments/{comment.id}"):
            answer = browse(head).get(path)
            assert answer.status_code == 403
            assert "不属于您的单位或岗位" in shown(answer)
            assert WORDS not in answer.text

        db.session.remove()
        tries = db.session.scalars(select(Event).where(Event.tag == Tag.REFUSED)).all()
        assert len(tries) == 3
        assert {one.actor for one in tries} == {head.name}


def filled(**more) -> dict[str, str]:
    """The form for a comment, as a careful person fills it in."""
    return {
        "id": str(new_id()),
        "about": "whole",
        "stance": "amend",
        "words": WORDS,
        "channel": "visit",
        "language": "汉语",
        "consent": "oral",
        "heard_on": in_days(0).isoformat(),
        **more,
    }


def sign_in(browser: Walker, name: str) -> None:
    browser.open("/door/")
    browser.press("登录", name=name, password=PASSWORD)
