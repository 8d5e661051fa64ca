"""One grey word among hundreds of black ones is found, however few of them axe is asked about."""

import pytest
from playwright.sync_api import Page

from tests.browser.looking import violations

pytestmark = pytest.mark.browser

PALE = "color: #bbb"
LINES = "".join(f"<li><span>第{n}条的文字</span><b>注</b></li>" for n in range(200))


def broken(page: Page, more: str) -> list[tuple[str, str]]:
    """Return the rules that a long page of plain lines and ``more`` breaks, each with its first place."""
    page.set_content(f"<html lang=zh><title>长页</title><main><h1>长页</h1><ol>{LINES}</ol>{more}</main></html>")
    return [(one["id"], one["nodes"][0]["html"]) for one in violations(page)]


def test_a_page_of_black_words_is_in_order(desk: Page):
    assert broken(desk, "<p>完了</p>") == []


@pytest.mark.parametrize(
    "more",
    [
        f'<p><span style="{PALE}">看不清</span></p>',
        f'<ol><li style="{PALE}"><span>看不清</span><b>注</b></li></ol>',
        '<div style="background: #666"><p>看不清</p></div>',
        '<div style="opacity: .3"><p>看不清</p></div>',
        f'<p style="{PALE}">·</p><p style="{PALE}">a</p><p style="{PALE}"></p><p style="{PALE}">看不清</p>',
        f'<button disabled style="{PALE}">不必看清</button><button style="{PALE}">看不清</button>',
    ],
    ids=["colour", "inherited", "ground", "veil", "after short ones", "beside a disabled one"],
)
def test_words_that_are_hard_to_read_are_found(desk: Page, more: str):
    [(rule, place)] = broken(desk, more)

    assert rule == "color-contrast"
    assert "看不清" in place
    assert "不必" not in place
