"""One outing of collectors, with a server and a network that fail; at its end all is well, and counted."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from random import Random
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Playwright

from tests.field.books import Books, Held
from tests.field.judging import Judgement, judge
from tests.field.killing import kill_browser, kill_tabs
from tests.field.phone import Phone
from tests.field.proxy import THROUGH, Plan, Proxy
from tests.field.sayings import Saying, sayings
from tests.field.server import Server
from tests.field.world import Collector, World

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
READER: dict[str, Any] = {
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
    "viewport": {"width": 360, "height": 740},
}
OVER = ("confirmed",)
SENDING = {"/api/v1/comments", "/api/v1/comments/batch"}
# Seconds: the phone gives a request up after sixty, and rests before it tries again.
SETTLING = 180.0


class Wake(Enum):
    """How a phone comes to send what waits."""

    TIMER = auto()  # by itself, after its pause
    TOUCH = auto()
    RELOAD = auto()
    ONLINE = auto()


@dataclass
class County:
    """What many outings share: the server, the bad line before it, a browser, and collectors who take turns."""

    world: World
    server: Server
    proxy: Proxy
    books: Books
    playwright: Playwright
    chromium: str
    browser: Browser
    _next: int = 0

    def collector(self) -> Collector:
        """Return somebody who has not been out yet."""
        self._next += 1
        return self.world.collectors[self._next - 1]

    @contextmanager
    def outing(self, seed: int | str) -> Iterator["Outing"]:
        """Begin an outing whose luck follows from ``seed``; afterwards the line is whole, the phones are gone."""
        outing = Outing(self, Random(seed))
        try:
            yield outing
        finally:
            self.proxy.plan, self.proxy.edits = (lambda _request: THROUGH), {}
            outing.close()
            self.server.ensure()


def find_chromium() -> str | None:
    """Return where the system's Chromium is, None where there is none."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


@contextmanager
def county(world: World, playwright: Playwright, chromium: str) -> Iterator[County]:
    """Start the server, the line and the browser; stop them at the end."""
    server = Server(world.data)
    server.start()
    proxy = Proxy(server.port)
    browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
    try:
        yield County(world, server, proxy, Books(world.data), playwright, chromium, browser)
    finally:
        browser.close()
        proxy.close()
        server.kill()


@dataclass
class Outing:
    """One run of one fault: the phones that went out, and what must be true of them when they are back."""

    county: County
    luck: Random
    phones: list[Phone] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    _folders: list[Path] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._sayings = sayings(self.luck, self.county.world.provisions, self.county.world.households)

    @property
    def proxy(self) -> Proxy:
        """The line between phones and server."""
        return self.county.proxy

    def phone(
        self, collector: Collector | None = None, *, clock: float = 0, pocket: bool = False, notebook: bool = True
    ) -> Phone:
        """Return the phone of a collector, with a profile of its own and a notebook in it.

        ``clock`` says by how many seconds it goes wrong. What is in a ``pocket`` can be killed.
        """
        context = self._pocket() if pocket else self.county.browser.new_context(**READER)
        self._contexts.append(context)
        phone = Phone(context, self.proxy.url, collector or self.county.collector(), self.county.world.task)
        if clock:
            phone.set_clock(clock)
        self.phones.append(phone)
        phone.sign_in()
        return phone.begin() if notebook else phone

    def beside(self, phone: Phone, collector: Collector | None = None) -> Phone:
        """Return another tab on the same phone, of the same person or of somebody else."""
        tab = Phone(phone.context, self.proxy.url, collector or phone.collector, self.county.world.task)
        self.phones.append(tab)
        tab.sign_in()
        return tab.begin()

    def kill(self, phone: Phone, browser: bool) -> None:
        """Kill the tab that a phone in the pocket shows, or its whole browser, and take the phone out again."""
        [folder] = self._folders
        phone.die()
        if browser:
            kill_browser(folder)
            self._contexts.remove(phone.context)
            phone.context = self._pocket()
            self._contexts.append(phone.context)
            phone.sign_in()
        else:
            kill_tabs(folder)
        phone.tab()

    def wake(self, phone: Phone, *ways: Wake) -> None:
        """Let the phone notice, in one of these ways, that it could send."""
        match self.luck.choice(ways):
            case Wake.TOUCH:
                phone.send()
            case Wake.RELOAD:
                phone.open()
            case Wake.ONLINE:
                phone.offline()
                phone.online()
            case Wake.TIMER:
                return

    def sayings(self, count: int) -> list[Saying]:
        """Return what is said at so many doors."""
        return [next(self._sayings) for _ in range(count)]

    def plan(self, plan: Plan) -> None:
        """Say what becomes of requests that carry comments; everything else goes through."""
        self.proxy.plan = lambda request: plan(request) if request.path in SENDING else THROUGH

    def settle(self, *phones: Phone, touching: bool = False) -> None:
        """Wait until nothing waits on the phones any more, and what must stay there has stayed.

        Whoever has seen many tries fail need not wait for the long pause that follows: ``touching`` sends at once.
        """
        for phone in phones or self.phones:
            phone.wait(lambda phone=phone: self._is_settled(phone, touching), SETTLING)  # type: ignore[misc]

    def judge(self) -> Judgement:
        """Hold what each person said against what the server has from that person."""
        return sum(map(self._judged, self.accounts()), Judgement())

    def held(self) -> list[Held]:
        """Return every comment that the server has from the people of this outing."""
        return self.county.books.comments(self.accounts())

    def accounts(self) -> Sequence[str]:
        """Return the accounts of those who went out."""
        return sorted({phone.collector.id for phone in self.phones})

    def close(self) -> None:
        """Put the phones away."""
        for context in self._contexts:
            context.close()
        for folder in self._folders:
            shutil.rmtree(folder, ignore_errors=True)

    def _judged(self, account: str) -> Judgement:
        books, phones = self.county.books, [one for one in self.phones if one.collector.id == account]
        held = books.comments([account])
        said = [one for phone in phones for one in phone.said]
        unsure = [one for phone in phones for one in phone.unsure]
        shared = len(held) - books.submissions([account])
        return judge(said, held, kept=self.kept, unsure=unsure) + Judgement(
            doubled=("submissions and comments do not match",) * abs(shared),
            changed=("the server was told something else under the same id",) * books.conflicts([account]),
        )

    def _pocket(self) -> BrowserContext:
        if not self._folders:
            self._folders.append(Path(tempfile.mkdtemp(prefix="legislation-hub-pocket-")))
        return self.county.playwright.chromium.launch_persistent_context(
            self._folders[0], executable_path=self.county.chromium, args=list(ARGUMENTS), **READER
        )

    def _is_settled(self, phone: Phone, touching: bool) -> bool:
        if touching:
            phone.send()
        states = phone.states()
        mine = {one.id for one in phone.said}
        left = {identity: state for identity, state in states.items() if state not in OVER}
        return left == {identity: state for identity, state in self.kept.items() if identity in mine}
