"""The operator's commands, as a terminal runs them."""

import json
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, select

from legislation_hub.cli import hub, serving
from legislation_hub.models import Account, Words
from legislation_hub.problems import FileKindUnknown, SchemaNotOurs, UnknownWord
from legislation_hub.services.compiling import compile_report, sign_report
from legislation_hub.vocabulary import Stage
from tests.fixtures_readings import SECOND

DRAFTS = Path(__file__).resolve().parents[2] / "drafts"


@pytest.fixture
def run(settings, app):
    """Return a function that runs a command on the test's instance; problems come through."""

    def run(*words, fails=0):
        result = CliRunner().invoke(hub, ["--data", str(settings.data), *map(str, words)], catch_exceptions=False)
        assert result.exit_code == fails, result.output
        return result

    return run


class TestParse:
    def test_prints_one_object(self, run):
        tree = json.loads(run("parse", DRAFTS / "农村公路条例.docx", "--json").stdout)

        assert tree["genre"] == "full"
        assert [one["eid"] for one in tree["provisions"]] == [f"art_{number}" for number in range(1, 29)]

    def test_refuses_what_it_cannot_read(self, run, tmp_path):
        file = tmp_path / "draft.exe"
        file.write_bytes(b"MZ")

        with pytest.raises(FileKindUnknown):
            run("parse", file)


class TestAccounts:
    def test_add_makes_an_administrator_with_a_code(self, run, session):
        made = json.loads(run("accounts", "add", "--name", "guanli", "--person", "示例·管", "--json").stdout)

        assert len(made["accounts"][0]["code"]) == 11
        assert session.query(Account).one().name == "guanli"

    def test_names_an_unknown_place(self, run):
        with pytest.raises(UnknownWord):
            run("accounts", "add", "--name", "a", "--person", "b", "--role", "collector", "--unit", "nowhere")

    def test_a_token_is_printed_once(self, run, session, make):
        collector = make.collector()
        session.commit()

        assert len(run("token", "issue", collector.name, "--name", "手机").stdout.strip()) > 40


class TestDraft:
    def test_add_prints_its_ids(self, run, session, make):
        coordinator = make.coordinator()
        session.commit()

        made = json.loads(
            run("draft", "add", DRAFTS / "农村公路条例.txt", "--as", coordinator.name, "--json").stdout
        )

        assert set(made) == {"draft", "version", "remarks"}


class TestReport:
    def test_export_leaves_others_free_to_write(self, run, app, session, make, tmp_path, monkeypatch):
        report = _signed_report(session, make)
        session.commit()
        folder = tmp_path / "out"

        def write_elsewhere(*_given):
            with create_engine(app.config["SQLALCHEMY_DATABASE_URI"]).connect() as other:
                other.exec_driver_sql("PRAGMA busy_timeout=0")
                other.exec_driver_sql("BEGIN IMMEDIATE")
            return folder

        monkeypatch.setattr("legislation_hub.cli.reporting.write_bundle", write_elsewhere)

        assert run("report", "export", report.number, "--out", folder).stdout.strip() == str(folder)


def _signed_report(session, make):
    consultation = make.consultation(stage=Stage.REVIEWING)
    report = compile_report(session, make.coordinator(), consultation, make.station(), str)
    return sign_report(session, make.station_head(), report, str)


class TestConsult:
    def test_open_puts_a_version_to_every_room(self, run, session, make):
        coordinator, version = make.coordinator(), make.version(published=False)
        rooms = [make.room() for _room in range(3)]
        session.commit()

        made = json.loads(run("consult", "open", version.id, "--as", coordinator.name, "--json").stdout)

        assert {one["room"] for one in made["tasks"]} == {room.name for room in rooms}


