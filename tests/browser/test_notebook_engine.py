"""What was said at a door is sealed on the phone, sent once under its owner's name, and blocks nothing."""

import base64
import json
import time
import zlib
from hashlib import sha256

import pytest
from playwright.sync_api import Request

from legislation_hub.proofs.canonical import canonical
from tests.browser.fixtures_notebook import PIN, Phone, batch

pytestmark = pytest.mark.browser

SECRET = "后山那口井要写进条文里"
LOGIN_PAGE = {"status": 200, "content_type": "text/html", "body": "<h1>欢迎使用免费WiFi</h1>"}


def results(*told: dict) -> dict:
    return {"status": 200, "content_type": "application/json", "body": json.dumps({"results": list(told)})}


class TestWriting:
    def test_is_done_when_the_database_has_it(self, collector: Phone):
        collector.cut()
        [identity] = collector.say("  先有一个空格，\n后有一个换行\n")
        collector.page.reload()
        collector.page.close()
        collector.page = collector.tab()
        collector.open()

        entry = collector.entries()[identity]
        assert (entry["state"], entry["number"]) == ("waiting", None)
        assert entry["content"]["words"] == "  先有一个空格，\n后有一个换行\n"


class TestSealing:
    def test_leaves_no_plain_word_in_any_record(self, collector: Phone):
        collector.cut()
        collector.say(SECRET, household="520521100-01-007", proposal=SECRET, speaker="王大爷")
        records = json.dumps(collector.records(), ensure_ascii=False)

        for plain in (SECRET, "520521100-01-007", "王大爷", collector.field.task, PIN):
            assert plain not in records
            assert plain.encode().decode("latin-1") not in records
        assert "waiting" in records

    def test_shows_in_the_clear_only_what_is_agreed(self, collector: Phone):
        collector.cut()
        collector.say(SECRET)
        [entry] = collector.records()["found"]["entries"]

        assert entry.keys() == {
            "id", "kind", "format", "state", "made_at", "sent_at", "saved_at", "tries", "next_at", "number",
            "iv", "sealed",
        }  # fmt: skip

    def test_does_not_open_where_a_record_was_put_under_another_name(self, collector: Phone):
        collector.cut()
        first, second = collector.say("第一条", "第二条")
        swap = """const database = await new Promise((resolve) => {
            const request = indexedDB.open("notebook:" + notebook.account);
            request.onsuccess = () => resolve(request.result);
          });
          const store = database.transaction("entries", "readwrite").objectStore("entries");
          const [one, other] = await Promise.all(it.map((id) => new Promise((resolve) => {
            const request = store.get(id);
            request.onsuccess = () => resolve(request.result);
          })));
          store.put({...one, iv: other.iv, sealed: other.sealed});
          await new Promise((resolve) => { store.transaction.oncomplete = resolve; });
          database.close();"""
        collector.do(swap, [first, second])
        collector.mend()
        collector.send()

        assert collector.entries()[first]["problem"] == {"code": "sealed"}
        assert collector.field.words(collector.account) == ["第二条"]

    def test_removes_the_words_once_the_server_is_known_to_hold_them(self, collector: Phone):
        [identity] = collector.say(SECRET)
        collector.send()
        entry = collector.entries()[identity]

        assert entry["state"] == "confirmed"
        assert entry["number"]
        assert entry["receipt"]
        assert "words" not in entry["content"]
        assert collector.field.words(collector.account) == [SECRET]


