"""The notebook's page holds nothing of anybody, its build names every byte, and a phone gets its own key only."""

import base64
import gzip
import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from legislation_hub.models import Device
from legislation_hub.web.field.shell import shell_of
from tests.house import PACKAGE

STATIC = PACKAGE / "web" / "static"
LABEL = {"label": "红米 9"}
PAGE = '<link href="/static/a.css"><script type="module" src="/static/notebook/a.js"></script><a href="/field/">'


@pytest.fixture
def account(session, make):
    account = make.collector()
    session.commit()
    return account


@pytest.fixture
def person(account, browse):
    return browse(account)


def call(person, method, path, told):
    headers = {"X-CSRFToken": person.get("/field/notebook/session").json["csrf"]}
    person._forget()
    return person.client.open(path, method=method, json=told, headers=headers)


def squeezed(content):
    return len(gzip.compress(content, compresslevel=6))


class TestShell:
    @pytest.fixture
    def static(self, tmp_path):
        (tmp_path / "notebook").mkdir()
        (tmp_path / "a.css").write_text(
            '@import "b.css"; p { background: url("data:x") } q { background: url(c.svg#x) }'
        )
        (tmp_path / "b.css").write_text("")
        (tmp_path / "c.svg").write_text("<svg/>")
        (tmp_path / "d.js").write_text("export const one = 1;\n")
        (tmp_path / "notebook" / "a.js").write_text(
            '// from "./none.js"\nimport {\n  one,\n} from "../d.js";\nexport { two } from "./b.js";\n'
        )
        (tmp_path / "notebook" / "b.js").write_text('import "./a.js";\nexport const two = "./not.js";\n')
        return tmp_path

    def test_keeps_what_the_page_loads_and_what_that_loads(self, static):
        names = ("a.css", "b.css", "c.svg", "d.js", "notebook/a.js", "notebook/b.js")

        assert shell_of(PAGE, static, "/static/").files == tuple(f"/static/{name}" for name in names)

    @pytest.mark.parametrize("name", ["b.css", "c.svg", "d.js", "notebook/b.js"])
    def test_is_another_build_when_one_byte_of_it_is_another(self, static, name):
        before = shell_of(PAGE, static, "/static/").build
        (static / name).write_text((static / name).read_text() + " ")

        assert shell_of(PAGE, static, "/static/").build != before
        assert shell_of(f"{PAGE} ", static, "/static/").build != before

    def test_is_the_same_build_whatever_stands_beside_it(self, static):
        before = shell_of(PAGE, static, "/static/").build
        (static / "other.js").write_text("")

        assert shell_of(PAGE, static, "/static/").build == before

    def test_may_not_name_a_file_that_is_not_there(self, static):
        (static / "b.css").unlink()

        with pytest.raises(FileNotFoundError):
            shell_of(PAGE, static, "/static/")


class TestPage:
    def test_is_the_same_whoever_is_signed_in(self, session, make, browse):
        people = [browse(make.collector(person="陈小梅")), browse(make.room_head())]
        session.commit()
        pages = {person.get("/field/notebook").text for person in people}

        assert len(pages) == 1
        assert "陈小梅" not in pages.pop()

    def test_asks_for_the_kind_of_opinion_and_lets_it_be(self, person):
        page = person.get("/field/notebook").text

        assert re.search(r"<legend>意见类型\s*<span class=\"optional\">（选填）", page)

    def test_is_kept_by_a_worker_that_names_its_build_and_its_files(self, person):
        worker = person.get("/field/sw.js")
        build = person.get("/field/notebook/session").json["build"]

        assert worker.mimetype == "text/javascript"
        assert f'BUILD = "{build}"' in worker.text
        assert "/static/notebook/notebook.js" in worker.text
        assert "/static/notebook/store.js" in worker.text

    def test_is_another_build_in_another_language(self, person):
        chinese = person.get("/field/notebook/session").json["build"]
        english = person.client.get("/field/notebook/session", headers={"Accept-Language": "en"}).json["build"]

        assert chinese != english

    def test_never_loads_modules_of_two_releases(self, person):
        caching = person.client.get("/static/notebook/store.js").headers["Cache-Control"]

        assert caching == "no-cache"

    def test_loads_less_than_150_kb_and_the_engine_less_than_28(self, person):
        """What goes over the wire the first time, squeezed as a server in front squeezes it."""
        page = person.get("/field/notebook")
        shell = shell_of(page.text, STATIC, "/static/")
        sizes = {name: squeezed((STATIC / name.removeprefix("/static/")).read_bytes()) for name in shell.files}
        engine = [size for name, size in sizes.items() if re.fullmatch("/static/notebook/[a-z]+[.]js", name)]

        assert 0 < sum(engine) < 28_000
        assert sum(sizes.values()) + squeezed(page.data) < 150_000

    def test_has_its_icons_for_the_home_screen(self, person):
        told = person.get("/field/notebook.webmanifest").json

        assert told["start_url"] == "/field/notebook"
        assert [person.client.get(icon["src"]).status_code for icon in told["icons"]] == [200, 200, 200]


