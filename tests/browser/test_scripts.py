"""What the small scripts promise to somebody who is typing: nothing is lost, nothing is sent twice."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, Route

from tests.house import PACKAGE

pytestmark = pytest.mark.browser

SCRIPTS = PACKAGE / "web" / "static" / "js"
PAGE = "http://forms.test/"
FORM = """<form method="post" data-keep="comment" data-once="id" data-restored="put back" data-discard="afresh">
  <input type="hidden" name="id" value="{id}"><textarea name="words">{words}</textarea>
  <input type="password" name="secret"><button>Save</button></form>"""


@dataclass
class Office:
    """A server of two pages: the form, and the one that says that all was saved."""

    page: Page
    posted: list[str] = field(default_factory=list)
    answers: bool = True
    served: int = 0

    def __post_init__(self) -> None:
        self.page.route("http://forms.test/**", self._serve)

    def _serve(self, route: Route) -> None:
        request = route.request
        if request.method == "POST":
            self.posted.append(request.post_data or "")
            if self.answers:
                self._show(route, "<p data-saved>saved</p>")
            else:
                route.fulfill(status=204)  # No page comes; the form stays where it is.
        elif request.url.endswith(".js"):
            route.fulfill(path=SCRIPTS / request.url.rpartition("/")[2], content_type="text/javascript")
        else:
            self.served += 1
            self._show(route, FORM.format(id=f"id-{self.served}", words=""))

    def _show(self, route: Route, body: str) -> None:
        tags = "".join(f'<script src="/{name}.js" defer></script>' for name in ("draft", "double"))
        html = f"<!doctype html><meta charset=utf-8>{tags}<body data-who=''>{body}"
        route.fulfill(body=html, content_type="text/html")


@pytest.fixture
def office(desk: Page) -> Office:
    """Open the form for the first time."""
    office = Office(desk)
    desk.goto(PAGE)
    return office


class TestDraft:
    def test_comes_back_after_the_page_was_left(self, office: Office):
        office.page.fill("textarea", "打了针要给条子")
        office.page.goto(PAGE)

        assert office.page.input_value("textarea") == "打了针要给条子"
        assert office.page.is_visible("text=put back")

    def test_is_forgotten_once_the_server_said_that_it_was_saved(self, office: Office):
        office.page.fill("textarea", "打了针要给条子")
        office.page.click("text=Save")
        office.page.wait_for_selector("[data-saved]")
        office.page.wait_for_load_state()  # Its scripts have run.
        office.page.goto(PAGE)

        assert office.page.input_value("textarea") == ""

    def test_that_is_sent_again_after_a_lost_answer_carries_the_same_id(self, office: Office):
        office.answers = False
        office.page.fill("textarea", "same")
        with office.page.expect_request(lambda request: request.method == "POST"):
            office.page.click("text=Save", no_wait_after=True)
        office.answers = True
        office.page.goto(PAGE)
        office.page.click("text=Save")
        office.page.wait_for_selector("[data-saved]")

        assert ["id=id-1" in sent for sent in office.posted] == [True, True]

    def test_that_was_changed_after_a_lost_answer_is_something_new(self, office: Office):
        office.answers = False
        office.page.fill("textarea", "first")
        with office.page.expect_request(lambda request: request.method == "POST"):
            office.page.click("text=Save", no_wait_after=True)
        office.answers = True
        office.page.goto(PAGE)
        office.page.fill("textarea", "second")
        office.page.click("text=Save")
        office.page.wait_for_selector("[data-saved]")

        assert "id=id-2" in office.posted[1]

    def test_can_be_thrown_away(self, office: Office):
        office.page.fill("textarea", "nothing worth")
        office.page.goto(PAGE)
        office.page.click("text=afresh")
        office.page.goto(PAGE)

        assert office.page.input_value("textarea") == ""

    def test_never_holds_a_password(self, office: Office):
        office.page.fill("[name=secret]", "open sesame")
        office.page.fill("textarea", "words")
        office.page.goto(PAGE)

        assert "sesame" not in office.page.evaluate("JSON.stringify(localStorage)")


class TestDouble:
    def test_sends_a_form_once_however_often_the_button_is_pressed(self, office: Office):
        office.page.evaluate("for (let i = 0; i < 3; i += 1) document.querySelector('button').click()")
        office.page.wait_for_selector("[data-saved]")

        assert len(office.posted) == 1