class TestPin:
    def test_opens_for_the_day_and_then_again_with_the_pin(self, collector: Phone):
        collector.open()
        collector.do("await notebook.lock()")

        assert collector.try_open() == {"name": "Locked", "left": None, "until": None}
        assert collector.try_open(pin="２５０５２０")["name"] == "opened"
        assert collector.try_open()["name"] == "opened"

    def test_is_asked_again_the_next_day(self, collector: Phone):
        collector.page.clock.install(time=time.time() + 23 * 3600)
        assert collector.try_open()["name"] == "opened"
        collector.page.clock.set_system_time(time.time() + 25 * 3600)

        assert collector.try_open()["name"] == "Locked"

    def test_is_asked_again_where_the_clock_was_put_back(self, collector: Phone):
        collector.page.clock.install(time=time.time() - 3600)

        assert collector.try_open()["name"] == "Locked"

    def test_may_be_tried_five_times_and_then_after_a_pause_that_grows(self, collector: Phone):
        collector.visit()
        collector.page.clock.install()
        left = [collector.try_open(pin="000000").get("left") for _ in range(5)]
        pauses = []
        for _ in range(3):
            until = collector.try_open(pin=PIN)["until"]
            pauses.append(round((until - collector.page.evaluate("Date.now()")) / 60_000))
            collector.page.clock.set_system_time(until / 1000 + 1)
            collector.try_open(pin="000000")
        last = collector.try_open(pin=PIN)["until"]
        collector.page.clock.set_system_time(last / 1000 + 1)

        assert left == [4, 3, 2, 1, 0]
        assert pauses == [1, 2, 4]
        assert collector.try_open(pin=PIN)["name"] == "opened"
        assert collector.try_open(pin="000000")["left"] == 4

    def test_that_was_forgotten_costs_a_sign_in_and_no_comment(self, collector: Phone):
        collector.cut()
        collector.say("一", "二", "三")
        collector.do("await notebook.lock()")
        collector.mend()
        script = """async ({account, newPin}) => {
          const { Notebook } = await import("/static/notebook/notebook.js");
          const { serverKey } = await Notebook.key({account, label: "红米 9"});
          window.notebook = await Notebook.open({account, serverKey, newPin});
        }"""
        collector.visit().evaluate(script, {"account": collector.account, "newPin": "111222"})
        collector.send()

        assert collector.field.words(collector.account) == ["一", "二", "三"]
        assert collector.try_open(pin=PIN)["name"] == "WrongPin"
        assert collector.try_open(pin="111222")["name"] == "opened"

    def test_can_be_changed_by_who_knows_it(self, collector: Phone):
        change = "try { await notebook.changePin(...it); return 'changed' } catch (error) { return error.name }"

        assert collector.do(change, ["000000", "111222"]) == "WrongPin"
        assert collector.do(change, [PIN, "1234"]) == "Refused"
        assert collector.do(change, [PIN, "111222"]) == "changed"
        assert collector.try_open(pin="111222")["name"] == "opened"


class TestOwner:
    def test_is_the_only_one_under_whose_name_it_is_sent(self, collector: Phone):
        collector.cut()
        collector.say("甲的意见")
        _account, name = collector.field.person()
        collector.sign_in(name)
        collector.mend()
        collector.send()

        assert collector.status()["session"] == "other"
        assert collector.states() == ["waiting"]
        assert collector.batches() == []
        collector.sign_in()
        collector.send()
        assert collector.field.words(collector.account) == ["甲的意见"]

    def test_is_asked_for_by_the_server_too(self, collector: Phone):
        """Somebody else signs in between the greeting and the batch."""
        account, name = collector.field.person()

        def swap(request: Request) -> dict | None:
            if request.url.endswith("/comments/batch"):
                collector.sign_in(name)
            return None

        collector.answer = swap
        collector.say("甲的意见")
        collector.send()

        assert collector.status()["session"] in ("other", "none")
        assert collector.states() == ["waiting"]
        assert collector.field.words(account) == collector.field.words(collector.account) == []

    def test_has_it_locked_when_somebody_else_opens_their_own(self, collector: Phone):
        collector.cut()
        collector.say("甲的意见")
        account, name = collector.field.person()
        collector.sign_in(name)
        other = Phone(collector.context, collector.field, account, name)
        collector.page.evaluate("() => notebook.addEventListener('locked', () => { window.isLocked = true; })")
        other.begin()

        collector.page.wait_for_function("() => window.isLocked")
        assert other.entries() == {}
        assert (
            other.page.evaluate(
                "async (account) => { const { Notebook } = await import('/static/notebook/notebook.js');"
                "try { await Notebook.open({account}); return 'opened' } catch (error) { return error.name } }",
                collector.account,
            )
            == "Locked"
        )
        covers = other.page.evaluate(
            "async () => (await (await import('/static/notebook/notebook.js')).Notebook.list())"
            ".map(({account, waiting, opened}) => [account, waiting, opened])"
        )
        assert sorted(covers) == sorted([[collector.account, 1, False], [account, 0, True]])

    def test_signs_in_again_and_nothing_is_lost(self, collector: Phone):
        collector.context.clear_cookies()
        collector.say("会话过期时说的")
        collector.send()
        assert (collector.status()["session"], collector.states()) == ("none", ["waiting"])
        collector.sign_in()
        collector.send()

        assert collector.field.words(collector.account) == ["会话过期时说的"]


