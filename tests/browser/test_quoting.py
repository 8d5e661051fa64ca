"""Whoever selects words in the law speaks about these words: by touch, by mouse, by typing."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixtures_demo import Demo
from tests.browser.test_walks import Look, form_of

pytestmark = pytest.mark.browser

PROVISION = re.compile("^第十九条第一款")
SELECT = """([from, to]) => {
  const text = document.querySelector("[data-passages] p:not([hidden]) [data-text]");
  const range = document.createRange();
  range.setStart(text.firstChild, from);
  range.setEnd(text.firstChild, to);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
MEANT = "日常养护"
THUMB = 44  # pixels


@pytest.fixture
def say(phone: Page, demo: Demo) -> Page:
    """A resident's form, the provision chosen."""
    phone.goto(demo.url)
    phone.locator("a[href*='/consultations/']", has_text="农村公路").first.click()
    phone.get_by_role("link", name="我要提意见").first.click()
    phone.get_by_label(PROVISION).check()
    return phone


def select_words(page: Page) -> None:
    start = page.locator("[data-passages] p:not([hidden]) [data-text]").first.inner_text().index(MEANT)
    page.evaluate(SELECT, [start, start + len(MEANT)])


class TestAResident:
    def test_touches_words_and_finds_them_marked_on_the_receipt(self, say: Page, look: Look):
        select_words(say)
        button = say.get_by_role("button", name="针对这几个字")
        expect(button).to_be_visible()
        assert (button.bounding_box() or {})["height"] >= THUMB
        button.tap()

        expect(say.get_by_label("针对的原文")).to_have_value(MEANT)
        expect(say.locator("[data-passages] mark")).to_have_text(MEANT)
        look(say, "quote-say")
        say.get_by_role("link", name="下一步").tap()
        say.get_by_label("您的意见").fill("哪个来养护要写清楚。")
        say.get_by_role("link", name="下一步").tap()
        say.get_by_label("您在哪个乡镇").select_option(index=1)
        say.get_by_label("我已看过以上告知，同意").check()
        say.get_by_role("button", name="提交").click()

        expect(say.locator(".law mark")).to_have_text(MEANT)
        look(say, "quote-receipt")

    def test_types_words_and_takes_them_away_again(self, say: Page):
        field, mark = say.get_by_label("针对的原文"), say.locator("[data-passages] mark")
        field.fill(MEANT)
        expect(mark).to_have_text(MEANT)

        say.get_by_role("button", name="不限于这几个字").tap()

        expect(field).to_have_value("")
        expect(mark).to_have_count(0)

    def test_is_asked_to_stay_inside_one_paragraph(self, say: Page):
        say.evaluate("""() => {
            document.querySelectorAll("[data-passages] p[hidden]")[0].hidden = false;
            getSelection().selectAllChildren(document.querySelector("[data-passages]"));
        }""")

        expect(say.locator("[data-how]")).to_have_text("请只在同一款（项）内选取。")
        expect(say.get_by_role("button", name="针对这几个字")).to_be_hidden()

    def test_who_turns_to_another_provision_takes_no_words_along(self, say: Page):
        say.get_by_label("针对的原文").fill(MEANT)
        say.get_by_role("button", name="其他条款").tap()
        say.get_by_label("整部草案").check()

        expect(say.locator("[data-quoting]")).to_be_hidden()
        expect(say.locator("#quote")).to_have_value("")

    def test_finds_the_words_again_after_the_page_was_left(self, say: Page):
        select_words(say)
        say.get_by_role("button", name="针对这几个字").tap()
        say.reload()

        expect(say.locator("[data-passages] mark")).to_have_text(MEANT)


class TestACollector:
    def test_selects_with_a_mouse(self, desk: Page, demo: Demo, look: Look):
        form_of(desk, demo)
        desk.get_by_label(PROVISION).check()
        text = desk.locator("[data-passages] p:not([hidden]) [data-text]").first
        box = text.bounding_box()
        assert box is not None
        text.dblclick(position={"x": box["width"] / 2, "y": 12})
        desk.get_by_role("button", name="针对这几个字").click()

        expect(desk.locator("[data-passages] mark")).to_have_text(desk.locator("#quote").input_value())
        look(desk, "quote-record")

    def test_works_with_a_label_copied_along(self, desk: Page, demo: Demo):
        form_of(desk, demo)
        desk.get_by_label(PROVISION).check()
        desk.locator("[data-passages] p:not([hidden])").first.click(click_count=3)
        desk.get_by_role("button", name="针对这几个字").click()

        assert not desk.locator("#quote").input_value().startswith("第十九条")
        assert desk.locator("[name=quote_at]").input_value().endswith(":0")
