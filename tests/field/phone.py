"""A collector's phone: a real Chromium profile, and in it the product's own notebook, which alone sends."""

import re
import time
from collections.abc import Callable, Sequence
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page

from tests.field.judging import Said
from tests.field.sayings import Saying
from tests.field.world import PASSWORD, Collector

PIN = "250520"
LABEL = "示例手机"
PATIENCE = 60_000  # ms
PAUSE = 0.05  # s
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')

NOTEBOOK = "/field/notebook"
# A clock that goes wrong by so much; pages only, and the true one stays in hand.
CLOCK = """globalThis.clockOff = %d;
if (!globalThis.TrueDate) {
  globalThis.TrueDate = Date;
  globalThis.Date = class extends TrueDate {
    constructor(...given) { given.length ? super(...given) : super(TrueDate.now() + clockOff); }
    static now() { return TrueDate.now() + clockOff; }
  };
}"""
OPEN = """async ({account, pin, label}) => {
  const { Notebook } = await import("/static/notebook/notebook.js");
  const made = await Notebook.exists(account);
  const opened = made && (await Notebook.list()).find((one) => one.account === account).opened;
  if (made) window.notebook = await Notebook.open(opened ? {account} : {account, pin});
  else {
    const { person } = await Notebook.session();
    window.notebook = await Notebook.make({account, person, pin, ...await Notebook.key({account, label})});
  }
}"""
SAY = """(contents) => {
  (async () => {
    for (const content of contents) {
      try { window.saved((await window.notebook.say(content)).id); }
      catch (error) { window.refused(error.name); }
    }
  })();
}"""
ENTRIES = """async () => (await window.notebook.entries()).map(
  ({id, state, number, late, problem, content}) => ({id, state, number, late, problem, words: content.words}))"""


