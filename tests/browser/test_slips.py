"""A stack of paper slips, keyed in by the keyboard alone."""

import re
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pypdfium2 as pdfium
import zxingcpp
from playwright.sync_api import Page, expect

from legislation_hub.proofs.slips import code_of
from tests.browser.fixtures_demo import Demo

Look = Callable[[Page, str], None]
ROADS = re.compile("农村公路")


def to_slips(page: Page, demo: Demo, name: str) -> UUID:
    """Sign in and open the slips of the task on country roads; return the id of the task."""
    demo.enter(page, name)
    page.get_by_role("link", name=ROADS).first.click()
    page.get_by_role("link", name=re.compile("印发与录入|意见征集单")).first.click()
    return UUID(page.url.rstrip("/").rpartition("/")[2])


def print_spares(page: Page, count: int) -> list[str]:
    """Have spare slips numbered and printed; return what their QR codes hold."""
    page.goto(page.url.partition("?")[0] + "/print")
    page.get_by_label("备用").check()
    page.get_by_label("份数").fill(str(count))
    page.get_by_role("button", name="生成征集单").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="下载打印").first.click()
    printed = pdfium.PdfDocument(Path(coming.value.path()))
    found = [one.text for sheet in printed for one in zxingcpp.read_barcodes(sheet.render(scale=2.5).to_pil())]
    return sorted(found, key=lambda text: int(re.findall(r"s=(\d+)-", text)[0]))


class TestStack:
    def test_goes_from_number_to_number_without_a_mouse(self, desk: Page, demo: Demo, look: Look):
        task = to_slips(desk, demo, "machang-zhuren")
        start = desk.url
        codes = print_spares(desk, 3)
        look(desk, "slips-list")

        desk.goto(f"{start}/key")
        desk.keyboard.type(f"{code_of(task, 1)}"[:-1] + "·")
        expect(desk.locator("#s-check")).to_have_class(re.compile("wrong|small $"))
        desk.locator("#s").fill("")
        desk.keyboard.type(str(code_of(task, 1)))
        expect(desk.locator("#s-check")).to_have_text("编号正确。")
        look(desk, "slips-stack")
        desk.keyboard.press("Enter")

        expect(desk.locator("textarea").first).to_be_focused()
        desk.keyboard.type("组里的路先修。")
        desk.locator("[data-ticks] input").first.focus()
        desk.keyboard.press("2")
        expect(desk.locator("[data-ticks]").first.get_by_label("修改")).to_be_checked()
        desk.keyboard.press("Enter")
        desk.keyboard.type("养护的钱要写明。")
        look(desk, "slips-enter")
        desk.keyboard.press("Control+Enter")

        expect(desk.locator("#s")).to_be_focused()
        expect(desk.locator("main")).to_contain_text("已录入 2 条意见")
        desk.keyboard.type(codes[1])  # as a scanner does, with the Enter behind it
        desk.keyboard.press("Enter")
        expect(desk.locator("h1")).to_contain_text(str(code_of(task, 2)))
        desk.get_by_role("button", name="空白交回").click()

        expect(desk.locator("#s")).to_be_focused()
        desk.keyboard.type(str(code_of(task, 1)))
        desk.keyboard.press("Enter")
        expect(desk.locator("main")).to_contain_text("不再重复录入")
        look(desk, "slips-slip")

    def test_two_readings_that_differ_are_laid_beside_each_other(self, desk: Page, demo: Demo, look: Look):
        to_slips(desk, demo, "jiuyi-zhuren")
        start = desk.url
        codes = print_spares(desk, 1)
        desk.goto(f"{start}/key")
        desk.locator("summary", has_text="这一摞").click()
        desk.get_by_label("由另一人再录一遍").check()
        desk.get_by_role("button", name="用于这一摞").click()
        self.key(desk, codes[0], "拖了大半年才修")

        desk.context.clear_cookies()
        demo.enter(desk, "jiuyi-1")
        desk.goto(f"{start}/key")
        self.key(desk, codes[0], "拖了半年才修")
        expect(desk.locator("mark")).to_have_text("大")
        desk.get_by_label("第一遍").check()
        look(desk, "slips-settle")
        desk.get_by_role("button", name="核定入库").click()

        expect(desk.locator("main")).to_contain_text("核定")
        expect(desk.locator("#s")).to_be_focused()

    def key(self, desk: Page, code: str, words: str) -> None:
        desk.locator("#s").fill(code)
        desk.keyboard.press("Enter")
        desk.locator("textarea").first.fill(words)
        desk.keyboard.press("Control+Enter")
        desk.wait_for_url(lambda url: "/key/" not in url)

    def test_what_was_typed_is_there_again_after_a_lost_answer(self, desk: Page, demo: Demo):
        to_slips(desk, demo, "maochang-zhuren")
        start = desk.url
        codes = print_spares(desk, 1)
        desk.goto(f"{start}/key")
        desk.locator("#s").fill(codes[0])
        desk.keyboard.press("Enter")
        desk.locator("textarea").first.fill("答复丢了也不会丢。")
        desk.route(
            "**/key/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
        )
        with desk.expect_event("requestfailed"):
            desk.keyboard.press("Control+Enter")
        desk.unroute("**/key/*")

        desk.goto(f"{start}/key")
        desk.locator("#s").fill(codes[0])
        desk.keyboard.press("Enter")
        expect(desk.locator("textarea").first).to_have_value("答复丢了也不会丢。")


class TestCheckCharacters:
    def test_are_the_same_on_the_page_as_on_the_server(self, desk: Page, demo: Demo):
        task = UUID("019892a0-0000-7000-8000-000000000001")
        codes = [str(code_of(task, number)) for number in range(1, 400)]
        desk.goto(demo.url)

        right = desk.evaluate(
            """async ([task, codes]) => {
                const { isRight } = await import("/static/js/keying.js");
                return codes.map((code) => isRight(task, code));
            }""",
            [task.hex, codes],
        )
        assert set(right) == {True}
