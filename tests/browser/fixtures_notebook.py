"""A collector's phone with a notebook, the product's own server, and a line between them that tests cut."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import APIResponse, BrowserContext, Error, Page, Playwright, Request, Route
from sqlalchemy import select

from legislation_hub.app import create_app
from legislation_hub.models import Comment, Words
from legislation_hub.models.database import db, transaction
from legislation_hub.models.schema import upgrade
from legislation_hub.services import passwords
from tests.conftest import settings_in
from tests.fixtures_server import serving
from tests.house import PACKAGE
from tests.makers import Make

PASSWORD = "天气好就去各家走访"
PIN = "250520"
COLLECTORS = 80
STATIC = PACKAGE / "web" / "static"
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
ENGINE = "/static/notebook/notebook.js"
MAKE = """async ({account, pin}) => {
  const { Notebook } = await import("/static/notebook/notebook.js");
  const { person } = await Notebook.session();
  window.notebook = await Notebook.make({account, person, pin, ...await Notebook.key({account, label: "红米 9"})});
}"""
OPEN = """async (how) => {
  const { Notebook } = await import("/static/notebook/notebook.js");
  window.notebook = await Notebook.open(how);
}"""
TRY = """async (how) => {
  const { Notebook } = await import("/static/notebook/notebook.js");
  try { const one = await Notebook.open(how); one.close(); return {name: "opened"}; }
  catch (error) { return {name: error.name, left: error.left, until: error.until?.getTime()}; }
}"""
ENTRIES = "async () => JSON.parse(JSON.stringify(await window.notebook.entries()))"
# Nothing of the engine: the records as they lie there.
RECORDS = """async (name) => {
  const ask = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await ask(indexedDB.open(name));
  const found = {};
  for (const store of database.objectStoreNames) {
    found[store] = await ask(database.transaction(store).objectStore(store).getAll());
  }
  const version = database.version;
  database.close();
  return JSON.parse(JSON.stringify({version, found}, (_name, value) =>
    (value instanceof Uint8Array ? Array.from(value, (byte) => String.fromCharCode(byte)).join("") : value)));
}"""

Answer = Callable[[Request], dict[str, Any] | None]


@dataclass
class Field:
    """A room and its collectors behind the product's server."""

    url: str
    app: Flask
    task: str
    people: list[tuple[str, str]]
    static: Path

    def person(self) -> tuple[str, str]:
        """Return (account, name) of somebody who has not been out yet."""
        return self.people.pop()

    def words(self, account: str) -> list[str]:
        """Return what the server holds of this person's comments, in the order of arrival."""
        with self.app.app_context():
            query = select(Words.words, Comment.recorded_by_id).join(Comment, Comment.id == Words.comment_id)
            rows = db.session.execute(query.order_by(Comment.number)).all()
            db.session.remove()
        return [words for words, by in rows if str(by) == account]


