"""Each role does the main part of its work in a real browser, on the demo, and reads that it is done."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.fixtures_demo import Demo, grave

pytestmark = pytest.mark.browser

ROADS = "农村公路条例征求意见"
Look = Callable[[Page, str], None]


class TestCollector:
    def test_writes_down_what_was_said_with_one_thumb(self, phone: Page, demo: Demo, look: Look):
        form_of(phone, demo)
        phone.get_by_label("户编号").fill("102002-1-02")
        phone.get_by_label(re.compile("^第十九条第一款")).check()
        phone.get_by_label("修改", exact=True).check()
        phone.get_by_label("意见原话").fill("护路员一个月三百块，哪个愿意干。")
        look(phone, "walk-collector-form")
        phone.get_by_label("口头同意").check()
        phone.get_by_role("button", name="保存").click()

        expect(phone.get_by_text(re.compile(r"^编号"))).to_contain_text("520521102-")
        expect(phone.locator("#code")).to_have_text(re.compile(r"^(\w{4}-){6}\w{4}$"))
        look(phone, "walk-collector-saved")
        phone.goto(f"{demo.url}/field/comments")
        expect(phone.get_by_text("护路员一个月三百块，哪个愿意干。").first).to_be_visible()

    def test_finds_again_what_was_typed_before_the_page_was_left(self, phone: Page, demo: Demo):
        form_of(phone, demo)
        phone.get_by_label("意见原话").fill("话才写了一半")
        phone.reload()

        expect(phone.get_by_label("意见原话")).to_have_value("话才写了一半")

    def test_saves_once_however_often_the_button_is_touched(self, phone: Page, demo: Demo):
        form_of(phone, demo)
        words = "只说了一回的话。"
        phone.get_by_label("口头同意").check()
        phone.get_by_label("整部草案").check()
        phone.get_by_label("其他不选按此记").check()
        phone.get_by_label("意见原话").fill(words)
        phone.get_by_role("button", name="保存").dblclick()

        expect(phone.locator("#code")).to_be_visible()
        phone.goto(f"{demo.url}/field/comments")
        expect(phone.get_by_text(words)).to_have_count(1)

    def test_loses_nothing_when_the_session_ran_out(self, phone: Page, demo: Demo, snap: Callable[..., Path]):
        form_of(phone, demo)
        phone.get_by_label("口头同意").check()
        phone.get_by_label("整部草案").check()
        phone.get_by_label("其他不选按此记").check()
        phone.get_by_label("意见原话").fill("写到一半，登录过期了。")
        phone.context.clear_cookies()
        phone.get_by_role("button", name="保存").click()

        phone.get_by_label("登录名").fill("maochang-1")
        phone.get_by_label("密码").fill(demo.password)
        phone.locator("main").get_by_role("button", name="登录").click()
        snap(phone, "walk-collector-kept")
        phone.get_by_role("button", name="现在提交").click()

        expect(phone.locator("#code")).to_be_visible()
        expect(phone.get_by_text("写到一半，登录过期了。")).to_be_visible()


class TestRoomHead:
    def test_looks_at_comments_one_by_one(self, desk: Page, demo: Demo, look: Look):
        desk.set_viewport_size({"width": 1366, "height": 768})
        demo.enter(desk, "maochang-zhuren")
        desk.get_by_role("link", name="审核下一条").first.click()
        look(desk, "walk-room-verdict")
        waiting = desk.url
        desk.get_by_role("button", name="采用").click()

        expect(desk.get_by_role("status")).to_contain_text("520521102-2026-")
        desk.goto(waiting)
        expect(desk.locator("main")).to_contain_text("采用")

    def test_prints_the_poster_with_the_room_s_code(self, desk: Page, demo: Demo):
        demo.enter(desk, "maochang-zhuren")
        desk.get_by_role("link", name=ROADS).first.click()
        desk.get_by_role("link", name="查看和打印").click()
        expect(desk.get_by_role("img", name="二维码")).to_be_visible()
        with desk.expect_download() as coming:
            desk.get_by_role("link", name="A4").click()

        assert Path(coming.value.path()).read_bytes().startswith(b"%PDF-")


class TestCoordinator:
    def test_sees_the_rooms_and_reminds_the_silent(self, desk: Page, demo: Demo, look: Look):
        demo.enter(desk, "xietiao")
        expect(desk.locator("main")).to_contain_text("尚无意见的条文")
        desk.get_by_role("button", name=re.compile("提醒 .* 个")).first.click()

        expect(desk.get_by_role("status")).to_contain_text("已提醒")
        look(desk, "walk-station-board")

    def test_uploads_a_draft_and_plans(self, desk: Page, demo: Demo, look: Look):
        demo.enter(desk, "xietiao")
        desk.goto(f"{demo.url}/station/drafts/new")
        text = "示例办法\n\n第一条　为了示例，制定本办法。\n\n第二条　本办法自公布之日起施行。\n"
        file = {"name": "示例办法.txt", "mimeType": "text/plain", "buffer": text.encode()}
        desk.get_by_label("草案原文").set_input_files(file)
        desk.get_by_role("button", name="读取文件").click()
        expect(desk.locator("main")).to_contain_text("2 条")
        look(desk, "walk-station-preview")
        desk.get_by_role("link", name="拟定方案").click()
        desk.get_by_label("要点 1").fill("这样写行不行？")
        look(desk, "walk-station-plan")
        desk.get_by_role("button", name="保存方案").click()

        expect(desk.locator("main")).to_contain_text("这样写行不行？")
        desk.get_by_role("link", name="发出").click()
        look(desk, "walk-station-send")

    @pytest.mark.parametrize("page", ["extend", "correct", "recall", "points"])
    def test_can_read_what_is_done_later(self, desk: Page, demo: Demo, look: Look, page: str):
        demo.enter(desk, "xietiao")
        desk.get_by_role("link", name=ROADS).first.click()
        desk.wait_for_url(re.compile("/consultations/"))
        desk.goto(f"{desk.url}/{page}")

        look(desk, f"walk-station-{page}")

    def test_makes_a_point_of_comments(self, desk: Page, demo: Demo):
        demo.enter(desk, "xietiao")
        desk.get_by_role("link", name=ROADS).first.click()
        desk.get_by_role("link", name="归并意见").first.click()
        desk.locator("input[name=comments]").first.check()
        desk.get_by_label("归并意见表述").fill("建议写明养护经费的最低标准。")
        desk.get_by_role("button", name="建立归并意见").click()

        expect(desk.locator("main")).to_contain_text("建议写明养护经费的最低标准。")


class TestMunicipalOfficer:
    def test_takes_the_files_and_records_an_outcome(self, desk: Page, demo: Demo, look: Look):
        demo.enter(desk, "shiji")
        desk.get_by_role("link", name="动物防疫法").first.click()
        for label, head in (("报告（Word）", b"PK"), ("报告（PDF）", b"%PDF-"), ("表格（Excel）", b"PK")):
            with desk.expect_download() as coming:
                desk.get_by_role("link", name=label).click()
            assert Path(coming.value.path()).read_bytes().startswith(head)

        desk.get_by_role("link", name="采纳情况", exact=True).last.click()
        desk.locator("li[id^=point-] > a").first.click()
        desk.get_by_label("部分采纳").check()
        desk.get_by_label("通过文本对应条").fill("第三条")
        look(desk, "walk-municipal-outcome")
        desk.get_by_role("button", name="保存").click()

        expect(desk.get_by_role("status")).to_contain_text("已保存")


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def resident(new_context: Callable[..., BrowserContext], request: pytest.FixtureRequest) -> Page:
    """A resident's telephone; the browsers in messengers may run no scripts."""
    context = new_context(
        viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True, java_script_enabled=request.param
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.scripts = request.param  # type: ignore[attr-defined]
    return page


class TestResident:
    def test_says_something_and_sees_where_it_goes(self, resident: Page, demo: Demo, snap: Callable):
        with_scripts = resident.scripts  # type: ignore[attr-defined]
        resident.goto(demo.url)
        resident.get_by_role("link", name="看草案，提意见").first.click()
        resident.get_by_role("link", name="我要提意见").first.click()
        resident.get_by_label("整部草案").check()
        resident.get_by_role("link", name="下一步").click()
        resident.get_by_label("您的意见").fill("路通了，班车也要通。")
        resident.get_by_role("link", name="下一步").click()
        resident.get_by_label("您在哪个乡镇").select_option(index=3)
        resident.get_by_label("同意").last.check()
        snap(resident, f"walk-resident-form-{'scripts' if with_scripts else 'plain'}")
        resident.get_by_role("button", name="提交").click()

        code = resident.locator("#code").inner_text()
        snap(resident, f"walk-resident-receipt-{'scripts' if with_scripts else 'plain'}")
        resident.goto(f"{demo.url}/receipt")
        resident.get_by_label("回执码").fill(code.lower())
        resident.get_by_role("button", name="查看").click()
        expect(resident.get_by_text("路通了，班车也要通。")).to_be_visible()

        resident.get_by_text("撤回", exact=False).first.click()
        resident.get_by_role("button", name="确定撤回").click()
        expect(resident.get_by_text("路通了，班车也要通。")).to_have_count(0)
        if with_scripts:
            assert grave(resident) == []


def form_of(phone: Page, demo: Demo) -> None:
    """Open the form for a comment on the draft that is being collected on."""
    demo.enter(phone, "maochang-1")
    phone.goto(f"{demo.url}/field/")
    phone.get_by_role("link", name="记一条意见").first.click()
    phone.wait_for_url(re.compile("/comments"))
