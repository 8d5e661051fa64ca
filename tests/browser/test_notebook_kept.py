"""What lies on the phone stays: through restarts, full storage, old formats, other tabs and a new release."""

import json
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.fixtures_notebook import PIN, Field, Phone

pytestmark = pytest.mark.browser

SECRET = "后山那口井要写进条文里"
PERSON = "示例"
# What lay on phones before: written by hand, with nothing of today's engine. Format 1 knows neither kinds nor
# wire formats nor packs, format 2 no kinds.
FORMER = """async ({format, account, person, device, serverKey, pin, contents}) => {
  const text = new TextEncoder();
  const key = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt"]);
  const seal = async (by, label, bytes) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const how = {name: "AES-GCM", iv, additionalData: text.encode(label)};
    return {iv, sealed: new Uint8Array(await crypto.subtle.encrypt(how, by, bytes))};
  };
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const typed = await crypto.subtle.importKey("raw", text.encode(pin), "PBKDF2", false, ["deriveKey"]);
  const byPin = await crypto.subtle.deriveKey({name: "PBKDF2", hash: "SHA-256", salt, iterations: 600000}, typed,
    {name: "AES-GCM", length: 256}, false, ["encrypt"]);
  const byServer = await key(Uint8Array.from(atob(serverKey), (sign) => sign.charCodeAt(0)));
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const data = await key(raw);
  const keys = {id: "keys", account, person, device, salt, rounds: 600000,
    pin: await seal(byPin, `${account}:pin`, raw), server: await seal(byServer, `${account}:server`, raw)};
  const entries = await Promise.all(contents.map(async ([id, content], number) => ({id, state: "waiting",
    made_at: 1750000000000 + number, tries: 0, next_at: null, number: null, ...(format > 1 && {format: 2}),
    ...await seal(data, id, text.encode(JSON.stringify({content})))})));
  await new Promise((resolve, reject) => {
    const request = indexedDB.open(`notebook:${account}`, format);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("keys", {keyPath: "id"});
      request.result.createObjectStore("entries", {keyPath: "id"});
      if (format > 1) request.result.createObjectStore("packs", {keyPath: "id"});
    };
    request.onsuccess = () => {
      const transaction = request.result.transaction(["keys", "entries"], "readwrite");
      transaction.objectStore("keys").put(keys);
      for (const entry of entries) transaction.objectStore("entries").put(entry);
      transaction.oncomplete = () => { request.result.close(); resolve(); };
      transaction.onabort = () => reject(transaction.error);
    };
  });
}"""


def key_of(phone: Phone, device: str) -> str:
    key: str = phone.tell("PUT", f"/field/notebook/devices/{device}", {"label": "旧手机"}).json()["key"]
    return key


def leave_former(phone: Phone, format: int, count: int) -> list[str]:
    """Put a full queue of a former format on a phone; return the words."""
    device = str(uuid4())
    server_key = key_of(phone, device)
    words = [f"第{number}户说的：路要修到组上。" for number in range(count)]
    consent = {"task": phone.field.task, "consent": "oral", "heard_at": "2026-11-20T09:00:00+08:00"}
    ids = [str(uuid4()) for _ in words]
    contents = [[identity, {**consent, "words": one}] for identity, one in zip(ids, words, strict=True)]
    about = {"account": phone.account, "person": PERSON, "device": device, "serverKey": server_key, "pin": PIN}
    phone.visit().evaluate(FORMER, {"format": format, "contents": contents, **about})
    return words


@pytest.fixture
def phone(outdoors: Field, new_context: Callable[..., BrowserContext]) -> Phone:
    """A signed-in phone without a notebook."""
    phone = Phone(new_context(service_workers="block"), outdoors, *outdoors.person())
    phone.sign_in()
    return phone


