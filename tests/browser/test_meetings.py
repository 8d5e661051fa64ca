"""A whole meeting in a real browser: by keyboard alone, with nothing lost, and readable at every width."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from legislation_hub import clock
from legislation_hub.app import create_app
from legislation_hub.models import Attendee, Comment, Words
from legislation_hub.models.database import db
from legislation_hub.models.schema import upgrade
from legislation_hub.services import passwords
from tests.conftest import settings_in
from tests.fixtures_server import serving
from tests.makers import Make

pytestmark = pytest.mark.browser

PASSWORD = "shili-2026"
WORDS = "护路员一个月三百块，哪个愿意干。"


@dataclass(frozen=True)
class Hall:
    """A room whose collector holds a meeting of three, behind the product's server."""

    app: Flask
    url: str
    meeting: UUID
    task: UUID

    def enter(self, page: Page) -> None:
        page.goto(f"{self.url}/door/")
        page.get_by_label("登录名").fill("jilu")
        page.get_by_label("密码").fill(PASSWORD)
        page.locator("main").get_by_role("button", name="登录").click()
        page.wait_for_url(lambda url: "/door/" not in url)

    def open(self, page: Page) -> None:
        self.enter(page)
        page.goto(f"{self.url}/meetings/{self.meeting}")

    def said(self) -> list[str]:
        with self.app.app_context():
            return list(db.session.scalars(select(Words.words).join(Comment).order_by(Comment.number)))

    def present(self) -> int:
        with self.app.app_context():
            return db.session.scalar(select(func.count()).select_from(Attendee)) or 0


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    app = create_app(settings_in(tmp_path))
    with app.app_context():
        upgrade(db.engine)
        make = Make(db.session())
        task = make.task(signed_at=clock.now())
        collector = make.collector(task.unit, name="jilu", password_hash=passwords.hash_of(PASSWORD))
        meeting = make.meeting(task, collector, told_at=clock.now(), topics="art_2")
        for name in ("张三", "李四", ""):
            make.attendee(meeting, name=name, identity="村民")
        db.session.commit()
        ids = meeting.id, task.id
        db.session.remove()
    with serving(app) as url:
        yield Hall(app, url, *ids)
    with app.app_context():
        db.engine.dispose()


def test_a_speech_is_written_down_by_keyboard_alone(desk: Page, hall: Hall):
    hall.open(desk)

    desk.keyboard.press("2")
    expect(desk.locator("#who-2")).to_be_checked()
    desk.keyboard.press("p")
    desk.keyboard.press("Space")
    expect(desk.locator("#about-art_2")).to_be_checked()
    desk.keyboard.press("w")
    desk.keyboard.insert_text(WORDS)
    desk.keyboard.press("Control+Enter")

    expect(desk.locator(".speeches blockquote")).to_have_text(WORDS)
    expect(desk.locator("#who-2")).to_be_checked()
    expect(desk.locator("#words")).to_have_value("")
    expect(desk.locator("#about-art_2")).to_be_focused()
    assert hall.said() == [WORDS]


def test_figures_that_belong_to_the_words_choose_nobody(desk: Page, hall: Hall):
    hall.open(desk)
    desk.keyboard.press("1")
    desk.locator("#words").click()

    desk.keyboard.type("2 w p 0")
    desk.keyboard.press("Escape")
    desk.keyboard.press("3")

    expect(desk.locator("#words")).to_have_value("2 w p 0")
    expect(desk.locator("#who-3")).to_be_checked()


def test_names_are_added_one_after_another_by_enter(desk: Page, hall: Hall):
    hall.open(desk)

    desk.locator("#present-name").fill("王五")
    desk.keyboard.press("Enter")
    expect(desk.locator(".people li")).to_have_count(4)
    expect(desk.locator("#present-name")).to_be_focused()
    desk.keyboard.insert_text("赵六、钱七")
    desk.keyboard.press("Enter")

    expect(desk.locator(".people li")).to_have_count(6)
    assert hall.present() == 6


def test_a_lost_answer_loses_nothing_and_doubles_nothing(phone: Page, hall: Hall):
    hall.open(phone)
    phone.locator("label[for=who-else]").tap()
    phone.locator("#name").fill("王五")
    phone.locator("label[for=about-art_2]").tap()
    phone.locator("#words").fill(WORDS)
    # The server writes it down; its answer never arrives, nor does the cookie that came with it.
    cookies = phone.context.cookies()
    phone.route("**/speeches", lambda route: (route.fetch(max_redirects=0), route.abort()))
    with phone.expect_event("requestfailed"):
        phone.get_by_role("button", name="保存发言").tap()
    phone.unroute("**/speeches")
    phone.context.clear_cookies()
    phone.context.add_cookies(cookies)

    phone.goto(f"{hall.url}/meetings/{hall.meeting}")
    expect(phone.locator("#words")).to_have_value(WORDS)
    phone.get_by_role("button", name="保存发言").tap()
    expect(phone.locator("#words")).to_have_value("")

    assert hall.said() == [WORDS]
    assert hall.present() == 4


def test_every_page_of_a_meeting_reads_well(desk: Page, hall: Hall, look: Callable[[Page, str], None]):
    hall.enter(desk)
    pages = {
        "list": f"tasks/{hall.task}",
        "new": f"tasks/{hall.task}/new",
        "screen": str(hall.meeting),
        "head": f"{hall.meeting}/head",
        "receipts": f"{hall.meeting}/receipts",
    }
    for name, path in pages.items():
        desk.goto(f"{hall.url}/meetings/{path}")
        look(desk, f"meeting-{name}")


def test_large_type_cuts_nothing_off(phone: Page, hall: Hall, look: Callable[[Page, str], None]):
    hall.open(phone)
    phone.locator("#words").fill(WORDS)
    phone.evaluate("document.documentElement.classList.add('large')")

    look(phone, "meeting-large")


def test_works_without_scripts(browser, hall: Hall):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="zh-CN"
    )
    page = context.new_page()
    hall.open(page)

    page.locator("#who-1").check()
    page.locator("#about-art_2").check()
    page.locator("#words").fill(WORDS)
    page.get_by_role("button", name="保存发言").click()

    expect(page.locator(".speeches blockquote")).to_have_text(WORDS)
    context.close()