class TestSending:
    @pytest.mark.parametrize(
        "answer",
        [
            LOGIN_PAGE,
            {"status": 200, "content_type": "application/json", "body": "[1]"},
            {"status": 200, "content_type": "application/json", "body": '{"results": [{"id"'},
            {"status": 200, "content_type": "application/json", "body": '{"ok": true}'},
            results({"id": "01980000-0000-7000-8000-000000000000", "status": "created", "number": "1"}),
            {"status": 204},
            {"status": 502, "body": "<h1>Bad Gateway</h1>"},
            {"abort": "connectionreset"},
        ],
        ids=["portal", "list", "half", "other", "strangers", "nothing", "gateway", "reset"],
    )
    def test_takes_for_a_receipt_only_what_names_the_comment(self, collector: Phone, answer):
        collector.answer = batch(lambda _request: answer)
        collector.say("门前的路")
        collector.send()
        waiting = list(collector.entries().values())
        collector.mend()
        collector.send()

        assert [(one["state"], one["number"]) for one in waiting] == [("waiting", None)]
        assert collector.states() == ["confirmed"]
        assert collector.field.words(collector.account) == ["门前的路"]

    def test_goes_on_at_once_where_the_network_comes_back_as_a_round_ends(self, collector: Phone):
        collector.do("""
          const request = navigator.locks.request.bind(navigator.locks);
          navigator.locks.request = async (...how) => {
            const round = await request(...how);
            if (notebook.status.problem === "network") dispatchEvent(new Event("online"));
            return round;
          };""")
        lines = iter([{"abort": "failed"}])
        collector.answer = batch(lambda _request: next(lines, None))
        collector.say("门前的路")

        collector.wait_until_confirmed()

    def test_goes_on_where_another_page_that_was_sending_is_gone(self, collector: Phone):
        collector.do("""
          const held = new Promise((letGo) => { window.letGo = letGo; });
          const name = `notebook:${notebook.account}`;
          await new Promise((has) => navigator.locks.request(name, () => { has(); return held; }));""")
        collector.say("门前的路")
        collector.page.wait_for_timeout(500)
        assert collector.states() == ["waiting"]
        collector.page.evaluate("() => window.letGo()")

        collector.wait_until_confirmed()

    def test_does_not_rest_after_a_round_that_the_coming_network_broke(self, collector: Phone):
        collector.cut()
        collector.say("门前的路")
        for _ in range(8):  # By now the pause is minutes long.
            collector.send()
        collector.mend()
        collector.do("""
          const real = fetch;
          window.fetch = (path, how) => {
            if (!path.endsWith("/batch")) return real(path, how);
            window.fetch = real;
            dispatchEvent(new Event("online"));
            return Promise.reject(new TypeError("network changed"));
          };
          await notebook.send({now: true});""")

        collector.wait_until_confirmed()

    def test_ends_with_its_page_also_while_it_waits_for_another(self, collector: Phone):
        collector.do("""
          const held = new Promise((letGo) => { window.letGo = letGo; });
          const name = `notebook:${notebook.account}`;
          await new Promise((has) => navigator.locks.request(name, () => { has(); return held; }));""")
        collector.say("门前的路")
        collector.do("notebook.send(); await new Promise((over) => setTimeout(over)); notebook.close();")
        collector.calls.clear()
        collector.do(
            "window.letGo(); await navigator.locks.request(`notebook:${it}`, () => 0);", collector.account
        )

        assert collector.calls == []

    def test_goes_on_by_itself_after_the_phone_stumbled(self, collector: Phone):
        collector.page.clock.install()
        collector.cut()
        collector.say("门前的路")
        collector.send()
        collector.do("""
          addEventListener("error", (event) => event.preventDefault());
          window.put = IDBObjectStore.prototype.put;
          IDBObjectStore.prototype.put = () => { throw new DOMException("", "UnknownError"); };""")
        collector.mend()
        collector.send()
        assert collector.states() == ["waiting"]
        collector.do("IDBObjectStore.prototype.put = window.put;")
        collector.page.clock.fast_forward(61_000)

        collector.wait_until_confirmed()

    def test_does_not_take_a_number_for_granted(self, collector: Phone):
        def without_a_number(request: Request) -> dict:
            return results(*({"id": one["id"], "status": "created"} for one in request.post_data_json["comments"]))

        collector.answer = batch(without_a_number)
        collector.say("门前的路")
        collector.send()

        assert collector.states() == ["waiting"]

    def test_follows_no_redirect(self, collector: Phone):
        collector.answer = batch(lambda _request: {"status": 302, "headers": {"Location": "/door/"}})
        collector.say("门前的路")
        collector.send()

        assert (collector.states(), collector.status()["problem"]) == (["waiting"], "strange")

    def test_finds_the_one_at_which_the_server_stumbles(self, collector: Phone):
        collector.cut()
        ids = collector.say(*[f"第{number}条" for number in range(100)])
        poison = ids[61]

        def stumble(request: Request) -> dict | None:
            return {"status": 500, "body": "<h1>Oops</h1>"} if poison in (request.post_data or "") else None

        collector.answer = batch(stumble)
        for _ in range(12):
            collector.send()

        entries = collector.entries()
        assert {one["state"] for one in entries.values() if one["id"] != poison} == {"confirmed"}
        assert (entries[poison]["state"], entries[poison]["problem"]["code"]) == ("waiting", "server")
        assert entries[poison]["nextAt"] is not None
        assert len(collector.field.words(collector.account)) == 99
        assert len(collector.batches()) < 30
        collector.mend()
        collector.send()
        assert sorted(collector.field.words(collector.account)) == sorted(f"第{number}条" for number in range(100))

    def test_sends_less_at_once_where_less_is_taken(self, collector: Phone):
        collector.cut()
        collector.say(*[f"第{number}条" for number in range(40)])
        small = {"status": 413, "body": "<h1>Too large</h1>"}
        collector.answer = batch(lambda request: small if len(request.post_data_json["comments"]) > 10 else None)
        for _ in range(12):
            collector.send()

        assert collector.states() == ["confirmed"] * 40
        assert len(collector.field.words(collector.account)) == 40

    def test_waits_as_long_as_the_server_asks_and_up_to_as_long_again(self, collector: Phone):
        collector.cut()
        collector.say("门前的路")
        collector.answer = batch(lambda _request: {"status": 503, "headers": {"Retry-After": "600"}})
        collector.send()
        sent = len(collector.batches())
        collector.page.clock.install()
        collector.do("await notebook.send()")
        collector.page.clock.set_system_time(time.time() + 599)
        collector.do("await notebook.send()")
        assert len(collector.batches()) == sent
        collector.mend()
        collector.page.clock.set_system_time(time.time() + 1300)
        collector.do("await notebook.send()")

        assert collector.states() == ["confirmed"]

    def test_goes_on_by_itself_when_the_network_is_back(self, collector: Phone):
        collector.context.set_offline(True)
        collector.say("山上说的")
        collector.context.set_offline(False)
        collector.wait_until_confirmed()

        assert collector.field.words(collector.account) == ["山上说的"]

    def test_tries_again_by_itself_soon_after_an_answer_was_lost(self, collector: Phone):
        lost = [{"abort": "connectionreset"}]
        collector.answer = batch(lambda _request: lost.pop() if lost else None)
        collector.say("门前的路")
        # Nobody touches it, the network never went, the page stays in front: only its own timer is left.
        collector.wait_until_confirmed()

        assert lost == []
        assert collector.field.words(collector.account) == ["门前的路"]

    def test_takes_along_what_is_said_while_it_ends(self, collector: Phone):
        collector.do(
            """const asking = window.fetch;
            window.fetch = async (path, how) => {
              const last = String(path).endsWith("/waiting");
              if (last && window.fetch !== asking) { window.fetch = asking; await notebook.say(it); }
              return asking(path, how);
            };""",
            {"task": collector.field.task, "consent": "oral", "words": "临走又说了一句"},
        )

        collector.say("先说的")
        collector.wait_until_confirmed()

        assert len(collector.states()) == 2

    def test_carries_what_the_phones_clock_says(self, collector: Phone):
        collector.say("现在")
        collector.send()
        [request] = [one for one in collector.calls if one.url.endswith("/comments/batch")]

        assert request.headers["device-time"].endswith("+08:00")
        assert request.headers["legislation-hub-account"] == collector.account

    def test_of_a_phone_whose_clock_is_a_year_off_is_not_refused(self, collector: Phone):
        collector.page.clock.install(time=time.time() + 365 * 86400)
        collector.open(pin=PIN)
        collector.say("钟快了一年")
        collector.send()

        assert collector.states() == ["confirmed"]
        assert abs(collector.status()["clock"] - 365 * 86_400_000) < 60_000

    def test_is_shared_by_two_tabs_and_done_once(self, collector: Phone):
        other = collector.tab()
        collector.open(page=other)
        collector.cut()
        collector.say(*[f"左{number}" for number in range(20)])
        collector.say(*[f"右{number}" for number in range(20)], page=other)
        collector.mend()
        collector.calls.clear()
        collector.page.evaluate("() => { notebook.send({now: true}); }")
        collector.send(page=other)
        collector.send()

        sent = [one["id"] for group in collector.batches() for one in group]
        assert len(sent) == len(set(sent)) == 40
        assert len(collector.field.words(collector.account)) == 40
        assert collector.states() == ["confirmed"] * 40
        other.wait_for_function("() => notebook.status.waiting === 0")

    def test_keeps_the_words_until_the_server_says_that_it_holds_them(self, collector: Phone):
        collector.answer = lambda request: {"status": 500} if request.url.endswith("/held") else None
        [identity] = collector.say("门前的路")
        collector.send()
        sent = collector.entries()[identity]
        collector.mend()
        collector.send()

        assert (sent["state"], sent["content"]["words"]) == ("sent", "门前的路")
        assert sent["number"]
        assert sent["receipt"]
        assert collector.states() == ["confirmed"]

    def test_begins_again_where_the_server_has_lost_it(self, collector: Phone):
        nothing = {"status": 200, "content_type": "application/json", "body": '{"items": [], "next": null}'}
        collector.answer = lambda request: nothing if request.url.endswith("/held") else None
        collector.say("门前的路")
        collector.send()
        lost = collector.states()
        collector.mend()
        collector.send()

        assert lost == ["waiting"]
        assert collector.states() == ["confirmed"]
        assert collector.field.words(collector.account) == ["门前的路"]

    def test_shows_both_where_the_server_holds_other_words(self, collector: Phone):
        def held(request: Request) -> dict | None:
            if not request.url.endswith("/held"):
                return None
            items = [{"id": one, "number": "7", "digest": "00"} for one in request.post_data_json["ids"]]
            return {"status": 200, "content_type": "application/json", "body": json.dumps({"items": items})}

        collector.answer = held
        [identity] = collector.say("门前的路")
        collector.send()
        entry = collector.entries()[identity]

        assert (entry["state"], entry["problem"]["number"]) == ("conflict", "7")
        assert entry["content"]["words"] == "门前的路"

    def test_tells_the_server_how_many_wait(self, collector: Phone):
        collector.answer = batch(lambda _request: {"status": 502})
        collector.say("一", "二")
        collector.send()
        collector.mend()
        collector.send()
        told = [json.loads(one.post_data or "") for one in collector.calls if one.url.endswith("/waiting")]

        assert told[-1] == {"waiting": 0, "since": None}


