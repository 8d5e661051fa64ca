"""A resident with an old phone: three steps with and without scripts, and a page that reads itself aloud."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.fixtures_demo import Demo, grave

pytestmark = pytest.mark.browser

# A phone that has voices: what is read is noted, and each sentence is over when the test says so.
VOICES = """
  window.heard = [];
  const voices = [{ lang: "zh-CN", name: "示例" }];
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => voices,
    speak: (spoken) => { window.heard.push(spoken.text); window.spoken = spoken; },
    cancel: () => { window.spoken = null; },
    addEventListener: () => {},
  } });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
WORDS = "护路员一个月三百块，哪个愿意干。"


@pytest.fixture
def plain(new_context: Callable[..., BrowserContext]) -> Page:
    """Return a phone whose browser runs no scripts, as some messengers' do not."""
    context = new_context(viewport=PHONE, has_touch=True, is_mobile=True, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page


def open_page(page: Page, demo: Demo) -> None:
    page.goto(demo.url)
    page.locator("a[href*='/consultations/']", has_text="农村公路").first.click()


def begin(page: Page, demo: Demo) -> None:
    open_page(page, demo)
    page.get_by_role("link", name="我要提意见").first.click()


def enlarge(page: Page) -> None:
    page.get_by_role("button", name="大字版").first.click()
    expect(page.locator("html.large")).to_be_attached()


def hand_in(page: Page) -> None:
    page.get_by_label("您在哪个乡镇").select_option(index=1)
    page.get_by_label("我已看过以上告知，同意").check()
    page.get_by_role("button", name="提交").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
class TestThreeSteps:
    @pytest.fixture
    def reader(self, scripts: bool, phone: Page, plain: Page) -> Page:
        return phone if scripts else plain

    def test_show_one_at_a_time_and_end_in_a_receipt(self, reader: Page, demo: Demo, snap: Callable[..., object]):
        begin(reader, demo)
        expect(reader.get_by_label("您的意见")).to_be_hidden()
        reader.get_by_label("整部草案").check()
        snap(reader, "resident-step-1")
        reader.get_by_role("link", name="下一步").click()

        expect(reader.get_by_label("整部草案")).to_be_hidden()
        reader.get_by_label("您的意见").fill(WORDS)
        snap(reader, "resident-step-2")
        reader.get_by_role("link", name="下一步").click()

        expect(reader.get_by_label("您的意见")).to_be_hidden()
        snap(reader, "resident-step-3")
        hand_in(reader)
        expect(reader.locator("#code")).to_have_text(re.compile(r"^(\w{4}-){6}\w{4}$"))
        expect(reader.get_by_text(WORDS)).to_be_visible()

    def test_lose_no_word_however_one_goes_back(self, reader: Page, demo: Demo):
        begin(reader, demo)
        reader.get_by_label("整部草案").check()
        reader.get_by_role("link", name="下一步").click()
        reader.get_by_label("您的意见").fill(WORDS)
        reader.get_by_role("link", name="下一步").click()
        reader.get_by_label("姓名").fill("王某")
        reader.go_back()
        expect(reader.get_by_label("您的意见")).to_have_value(WORDS)
        reader.go_back()
        expect(reader.get_by_label("整部草案")).to_be_checked()
        reader.go_forward()
        reader.go_forward()

        expect(reader.get_by_label("姓名")).to_have_value("王某")

    def test_lead_to_the_step_in_which_something_is_missing(self, reader: Page, demo: Demo):
        begin(reader, demo)
        reader.goto(f"{reader.url.partition('#')[0]}#step-words")
        reader.get_by_label("您的意见").fill(WORDS)
        reader.goto(f"{reader.url.partition('#')[0]}#step-who")
        hand_in(reader)

        expect(reader.get_by_role("alert").first).to_be_visible()
        expect(reader.get_by_label("整部草案")).to_be_visible()
        reader.get_by_label("整部草案").check()
        reader.get_by_role("link", name="下一步").click()
        expect(reader.get_by_label("您的意见")).to_have_value(WORDS)


def test_a_step_that_is_not_done_says_so_where_scripts_run(phone: Page, demo: Demo):
    begin(phone, demo)
    phone.get_by_role("link", name="下一步").click()

    expect(phone.locator(".missing:visible")).to_have_text("请选一项。")
    assert "#" not in phone.url

    phone.get_by_label("整部草案").check()
    phone.get_by_role("link", name="下一步").click()
    expect(phone.get_by_text("您的意见针对：整部草案")).to_be_visible()

    phone.reload()
    expect(phone.get_by_text("您的意见针对：整部草案")).to_be_visible()
    phone.get_by_role("button", name="清空重填").click()
    expect(phone.locator("[data-chosen]")).to_be_hidden()


def test_a_telephone_number_is_remarked_and_holds_nothing_up(phone: Page, demo: Demo):
    begin(phone, demo)
    known = """(texts) => import("/static/js/remark.js").then(({ telephoned }) => texts.map(telephoned))"""
    numbers = ["打13800000000找我", "１３８ 0000 0000", "138-0000-0000"]
    others = ["520521199001011234", "补2138000000000元", "12345678901", "1380000000"]

    assert phone.evaluate(known, numbers + others) == [True] * len(numbers) + [False] * len(others)

    phone.get_by_label("整部草案").check()
    phone.get_by_role("link", name="下一步").click()
    remark = phone.get_by_text("这里像是电话号码")
    phone.get_by_label("您的意见").fill(f"{WORDS}{numbers[0]}")
    expect(remark).to_be_visible()
    phone.get_by_label("您的意见").fill(WORDS)
    expect(remark).to_have_count(0)
    phone.get_by_label("您的意见").fill(f"{WORDS}{numbers[0]}")
    phone.get_by_role("link", name="下一步").click()
    hand_in(phone)

    expect(phone.get_by_text(f"{WORDS}{numbers[0]}")).to_be_visible()


class TestReadingAloud:
    def test_is_offered_only_where_there_is_a_voice(self, phone: Page, demo: Demo):
        open_page(phone, demo)

        expect(phone.get_by_role("button", name="读给我听")).to_be_hidden()

    def test_reads_plain_words_and_questions_stops_and_goes_on(self, phone: Page, demo: Demo):
        phone.add_init_script(VOICES)
        open_page(phone, demo)
        button = phone.locator("[data-aloud-button]")
        assert phone.evaluate("window.heard") == []
        button.click()
        phone.evaluate("window.spoken.onend()")

        expect(button).to_have_text("停止朗读")
        expect(phone.locator(".being-read")).to_have_count(1)
        heard = phone.evaluate("window.heard")
        assert heard[0] == "农村公路条例征求意见（示例）"
        assert heard[1].startswith("条例共二十八条")
        button.click()
        expect(button).to_have_text("接着读")
        button.click()
        assert phone.evaluate("window.heard.at(-1)") == heard[1]
        phone.evaluate("() => { while (window.spoken) window.spoken.onend(); }")
        heard = phone.evaluate("window.heard")
        assert heard[-1].endswith("最希望哪一天、哪条线有车？")
        assert any(one.startswith("扫路、清沟、补小坑") for one in heard)
        expect(button).to_have_text("读给我听")


@pytest.mark.parametrize("path", ["/", "/c", "/c/say", "/receipt"])
def test_pages_read_well_in_large_type_and_without_scripts(
    phone: Page, plain: Page, demo: Demo, snap: Callable[..., object], path: str
):
    for page in (phone, plain):
        open_page(page, demo)
        address = {"/c": page.url, "/c/say": f"{page.url}/say"}.get(path, f"{demo.url}{path}")
        page.goto(address)
        enlarge(page)
        snap(page, f"resident-large{path.replace('/', '-')}")
    wide = phone.evaluate("document.scrollingElement.scrollWidth")

    assert wide <= PHONE["width"]
    assert grave(phone) == []
