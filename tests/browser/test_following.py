"""A coordinator follows the text and settles what waits, on the demo, with the keys of the keyboard alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixtures_demo import Demo

pytestmark = pytest.mark.browser

LAW = "中华人民共和国动物防疫法（修订草案）"
Look = Callable[[Page, str], None]


def test_what_waits_is_settled_without_a_mouse(desk: Page, demo: Demo, look: Look):
    demo.enter(desk, "xietiao")
    desk.goto(f"{demo.url}/station/drafts")
    desk.get_by_role("link", name=LAW).first.click()
    desk.get_by_role("link", name="意见随条文移动情况").last.click()
    look(desk, "walk-following")
    before = waiting(desk)
    desk.get_by_role("link", name="下一条待核对").click()
    look(desk, "walk-following-place")
    first = desk.url

    # 1 chooses the first place that is offered, Enter sends the form; the next one opens.
    desk.keyboard.press("1")
    expect(desk.locator("input[name=place]:checked")).to_have_count(1)
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("已核定")
    assert desk.url != first

    # N leaves it for later.
    here = desk.url
    desk.keyboard.press("n")
    desk.wait_for_url(lambda url: url != here)

    desk.goto(first)
    expect(desk.get_by_role("button", name="撤销核定")).to_be_visible()
    look(desk, "walk-following-settled")
    desk.get_by_role("button", name="撤销核定").click()
    expect(desk.get_by_role("status")).to_contain_text("已撤销")
    desk.get_by_role("link", name="前几稿的意见").click()
    assert 0 < waiting(desk) <= before


def waiting(desk: Page) -> int:
    """How much waits, as the page says."""
    return int(re.sub(r"\D", "", desk.locator(".figures .sum").first.inner_text()))
