"""What the script of the search promises: results while one pauses, and nothing that one is doing is disturbed."""

from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.house import PACKAGE

pytestmark = pytest.mark.browser

SCRIPT = PACKAGE / "web" / "static" / "js" / "search.js"
PAGE = "http://search.test/search"
BODY = """<!doctype html><meta charset=utf-8><title>{q}</title><script src="/search.js" defer></script>
<form id="hunt" action="/search"><input id="q" name="q" value="{q}"><button>Search</button></form>
<p role="status" id="told">{told}</p>
<div id="found"><p>found {q} since {since}</p>
<input id="since" name="since" type="date" form="hunt" value="{since}"></div>"""


@dataclass
class Shelf:
    """A server that finds whatever it is asked for, and remembers what that was."""

    page: Page
    asked: list[str] = field(default_factory=list)
    answers: bool = True

    def __post_init__(self) -> None:
        self.page.route("http://search.test/**", self._serve)

    def _serve(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.path.endswith(".js"):
            route.fulfill(path=SCRIPT, content_type="text/javascript")
            return
        said = {name: values[0] for name, values in parse_qs(address.query).items()}
        self.asked.append(said.get("q", ""))
        if not self.answers:
            route.fulfill(status=503)
            return
        shown = {"q": said.get("q", ""), "since": said.get("since", "")}
        body = BODY.format(**shown, told=f"{len(shown['q'])} places")
        route.fulfill(body=body, content_type="text/html")


@pytest.fixture
def shelf(desk: Page) -> Shelf:
    """Open the empty search."""
    shelf = Shelf(desk)
    desk.goto(PAGE)
    return shelf


def test_finds_while_one_pauses_and_disturbs_nothing(shelf: Shelf, desk: Page):
    box = desk.locator("#q")
    box.press_sequentially("边沟两年", delay=20)
    expect(desk.locator("#found p")).to_have_text("found 边沟两年 since")

    assert shelf.asked == ["", "边沟两年"], "asked once, after the last sign"
    assert parse_qs(urlsplit(desk.url).query) == {"q": ["边沟两年"]}
    expect(desk.locator("#told")).to_have_text("4 places")
    expect(box).to_be_focused()

    desk.locator("#since").fill("2026-08-05")
    expect(desk.locator("#found p")).to_have_text("found 边沟两年 since 2026-08-05")
    expect(desk.locator("#since")).to_be_focused()


def test_waits_until_a_word_is_composed(shelf: Shelf, desk: Page):
    desk.clock.install()
    desk.reload()
    desk.evaluate(
        """() => { const box = document.getElementById("q"); box.value = "bian";
            box.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true })); }"""
    )
    desk.clock.run_for(1000)
    assert shelf.asked == ["", ""]

    desk.evaluate(
        """() => { const box = document.getElementById("q"); box.value = "边沟";
            box.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true })); }"""
    )
    desk.clock.run_for(1000)
    expect(desk.locator("#found p")).to_have_text("found 边沟 since")


def test_leaves_what_was_found_when_the_server_is_down(shelf: Shelf, desk: Page):
    desk.locator("#q").fill("边沟")
    expect(desk.locator("#found p")).to_have_text("found 边沟 since")
    shelf.answers = False
    with desk.expect_response("**/search?*"):
        desk.locator("#q").fill("边沟两年")
    desk.locator("#found:not([aria-busy])").wait_for()

    expect(desk.locator("#found p")).to_have_text("found 边沟 since")
    expect(desk.locator("#q")).to_have_value("边沟两年")