class Phone:
    """One collector's phone.

    ``said`` is what its screen has said to be saved. ``refused`` is what it said it could not keep. ``unsure`` is
    what was under way when the tab or the browser died: the screen had said nothing yet.
    """

    def __init__(self, context: BrowserContext, url: str, collector: Collector, task: str) -> None:
        """Take a browser's profile in hand; nothing is opened yet."""
        self.context = context
        self.url = url
        self.collector = collector
        self.task = task
        self.said: list[Said] = []
        self.refused: list[tuple[Saying, str]] = []
        self.unsure: list[Saying] = []
        self.pin = PIN
        self._under_way: list[Saying] = []
        self.page = self.tab()

    def tab(self) -> Page:
        """Return a new tab of this phone; it is the one that is looked at from now on."""
        self.page = page = self.context.new_page()
        page.set_default_timeout(PATIENCE)
        page.expose_function("saved", self._saved)
        page.expose_function("refused", self._refused)
        return page

    def sign_in(self, collector: Collector | None = None) -> None:
        """Come in through the door, as this phone's owner or as somebody else."""
        collector = collector or self.collector
        # Another tab may have begun a new session between the form and its sending: a person then tries again.
        for _ in range(3):
            token = TOKEN.search(self.context.request.get(f"{self.url}/door/").text())
            assert token is not None, "the door has no form"
            form = {"name": collector.name, "password": PASSWORD, "csrf_token": token[1]}
            answer = self.context.request.post(f"{self.url}/door/", form=form, max_redirects=0)
            if answer.status == 302:
                break
        assert answer.status == 302, f"the door answered {answer.status}"

    def begin(self) -> "Phone":
        """Make the notebook, with the task pack in it and the page kept for when there is no network."""
        self.open()
        self.page.evaluate("async () => { await navigator.serviceWorker.ready; await window.notebook.refresh(); }")
        return self

    def open(self) -> None:
        """Open the notebook's page, with a network or without one, and the notebook in it."""
        self.page.goto(f"{self.url}{NOTEBOOK}")
        self.page.evaluate(OPEN, {"account": self.collector.id, "pin": PIN, "label": LABEL})

    def say(self, sayings: Sequence[Saying]) -> None:
        """Write down what was said, one after another; return when the screen has spoken of each."""
        self.begin_to_say(sayings)
        self.wait(self.is_silent)

    def type(self, saying: Saying) -> None:
        """Write down what was said in the notebook's form, as a thumb does; return when it is shown as saved."""
        assert saying.provision is None, "what is typed here is about the whole draft"
        if not self.page.locator("#bar").is_visible():
            self.open()  # The page was there before its notebook was made.
        self.page.goto(f"{self.url}{NOTEBOOK}#/say/{self.task}")
        form = self.page.locator("#view form")
        form.locator("[name=household]").fill(saying.household or "")
        form.locator("[name=consent][value=oral]").check()
        form.locator("#about-0 [data-unfold]").click()
        form.locator("[name=about][value=whole]").check()
        form.locator(f"[name=stance][value={saying.stance}]").check()
        form.locator("[name=words]").fill(saying.words)
        form.locator("button[type=submit]").click()
        self.page.wait_for_url("**#/entry/*")
        identity = self.page.url.rpartition("#/entry/")[2].partition("?")[0]
        self.said.append(Said(identity, saying))

    def begin_to_say(self, sayings: Sequence[Saying]) -> None:
        """Begin to write down what was said, and return at once."""
        assert self.is_silent(), "one person speaks at a time"
        self._under_way = list(sayings)
        self.page.evaluate(SAY, [one.wire(self.task) for one in sayings])

    def is_silent(self) -> bool:
        """Return whether the screen has spoken of all that was said."""
        return not self._under_way

    def die(self) -> None:
        """Note that the tab or the browser died: what the screen had not said to be saved may or may not be."""
        self.unsure += self._under_way
        self._under_way = []

    def wait(self, until: Callable[[], bool], seconds: float = PATIENCE / 1000) -> None:
        """Let the browser go on until something is so."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if until():
                return
            self.rest(PAUSE)
        raise TimeoutError("the phone did not get there")

    def rest(self, seconds: float) -> None:
        """Let the browser go on for a while."""
        self.page.wait_for_timeout(seconds * 1000)

    def entries(self) -> list[dict[str, Any]]:
        """Return what the notebook says it holds; with the PIN where somebody else's was opened meanwhile."""
        found: list[dict[str, Any]]
        try:
            found = self.page.evaluate(ENTRIES)
        except Error as error:
            if "Locked" not in str(error):
                raise
            self.open()
            found = self.page.evaluate(ENTRIES)
        return found

    def states(self) -> dict[str, str]:
        """Return the state of every entry by its id."""
        return {one["id"]: one["state"] for one in self.entries()}

    def status(self) -> dict[str, Any]:
        """Return what the notebook says of its sending."""
        found: dict[str, Any] = self.page.evaluate("() => window.notebook.status")
        return found

    def send(self) -> None:
        """Touch 'send now'."""
        self.page.evaluate("async () => { await window.notebook.send({now: true}); }")

    def offline(self) -> None:
        """Lose the network, as a phone in a valley does."""
        self.context.set_offline(True)

    def online(self) -> None:
        """Have it back; the browser tells the page."""
        self.context.set_offline(False)

    def set_clock(self, off: float) -> None:
        """Put the phone's clock so many seconds ahead, from the next opening of a page on."""
        self.context.add_init_script(CLOCK % round(off * 1000))

    def fill(self, left: int) -> None:
        """Leave only so many bytes of room on the phone."""
        usage = self.page.evaluate("async () => (await navigator.storage.estimate()).usage")
        self._quota(quotaSize=usage + left)

    def empty(self) -> None:
        """Make room on the phone again."""
        self._quota()

    def _quota(self, **size: int) -> None:
        self._devtools = self.context.new_cdp_session(self.page)
        self._devtools.send("Storage.overrideQuotaForOrigin", {"origin": self.url, **size})

    def _saved(self, identity: str) -> None:
        # The last words of a page that is dead by now are not waited for any more.
        if self._under_way:
            self.said.append(Said(identity, self._under_way.pop(0)))

    def _refused(self, why: str) -> None:
        if self._under_way:
            self.refused.append((self._under_way.pop(0), why))