class TestFormerFormats:
    @pytest.mark.parametrize("format", [1, 2])
    def test_are_carried_forward_with_a_full_queue_and_sent(self, phone: Phone, format):
        words = leave_former(phone, format, 150)
        assert phone.records()["version"] == format
        phone.open(pin=PIN)
        carried = phone.records()
        phone.send()

        assert carried["version"] == 3
        assert {one["format"] for one in carried["found"]["entries"]} == {format}
        assert {one["kind"] for one in carried["found"]["entries"]} == {"comment"}
        assert set(phone.states()) == {"confirmed"}
        assert phone.field.words(phone.account) == words

    def test_are_read_with_the_servers_key_too(self, phone: Phone):
        leave_former(phone, 1, 3)
        [keys] = phone.records()["found"]["keys"]
        phone.open(serverKey=key_of(phone, keys["device"]), newPin="111222")

        assert len(phone.entries()) == 3

    def test_wait_for_a_tab_of_an_old_release_to_be_closed(self, phone: Phone):
        leave_former(phone, 2, 3)
        old = phone.visit(phone.tab())
        hold = """(name) => new Promise((resolve) => {
            const request = indexedDB.open(name, 2);
            request.onsuccess = () => { window.held = request.result; resolve(); };
        })"""
        old.evaluate(hold, f"notebook:{phone.account}")

        assert phone.try_open(pin=PIN)["name"] == "OtherTab"
        old.close()
        assert phone.try_open(pin=PIN)["name"] == "opened"


class TestNewerFormat:
    def test_leaves_the_open_page_at_work(self, collector: Phone):
        collector.cut()
        collector.say("新版本以前")
        newer = collector.visit(collector.tab())
        raise_it = """(name) => new Promise((resolve, reject) => {
            const request = indexedDB.open(name, 4);
            request.onblocked = () => reject(new Error("blocked"));
            request.onupgradeneeded = () => { request.result.createObjectStore("later", {keyPath: "id"}); };
            request.onsuccess = () => { request.result.close(); resolve(); };
        })"""
        newer.evaluate(raise_it, f"notebook:{collector.account}")
        collector.say("新版本以后")
        collector.mend()
        collector.send()

        assert collector.records()["version"] == 4
        assert collector.field.words(collector.account) == ["新版本以前", "新版本以后"]


class TestProfile:
    def test_holds_the_queue_through_a_restart_and_no_plain_word(self, kept, outdoors: Field, tmp_path: Path):
        phone = Phone(kept(), outdoors, *outdoors.person()).begin()
        phone.cut()
        phone.say(SECRET, "第二条")
        control = "这一句没有加密"
        phone.page.evaluate("(words) => localStorage.setItem('control', words)", control)
        phone = Phone(kept(), outdoors, phone.account, phone.name)
        phone.cut()
        phone.open()
        words = [one["content"]["words"] for one in phone.entries().values()]
        phone.context.close()

        assert words == [SECRET, "第二条"]
        assert found_in(tmp_path / "profile", control), "the search finds nothing that is there"
        assert found_in(tmp_path / "profile", SECRET) == []


class TestFullPhone:
    def test_keeps_what_it_had_and_says_so(self, collector: Phone):
        """A browser that finds no room takes the whole transaction back, and says why."""
        collector.cut()
        [first] = collector.say("还有地方的时候")
        fill = """() => {
          const { transaction } = IDBDatabase.prototype;
          window.makeRoom = () => { IDBDatabase.prototype.transaction = transaction; };
          IDBDatabase.prototype.transaction = function begin(names, mode, ...how) {
            const begun = transaction.call(this, names, mode, ...how);
            if (mode !== "readwrite") return begun;
            Object.defineProperty(begun, "error", {get: () => new DOMException("", "QuotaExceededError")});
            const { objectStore } = begun;
            begun.objectStore = (name) => {
              const store = objectStore.call(begun, name);
              const { put } = store;
              store.put = (value) => {
                const asked = put.call(store, value);
                asked.onsuccess = () => begun.abort();
                return asked;
              };
              return store;
            };
            return begun;
          };
        }"""
        script = "try { await notebook.say(it); return 'said'; } catch (error) { return error.name; }"
        content = {"task": collector.field.task, "consent": "oral", "words": "没有地方了"}
        collector.page.evaluate(fill)

        assert collector.do(script, content) == "Full"
        collector.page.evaluate("() => window.makeRoom()")
        assert list(collector.entries()) == [first]
        assert len(collector.records()["found"]["entries"]) == 1
        assert collector.do(script, content) == "said"
        assert len(collector.entries()) == 2