@dataclass
class Phone:
    """One phone, which may have several tabs; ``answer`` may answer a call in the server's place."""

    context: BrowserContext
    field: Field
    account: str
    name: str
    answer: Answer = lambda _request: None
    calls: list[Request] = field(default_factory=list)
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.context.route(re.compile("/api/v1/|/field/notebook/"), self._pass)
        self.page = self.tab()

    def tab(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(30_000)
        return page

    def sign_in(self, name: str | None = None) -> None:
        door = f"{self.field.url}/door/"
        token = TOKEN.search(self.context.request.get(door).text())
        assert token
        form = {"name": name or self.name, "password": PASSWORD, "csrf_token": token[1]}
        assert self.context.request.post(door, form=form, max_redirects=0).status == 302

    def tell(self, method: str, path: str, told: dict[str, Any]) -> APIResponse:
        """Call the server as another program of this person would."""
        token = self.context.request.get(f"{self.field.url}/field/notebook/session").json()["csrf"]
        url, headers = f"{self.field.url}{path}", {"X-CSRFToken": token}
        return self.context.request.fetch(url, method=method, data=told, headers=headers)

    def begin(self) -> "Phone":
        """Sign in and make the notebook."""
        self.sign_in()
        self.visit()
        self.page.evaluate(MAKE, {"account": self.account, "pin": PIN})
        return self

    def visit(self, page: Page | None = None) -> Page:
        """Open a page that knows nothing of notebooks, in which tests speak to the engine."""
        page = page or self.page
        page.goto(self.field.url)
        return page

    def open(self, page: Page | None = None, **how: str) -> None:
        self.visit(page).evaluate(OPEN, {"account": self.account, **how})

    def open_here(self) -> None:
        """Open the notebook in the page that is shown."""
        self.page.evaluate(OPEN, {"account": self.account})

    def wait_for(self, script: str) -> None:
        """Wait until a function that promises something promises what is true."""
        for _ in range(1800):
            # A page that is just being left answers nothing.
            with suppress(Error):
                if self.page.evaluate(script):
                    return
            self.page.wait_for_timeout(50)
        raise TimeoutError(script)

    def try_open(self, **how: str) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate(TRY, {"account": self.account, **how})
        return found

    def do(self, script: str, argument: Any = None, page: Page | None = None) -> Any:
        """Run ``script`` with ``notebook`` and the argument ``it``."""
        return (page or self.page).evaluate(
            f"async (it) => {{ const notebook = window.notebook; {script} }}", argument
        )

    def say(self, *words: str, page: Page | None = None, **more: Any) -> list[str]:
        """Say one thing after another; returns the ids."""
        contents = [{"task": self.field.task, "consent": "oral", "words": one, **more} for one in words]
        script = "const ids = []; for (const one of it) ids.push((await notebook.say(one)).id); return ids;"
        found: list[str] = self.do(script, contents, page)
        return found

    def send(self, page: Page | None = None) -> None:
        self.do("await notebook.send({now: true})", page=page)

    def entries(self) -> dict[str, dict[str, Any]]:
        return {one["id"]: one for one in self.page.evaluate(ENTRIES)}

    def states(self) -> list[str]:
        return [one["state"] for one in self.entries().values()]

    def wait_until_confirmed(self) -> None:
        """Let the phone do by itself what it does."""
        self.wait_for("async () => (await notebook.entries()).every(({state}) => state === 'confirmed')")

    def status(self) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate("() => window.notebook.status")
        return found

    def records(self) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate(RECORDS, f"notebook:{self.account}")
        return found

    def cut(self) -> None:
        """Let no call reach the server."""
        self.answer = lambda _request: {"abort": "failed"}

    def mend(self) -> None:
        self.answer = lambda _request: None

    def batches(self) -> list[list[dict[str, Any]]]:
        """Return the comments of every batch that left the phone."""
        posts = [one for one in self.calls if one.url.endswith("/comments/batch")]
        return [json.loads(one.post_data or "")["comments"] for one in posts]

    def _pass(self, route: Route) -> None:
        self.calls.append(route.request)
        instead = self.answer(route.request)
        if instead is None:
            route.continue_()
        elif "lost" in instead:
            route.fetch()  # The server has done it; nobody hears of it.
            route.abort("connectionreset")
        elif "abort" in instead:
            route.abort(instead["abort"])
        else:
            route.fulfill(**instead)


def batch(answer: Answer) -> Answer:
    """Answer batches only."""
    return lambda request: answer(request) if request.url.endswith("/comments/batch") else None


@pytest.fixture(scope="module")
def outdoors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Field]:
    """Yield a room with many collectors."""
    app = create_app(settings_in(tmp_path_factory.mktemp("field")))
    # A copy, in which a test may change a file as a new release does.
    app.static_folder = str(shutil.copytree(STATIC, tmp_path_factory.mktemp("shipped") / "static"))
    with app.app_context():
        upgrade(db.engine)
        hashed = passwords.hash_of(PASSWORD)
        with transaction() as session:
            make = Make(session)
            task = make.task()
            people = [make.collector(task.unit, password_hash=hashed) for _ in range(COLLECTORS)]
            make.administrator()
            known, names = str(task.id), [(str(one.id), one.name) for one in people]
        db.session.remove()
    with serving(app) as url:
        yield Field(url, app, known, names, Path(app.static_folder))
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def collector(outdoors: Field, new_context: Callable[..., BrowserContext]) -> Iterator[Phone]:
    """Yield somebody's phone with a new notebook in it."""
    context = new_context(service_workers="block")
    problems: list[str] = []
    context.on("weberror", lambda error: problems.append(str(error.error)))
    yield Phone(context, outdoors, *outdoors.person()).begin()
    assert problems == []


@pytest.fixture
def kept(
    outdoors: Field,
    playwright: Playwright,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
    tmp_path: Path,
) -> Iterator[Callable[[], BrowserContext]]:
    """Return a function that starts the browser on one profile, as a phone that is switched on again."""
    open_ones: list[BrowserContext] = []
    how = {**browser_type_launch_args, **browser_context_args}

    def start() -> BrowserContext:
        for one in open_ones:
            with suppress(Error):  # It may have been killed.
                one.close()
        folder = tmp_path / "profile"
        open_ones[:] = [playwright.chromium.launch_persistent_context(folder, **how)]
        return open_ones[0]

    yield start
    for one in open_ones:
        with suppress(Error):
            one.close()
