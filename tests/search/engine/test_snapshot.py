"""A generation is whole, shares its segments with the next one, and lets go of those that are merged away."""

import gc
import threading
from pathlib import Path

from legislation_hub.search.engine.matching import match
from legislation_hub.search.query import parse
from legislation_hub.search.scope import EVERYTHING, Question

ROADS = Question(parse("修路"), EVERYTHING)


def mapped(folder):
    """Return how many files of a folder this process has mapped."""
    gc.collect()
    return Path("/proc/self/maps").read_text().count(f"{folder}/")


class TestSnapshot:
    def test_opens_a_segment_once(self, finder, index, document):
        finder.put(document("修路"))
        before = index.snapshot()
        finder.put(document("修路"))
        after = index.snapshot()

        assert after is not before
        assert after.leaves[0].segment is before.leaves[0].segment
        assert len(after.leaves) == 2

    def test_is_the_same_while_nothing_is_written(self, finder, index, document):
        finder.put(document("修路"))

        assert index.snapshot() is index.snapshot()

    def test_keeps_what_it_began_with(self, finder, index, document):
        said = document("修路", id="a")
        finder.put(said, document("修路", id="b"))
        before = index.snapshot()
        finder.drop(said)
        finder.put(*(document("修路") for _ in range(5)))
        while index.purge():
            pass

        assert match(before, ROADS).total == 2
        assert match(index.snapshot(), ROADS).total == 6

    def test_lets_go_of_what_was_merged_away(self, finder, index, document):
        for _ in range(20):
            finder.put(document("修路"))
            finder.ask("修路")
            index.tidy()
        index.snapshot()
        segments = len(list(index.folder.glob("*.seg")))

        assert segments < 20
        assert mapped(index.folder) == segments

    def test_is_read_by_many_at_once(self, finder, index, document):
        finder.put(*(document(f"修路{'通电' * (number % 5)}", id=str(number)) for number in range(300)))
        found = []

        def ask():
            for _ in range(30):
                found.append((finder.ask("修路").total, finder.ask("“路通电”").total))

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert set(found) == {(300, 240)}
