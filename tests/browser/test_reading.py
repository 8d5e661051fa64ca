"""Reading and comparing laws as people do: on a phone, on a desk, by keyboard, without scripts, on paper."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.app import create_app
from legislation_hub.models import Card, Provision
from legislation_hub.models.database import db
from legislation_hub.models.schema import upgrade
from legislation_hub.services.drafting import Upload, add_version
from tests.browser.fixtures_demo import grave
from tests.conftest import settings_in
from tests.fixtures_server import serving
from tests.makers import Make

pytestmark = pytest.mark.browser

Look = Callable[[Page, str], None]

FIRST = """农村公路条例
（2025年7月16日国务院公布）
第一章　总则
第一条　为了保障农村公路的建设，制定本条例。
第二条　农村公路包括：
（一）县道；
（二）乡道。
前款以外的道路不适用本条例。
第二章　管理
第三条　县级人民政府负责农村公路的建设、养护和管理工作。
第四条　违反本条例规定的，由交通运输主管部门责令改正，处二百元以下罚款。
"""
SECOND = """农村公路条例
（2025年7月16日国务院公布）
第一章　总则
第一条　为了保障农村公路的建设和养护，制定本条例。
第二条　农村公路包括：
（一）县道；
（二）乡道；
（三）村道。
前款以外的道路不适用本条例。
第二章　管理
第三条　国家鼓励社会力量捐资修路，具体办法由省人民政府制定。
第四条　县级人民政府负责农村公路的建设、养护和管理工作。
附件
公路等级表
一级公路，四车道。
"""


@dataclass(frozen=True)
class Laws:
    """Where two versions of one law are read and compared."""

    first: str
    second: str
    compared: str


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laws]:
    """Yield the addresses of two public versions behind the product's own server."""
    settings = settings_in(tmp_path_factory.mktemp("laws"))
    app: Flask = create_app(settings)
    with app.app_context():
        upgrade(db.engine)
        session = db.session()
        make = Make(session)
        station, coordinator, draft, ids = make.station(), make.coordinator(), None, []
        for reading, text in (("一审稿", FIRST), ("二审稿", SECOND)):
            upload = Upload(f"{reading}.txt", text.encode(), reading, draft=draft)
            version = add_version(session, coordinator, station, settings.files, upload)
            version.published_at = clock.now()
            asked, draft = make.consultation(version_id=version.id, title=f"{reading}征求意见"), version.draft
            make.task(make.room(station, name="猫场镇"), asked)
            place = select(Provision.id).filter_by(version_id=version.id, eid="art_2")
            card = {"provision_id": session.scalar(place), "title": "哪些路归它管", "text": "县道、乡道、村道。"}
            session.add(Card(consultation_id=asked.id, position=1, **card))
            ids.append(version.id)
        session.commit()
        db.session.remove()
    with serving(app) as url:
        first, second = (f"{url}/texts/{one}" for one in ids)
        yield Laws(first, second, f"{second}/compare")
    with app.app_context():
        db.engine.dispose()


class TestPhone:
    def test_reads_article_by_article_and_speaks_about_one(self, phone: Page, laws: Laws, look: Look):
        phone.goto(laws.second)
        look(phone, "reading-whole")
        phone.get_by_role("link", name="目录", exact=True).click()
        look(phone, "reading-contents")
        phone.get_by_role("link", name="第二条").click()
        expect(phone.get_by_text("哪些路归它管")).to_be_visible()
        look(phone, "reading-article")
        phone.get_by_role("link", name="下一条").click()

        expect(phone.get_by_role("heading", level=1)).to_have_text("第三条")
        phone.get_by_role("link", name="对这一条提意见").click()
        expect(phone.locator("input[name=about]:checked")).to_have_value("art_3")

    def test_keeps_the_ways_on_within_reach_of_the_thumb(self, phone: Page, laws: Laws):
        phone.goto(f"{laws.second}/art_2")
        box = phone.get_by_role("navigation", name="逐条阅读").bounding_box()

        assert box is not None
        assert box["y"] + box["height"] <= 741
        for link in phone.get_by_role("navigation", name="逐条阅读").get_by_role("link").all():
            size = link.bounding_box()
            assert size is not None
            assert min(size["width"], size["height"]) >= 44

    def test_shows_changes_in_one_column(self, phone: Page, laws: Laws, look: Look):
        phone.goto(laws.compared)
        first = phone.locator("#art_1")

        expect(first.locator("td.old")).to_be_hidden()
        expect(first.locator("td.new ins")).to_have_text("和养护")
        expect(phone.locator("#old-art_4 td.new del").first).to_be_visible()
        look(phone, "compare")

    def test_reads_without_scripts(self, browser: Browser, laws: Laws):
        context = browser.new_context(
            java_script_enabled=False, locale="zh-CN", viewport={"width": 360, "height": 740}
        )
        page = context.new_page()
        for address in (laws.second, f"{laws.second}/contents", f"{laws.second}/annex_1", laws.compared):
            page.goto(address)
            expect(page.locator("main")).to_contain_text("公路")
        context.close()