class TestMending:
    def test_changes_what_has_never_left_the_phone(self, collector: Phone):
        collector.cut()
        [identity] = collector.say("写错了子")
        collector.do("await notebook.mend(...it)", [identity, {**said(collector), "words": "写错了字"}])
        entry = collector.entries()[identity]
        collector.mend()
        collector.send()

        assert entry["before"]["words"] == "写错了子"
        assert collector.field.words(collector.account) == ["写错了字"]

    def test_corrects_by_a_new_comment_what_may_have_arrived(self, collector: Phone):
        collector.answer = batch(lambda _request: {"abort": "connectionreset"})
        [identity] = collector.say("写错了子")
        collector.send()
        mended = collector.do(
            "return (await notebook.mend(...it)).id", [identity, {**said(collector), "words": "写错了字"}]
        )
        corrects = collector.entries()[mended]["corrects"]
        collector.mend()
        collector.send()

        assert mended != identity
        assert corrects == identity
        assert collector.states() == ["confirmed", "confirmed"]
        assert collector.field.words(collector.account) == ["写错了子", "写错了字"]

    def test_brings_what_was_rejected_on_its_way_again(self, collector: Phone):
        *_good, bad = collector.say("一", "二", "三", "身份证 520521199001011238 在此")
        collector.send()
        entry = collector.entries()[bad]
        collector.do("await notebook.mend(...it)", [bad, {**said(collector), "words": "号码不写了"}])
        collector.send()

        assert (entry["state"], entry["problem"]["errors"][0]["field"]) == ("rejected", "words")
        assert collector.field.words(collector.account) == ["一", "二", "三", "号码不写了"]
        assert bad in collector.entries()

    def test_brings_what_was_refused_for_its_id_under_another(self, collector: Phone):
        """Somebody else's comment stands under it; what is to go with it follows."""
        taken = {"title": "不能保存", "status": 422, "errors": [{"field": "id", "text": "请再提交一次"}]}
        refuse = []

        def refused(request: Request) -> dict | None:
            if not request.url.endswith("/batch") or not refuse:
                return None
            refuse.clear()
            [one] = request.post_data_json["comments"]
            return results({"id": one["id"], "status": "rejected", "problem": taken})

        collector.answer, refuse[:] = refused, [True]
        [identity] = collector.say("门前的路")
        collector.send()
        before = collector.entries()[identity]
        collector.cut()
        [companion] = collector.say("还有沟", submission=identity)
        mended = collector.do("return (await notebook.mend(...it)).id", [identity, before["content"]])
        follows = collector.entries()[companion]["content"]["submission"]
        collector.mend()
        collector.send()

        assert (before["state"], before["problem"]["errors"][0]["field"]) == ("rejected", "id")
        assert mended != identity
        assert follows == mended
        assert identity not in collector.entries()
        assert collector.field.words(collector.account) == ["门前的路", "还有沟"]

    def test_lets_a_rejected_one_go_only_into_a_file(self, collector: Phone):
        [identity] = collector.say("任务不在了", task="01980000-0000-7000-8000-000000000000")
        collector.send()
        told = collector.do("return JSON.parse(await (await notebook.file()).text())")
        collector.do("await notebook.saved(it)", identity)

        assert [one["id"] for one in told["comments"]] == [identity]
        assert collector.states() == ["confirmed"]
        assert collector.entries()[identity]["savedAt"] is not None

    @pytest.mark.parametrize("choice", ["theirs", "mine"])
    def test_settles_a_conflict_as_the_person_says(self, collector: Phone, choice):
        """Another device of the same person used the same id for something else, which never happens but may."""
        collector.cut()
        [identity] = collector.say("先到的")
        first = {"id": identity, **said(collector), "words": "别的手机先送到的"}
        assert collector.tell("POST", "/api/v1/comments", first).status == 201
        collector.mend()
        collector.send()
        entry = collector.entries()[identity]
        collector.do("await notebook.settle(...it)", [identity, choice])
        collector.send()

        assert (entry["state"], entry["content"]["words"]) == ("conflict", "先到的")
        assert entry["problem"]["number"]
        assert set(collector.states()) == {"confirmed"}
        mine = ["先到的"] if choice == "mine" else []
        assert collector.field.words(collector.account) == ["别的手机先送到的", *mine]


