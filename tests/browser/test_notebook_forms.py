"""What is half typed is not lost; signing out locks; a meeting's head and a second version are shown whole."""

import json
import os
import re
import signal
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.browser.at_the_door import agree, choose
from tests.browser.fixtures_notebook import PIN, Field, Phone

pytestmark = pytest.mark.browser

HALF = "涵洞下面那截路，雨水一"
BACK = "已恢复您上次填写、还没有提交的内容"


def form(phone: Phone, query: str = "") -> Page:
    """Open the form by its address, as a link in the notebook does."""
    phone.page.goto(f"{phone.field.url}/field/notebook#/say/{phone.field.task}{query}")
    phone.page.get_by_label("意见原话").wait_for()
    return phone.page


def drafts(phone: Phone) -> list[dict[str, Any]]:
    return [one for one in phone.records()["found"]["packs"] if one["id"].startswith("draft:")]


def wait_for_record(phone: Phone, store: str, beginning: str) -> None:
    """Wait until a record lies on the phone whose id begins like this."""
    script = """async () => {
      const ask = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
      const database = await ask(indexedDB.open("notebook:ACCOUNT"));
      const ids = await ask(database.transaction("STORE").objectStore("STORE").getAllKeys());
      database.close();
      return ids.some((id) => id.startsWith("BEGINNING"));
    }"""
    for name, value in (("ACCOUNT", phone.account), ("STORE", store), ("BEGINNING", beginning)):
        script = script.replace(name, value)
    phone.wait_for(script)


def wait_for_draft(phone: Phone) -> None:
    wait_for_record(phone, "packs", "draft:")


def save(page: Page) -> None:
    agree(page)
    choose(page)
    page.get_by_role("button", name="保存").click()
    page.locator("#view a", has_text="下一户").wait_for()


def say_one_and_half(phone: Phone) -> Page:
    """One comment is saved, and of one more from the same household half is typed."""
    page = form(phone)
    page.get_by_label("意见原话").fill("头一条。")
    save(page)
    page.get_by_role("link", name="再记一条").click()
    page.get_by_label("意见原话").fill(HALF)
    wait_for_draft(phone)
    return page


@pytest.fixture
def phone(collector: Phone) -> Phone:
    """A phone whose notebook has its tasks."""
    collector.page.goto(f"{collector.field.url}/field/notebook")
    collector.page.get_by_text(re.compile("^任务和文本取自")).wait_for()
    return collector


class TestHalfTyped:
    def test_outlives_the_browser_and_goes_once_it_is_said(
        self, kept: Callable[[], BrowserContext], outdoors: Field, tmp_path: Path
    ):
        phone = Phone(kept(), outdoors, *outdoors.person()).begin()
        phone.page.goto(f"{outdoors.url}/field/notebook")
        phone.page.get_by_text(re.compile("^任务和文本取自")).wait_for()
        # The page itself is kept, too, before the browser goes.
        phone.wait_for("async () => Boolean((await navigator.serviceWorker.ready).active)")
        form(phone).get_by_label("意见原话").fill(HALF)
        wait_for_draft(phone)
        os.kill(browser_of(tmp_path / "profile"), signal.SIGKILL)

        phone = Phone(kept(), outdoors, phone.account, phone.name)
        phone.cut()
        page = form(phone)
        expect(page.get_by_label("意见原话")).to_have_value(HALF)
        expect(page.get_by_text(BACK)).to_be_visible()
        save(page)
        assert drafts(phone) == []
        form(phone)
        expect(page.get_by_label("意见原话")).to_have_value("")
        expect(page.get_by_text(BACK)).to_have_count(0)
        [entry] = phone.records()["found"]["entries"]
        assert entry["state"] == "waiting"

    def test_is_kept_within_half_a_second_and_no_word_of_it_is_plain(self, phone: Phone):
        page = phone.page
        page.clock.install()
        form(phone).get_by_label("意见原话").fill(HALF)
        page.clock.run_for(500)
        wait_for_draft(phone)

        [draft] = drafts(phone)
        assert draft.keys() == {"id", "iv", "sealed"}
        assert HALF not in json.dumps(phone.records(), ensure_ascii=False)

    def test_is_there_after_a_reload_and_behind_the_lock(self, phone: Phone):
        page = form(phone)
        page.get_by_label("意见原话").fill(HALF)
        wait_for_draft(phone)
        page.reload()
        expect(page.get_by_label("意见原话")).to_have_value(HALF)
        page.get_by_label("意见原话").fill(f"{HALF}来就")
        page.get_by_role("link", name="本机").click()
        page.get_by_role("button", name="立即锁上").click()
        page.get_by_role("heading", name="打开走访本").wait_for()
        page.get_by_label("开本密码").fill(PIN)
        page.get_by_role("button", name="打开", exact=True).click()
        page.locator("#bar").wait_for()

        expect(form(phone).get_by_label("意见原话")).to_have_value(f"{HALF}来就")

    def test_is_named_on_the_first_view_wherever_it_was_begun(self, phone: Phone):
        page = say_one_and_half(phone)

        page.get_by_role("link", name="任务", exact=True).click()
        expect(page.get_by_role("heading", name="没有写完的")).to_be_visible()
        expect(page.locator("#view blockquote")).to_have_text([HALF])
        page.get_by_role("link", name="接着写").click()
        expect(page.get_by_label("意见原话")).to_have_value(HALF)
        save(page)
        page.get_by_role("link", name="任务", exact=True).click()
        page.get_by_role("heading", name="任务", exact=True).wait_for()
        expect(page.get_by_text("没有写完的")).to_have_count(0)

    def test_is_thrown_away_by_whoever_begins_afresh(self, phone: Phone):
        page = form(phone)
        page.get_by_label("意见原话").fill(HALF)
        wait_for_draft(phone)
        page.reload()
        page.get_by_role("button", name="清空重填").click()

        expect(page.get_by_text(BACK)).to_have_count(0)
        expect(page.get_by_label("意见原话")).to_have_value("")
        assert drafts(phone) == []

    def test_of_one_household_goes_on_under_its_submission(self, phone: Phone):
        phone.cut()
        page = say_one_and_half(phone)
        form(phone)
        expect(page.get_by_label("意见原话")).to_have_value("")
        [first] = phone.records()["found"]["entries"]
        form(phone, f"?with={first['id']}")

        expect(page.get_by_label("意见原话")).to_have_value(HALF)

    def test_stays_where_the_phone_is_full(self, phone: Phone):
        page = form(phone)
        page.get_by_label("意见原话").fill(HALF)
        wait_for_draft(phone)
        page.evaluate("""() => {
          const { put } = IDBObjectStore.prototype;
          IDBObjectStore.prototype.put = function full(value) {
            if (this.name !== "entries") return put.call(this, value);
            throw new DOMException("", "QuotaExceededError");
          };
        }""")
        agree(page)
        choose(page)
        page.get_by_role("button", name="保存").click()

        expect(page.get_by_role("alert")).to_contain_text("手机存储已满")
        expect(page.get_by_label("意见原话")).to_have_value(HALF)
        assert len(drafts(phone)) == 1


