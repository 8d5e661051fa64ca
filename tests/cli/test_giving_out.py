"""``draft export`` and ``draft compare``: the same files that the pages give."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from legislation_hub.cli import hub
from legislation_hub.problems import NotComparable, NotFound

DRAFTS = Path(__file__).resolve().parents[2] / "drafts"


@pytest.fixture
def run(settings, app):
    def run(*words, fails=0):
        result = CliRunner().invoke(hub, ["--data", str(settings.data), *map(str, words)], catch_exceptions=False)
        assert result.exit_code == fails, result.output
        return result

    return run


@pytest.fixture
def version(run, session, make):
    coordinator = make.coordinator()
    session.commit()
    added = run(
        "draft", "add", DRAFTS / "农村公路条例.txt", "--reading", "二审稿", "--as", coordinator.name, "--json"
    )
    return json.loads(added.stdout)["version"]


def test_export_writes_a_file_a_format_named_by_title_and_reading(run, version, tmp_path):
    out = tmp_path / "out"
    told = run("draft", "export", version, "--out", out).stdout.splitlines()

    assert sorted(file.name for file in out.iterdir()) == sorted(
        f"农村公路条例（二审稿）.{ends}" for ends in ("docx", "pdf", "md", "xml", "json")
    )
    assert sorted(told) == sorted(str(file) for file in out.iterdir())


def test_an_exported_word_file_is_read_as_the_same_law(run, version, tmp_path):
    run("draft", "export", version, "--format", "docx,json", "--out", tmp_path)
    (word,), (tree,) = tmp_path.glob("*.docx"), tmp_path.glob("*.json")

    again = json.loads(run("parse", word, "--json").stdout)
    assert again["provisions"] == json.loads(tree.read_text())["provisions"]


def test_export_knows_only_the_formats_of_the_catalogue(run, version, tmp_path):
    run("draft", "export", version, "--format", "docx,exe", "--out", tmp_path, fails=2)


def test_an_unknown_version_is_told(run, tmp_path):
    with pytest.raises(NotFound):
        run("draft", "export", "01980000-0000-7000-8000-000000000000", "--out", tmp_path)


def test_compare_writes_the_table_that_the_ending_asks_for(run, session, make, tmp_path):
    old = make.version(reading="一审稿")
    new = make.version(reading="二审稿", ordinal=2, draft_id=old.draft_id)
    session.commit()

    for ends, begins in (("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK")):
        run("draft", "compare", old.id, new.id, "--changed", "--out", tmp_path / f"a.{ends}")
        assert (tmp_path / f"a.{ends}").read_bytes().startswith(begins)
    run("draft", "compare", old.id, new.id, "--out", tmp_path / "a.exe", fails=2)


def test_compare_refuses_a_law_and_a_decision(run, session, make, tmp_path):
    law = make.version()
    decision = make.version(draft_id=law.draft_id, ordinal=2, genre="amendment")
    session.commit()

    with pytest.raises(NotComparable):
        run("draft", "compare", law.id, decision.id, "--out", tmp_path / "a.docx")
