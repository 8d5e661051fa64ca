"""The index in use is found by its name, and changed for another at once."""

import pytest

from legislation_hub.problems import SearchNotReady
from legislation_hub.search.engine.shelf import FolderShelf
from legislation_hub.search.keeping import shelf_at
from legislation_hub.search.postgres.shelf import PostgresShelf
from legislation_hub.settings import Settings


@pytest.fixture
def shelf(tmp_path):
    return FolderShelf(tmp_path / "index")


@pytest.mark.parametrize(
    ("database", "search", "engine"),
    [
        ("sqlite:///hub.db", "", FolderShelf),
        ("postgresql://hub@db/hub", "", PostgresShelf),
        ("postgresql://hub@db/hub", "whoosh", FolderShelf),
    ],
)
def test_the_database_keeps_the_index_if_it_can_and_nobody_says_otherwise(tmp_path, database, search, engine):
    settings = Settings(data=tmp_path, database_url=database, secret=b"", search=search)

    assert isinstance(shelf_at(settings.index, settings.search_database), engine)


class TestShelf:
    def test_has_nothing_at_first(self, shelf):
        with pytest.raises(SearchNotReady):
            shelf.index()

    def test_gives_what_was_put_on_it(self, shelf, document):
        index = shelf.fresh()
        index.write([document("修路")], place=3)
        shelf.put(index)

        assert shelf.index().place == 3
        assert len(list(FolderShelf(shelf.root).index().contents())) == 1

    def test_leaves_only_the_new_one_on_the_disk(self, shelf, document):
        shelf.put(shelf.fresh())
        old = shelf.index()
        new = shelf.fresh()
        new.write([document("修路")])
        shelf.put(new)

        assert shelf.index().folder == new.folder
        assert not old.folder.exists()

    def test_notices_the_change_that_another_process_made(self, shelf, document):
        shelf.put(shelf.fresh())
        shelf.index()
        other = FolderShelf(shelf.root)
        fresh = other.fresh()
        fresh.write([document("修路")])
        other.put(fresh)

        assert len(list(shelf.index().contents())) == 1

    def test_is_for_the_program_alone(self, shelf):
        assert shelf.fresh().folder.stat().st_mode & 0o077 == 0

    def test_gives_the_turn_to_one_at_a_time(self, shelf):
        with shelf.turn() as mine, FolderShelf(shelf.root).turn() as theirs:
            assert mine
            assert not theirs
        with FolderShelf(shelf.root).turn() as theirs:
            assert theirs