class TestPage:
    @pytest.fixture
    def opened(self, outdoors: Field, new_context: Callable[..., BrowserContext]) -> Phone:
        """A phone on which the notebook's page has been opened once."""
        context = new_context()
        phone = Phone(context, outdoors, *outdoors.person())
        phone.begin()
        phone.page.goto(f"{outdoors.url}/field/notebook")
        keep = "async () => { (await import('/static/notebook/offline.js')).keepOffline(); }"
        phone.page.evaluate(keep)
        phone.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        return phone

    def test_opens_without_a_network_with_all_its_files(self, opened: Phone):
        failed = []
        opened.page.on("requestfailed", lambda request: failed.append(request.url))
        opened.context.set_offline(True)
        opened.page.reload()
        opened.page.wait_for_load_state()

        assert opened.page.title()
        assert [url for url in failed if "/static/" in url] == []
        opened.open_here()
        assert opened.say("没有网络时说的")

    def test_stands_in_for_the_other_pages_of_the_wing(self, opened: Phone):
        opened.context.set_offline(True)
        opened.page.goto(f"{opened.field.url}/field/comments?show=waiting")

        assert opened.page.url == f"{opened.field.url}/field/notebook?from=%2Ffield%2Fcomments%3Fshow%3Dwaiting"

    def test_keeps_nothing_of_anybody(self, opened: Phone):
        opened.open_here()
        opened.cut()
        opened.say(SECRET)
        dump = """async () => {
          const all = [];
          for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) {
            const answer = await (await caches.open(name)).match(request);
            all.push([new URL(request.url).pathname, await answer.text()]);
          }
          return all;
        }"""
        cached = dict(opened.page.evaluate(dump))

        assert "/field/notebook" in cached
        assert {path for path in cached if not path.startswith("/static/")} == {"/field/notebook"}
        assert [path for path, text in cached.items() if opened.account in text or SECRET in text] == []

    def test_changes_to_a_new_release_only_when_asked(self, opened: Phone):
        engine = opened.field.static / "notebook" / "notebook.js"
        before = engine.read_text("utf-8")
        mark = """() => fetch("/static/notebook/notebook.js").then((answer) => answer.text())
          .then((text) => text.includes("release 2.0"))"""
        opened.open_here()
        try:
            engine.write_text(f"{before}// release 2.0\n", "utf-8")
            opened.page.evaluate("async () => { await (await navigator.serviceWorker.ready).update(); }")
            waiting = "async () => Boolean((await navigator.serviceWorker.ready).waiting)"
            opened.wait_for(waiting)
            opened.say("旧页面照常")
            opened.page.reload()
            old = opened.page.evaluate(mark)
            caches = len(opened.page.evaluate("() => caches.keys()"))
            # As on a day on which much is sent: were the old worker asked each time, it could not go.
            opened.page.evaluate("""() => {
              const ask = () => fetch("/field/notebook/session").finally(ask);
              ask(); ask();
            }""")
            opened.page.evaluate("""async () => {
              const { keepOffline } = await import("/static/notebook/offline.js");
              await keepOffline({ onUpdate: (change) => change() });
            }""")
            opened.wait_for("async () => (await caches.keys()).length === 1")
            opened.wait_for(mark)
        finally:
            engine.write_text(before, "utf-8")

        assert not old
        assert caches == 2
        opened.open_here()
        assert len(opened.entries()) == 1


def found_in(folder: Path, words: str) -> list[str]:
    """Return the files below a folder in which the words stand, in any way in which a browser writes text."""
    shapes = [words.encode(), words.encode("utf-16-le"), json.dumps(words).strip('"').encode()]
    # LevelDB squeezes whatever repeats: a few characters in a row are left as they are.
    shapes += [shape[:12] for shape in shapes[:2]]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [str(path) for path in files if any(shape in path.read_bytes() for shape in shapes)]
