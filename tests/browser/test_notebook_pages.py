"""At a door, without a network: what a collector sees of the notebook, and does with it."""

import gzip
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.at_the_door import (
    KEY,
    PIN,
    agree,
    begin,
    choose,
    choose_pin,
    entries,
    findings,
    saving_time,
    say,
    task,
    view,
)
from tests.browser.fixtures_demo import Demo
from tests.house import PACKAGE

pytestmark = pytest.mark.browser

SMALL = 150_000  # bytes that the first load may be, compressed
WORDS = "护路员一个月三百块，哪个愿意干。"
HOME = "102002-1-02"
SCRIPTS = PACKAGE / "web" / "static" / "notebook" / "pages"
SELECT = """([from, to]) => {
  const text = document.querySelector("[data-passages] p:not([hidden]) [data-text]");
  const range = document.createRange();
  range.setStart(text.firstChild, from);
  range.setEnd(text.firstChild, to);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@pytest.fixture
def book(phone: Page, demo: Demo) -> Page:
    """A notebook that was just begun, at its first view."""
    return begin(phone, demo)


def offline(page: Page, away: bool = True) -> None:
    page.context.set_offline(away)


def lock(page: Page) -> None:
    view(page, "#/phone").get_by_role("button", name="立即锁上").click()
    expect(page.get_by_role("heading", name="打开走访本")).to_be_visible()


class TestWithoutANetwork:
    def test_the_notebook_opens_again_with_all_that_a_door_needs(self, book: Page):
        here = task(book)
        offline(book)
        book.reload()

        expect(book.get_by_role("heading", name="任务", exact=True)).to_be_visible()
        expect(view(book, f"#/task/{here}").get_by_text("护路员一个月多少钱合适")).to_be_visible()
        expect(view(book, f"#/households/{here}").get_by_text(HOME)).to_be_visible()

    def test_what_was_said_is_on_the_phone_and_gets_its_number_later(self, book: Page):
        here = task(book)
        offline(book)
        say(view(book, f"#/say/{here}"), WORDS, HOME, KEY)

        expect(book.get_by_role("heading", name="已保存在手机里")).to_be_visible()
        expect(book.get_by_text("送达后给编号")).to_be_visible()
        expect(book.get_by_text("还有 1 条意见等待发送")).to_be_visible()
        expect(view(book, "#/mine").get_by_text(WORDS)).to_be_visible()
        offline(book, False)

        expect(book.get_by_text(re.compile(r"520521102-\d{4}-\d{5}")).first).to_be_visible()
        expect(book.locator("#strip")).to_be_hidden()

    def test_a_household_counts_as_heard_at_once(self, book: Page):
        here = task(book)
        left = book.get_by_role("link", name=re.compile("没走到")).first.inner_text()
        offline(book)
        say(view(book, f"#/say/{here}"), WORDS, "102002-1-10")
        book.get_by_role("heading", name="已保存在手机里").wait_for()
        view(book, "#/")

        expect(book.get_by_role("link", name=re.compile("没走到")).first).not_to_have_text(left)

    def test_saving_is_quick_on_a_slow_phone(self, book: Page):
        here = task(book)
        offline(book)
        times = [round(saving_time(view(book, f"#/say/{here}"))) for _time in range(3)]

        print(f"saved after {times} ms on a processor slowed four times")
        assert len(times) == 3


class TestWritingDown:
    def test_one_more_from_the_same_household_belongs_to_the_same_submission(self, book: Page):
        here = task(book)
        offline(book)
        say(view(book, f"#/say/{here}"), "头一条。", "2-1-02")
        book.get_by_role("link", name="这户再记一条").click()
        expect(book.get_by_label("户编号")).to_have_value(HOME)
        say(book, "再一条。")
        expect(book.get_by_text("再一条。")).to_be_visible()

        first, second = entries(book)
        assert second["content"]["submission"] == first["id"]
        assert first["content"]["household"] == HOME

    def test_words_that_are_selected_in_the_law_are_what_it_is_about(self, book: Page):
        offline(book)
        view(book, f"#/say/{task(book)}")
        agree(book)
        choose(book, KEY)
        book.get_by_text("看条文").click()
        text = book.locator("[data-passages] [data-text]").first.inner_text()
        start = text.index("日常养护")
        book.evaluate(SELECT, [start, start + 4])
        book.get_by_role("button", name="针对这几个字").tap()
        book.get_by_label("意见原话").fill(WORDS)
        book.get_by_role("button", name="保存").click()

        expect(book.locator(".law mark")).to_have_text("日常养护")
        (one,) = entries(book)
        assert one["content"]["quote"] == "日常养护"
        assert one["content"]["provision"].endswith("__para_1")
        assert one["content"]["quote_start"] == start

    def test_any_other_provision_is_found_by_its_number(self, book: Page):
        offline(book)
        view(book, f"#/say/{task(book)}")
        book.get_by_role("button", name="选条款").click()
        book.locator("#seek-other").fill("7")
        # Under the box in which one types: above it, the keyboard pushes it off the screen.
        hit = book.locator("#seek-other").locator("xpath=following::input[@type='radio'][1]")
        hit.check()

        expect(book.locator("[data-passages] p").first).to_contain_text("第七条")

    def test_says_what_is_missing_and_keeps_what_was_typed(self, book: Page):
        view(book, f"#/say/{task(book)}")
        book.get_by_label("意见原话").fill("我的身份证是 522422199001011234")
        book.get_by_role("button", name="保存").click()

        expect(book.get_by_role("alert")).to_be_focused()
        expect(book.get_by_role("alert")).to_contain_text("对哪一条")
        expect(book.locator("#consent-error")).to_have_text("请先问对方是否同意记录，再选一项。")
        book.get_by_role("link", name=re.compile("^对哪一条")).click()
        expect(book.get_by_role("button", name="选条款")).to_be_focused()
        expect(book.get_by_label("意见原话")).to_have_value("我的身份证是 522422199001011234")
        assert entries(book) == []

    def test_what_was_typed_is_there_after_a_look_elsewhere(self, book: Page):
        view(book, f"#/say/{task(book)}")
        book.get_by_label("意见原话").fill("话才写了一半")
        book.get_by_role("link", name="任务").click()
        book.get_by_role("heading", name="任务", exact=True).wait_for()
        book.go_back()

        expect(book.get_by_label("意见原话")).to_have_value("话才写了一半")

    def test_only_the_keyboard_is_needed(self, book: Page):
        offline(book)
        view(book, f"#/say/{task(book)}")
        book.get_by_label("户编号").focus()
        book.keyboard.type("102002-1-03")
        for key in ("Tab", "Space", "Tab", "Enter", "Space"):
            book.keyboard.press(key)
        book.get_by_label("意见原话").focus()
        book.keyboard.type(WORDS)
        book.get_by_role("button", name="保存").focus()
        book.keyboard.press("Enter")

        expect(book.get_by_role("heading", name="已保存在手机里")).to_be_focused()

    def test_the_words_come_soon_and_a_code_s_end_shows_whose_it_is(self, book: Page):
        offline(book)
        view(book, f"#/say/{task(book)}")
        expect(book.get_by_label("整部草案")).to_be_hidden()
        expect(book.locator("[name=consent]:checked")).to_have_count(0)
        assert book.get_by_label("意见原话").bounding_box()["y"] < 740
        book.get_by_label("户编号").fill("1-02")
        expect(book.locator(".doors button")).to_have_count(2)
        book.get_by_role("button", name=re.compile(f"^{HOME}")).click()
        expect(book.get_by_label("户编号")).to_have_value(HOME)
        expect(book.locator(".doors output")).to_contain_text("网格")
        say(book, "打 13800000000 问我。", HOME)
        expect(book.get_by_text("本人同意的，发送前可以去掉号码")).to_be_visible()
        book.get_by_role("link", name="这户再记一条").click()
        expect(book.get_by_label("口头同意")).to_be_checked()
        book.get_by_role("link", name="任务").click()
        book.get_by_role("link", name="记一条意见").first.click()
        expect(book.get_by_label("意见原话")).to_be_visible()
        expect(book.locator("[name=consent]:checked")).to_have_count(0)

    def test_what_is_closed_says_so_and_asks_for_the_day(self, book: Page):
        card = book.locator("#view article").filter(has_text="征集已于")
        expect(card.get_by_role("link", name=re.compile("没走到|记一条意见"))).to_have_count(0)
        card.get_by_role("link", name="补录意见").click()
        expect(book.get_by_label("听到的日期")).to_have_value("")
        say(book, "截止前两天听到的。")
        expect(book.locator("#heard_on-error")).to_contain_text("请填")
        told = re.search(
            r"征集已于(\d+)年(\d+)月(\d+)日结束", book.locator("#view form, #view .notice").first.inner_text()
        )
        assert told
        closes = date(*map(int, told.groups()))
        book.get_by_label("听到的日期").fill((closes + timedelta(days=1)).isoformat())
        book.get_by_role("button", name="保存").click()
        expect(book.locator("#heard_on-error")).to_contain_text("只能补录这天及以前听到的")
        expect(book.locator("#heard_on-error")).to_contain_text("请再点一次")
        book.get_by_label("听到的日期").fill(closes.isoformat())
        book.get_by_role("button", name="保存").click()

        expect(book.get_by_text("送达时已过截止日期")).to_be_visible()


class TestTheWayThroughIt:
    def test_back_leads_to_where_one_was_and_the_heading_is_read_out(self, book: Page):
        link = book.get_by_role("link", name="看征求什么").first
        link.click()
        expect(book.get_by_role("heading", name=re.compile("农村公路条例"))).to_be_focused()
        book.go_back()

        expect(book.locator("#view a:focus")).to_have_count(1)
        assert "走访本" in book.title()

    def test_a_newer_state_does_not_take_the_focus_away(self, book: Page):
        view(book, "#/mine")
        book.get_by_role("link", name=re.compile("我记过的全部")).focus()
        book.evaluate("""() => {
          document.querySelector("#view h1").dataset.former = "";
          dispatchEvent(new Event("online"));
        }""")
        expect(book.locator("#view h1[data-former]")).to_have_count(0)

        expect(book.get_by_role("link", name=re.compile("我记过的全部"))).to_be_focused()


class TestOpening:
    def test_names_whose_it_is_and_counts_pictures_apart_also_without_a_network(self, book: Page, tmp_path: Path):
        here = task(book)
        offline(book)
        say(view(book, f"#/say/{here}"), WORDS)
        slip = tmp_path / "slip.png"
        Image.new("RGB", (40, 60), "white").save(slip)
        book.get_by_label("纸质意见的照片").set_input_files(slip)
        told = re.compile("^还有 1 条意见、1 张照片等待发送，")
        expect(book.locator("#strip").get_by_text(told)).to_be_visible()
        lock(book)

        expect(book.locator("#view").get_by_text(told)).to_be_visible()
        expect(book.locator("#view .above")).to_have_text("示例·宋某")

    def test_asks_for_the_pin_after_locking_and_counts_wrong_ones(self, book: Page):
        lock(book)
        book.get_by_label("开本密码").fill("000000")
        book.get_by_role("button", name="打开", exact=True).click()
        expect(book.get_by_role("alert")).to_contain_text("还可以试")
        book.get_by_label("开本密码").fill(PIN)
        book.get_by_role("button", name="打开", exact=True).click()

        expect(
            book.get_by_role("heading", name="任务", exact=True).or_(book.get_by_role("heading", name="本机"))
        ).to_be_visible()

    def test_codes_show_one_few_after_the_other(self, book: Page):
        here = task(book)
        offline(book)
        book.evaluate(
            """async ([task, words]) => {
              const { Notebook } = await import("/static/notebook/notebook.js");
              const [{ account }] = await Notebook.list();
              const notebook = await Notebook.open({ account });
              for (const one of words) await notebook.say({ task, place: "whole", consent: "oral", words: one });
              notebook.close();
            }""",
            [here, [f"第{number}户说的" for number in range(1, 5)]],
        )
        view(book, "#/phone")
        show = book.get_by_role("button", name="出示二维码")
        for told in ("第1–3条，共4条意见", "第4–4条，共4条意见", "第1–3条，共4条意见"):
            show.click()
            expect(book.locator("[data-code] figcaption")).to_contain_text(told)

    def test_a_forgotten_pin_costs_a_sign_in_and_nothing_else(self, book: Page):
        here = task(book)
        book.route("**/api/v1/**", lambda route: route.abort())
        say(view(book, f"#/say/{here}"), WORDS)
        book.get_by_role("heading", name="已保存在手机里").wait_for()
        lock(book)
        expect(book.locator("#told")).to_be_empty()
        book.get_by_text("忘记开本密码").click()
        book.get_by_role("link", name="重新设置开本密码").click()
        expect(book.get_by_role("heading", name="重新设置开本密码")).to_be_visible()
        choose_pin(book)

        book.locator("#bar").wait_for()
        expect(view(book, "#/mine").get_by_text(WORDS)).to_be_visible()

    def test_another_person_sees_nothing_of_the_first(self, book: Page, demo: Demo):
        here = task(book)
        offline(book)
        say(view(book, f"#/say/{here}"), WORDS)
        book.get_by_role("heading", name="已保存在手机里").wait_for()
        offline(book, False)
        book.route("**/api/v1/**", lambda route: route.abort())
        book.context.clear_cookies()
        demo.enter(book, "hongqi-1")
        book.goto(f"{demo.url}/field/notebook")

        expect(book.get_by_text("这部手机上还有别人的走访本")).to_be_visible()
        choose_pin(book)
        book.locator("#bar").wait_for()
        expect(view(book, "#/mine").get_by_text(WORDS)).to_have_count(0)

    def test_nobody_is_shut_in_who_wants_no_pin(self, phone: Page, demo: Demo):
        demo.enter(phone, "maochang-1")
        phone.goto(f"{demo.url}/field/notebook")
        phone.get_by_text("这是办公室的电脑").click()
        phone.get_by_role("link", name="改用联网页面").click()

        expect(phone.get_by_role("navigation", name="主导航")).to_be_visible()

    def test_an_easy_pin_is_not_taken(self, phone: Page, demo: Demo):
        demo.enter(phone, "maochang-1")
        phone.goto(f"{demo.url}/field/notebook")
        expect(phone.get_by_text("忘记了也不要紧")).to_be_visible()
        for pin in ("111111", "123456", "12345"):
            phone.get_by_label("开本密码").fill(pin)
            phone.get_by_label("再输一次").fill(pin)
            phone.get_by_role("button", name="打开走访本").click()
            expect(phone.get_by_role("alert")).to_be_visible()


class TestWhatTheServerWillNotTake:
    def test_says_why_and_is_put_right(self, book: Page):
        here = task(book)

        def refuse(route):
            (one,) = route.request.post_data_json["comments"]
            told = {"type": "/problems/rejected", "title": "有几处不对", "status": 422,
                    "errors": [{"field": "household", "text": "本室没有这一户。"}]}  # fmt: skip
            row = {"id": one["id"], "status": "rejected", "number": None, "problem": told}
            route.fulfill(json={"results": [row]})

        book.route("**/api/v1/comments/batch", refuse)
        say(view(book, f"#/say/{here}"), WORDS, HOME)
        expect(book.get_by_text("本室没有这一户。")).to_be_visible()
        view(book, "#/mine")
        expect(book.locator("#view .problem")).to_contain_text("户编号：本室没有这一户。")
        expect(book.locator("#view blockquote")).to_have_text(WORDS)
        book.unroute("**/api/v1/comments/batch")
        book.get_by_role("link", name="去改正").click()
        expect(book.get_by_label("意见原话")).to_have_value(WORDS)
        expect(book.locator("#household-error")).to_have_text("本室没有这一户。")
        book.get_by_label("户编号").fill("")
        book.get_by_role("button", name="保存").click()

        expect(book.get_by_text(re.compile(r"编号 520521102-"))).to_be_visible()
        expect(view(book, "#/mine").locator("#view article .number")).to_have_text(
            re.compile(r"520521102-\d{4}-\d{5}$")
        )


class TestAMeeting:
    def test_is_kept_speech_after_speech(self, book: Page):
        here = task(book)
        offline(book)
        view(book, f"#/meeting/{here}").get_by_role("button", name="开始").click()
        book.get_by_role("button", name="已宣读，大家同意").click()
        expect(book.get_by_role("button", name="已宣读，大家同意")).to_have_count(0)
        for name in ("王某", "李某"):
            book.get_by_label("姓名").fill(name)
            book.get_by_label("姓名").press("Enter")
            expect(book.locator("#view .title", has_text=name)).to_be_visible()
        book.get_by_role("link", name=re.compile("记发言.*李某")).click()
        say(book, "水沟要清。")

        expect(book.get_by_text("水沟要清。")).to_be_visible()
        meeting, speech = sorted(entries(book), key=lambda one: one["kind"], reverse=True)
        assert [one["name"] for one in meeting["content"]["attendees"]] == ["王某", "李某"]
        assert speech["content"]["meeting"] == meeting["id"]
        assert speech["content"]["submission"] == meeting["content"]["attendees"][1]["id"]
        assert speech["content"]["channel"] == "meeting"

    def test_lists_its_provisions_first_and_lets_go_who_was_not_there(self, book: Page):
        here = task(book)
        offline(book)
        view(book, f"#/meeting/{here}")
        expect(book.get_by_label("会议名称")).to_have_value(re.compile(r"^\d+月\d+日院坝会$"))
        book.get_by_label("座谈会", exact=True).check()
        expect(book.get_by_label("会议名称")).to_have_value(re.compile(r"^\d+月\d+日座谈会$"))
        book.get_by_label("院坝会", exact=True).check()
        book.get_by_label("会议名称").fill("庙边院坝会")
        book.get_by_label("会议日期").fill("2026-11-20")
        expect(book.get_by_label("会议名称")).to_have_value("庙边院坝会")
        book.locator("[data-seek-topics]").fill("7")
        book.locator("[data-found] input").first.check()
        book.get_by_role("button", name="开始").click()
        book.get_by_role("button", name="已宣读，大家同意").click()
        expect(book.get_by_role("button", name="已宣读，大家同意")).to_have_count(0)
        for name in ("王某", "李某", "赵某", "周某"):
            book.get_by_label("姓名").fill(name)
            book.get_by_label("姓名").press("Enter")
            expect(book.locator("#view .title", has_text=name)).to_be_visible()
        book.get_by_role("link", name=re.compile("记发言.*李某")).click()
        book.get_by_label("意见原话").fill("才记了半句")
        book.go_back()
        book.get_by_role("link", name="第一段发言").click()
        book.get_by_label("发言人").select_option(label="周某")
        book.get_by_label("意见原话").fill("电话１３８ 0000-0000，")
        expect(book.get_by_text("这里像是电话号码")).to_be_visible()
        book.get_by_label("意见原话").fill("从第一段发言记起的半句")
        expect(book.get_by_text("这里像是电话号码")).to_have_count(0)
        book.go_back()
        asked = []
        for name, answer in (("李某", "dismiss"), ("李某", "accept"), ("周某", "accept")):
            expect(book.locator("#view .title", has_text=name)).to_be_visible()
            book.once(
                "dialog", lambda dialog, answer=answer: (asked.append(dialog.message), getattr(dialog, answer)())
            )
            # The question comes after the click: asked for the second time too early, one answer would get both.
            with book.expect_event("dialog"):
                book.get_by_role("button", name=re.compile(f"^移出名单.*{name}")).click()
        for name in ("李某", "周某"):
            expect(book.locator("#view .title", has_text=name)).to_have_count(0)
        question = "名下有未记完的发言。移出名单并删去这段发言吗？"
        assert asked == [f"李某{question}", f"李某{question}", f"周某{question}"]

        book.get_by_role("link", name="第一段发言").click()
        expect(book.locator("[name=about]").first).to_have_value(re.compile("^art_7"))
        expect(book.get_by_label("第十二条第一款　路边建房要退多少")).to_have_count(1)
        expect(book.get_by_label("意见原话")).to_be_empty()
        say(book, "水沟要清。")
        expect(book.get_by_role("alert")).to_contain_text("发言人")
        book.get_by_label("发言人").select_option(label="赵某")
        book.get_by_role("button", name="保存").click()

        expect(book.get_by_role("link", name="下一段发言")).to_be_visible()
        expect(book.get_by_role("button", name=re.compile("^移出"))).to_have_count(1)
        meeting, speech = sorted(entries(book), key=lambda one: one["kind"], reverse=True)
        assert [one["name"] for one in meeting["content"]["attendees"]] == ["王某", "赵某"]
        assert speech["content"]["submission"] == meeting["content"]["attendees"][1]["id"]
        assert speech["content"]["wants_answer"] is False
        expect(view(book, "#/mine").locator(".meta strong")).to_have_text(["整部草案", "院坝会"])


class TestALaw:
    def test_offers_nothing_for_a_heading_above_all_that_can_be_chosen(self, phone: Page, demo: Demo):
        phone.goto(demo.url)
        script = """async () => {
          const { Law } = await import("/static/notebook/pages/law.js");
          const law = new Law([{ eid: "part_1", level: "part" }, { eid: "part_1__chp_2", level: "chapter" }]);
          return ["part_1", "part_1__chp_2", "whole"].map((eid) => law.offered(eid));
        }"""

        assert phone.evaluate(script) == ["", "", "whole"]


class TestTheShell:
    def test_is_the_same_for_everybody(self, phone: Page, demo: Demo):
        pages = []
        for name in ("maochang-1", "hongqi-1"):
            phone.context.clear_cookies()
            demo.enter(phone, name)
            pages.append(phone.request.get(f"{demo.url}/field/notebook").text())

        assert pages[0] == pages[1]
        assert "maochang" not in pages[0]

    def test_is_small(self, book: Page, demo: Demo):
        paths = book.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
        shell = [f"{demo.url}/field/notebook", *(one for one in paths if "/static/" in one)]
        size = sum(len(gzip.compress(book.request.get(one).body())) for one in dict.fromkeys(shell))

        print(f"first load of the notebook: {len(set(shell))} files, {size:,} bytes compressed")
        assert size < SMALL

    def test_has_every_text_that_a_script_says(self, book: Page):
        said = {
            name
            for path in SCRIPTS.glob("*.js")
            for name in re.findall(r"""say\((?:[^"()`]*\? )?"([\w-]+)\"""", path.read_text("utf-8"))
        }
        texts = set(
            book.evaluate("[...document.querySelector('#texts').content.children].map((one) => one.dataset.name)")
        )

        assert len(said) > 50
        assert said - texts == set()

    def test_says_why_where_the_browser_cannot(self, phone: Page, demo: Demo):
        phone.add_init_script("delete Navigator.prototype.serviceWorker")
        demo.enter(phone, "maochang-1")
        phone.goto(f"{demo.url}/field/notebook")

        expect(phone.get_by_role("heading", name="走访本在这个浏览器里用不了")).to_be_visible()
        phone.get_by_role("link", name="改用联网页面").click()
        expect(phone).to_have_url(f"{demo.url}/field/")

    def test_leads_on_without_scripts(self, new_context: Callable[..., BrowserContext], demo: Demo):
        plain = new_context(java_script_enabled=False).new_page()
        demo.enter(plain, "maochang-1")
        plain.goto(f"{demo.url}/field/notebook")

        expect(plain.get_by_role("link", name="改用联网页面")).to_be_visible()


class TestEveryView:
    @pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
    def test_is_whole_at_every_width_and_axe_finds_nothing(
        self, book: Page, snap: Callable[[Page, str], Path], large: bool
    ):
        here = task(book)
        book.route("**/api/v1/**", lambda route: route.abort())
        say(view(book, f"#/say/{here}"), WORDS, HOME, KEY)
        book.get_by_role("heading", name="已保存在手机里").wait_for()
        entry = book.url.partition("#")[2]
        view(book, f"#/meeting/{here}").get_by_role("button", name="开始").click()
        book.get_by_label("姓名").fill("王某")
        book.get_by_label("姓名").press("Enter")
        expect(book.locator("#view .title", has_text="王某")).to_be_visible()
        meeting = book.url.partition("#")[2]
        if large:
            book.get_by_role("button", name="大字版").click()
        views = {
            "home": "#/", "task": f"#/task/{here}", "households": f"#/households/{here}", "say": f"#/say/{here}",
            "entry": f"#{entry}", "mine": "#/mine", "phone": "#/phone", "meetings": f"#/meeting/{here}",
            "meeting": f"#{meeting}",
        }  # fmt: skip
        for name, hash in views.items():
            view(book, hash)
            for width in (360, 1280):
                book.set_viewport_size({"width": width, "height": 740})
                snap(book, f"notebook-{name}{'-large' if large else ''}")
                assert book.evaluate("document.scrollingElement.scrollWidth") <= width, (name, width)
                assert findings(book) == [], name
        lock(book)
        snap(book, f"notebook-locked{'-large' if large else ''}")
        assert findings(book) == []
