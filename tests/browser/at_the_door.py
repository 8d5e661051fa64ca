"""What a collector does with the notebook on the demo: opening it, writing down, being without a network."""

import re
from typing import Any

from playwright.sync_api import Page

from tests.browser.fixtures_demo import Demo
from tests.browser.looking import violations

PIN = "274951"
ROADS = "农村公路条例"
KEY = re.compile("^第十九条第一款")
# What lies on this phone, as the engine tells it.
ENTRIES = """async () => {
  const { Notebook } = await import("/static/notebook/notebook.js");
  const [one] = (await Notebook.list()).filter(({ opened }) => opened);
  const notebook = await Notebook.open({ account: one.account });
  const entries = await notebook.entries();
  notebook.close();
  return JSON.parse(JSON.stringify(entries));
}"""


def begin(page: Page, demo: Demo, name: str = "maochang-1") -> Page:
    """Sign in, make a notebook on this phone, and wait until it needs no network any more."""
    demo.enter(page, name)
    page.goto(f"{demo.url}/field/notebook")
    choose_pin(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.get_by_text(ROADS).first.wait_for()
    page.get_by_text(re.compile("^任务和文本取自")).wait_for()
    return page


def choose_pin(page: Page) -> None:
    """Type a new PIN twice."""
    page.get_by_label("开本密码").fill(PIN)
    page.get_by_label("再输一次").fill(PIN)
    page.get_by_role("button", name="打开走访本").click()


def view(page: Page, hash: str) -> Page:
    """Go to a view by its address and wait until it stands there."""
    page.evaluate("(hash) => { document.querySelector('#view').replaceChildren(); location.hash = hash; }", hash)
    page.locator("#view h1").wait_for()
    return page


def task(page: Page) -> str:
    """Return the id of the first task."""
    link = page.locator("#view a.go").first
    return str(link.get_attribute("href")).rpartition("/")[2]


def say(page: Page, words: str, household: str = "", about: str | re.Pattern[str] = "整部草案") -> None:
    """Fill the form that is open, and save."""
    page.get_by_label("意见原话").wait_for()
    if household:
        page.get_by_label("户编号").fill(household)
    agree(page)
    choose(page, about)
    page.get_by_label("意见原话").fill(words)
    page.get_by_role("button", name="保存").click()


def agree(page: Page) -> None:
    """Say that the person agreed by word of mouth, where nobody has said so before."""
    if not page.locator("[name=consent]:checked").count():
        page.get_by_label("口头同意").check()


def choose(page: Page, about: str | re.Pattern[str] = "整部草案") -> None:
    """Unfold the provisions and choose what it is about."""
    page.get_by_role("button", name=re.compile("选条款|其他条款")).click()
    page.get_by_label(about).check()


def entries(page: Page) -> list[dict[str, Any]]:
    """Return what lies on the phone."""
    found: list[dict[str, Any]] = page.evaluate(ENTRIES)
    return found


def saving_time(page: Page, slowed: int = 4) -> float:
    """Save one comment and return the milliseconds from the touch until the screen says so.

    ``slowed`` is how many times slower than this machine the processor is made.
    The form must be open; the figure is the page's own (performance.measure "save").
    """
    processor = page.context.new_cdp_session(page)
    page.get_by_label("意见原话").wait_for()
    agree(page)
    choose(page)
    page.get_by_label("意见原话").fill("护路员一个月三百块，哪个愿意干。")
    page.evaluate("performance.clearMeasures()")
    processor.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    page.get_by_role("button", name="保存").click()
    page.get_by_role("heading", name="已保存在手机里").wait_for()
    processor.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return float(page.evaluate("performance.getEntriesByName('save')[0].duration"))


def findings(page: Page) -> list[str]:
    """What axe finds on the page, grave or not."""
    return [f"{one['id']}: {[node['html'][:120] for node in one['nodes'][:3]]}" for one in violations(page)]