class TestSession:
    def test_says_whose_it_is_and_when(self, person, account):
        told = person.get("/field/notebook/session").json

        assert told.keys() == {"account", "person", "csrf", "server_time", "build"}
        assert told["account"] == str(account.id)
        assert datetime.fromisoformat(told["server_time"]).tzinfo is not None

    def test_is_nobodys_where_nobody_is_signed_in(self, app):
        assert app.test_client().get("/field/notebook/session").status_code == 401

    def test_that_has_ended_takes_the_place_of_none_that_was_just_begun(self, app):
        answer = app.test_client().get("/field/notebook/session", headers={"Accept": "application/json"})

        assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
        assert "Set-Cookie" not in answer.headers


class TestDevice:
    def test_gets_a_key_and_the_same_one_again(self, person):
        path = f"/field/notebook/devices/{uuid4()}"
        first, second = (call(person, "PUT", path, LABEL).json["key"] for _ in range(2))

        assert first == second
        assert len(base64.b64decode(first)) == 32

    def test_gets_none_without_the_token_of_our_own_page(self, person):
        answer = person.client.put(f"/field/notebook/devices/{uuid4()}", json={"label": "x"})

        assert answer.status_code == 400

    def test_of_somebody_else_gets_none(self, session, make, browse):
        accounts = [make.collector(), make.collector()]
        session.commit()
        first, second = (browse(account) for account in accounts)
        path = f"/field/notebook/devices/{uuid4()}"
        call(first, "PUT", path, LABEL)

        assert call(second, "PUT", path, LABEL).status_code == 403

    def test_signs_its_session_out_when_it_is_lost(self, person, session):
        identity = uuid4()
        call(person, "PUT", f"/field/notebook/devices/{identity}", LABEL)
        session.expire_all()
        device = session.get_one(Device, identity)
        device.ended_at = datetime.now(UTC)
        session.commit()

        assert person.get("/field/notebook/session").status_code == 401

    def test_says_what_waits_on_it(self, person, session):
        identity = uuid4()
        path = f"/field/notebook/devices/{identity}"
        call(person, "PUT", path, LABEL)
        answer = call(person, "POST", f"{path}/waiting", {"waiting": 3, "since": "2026-08-05T09:30:00+08:00"})
        session.expire_all()
        device = session.get_one(Device, identity)

        assert answer.status_code == 204
        assert (device.waiting, device.waiting_since) == (3, datetime(2026, 8, 5, 1, 30, tzinfo=UTC))

    @pytest.mark.parametrize("since", ["0001-01-01T00:00:00+14:00", "yesterday", "2026-08-05T09:30:00"])
    def test_says_what_waits_also_where_since_when_is_no_moment(self, person, session, since):
        identity = uuid4()
        path = f"/field/notebook/devices/{identity}"
        call(person, "PUT", path, LABEL)

        assert call(person, "POST", f"{path}/waiting", {"waiting": 3, "since": since}).status_code == 204
        session.expire_all()
        assert session.get_one(Device, identity).waiting == 3

    @pytest.mark.parametrize("told", [[], {"waiting": "3"}, {"waiting": None}])
    def test_says_it_as_agreed_or_not_at_all(self, person, told):
        identity = uuid4()
        path = f"/field/notebook/devices/{identity}"
        call(person, "PUT", path, LABEL)

        assert call(person, "POST", f"{path}/waiting", told).status_code == 422


class TestAnotherVersion:
    def test_is_told_to_whoever_wrote_it_down_and_to_nobody_else(self, session, make, browse):
        task = make.task()
        mine, other = make.collector(task.unit), make.collector(task.unit)
        comment = make.comment(task, words="路要修到组上。", recorded_by=mine)
        session.commit()
        identity, number = str(comment.id), comment.number
        path, phones = f"/field/notebook/comments/{identity}", [browse(mine), browse(other)]
        answer, refused = (phone.get(path) for phone in phones)
        told = answer.json

        assert (told["id"], told["number"]) == (identity, number)
        assert (told["content"]["words"], told["content"]["place"]) == ("路要修到组上。", "whole")
        assert told["content"]["provision"] is None
        assert refused.status_code == 403


class TestSigningOut:
    def test_leads_to_a_door_that_locks_the_notebooks_of_this_phone(self, person):
        usual = person.get("/door/").text
        left = person.post("/door/sign-out").text

        assert "notebook/left.js" in left
        assert "notebook/left.js" not in usual


class TestEngine:
    def test_speaks_in_codes_and_leaves_the_words_to_the_pages(self):
        chinese = re.compile("[\u4e00-\u9fff]")

        assert [one.name for one in (STATIC / "notebook").glob("*.js") if chinese.search(one.read_text())] == []
