"""The index follows the log: what was said is found, what was taken back is gone, and both ends agree."""

import threading
import time
from dataclasses import replace
from itertools import count

import pytest

from legislation_hub import clock
from legislation_hub.models.base import new_id
from legislation_hub.models.database import db
from legislation_hub.problems import SearchNotReady
from legislation_hub.proofs import receipts
from legislation_hub.search.engine import writing
from legislation_hub.search.engine.index import Index
from legislation_hub.search.engine.shelf import FolderShelf
from legislation_hub.search.postgres.shelf import PostgresShelf
from legislation_hub.services import indexing
from legislation_hub.services.collecting import take
from legislation_hub.services.compiling import Written, compile_report, write_report
from legislation_hub.services.finding import Wish, find_everything
from legislation_hub.services.hearing import Heard
from legislation_hub.services.indexing import Follower, Indexer, Merger, catch_up, compare, rebuild, start_indexer
from legislation_hub.services.merging import Wording, dissolve, make_point, reword
from legislation_hub.services.recording import record
from legislation_hub.services.withdrawing import withdraw
from legislation_hub.vocabulary import Consent, Findable, Tag

SECRET = b"only-for-tests"


# Put before what both engines promise; everything else is about the index in a folder.
on_both_engines = pytest.mark.parametrize(
    "shelf", ["whoosh", pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)
_schemas = count()


@pytest.fixture
def shelf(request, tmp_path):
    if getattr(request, "param", "whoosh") == "whoosh":
        return FolderShelf(tmp_path / "index")
    return PostgresShelf(request.getfixturevalue("postgres_url"), f"search{next(_schemas)}")


def another(shelf):
    """Return the same shelf as another process has it."""
    if isinstance(shelf, FolderShelf):
        return FolderShelf(shelf.root)
    return PostgresShelf(shelf.database, shelf.schema)


@pytest.fixture
def found(session, shelf):
    """Return a function that gives the texts that are found, without regard to any person."""

    def found(text):
        return {hit.text for hit in find_everything(session, shelf.index(), Wish(text)).hits}

    return found


@pytest.fixture
def say(session, make):
    """Return a function that writes a comment down as a collector does."""
    task = make.task()
    collector = make.collector(task.unit)

    def say(words, **more):
        heard = Heard(id=new_id(), task=task.id, words=words, consent=Consent.ORAL, **more)
        return take(session, collector, task, heard, SECRET).comment

    return say


class TestCatchUp:
    @on_both_engines
    def test_builds_the_index_that_is_not_there_yet(self, session, shelf, say, found):
        say("修渠要修边沟")
        catch_up(session, shelf)

        assert found("边沟") == {"修渠要修边沟"}

    @on_both_engines
    def test_finds_a_comment_that_was_written_down_since(self, session, shelf, say, found):
        catch_up(session, shelf)
        say("修渠要修边沟", proposal="加上边沟", reason="下雨就冲")
        catch_up(session, shelf)

        assert found("下雨") == {"修渠要修边沟\n加上边沟\n下雨就冲"}

    @on_both_engines
    def test_finds_nothing_of_what_was_withdrawn(self, session, shelf, say, found):
        comment = say("修渠要修边沟")
        catch_up(session, shelf)
        withdraw(session, None, receipts.derive(SECRET, comment.submission_id), comment.id)

        assert found("边沟") == set(), "the text is gone before the index knows"
        catch_up(session, shelf)
        assert Findable.COMMENT not in {key.kind for key, _ in shelf.index().contents()}

    def test_takes_what_was_withdrawn_off_the_disk(self, session, shelf, say):
        comment = say("修渠要修边沟")
        follower = Follower(shelf)
        follower.catch_up(session)
        withdraw(session, None, receipts.derive(SECRET, comment.submission_id), comment.id)
        follower.catch_up(session)
        later = iter([0.0, 0.0, 1.0, 29.0, 31.0, 31.0])
        merger = Merger(shelf, timer=lambda: next(later))
        at_once, soon = merger.look(), merger.look()
        before = on_the_disk(shelf)
        while merger.look():
            pass

        assert (at_once, soon) == (False, False)
        assert "边沟".encode() in before
        assert "边沟".encode() not in on_the_disk(shelf)

    @on_both_engines
    def test_shows_the_correction_and_not_what_it_corrects(self, session, shelf, say, found):
        first = say("修渠要修边钩")
        catch_up(session, shelf)
        say("修渠要修边沟", corrects=first.id, submission=first.submission_id)
        catch_up(session, shelf)

        assert found("修渠") == {"修渠要修边沟"}

    @on_both_engines
    def test_finds_provisions_once_they_are_sent_out(self, session, shelf, make, found):
        catch_up(session, shelf)
        version = make.version(published=False, articles=2)
        consultation = make.consultation(version_id=version.id)
        record(session, None, Tag.DRAFT_ADDED, version)
        catch_up(session, shelf)
        before = found("第二条 内容"), found("农村公路条例")
        version.published_at = clock.now()
        record(session, None, Tag.CONSULTATION_SENT, consultation)
        catch_up(session, shelf)

        assert before == (set(), {"农村公路条例"})
        assert found("第二条 内容") == {"第二条的内容。"}

    @on_both_engines
    def test_goes_on_where_it_stopped(self, session, shelf, say, found):
        say("修渠")
        catch_up(session, shelf)
        say("通电")
        other = Follower(another(shelf))

        assert other.catch_up(session) > 0
        assert found("通电") == {"通电"}
        assert other.catch_up(session) == 0

    def test_writes_nothing_that_did_not_change(self, session, shelf, say):
        comment = say("修渠")
        catch_up(session, shelf)
        files = set(shelf.index().folder.glob("*.seg"))
        record(session, None, Tag.VERDICT_GIVEN, comment)
        catch_up(session, shelf)

        assert set(shelf.index().folder.glob("*.seg")) == files

    @on_both_engines
    def test_leaves_the_work_to_who_has_the_turn(self, session, shelf, say):
        say("修渠")
        with another(shelf).turn():
            assert catch_up(session, shelf) == 0
        with pytest.raises(SearchNotReady):
            shelf.index()

    @pytest.mark.parametrize("pattern", ["*.toc", "*.seg", "place.json"])
    def test_builds_anew_what_cannot_be_read(self, session, shelf, say, found, pattern):
        say("修渠")
        catch_up(session, shelf)
        for path in shelf.index().folder.glob(pattern):
            path.write_bytes(path.read_bytes()[:20])
        catch_up(session, another(shelf))

        assert found("修渠") == {"修渠"}


class TestCompare:
    @on_both_engines
    def test_agrees_after_catching_up(self, session, shelf, say):
        say("修渠")
        catch_up(session, shelf)
        comparison = compare(session, shelf)

        assert comparison.agrees
        assert comparison.total == len(list(shelf.index().contents())) > 1

    @on_both_engines
    def test_tells_what_is_missing_stale_and_too_much(self, session, shelf, say):
        kept, lost = say("修渠"), say("通电")
        rebuild(session, shelf)
        index = shelf.index()
        keys = {key.id: key for key, _ in index.contents()}
        documents = indexing.things(session, keys.values())
        index.write(drop=[keys[str(lost.id)]])
        stale = documents[keys[str(kept.id)]].document
        changed, extra = replace(stale, text="别的"), replace(stale, key=stale.key._replace(id="0"))
        index.write([changed, extra])
        comparison = compare(session, shelf)

        assert comparison.missing == (keys[str(lost.id)],)
        assert comparison.stale == (stale.key,)
        assert comparison.extra == (extra.key,)


class TestRebuild:
    def test_gives_the_same_as_following(self, session, shelf, say, tmp_path):
        for number in range(5):
            say(f"修渠{number}")
            catch_up(session, shelf)
        other = FolderShelf(tmp_path / "other")
        count = rebuild(session, other)

        assert dict(other.index().contents()) == dict(shelf.index().contents())
        assert count == compare(session, other).total

    @on_both_engines
    def test_is_refused_while_another_builds(self, session, shelf, monkeypatch):
        monkeypatch.setattr(indexing, "PATIENCE", 0.0)
        with another(shelf).turn(), pytest.raises(SearchNotReady):
            rebuild(session, shelf)


class TestIndexer:
    @on_both_engines
    def test_finds_what_was_saved_before_it_began_and_while_it_runs(self, session, shelf, say, found):
        say("修渠")
        session.commit()
        indexer = start_indexer(db.engine, shelf)
        try:
            assert _until(lambda: found("修渠"))
            say("通电")
            session.commit()
            assert _until(lambda: found("通电"))
        finally:
            indexer.end()

    @pytest.mark.parametrize(("worked", "rests"), [(2.0, 2.0), (0.01, indexing.POLL)])
    def test_rests_as_long_as_it_worked(self, session, shelf, monkeypatch, worked, rests):
        rested = []

        def rest(seconds):
            rested.append(seconds)
            indexer._ending.set()

        indexer = Indexer(db.engine, shelf, timer=iter([10.0, 10.0 + worked]).__next__)
        monkeypatch.setattr(indexer._ending, "wait", rest)
        indexer.run()

        assert rested == [pytest.approx(rests)]

    def test_goes_on_after_a_failure(self, session, shelf, say, found, monkeypatch):
        monkeypatch.setattr(indexing, "REST", 0.01)
        failing = iter([OSError("disk full")])
        real = Follower.catch_up

        def sometimes(self, session):
            for fault in failing:
                raise fault
            return real(self, session)

        monkeypatch.setattr(Follower, "catch_up", sometimes)
        say("修渠")
        session.commit()
        indexer = start_indexer(db.engine, shelf)
        try:
            assert _until(lambda: found("修渠"))
        finally:
            indexer.end()


class TestMerger:
    @pytest.fixture
    def merger(self, session, shelf, say, monkeypatch):
        monkeypatch.setattr(writing, "SOON", 0)
        for number in range(writing.TIER):
            say(f"修渠{number}")
            catch_up(session, shelf)
        return Merger(shelf)

    def test_joins_the_segments_of_a_size(self, shelf, merger, found):
        before = len(list(shelf.index().folder.glob("*.seg")))

        assert merger.look()
        assert len(list(shelf.index().folder.glob("*.seg"))) < before
        assert found("修渠") == {f"修渠{number}" for number in range(writing.TIER)}
        assert not merger.look()

    def test_lets_go_of_an_index_in_whose_place_another_was_put(self, session, shelf, merger, monkeypatch):
        index, real = shelf.index(), Index.merge

        def merge(self):
            monkeypatch.setattr(Index, "merge", real)
            rebuild(session, another(shelf))
            return real(self)

        monkeypatch.setattr(Index, "merge", merge)

        assert not merger.look()
        assert shelf.index() is not index
        assert compare(session, shelf).agrees


def on_the_disk(shelf):
    return b"".join(one.read_bytes() for one in shelf.index().folder.iterdir() if one.is_file())


def _until(met, seconds=10.0):
    waiting, deadline = threading.Event(), time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if met():
                return True
        except SearchNotReady:
            pass
        waiting.wait(0.02)
    return False


class TestWhatTheStationWrites:
    @on_both_engines
    def test_is_found_as_it_stands_now(self, session, shelf, say, make, found):
        comment, coordinator = say("边沟要修"), make.coordinator()
        asked = comment.task.consultation
        point = make_point(session, coordinator, asked, [comment], Wording("建议同步修建排水沟"))
        catch_up(session, shelf)
        assert found("排水沟") == {"建议同步修建排水沟"}

        reword(session, coordinator, point, Wording("建议同步修建涵洞"))
        catch_up(session, shelf)
        assert (found("排水沟"), found("涵洞")) == (set(), {"建议同步修建涵洞"})

        dissolve(session, coordinator, point)
        catch_up(session, shelf)
        assert Findable.POINT not in {key.kind for key, _ in shelf.index().contents()}
        assert compare(session, shelf).agrees

    def test_is_found_in_a_report_from_its_first_day(self, session, shelf, say, make, found):
        comment = say("边沟要修")
        report = compile_report(
            session, make.coordinator(), comment.task.consultation, make.station(), lambda text: text
        )
        catch_up(session, shelf)

        assert len(found("consultation")) == 1
        written = Written(report.title, report.addressee, "", "", "总体评价：赞成居多。", report.revision)
        write_report(session, make.coordinator(), report, written)
        catch_up(session, shelf)
        assert len(found("赞成居多")) == 1
        assert compare(session, shelf).agrees