def said(phone: Phone) -> dict:
    return {"task": phone.field.task, "consent": "oral"}


class TestOrder:
    def test_is_meetings_then_comments_then_pictures(self, collector: Phone):
        collector.cut()
        meeting = "01980000-0000-7000-8000-00000000abcd"
        script = """
          const { meeting, task } = it;
          const photo = await (await fetch("/static/icons/notebook-192-any.png")).blob();
          await notebook.picture(photo, {submission: meeting});
          await notebook.say({task, words: "会上说的", consent: "oral", meeting, submission: meeting});
          await notebook.meet({id: meeting, task, title: "院坝会"});"""
        collector.do(script, {"meeting": meeting, "task": collector.field.task})
        collector.calls.clear()

        def take(request: Request) -> dict | None:
            if request.method == "PUT":
                identity = request.url.rpartition("/")[2].partition("?")[0]
                return {"status": 201, "content_type": "application/json", "body": json.dumps({"id": identity})}
            if request.url.endswith("/batch"):
                ids = [one["id"] for one in request.post_data_json["comments"]]
                return results(*({"id": one, "status": "created", "number": "1"} for one in ids))
            return {"status": 500} if request.url.endswith("/held") else None

        collector.answer = take
        collector.send()
        paths = [one.url.split("/api/v1/")[1].split("/")[0] for one in collector.calls if "/api/v1/" in one.url]
        [picture] = [one for one in collector.calls if "/attachments/" in one.url]

        assert paths[0] == "meetings"
        assert paths.index("comments") < paths.index("attachments")
        assert picture.headers["content-type"] == "image/jpeg"
        assert (picture.post_data_buffer or b"").startswith(b"\xff\xd8")

    def test_holds_a_meetings_comments_back_while_the_meeting_is_not_there(self, collector: Phone):
        meeting = "01980000-0000-7000-8000-00000000abce"
        wrong = {
            "status": 422,
            "content_type": "application/problem+json",
            "body": '{"title": "缺会议名称", "status": 422}',
        }
        collector.answer = lambda request: wrong if "/meetings/" in request.url else None
        collector.do("await notebook.meet(it)", {"id": meeting, "task": collector.field.task})
        [inside] = collector.say("会上说的", meeting=meeting, submission=meeting)
        collector.say("门前的路")
        collector.send()
        entries = collector.entries()

        assert (entries[meeting]["state"], entries[meeting]["problem"]["title"]) == ("rejected", "缺会议名称")
        assert (entries[inside]["state"], entries[inside]["problem"]["code"]) == ("waiting", "meeting")
        assert collector.field.words(collector.account) == ["门前的路"]


