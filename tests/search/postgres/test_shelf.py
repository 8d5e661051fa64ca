"""The index in PostgreSQL: changed for another at once, while people read; nothing of a killed process stays."""

import signal
import subprocess
import sys
import threading
from itertools import count

import psycopg
import pytest

from legislation_hub.problems import SearchNotReady
from legislation_hub.search.engine.shelf import FolderShelf
from legislation_hub.search.postgres import tables
from legislation_hub.search.postgres.shelf import PostgresShelf
from legislation_hub.search.query import parse
from legislation_hub.search.scope import EVERYTHING, Question

pytestmark = pytest.mark.postgres
_schemas = count()

# Writes one document after the other with its number as the place, and says so.
WRITER = """
import sys
from datetime import UTC, datetime
from legislation_hub.search.document import Document
from legislation_hub.search.postgres.shelf import PostgresShelf
from legislation_hub.search.scope import Key
from legislation_hub.vocabulary import Findable
index = PostgresShelf(*sys.argv[1:]).index()
at = datetime(2026, 8, 5, tzinfo=UTC)
for number in range(1, 10_000):
    index.write([Document(Key(Findable.COMMENT, str(number)), "修路", "law", at)], place=number)
    print(number, flush=True)
"""


@pytest.fixture
def shelf(postgres_url):
    return PostgresShelf(postgres_url, f"shelf{next(_schemas)}")


def schemas(shelf):
    with psycopg.connect(shelf.database) as base:
        names = base.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE %s", (f"{shelf.schema}%",))
        return [name for (name,) in names]


def total(index):
    return index.search(Question(parse("修路"), EVERYTHING)).total


class TestShelf:
    def test_has_nothing_at_first(self, shelf):
        assert not shelf.holds_one()
        with pytest.raises(SearchNotReady):
            shelf.index()

    def test_takes_away_the_folder_that_was_the_shelf_before(self, shelf, postgres_url, document, tmp_path):
        before = FolderShelf(tmp_path / "index")
        index = before.fresh()
        index.write([document("修路")])
        before.put(index)
        moved = PostgresShelf(postgres_url, shelf.schema, former=tmp_path / "index")
        assert before.holds_one()
        moved.put(moved.fresh())

        assert [*tmp_path.iterdir()] == []

    def test_gives_what_was_put_on_it_to_every_process(self, shelf, document):
        index = shelf.fresh(("养老金",))
        index.write([document("修路")], place=3)
        shelf.put(index)
        other = PostgresShelf(shelf.database, shelf.schema).index()

        assert (other.place, other.terms, total(other)) == (3, ("养老金",), 1)
        assert shelf.holds_one()

    def test_leaves_only_the_new_one(self, shelf, document):
        shelf.put(shelf.fresh())
        old, left, new = shelf.index(), shelf.fresh(), shelf.fresh()
        new.write([document("修路")])
        shelf.put(new)

        assert shelf.index().name == new.name != old.name
        assert left.name not in "".join(schemas(shelf))
        assert schemas(shelf) == [shelf.schema]

    def test_changes_the_index_while_people_read_without_an_error(self, shelf, document):
        shelf.put(_holding(shelf, document, 3))
        totals, over = [], threading.Event()

        def read():
            while not over.is_set():
                totals.append(total(shelf.index()))

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        for _ in range(5):
            shelf.put(_holding(shelf, document, 3))
        over.set()
        for reader in readers:
            reader.join()

        assert set(totals) == {3}

    def test_of_another_format_is_not_read(self, shelf):
        shelf.put(shelf.fresh())
        with psycopg.connect(shelf.database) as base:
            base.execute(f"UPDATE {shelf.schema}.state SET format = '0'")

        with pytest.raises(SearchNotReady):
            PostgresShelf(shelf.database, shelf.schema).index()

    def test_gives_the_turn_to_one_at_a_time(self, shelf):
        other = PostgresShelf(shelf.database, shelf.schema)
        with shelf.turn() as mine, other.turn() as theirs:
            assert mine
            assert not theirs
        with other.turn() as theirs:
            assert theirs


class TestIndex:
    def test_remembers_its_place_with_what_brought_it_there_however_it_is_killed(self, shelf):
        shelf.put(shelf.fresh())
        command = [sys.executable, "-c", WRITER, shelf.database, shelf.schema]
        for _ in range(2):
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
                said = [int(writer.stdout.readline()) for _ in range(10)]
                writer.send_signal(signal.SIGKILL)
            index = shelf.index()

            assert said[-1] <= index.place == total(index)

    def test_counts_lexemes_as_they_stand_and_keeps_nothing_of_what_is_gone(self, shelf, document):
        shelf.put(_holding(shelf, document, 2))
        index = shelf.index()
        index.write([document("养老金", id="gone")])
        before = index.rarities(["养老", "修路"])
        index.write(drop=[key for key, _ in index.contents() if key.id == "gone"])
        after = index.rarities(["养老", "修路"])
        purged = index.purge(), index.purge()

        assert before["养老"] < after["养老"]
        assert purged == (True, False)
        with psycopg.connect(shelf.database) as base:
            kept = base.execute(f"SELECT count(*) FROM {shelf.schema}.frequency WHERE lexeme LIKE '%养%'")
            assert kept.fetchone() == (0,)

    def test_takes_texts_that_no_vector_has_room_for(self, shelf, document, monkeypatch):
        monkeypatch.setattr(tables, "MOST", 60)
        shelf.put(shelf.fresh())
        shelf.index().write([document("修路，下雨就冲，边沟也要一起修，不然白修")])

        assert total(shelf.index()) == 1

    def test_says_that_it_is_not_ready_when_the_server_is_gone(self, shelf):
        gone = PostgresShelf("postgresql://nobody@127.0.0.1:1/nothing")

        with pytest.raises(SearchNotReady):
            gone.index()
        assert (shelf.writable(), gone.writable()) == (True, False)


def _holding(shelf, document, number):
    index = shelf.fresh()
    index.write([document("修路") for _ in range(number)])
    index.merge()
    return index
