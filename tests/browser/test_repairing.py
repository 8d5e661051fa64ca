"""A real file is uploaded, repaired line by line in the browser until nothing is left to look at, and sent out."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.fixtures_demo import Demo
from tests.browser.test_walks import Look

pytestmark = pytest.mark.browser

WORD = "docx/中华人民共和国仲裁法.docx"
AUTONOMOUS = "text/D160_浙江省景宁畲族自治县自治条例_2021-06-15.txt"
DAMAGED = "text/D098_未成年人网络保护条例_2023-10-16.txt"


@pytest.fixture
def uploaded(desk: Page, demo: Demo, shared: Path):
    """Return a function that uploads one of the real laws and leaves its preview open."""

    def uploaded(name: str) -> Page:
        demo.enter(desk, "xietiao")
        desk.goto(f"{demo.url}/station/drafts/new")
        desk.get_by_label("草案原文").set_input_files(shared / "data" / "laws" / name)
        desk.get_by_role("button", name="读取文件").click()
        desk.wait_for_url(re.compile("/versions/"))
        return desk

    return uploaded


def line(page: Page, text: str) -> Locator:
    return page.locator(".lines > li").filter(has_text=text).first


class TestAWordFile:
    def test_is_repaired_and_sent_out(self, uploaded, look: Look):
        page = uploaded(WORD)
        expect(page.locator("main")).to_contain_text("有 13 处请核对")
        look(page, "repair-preview")
        page.get_by_role("link", name="到第一处").click()
        look(page, "repair-open")
        # By the keyboard alone: the cursor goes before 第三条, a line break divides, Enter on the button saves.
        field = page.get_by_label("断开这一行")
        before = field.input_value().index("第三条")
        field.focus()
        page.keyboard.press("Control+Home")
        for _ in range(before):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        expect(page.get_by_role("status")).to_contain_text("已更正")
        expect(line(page, "【消极适用范围】").locator(".tree")).to_contain_text("第三条　消极适用范围")

        # Lines broken at the margin go on those above; the chapter that the file lacks is accepted as it stands.
        for left in range(12, 0, -1):
            expect(page.locator("main")).to_contain_text(f"有 {left} 处请核对")
            page.get_by_role("link", name="到第一处").click()
            opened = page.locator(".lines > li.open")
            broken = opened.get_by_text("上一段没有写完").count() > 0
            name = "并入上一行" if broken else "原文如此"
            opened.get_by_role("button", name=name).press("Enter")
        expect(page.get_by_role("status")).to_contain_text("没有要看的地方了")
        expect(page.locator(".doubt")).to_have_count(0)
        look(page, "repair-done")

        page.get_by_role("link", name="拟定方案").click()
        page.get_by_role("button", name="保存方案").click()
        page.get_by_role("link", name="发出").click()
        page.get_by_role("button", name="发出").click()
        page.get_by_role("link", name="仲裁法").first.click()
        expect(page.locator("main")).to_contain_text("文本不再改动")


class TestADamagedLaw:
    def test_loses_its_remarks_one_by_one(self, uploaded, look: Look):
        page = uploaded(DAMAGED)
        for left in range(6, 0, -1):
            expect(page.locator("main")).to_contain_text(f"有 {left} 处请核对")
            page.get_by_role("link", name="到第一处").click()
            page.get_by_label("这一行是").select_option("chapter")
            page.get_by_role("button", name="更正", exact=True).click()

        expect(page.locator("main")).to_contain_text("7 章")
        expect(page.locator("main")).to_contain_text("已更正 6 处")

    def test_is_raised_lowered_and_taken_back_by_one_touch(self, uploaded):
        page = uploaded(AUTONOMOUS)
        # The table of contents above has the same words and no level.
        heading = page.locator(".lines > li").filter(has_text="第二章", has=page.locator(".level")).first
        heading.get_by_role("button", name="降").click()
        expect(heading.locator(".level")).to_have_text("节")

        heading.get_by_role("button", name="升").click()
        expect(heading.locator(".level")).to_have_text("章")
        page.get_by_text("已更正 1 处").click()
        page.get_by_role("button", name="撤销").click()

        expect(page.get_by_role("status")).to_contain_text("已撤销")


class TestDividingByTouch:
    def test_puts_the_break_where_the_line_was_touched(self, uploaded):
        page = uploaded(WORD.replace("仲裁法", "国旗法"))
        line(page, "第一条").get_by_role("link", name="更正").click()
        text = page.locator("[data-divide]")
        box = text.bounding_box()
        assert box is not None
        text.click(position={"x": box["width"] / 2, "y": 12})

        value = page.get_by_label("断开这一行").input_value()
        assert value.count("\n") == 1
        assert value.replace("\n", "") == text.inner_text()
        text.click(position={"x": box["width"] / 2, "y": 12})
        expect(page.get_by_label("断开这一行")).to_have_value(text.inner_text())