class TestMeeting:
    def test_that_was_changed_after_a_lost_answer_is_brought_once_and_as_changed(self, collector: Phone):
        """The server stands at what was sent first: that is no conflict, and the change follows."""
        lost = {"lost": True}
        collector.answer = lambda request: lost if "/meetings/" in request.url else None
        content = {
            "task": collector.field.task,
            "kind": "courtyard",
            "title": "院坝会",
            "held_at": "2026-11-20T09:00:00+08:00",
            "attendees": [{"id": "01980000-0000-7000-8000-00000000aaaa", "name": "王大爷"}],
        }
        identity = collector.do("return (await notebook.meet(it)).id", content)
        collector.send()
        collector.do("await notebook.meet(it)", {**content, "id": identity, "title": "第二次院坝会"})
        collector.mend()
        collector.send()
        collector.send()
        entry = collector.entries()[identity]

        assert (entry["state"], entry["problem"]) == ("sent", None)
        assert entry["content"]["title"] == "第二次院坝会"
        assert entry["content"]["revision"] == 2

    def test_keeps_somebody_on_its_list_whose_words_came_by_another_way_and_goes_on(self, collector: Phone):
        meeting, person = "01980000-0000-7000-8000-00000000abcf", "01980000-0000-7000-8000-00000000aaab"
        stays = {"id": person, "name": "王大爷", "identity": "", "household": ""}
        body = json.dumps({"title": "已发言", "status": 422, "spoken": [stays]})
        refusals = [{"status": 422, "content_type": "application/problem+json", "body": body}]
        collector.answer = lambda request: refusals.pop() if "/meetings/" in request.url and refusals else None
        held = {"kind": "courtyard", "title": "院坝会", "held_at": "2026-11-20T09:00:00+08:00"}
        collector.do("await notebook.meet(it)", {"id": meeting, "task": collector.field.task, **held})
        [inside] = collector.say("会上说的", meeting=meeting, submission=person)
        collector.send()
        entries = collector.entries()

        assert (entries[meeting]["state"], entries[meeting]["content"]["attendees"]) == ("sent", [stays])
        assert entries[meeting]["stays"] == [person]
        assert entries[inside]["state"] in ("sent", "confirmed")

    @pytest.mark.parametrize("choice", ["theirs", "mine"])
    def test_keeps_who_was_put_back_on_its_list_once_a_conflict_is_settled(self, collector: Phone, choice):
        meeting, person = "01980000-0000-7000-8000-00000000abd0", "01980000-0000-7000-8000-00000000aaac"
        stays = {"id": person, "name": "王大爷", "identity": "", "household": ""}
        held = {"kind": "courtyard", "title": "院坝会", "held_at": "2026-11-20T09:00:00+08:00"}
        spoken = {"title": "已发言", "status": 422, "spoken": [stays]}
        other = {
            "title": "已改",
            "status": 409,
            "meeting": {"id": meeting, "revision": 3, **held, "title": "另一场"},
        }
        answers = [
            {"status": one["status"], "content_type": "application/problem+json", "body": json.dumps(one)}
            for one in (other, spoken)
        ]
        collector.answer = lambda request: answers.pop() if "/meetings/" in request.url and answers else None
        collector.do("await notebook.meet(it)", {"id": meeting, "task": collector.field.task, **held})
        collector.send()
        conflict = collector.entries()[meeting]
        collector.cut()
        collector.do("await notebook.settle(...it)", [meeting, choice])

        assert (conflict["state"], conflict["stays"]) == ("conflict", [person])
        assert collector.entries()[meeting]["stays"] == [person]


class TestFile:
    def test_holds_all_that_waits_and_proves_itself(self, collector: Phone):
        collector.cut()
        ids = collector.say("路要修到组上。", "“引号”、\t制表、\\反斜杠、👨‍👩‍👧‍👦", "\u2028分行符")
        told = json.loads(collector.do("return (await notebook.file()).text()"))
        proof = told.pop("sha256")

        assert proof == sha256(canonical(told)).hexdigest()
        assert [one["id"] for one in told["comments"]] == ids
        assert (told["format"], told["version"], told["account"]) == (
            "legislation-hub/waiting",
            1,
            collector.account,
        )
        assert {one["format"] for one in told["comments"]} == {3}

    def test_fits_into_the_text_of_a_code(self, collector: Phone):
        collector.cut()
        ids = collector.say("一", "二", "三")
        fragment = collector.do("return notebook.fragment(it)", ids[:2])
        packed = base64.urlsafe_b64decode(fragment + "=" * (-len(fragment) % 4))
        told = json.loads(zlib.decompress(packed, wbits=-15))

        assert [one["words"] for one in told["comments"]] == ["一", "二"]
        assert len(fragment) < 1200