class TestComments:
    def test_import_takes_each_once_and_tells_of_the_bad_one(self, run, session, make, tmp_path):
        task = make.task()
        collector = make.collector(task.unit)
        session.commit()
        good = {"id": str(uuid4()), "task": str(task.id), "words": "边沟要修。", "consent": "oral"}
        blank = {**good, "id": str(uuid4()), "words": " "}
        file = tmp_path / "comments.json"
        file.write_text(json.dumps({"comments": [good, blank, good]}))

        results = json.loads(run("comments", "import", file, "--as", collector.name, "--json").stdout)["results"]

        assert [one["status"] for one in results] == ["created", "rejected", "exists"]
        session.rollback()  # what this session read so far is from before the import
        assert session.scalars(select(Words.words)).all() == ["边沟要修。"]


class TestBackup:
    def test_holds_database_files_and_key_with_their_sums(self, run, session, make, settings, tmp_path):
        (settings.data / "secret.key").write_text("key")
        (settings.files / "ab").mkdir(parents=True)
        (settings.files / "ab" / "abcd").write_bytes(b"draft")
        make.comment(words="边沟要修。")
        session.commit()

        run("backup", tmp_path / "hub.zip")

        with ZipFile(tmp_path / "hub.zip") as archive:
            sums = dict(reversed(line.split("  ")) for line in archive.read("SHA256SUMS").decode().splitlines())
            assert set(sums) == {"legislation_hub.db", "secret.key", "files/ab/abcd"}
            assert all(sha256(archive.read(name)).hexdigest() == digest for name, digest in sums.items())
            assert "边沟要修".encode() in archive.read("legislation_hub.db")
        assert (tmp_path / "hub.zip").stat().st_mode & 0o077 == 0


class TestServe:
    def test_refuses_a_schema_of_another_release(self, tmp_path):
        with pytest.raises(SchemaNotOurs, match="upgrade"):
            CliRunner().invoke(hub, ["--data", str(tmp_path), "serve"], catch_exceptions=False)

    def test_says_while_nobody_can_make_accounts(self, run, monkeypatch):
        ended_at_once = SimpleNamespace(run=lambda: None)
        monkeypatch.setattr(serving.waitress, "create_server", lambda *_app, **_options: ended_at_once)

        assert "accounts add" in run("serve").stderr


class TestCheck:
    def test_says_that_log_and_index_hold(self, run, session, make):
        make.comment()
        session.commit()

        found = json.loads(run("check", "--json").stdout)

        assert (found["broken"], found["index_agrees"], found["places_astray"]) == ({}, True, 0)

    def test_finds_a_comment_that_follows_to_a_provision_of_another_text(self, run, session, desk):
        comment = desk.say(desk.ask(desk.first), "art_2__para_1")
        second = desk.read(SECOND, "二审稿")
        desk.follow(second)
        row = desk.row(comment, second)
        row.provision_id = comment.provision_id
        session.commit()

        assert str(row.id) in run("check", fails=1).stdout


class TestCompare:
    def test_prints_the_fate_of_every_article_as_json(self, run, tmp_path):
        old, new = tmp_path / "old.txt", tmp_path / "new.txt"
        old.write_text("某条例\n第一条　村道由村民委员会养护。\n第二条　林区每年十月禁止野外用火。\n", "utf-8")
        new.write_text("某条例\n第一条　林区每年十月禁止野外用火。\n", "utf-8")

        rows = json.loads(run("compare", old, new, "--json").stdout)["articles"]

        assert {row["old"]: (row["new"], row["outcome"]) for row in rows} == {
            "art_1": (None, "gone"),
            "art_2": ("art_1", "moved"),
        }
        assert rows[1]["likeness"] == 1
        assert rows[1]["reason"] == "The text is unchanged; 第二条 has become 第一条."

    def test_prints_a_table_in_the_language_of_the_terminal(self, run, tmp_path, monkeypatch):
        law = tmp_path / "law.txt"
        law.write_text("某条例\n第一条　村道由村民委员会养护。\n", "utf-8")
        monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")

        assert "文字未变。" in run("compare", law, law).stdout
