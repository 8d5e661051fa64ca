"""The index is written beside the server: as long as that runs, again if it broke off, and no longer."""

import subprocess
import sys
import threading
import time

import pytest

from legislation_hub.cli import indexing
from legislation_hub.cli.indexing import IndexerBeside
from legislation_hub.models.base import new_id
from legislation_hub.problems import SearchNotReady
from legislation_hub.search.engine.shelf import FolderShelf
from legislation_hub.services.collecting import take
from legislation_hub.services.finding import Wish, find_everything
from legislation_hub.services.hearing import Heard
from legislation_hub.services.indexing import catch_up, compare
from legislation_hub.vocabulary import Consent


@pytest.fixture
def found(session, settings):
    """Return a function that says whether something is found, whoever wrote the index."""
    shelf = FolderShelf(settings.index)

    def found(text):
        try:
            return bool(find_everything(session, shelf.index(), Wish(text)).hits)
        except SearchNotReady:
            return False

    return found


@pytest.fixture
def say(session, make):
    """Return a function that writes a comment down as a collector does."""
    task = make.task()
    collector = make.collector(task.unit)

    def say(words):
        take(
            session, collector, task, Heard(id=new_id(), task=task.id, words=words, consent=Consent.ORAL), b"test"
        )

    return say


def place(settings):
    """Return how far the index came, whoever wrote it."""
    try:
        return FolderShelf(settings.index).index().place
    except SearchNotReady:
        return 0


def test_follows_the_log_until_its_input_ends(session, make, settings, found):
    command = [sys.executable, "-m", "legislation_hub", "--data", str(settings.data), "index"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        make.comment(words="修路要修边沟")
        session.commit()

        assert _until(lambda: found("边沟"))
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=30) == 0


class TestBesideTheServer:
    def test_is_started_anew_after_a_kill(self, session, make, settings, found, monkeypatch, caplog):
        monkeypatch.setattr(indexing, "REST", 0.01)
        beside = IndexerBeside(settings.data)
        beside.start()
        try:
            assert _until(lambda: beside._process is not None)
            first = beside._process
            first.kill()
            make.comment(words="修路要修边沟")
            session.commit()

            assert _until(lambda: found("边沟"))
            assert beside._process is not first
            assert "started anew" in caplog.text
        finally:
            beside.end()

    def test_holds_what_the_database_holds_after_three_kills(self, session, say, settings, monkeypatch):
        monkeypatch.setattr(indexing, "REST", 0.01)
        beside = IndexerBeside(settings.data)
        beside.start()
        try:
            for kill in range(3):
                before = place(settings)

                def has_written(before=before, kill=kill):
                    say(f"修路要修边沟，第{kill}回")
                    session.commit()
                    return place(settings) != before

                assert _until(has_written)
                assert beside._process is not None
                beside._process.kill()
        finally:
            beside.end()

        shelf = FolderShelf(settings.index)
        catch_up(session, shelf)
        compared = compare(session, shelf)
        assert compared.agrees
        assert compared.total > 3

    def test_ends_when_it_is_told_to(self, settings):
        beside = IndexerBeside(settings.data)
        beside.start()
        assert _until(lambda: beside._process is not None)

        beside.end()

        assert beside._process.returncode == 0
        assert not beside.is_alive()


def _until(met, seconds=60.0):
    waiting, deadline = threading.Event(), time.monotonic() + seconds
    while time.monotonic() < deadline:
        if met():
            return True
        waiting.wait(0.02)
    return False