class TestSaving:
    def test_shows_it_before_the_queue_is_looked_through(self, phone: Phone):
        """However many wait, saving takes as long as it takes to write one."""
        phone.cut()
        page = form(phone)
        page.get_by_label("意见原话").fill(HALF)
        wait_for_draft(phone)
        page.evaluate("""() => {
          const { getAll } = IDBObjectStore.prototype;
          window.readings = [];
          IDBObjectStore.prototype.getAll = function read(...how) {
            window.readings.push(performance.now());
            return getAll.apply(this, how);
          };
        }""")
        save(page)
        page.wait_for_function("() => window.readings.length > 0")
        [begun, ended] = page.evaluate("""() => {
          const [{ startTime, duration }] = performance.getEntriesByName("save");
          return [startTime, startTime + duration];
        }""")

        assert [at for at in page.evaluate("() => window.readings") if begun <= at <= ended] == []


class TestTheFile:
    def test_says_the_servers_time_as_far_as_the_phone_knows_it(self, phone: Phone):
        """Also behind a restart without a network: the room can put right a clock that is an hour behind."""
        phone.open_here()
        session = phone.context.request.get(f"{phone.field.url}/field/notebook/session").json()
        session["server_time"] = (datetime.fromisoformat(session["server_time"]) + timedelta(hours=1)).isoformat()
        told = {"status": 200, "content_type": "application/json", "body": json.dumps(session)}
        phone.answer = lambda request: told if request.url.endswith("/session") else {"abort": "failed"}
        phone.say(HALF)
        phone.send()
        wait_for_record(phone, "keys", "clock")
        phone.cut()
        phone.page.reload()
        phone.open_here()
        file = json.loads(phone.do("return (await notebook.file()).text()"))
        by_server, own = (datetime.fromisoformat(file[name]) for name in ("made_at", "device_time"))

        assert timedelta(minutes=59) < by_server - own < timedelta(minutes=61)


class TestWaitingLong:
    @pytest.mark.parametrize(("hours", "told"), [(25, "一天"), (73, "三天")])
    def test_is_said_more_plainly_the_longer_it_is(self, phone: Phone, hours: int, told: str):
        phone.cut()
        page = form(phone)
        page.get_by_label("意见原话").fill(HALF)
        save(page)
        expect(page.locator("#strip")).to_contain_text("还有 1 条意见等待发送，最早一条")
        expect(page.locator("#strip .notice.late")).to_have_count(0)
        page.clock.install()
        page.clock.fast_forward(hours * 3_600_000)
        page.reload()
        page.get_by_label("开本密码").fill(PIN)
        page.get_by_role("button", name="打开", exact=True).click()

        expect(page.locator("#strip .notice.late")).to_contain_text(told)
        expect(page.locator("#strip").locator("a[href='#/phone']")).to_be_visible()


