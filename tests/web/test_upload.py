"""Every kind of file that a draft comes in is taken, or refused in words that say what to do."""

from io import BytesIO

import pytest
from sqlalchemy import func, select

from legislation_hub.legaltext.readers import office
from legislation_hub.legaltext.reading import READERS
from legislation_hub.models import StoredFile, Version
from legislation_hub.models.database import db

PAGE = "<html><body><nav>{}</nav><h1>某条例</h1><p>第一条 为了甲。</p><p>第二条 自即日起施行。</p></body></html>"
MENU = "首页 政务公开 办事服务 互动交流 " * 5


@pytest.fixture
def desk(session, make, browse):
    coordinator = make.coordinator()
    session.commit()
    return browse(coordinator)


def upload(desk, name, content):
    form = {"file": (BytesIO(content), name), "reading": "征求意见稿"}
    return desk.post("/station/drafts/new", form, content_type="multipart/form-data")


def kept(model):
    return db.session().scalar(select(func.count()).select_from(model))


class TestUpload:
    def test_offers_every_kind_that_has_a_reader(self, desk):
        page = desk.get("/station/drafts/new").text

        assert f'accept="{",".join(READERS)}"' in page

    def test_takes_a_web_page_and_shows_what_its_reader_tells(self, desk):
        upload(desk, "草案.html", PAGE.format(MENU).encode("gb18030"))

        version = db.session().scalars(select(Version)).one()
        assert version.title.endswith("某条例")
        assert "网页的菜单、页边文字也在各行之中" in desk.get(f"/station/versions/{version.id}").text

    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("草案.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "要用 LibreOffice 打开，本机没有安装"),
            ("草案.pdf", b"%PDF-1.7 x", "不是真正的 .pdf 文件"),
            ("草案.xls", b"x", "无法读取“草案.xls”这种格式"),
        ],
    )
    def test_refuses_in_words_that_say_what_to_do_and_keeps_nothing(self, desk, monkeypatch, name, content, said):
        monkeypatch.setattr(office, "PROGRAMS", ())

        answer = upload(desk, name, content)

        assert answer.status_code == 422
        assert said in answer.text
        assert (kept(Version), kept(StoredFile)) == (0, 0)