class TestDesk:
    def test_shows_the_contents_at_the_side_and_leads_to_a_place(self, desk: Page, laws: Laws):
        desk.goto(laws.second)
        side = desk.get_by_role("navigation", name="目录")
        law = desk.locator("#law")

        side_box, law_box = side.bounding_box(), law.bounding_box()
        assert side_box is not None
        assert law_box is not None
        assert side_box["x"] + side_box["width"] <= law_box["x"]
        side.get_by_role("link", name="第四条").click()
        desk.wait_for_url("**#art_4")

    def test_marks_the_line_that_a_link_names(self, desk: Page, laws: Laws, look: Look):
        desk.goto(f"{laws.second}/art_2__para_1__item_3")

        expect(desk.locator(".named")).to_contain_text("（三）村道。")
        look(desk, "reading-named")

    def test_is_told_clearly_that_there_is_no_such_place(self, desk: Page, laws: Laws, look: Look):
        desk.goto(f"{laws.second}/art_99")
        look(desk, "reading-missing")
        desk.get_by_role("link", name="查看目录").click()

        expect(desk.get_by_role("heading", name="目录")).to_be_visible()

    def test_lays_two_versions_side_by_side_and_hops_by_keyboard(self, desk: Page, laws: Laws):
        desk.goto(laws.compared)
        old, new = (desk.locator(f"#art_1 td.{side}").bounding_box() for side in ("old", "new"))
        assert old is not None
        assert new is not None
        assert old["x"] + old["width"] <= new["x"] + 1
        assert abs(old["y"] - new["y"]) < 1

        desk.get_by_role("link", name="第一处改动").focus()
        desk.keyboard.press("Enter")
        desk.wait_for_url("**#art_1")
        desk.keyboard.press("Tab")
        desk.keyboard.press("Enter")
        desk.wait_for_url("**#art_2")
        desk.keyboard.press("n")
        desk.wait_for_url("**#art_3")
        desk.keyboard.press("p")
        desk.wait_for_url("**#art_2")

    def test_hears_what_was_left_out_and_added(self, desk: Page, laws: Laws):
        desk.goto(laws.compared)
        told = "(one, part) => getComputedStyle(document.querySelector(one), part).content"

        assert "新增" in desk.evaluate(f"([one, part]) => ({told})(one, part)", ["#art_1 ins", "::before"])
        assert "删去" in desk.evaluate(f"([one, part]) => ({told})(one, part)", ["#old-art_4 del", "::before"])

    def test_reads_in_large_type(self, desk: Page, laws: Laws, look: Look):
        desk.goto(laws.second)
        desk.get_by_role("button", name="大字版").click()
        for name, address in (
            ("whole", laws.second),
            ("article", f"{laws.second}/art_2"),
            ("compare", laws.compared),
        ):
            desk.goto(address)
            look(desk, f"large-{name}")


class TestPaper:
    def test_prints_the_law_and_nothing_else(self, desk: Page, laws: Laws):
        desk.goto(laws.second)
        desk.emulate_media(media="print")

        expect(desk.get_by_text("为了保障农村公路的建设和养护").last).to_be_visible()
        for unprinted in (".side", ".tools >> nth=0", ".beside >> nth=0", ".top", ".foot"):
            expect(desk.locator(unprinted)).to_be_hidden()

    def test_prints_a_comparison_in_two_columns(self, phone: Page, laws: Laws):
        phone.goto(laws.compared)
        phone.emulate_media(media="print")

        expect(phone.locator("#art_1 td.old")).to_be_visible()
        expect(phone.get_by_role("columnheader", name="一审稿")).to_be_visible()
        expect(phone.locator("#old-art_4 td.new del").first).to_be_hidden()


def test_nothing_grave_stands_in_the_way_in_english(desk: Page, laws: Laws):
    desk.goto(laws.second)
    desk.get_by_role("button", name="English").click()
    for address in (laws.second, f"{laws.second}/art_2", laws.compared):
        desk.goto(address)
        assert grave(desk) == []
