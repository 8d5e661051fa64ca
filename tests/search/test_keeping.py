"""The index in use is found by its name, and changed for another at once."""

import pytest

from legislation_hub.problems import SearchNotReady
from legislation_hub.search.keeping import Shelf


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "index")


class TestShelf:
    def test_has_nothing_at_first(self, shelf):
        with pytest.raises(SearchNotReady):
            shelf.index()

    def test_gives_what_was_put_on_it(self, shelf, document):
        index = shelf.fresh()
        index.write([document("修路")], place=3)
        shelf.put(index)

        assert shelf.index().place == 3
        assert len(list(Shelf(shelf.root).index().contents())) == 1

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
        other = Shelf(shelf.root)
        fresh = other.fresh()
        fresh.write([document("修路")])
        other.put(fresh)

        assert len(list(shelf.index().contents())) == 1

    def test_is_for_the_program_alone(self, shelf):
        assert shelf.fresh().folder.stat().st_mode & 0o077 == 0

    def test_gives_the_turn_to_one_at_a_time(self, shelf):
        with shelf.turn() as mine, Shelf(shelf.root).turn() as theirs:
            assert mine
            assert not theirs
        with Shelf(shelf.root).turn() as theirs:
            assert theirs