class TestSigningOut:
    def test_without_a_network_is_said_and_done_as_soon_as_there_is_one(self, phone: Phone):
        page = phone.page
        page.get_by_role("link", name="本机").click()
        page.context.set_offline(True)
        page.get_by_role("button", name="退出登录").click()
        page.get_by_text("账号还没有退出").wait_for()

        page.context.set_offline(False)
        expect(page.get_by_text("账号还没有退出")).to_have_count(0)
        expect(page.get_by_label("开本密码")).to_be_visible()
        page.goto(f"{phone.field.url}/door/account")
        expect(page.get_by_role("heading", name="登录", exact=True)).to_be_visible()

    def test_on_a_server_page_locks_the_notebook(self, phone: Phone):
        page = phone.page
        other = phone.tab()
        other.goto(f"{phone.field.url}/field/")
        other.locator("details.menu summary").click()
        other.get_by_role("button", name="退出").click()

        expect(page.get_by_label("开本密码")).to_be_visible()
        phone.page = other
        phone.wait_for(
            """async () => {
              const { Notebook } = await import("/static/notebook/notebook.js");
              return (await Notebook.list()).every(({ opened }) => !opened);
            }"""
        )


class TestAPicture:
    def test_can_be_taken_after_the_words_have_arrived(self, phone: Phone, tmp_path: Path):
        slip = tmp_path / "slip.png"
        Image.new("RGB", (40, 60), "white").save(slip)
        page = form(phone)
        page.get_by_label("意见原话").fill("写在纸上了，照下来。")
        save(page)
        page.get_by_text("手机里不再保留").wait_for()
        page.get_by_label("纸质意见的照片").set_input_files(slip)
        expect(page.locator(".pictures li")).to_contain_text("已送达")


class TestAMeeting:
    def test_has_its_hour_its_provisions_and_what_was_read_out(self, phone: Phone):
        phone.cut()
        page = phone.page
        page.goto(f"{phone.field.url}/field/notebook#/meeting/{phone.field.task}")
        page.get_by_label("时间").fill("19:30")
        page.get_by_label("其他议题").fill("水价")
        page.get_by_label("其他条款").fill("1")
        page.locator("[data-found] input").first.check()
        page.get_by_role("button", name="开始").click()
        expect(page.get_by_text("开场先宣读")).to_be_visible()
        page.get_by_label("姓名").fill("王某")
        page.get_by_label("姓名").press("Enter")
        page.locator("#view .title", has_text="王某").wait_for()
        expect(page.get_by_role("link", name=re.compile("记发言"))).to_have_count(0)
        page.get_by_role("button", name="已宣读，大家同意").click()
        expect(page.get_by_role("link", name=re.compile("记发言"))).to_have_count(1)

        phone.open_here()
        [meeting] = phone.entries().values()
        content = meeting["content"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT19:30:00\+08:00", content["held_at"])
        assert re.fullmatch(r"art_\d+\S*\n水价", content["topics"])
        assert content["told"] is True
        phone.mend()
        phone.send()
        assert phone.states() == ["sent"]


class TestTwoVersions:
    def test_both_are_shown_where_there_is_a_network(self, phone: Phone):
        page = conflicting(phone)

        expect(page.get_by_text("路要修到组上。")).to_be_visible()
        expect(page.locator("[data-theirs]")).to_contain_text("服务器上是另一句。")

    def test_says_that_the_other_shows_with_a_network(self, phone: Phone):
        page = conflicting(phone, lambda request: {"abort": "failed"} if request.method == "GET" else None)

        expect(page.locator("[data-theirs]")).to_contain_text("有网络时")


def conflicting(phone: Phone, then: Callable[[Request], dict[str, Any] | None] = lambda _request: None) -> Page:
    """Say on the phone what the server has in other words under the same id; return the entry's page."""
    phone.cut()
    phone.open_here()
    [identity] = phone.say("路要修到组上。", place="whole")
    comment = {"id": identity, "task": phone.field.task, "consent": "oral", "place": "whole", "format": 3}
    answer = phone.tell("POST", "/api/v1/comments", {**comment, "words": "服务器上是另一句。"})
    assert answer.status == 201, answer.text()
    phone.mend()
    phone.send()
    assert phone.states() == ["conflict"]
    phone.answer = then
    phone.page.goto(f"{phone.field.url}/field/notebook#/entry/{identity}")
    phone.page.locator("[data-theirs]").wait_for()
    return phone.page


def browser_of(profile: Path) -> int:
    """Return the process of the browser that has opened this profile."""
    return int(os.readlink(profile / "SingletonLock").rpartition("-")[2])
