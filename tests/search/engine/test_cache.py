"""The cache keeps what is asked for, and never more than its bytes."""

import threading

import numpy as np
import pytest

from legislation_hub.search.engine.cache import ENTRY, Cache
from legislation_hub.search.engine.codec import Postings

NUMBERS = 100
ONE = ENTRY + NUMBERS * 5


def read():
    return Postings(np.arange(NUMBERS, dtype=np.int32), np.ones(NUMBERS, np.uint8))


def never():
    pytest.fail("it was there already")


class TestCache:
    def test_reads_once(self):
        cache = Cache()
        first = cache.get(("s", "words", "a"), read)

        assert cache.get(("s", "words", "a"), never) is first
        assert cache.size == ONE

    def test_holds_no_more_than_its_bytes(self):
        cache = Cache(10 * ONE)
        for number in range(1000):
            cache.get(("s", "words", str(number)), read)

        assert cache.size == 10 * ONE

    def test_drops_what_was_asked_for_least_lately(self):
        cache = Cache(2 * ONE)
        for term in "abac":
            cache.get(("s", "words", term), read)

        cache.get(("s", "words", "a"), never)
        cache.get(("s", "words", "c"), never)

    def test_gives_also_what_it_has_no_room_for(self):
        cache = Cache(ONE - 1)

        assert len(cache.get(("s", "words", "a"), read).numbers) == NUMBERS
        assert cache.size == 0

    def test_forgets_a_generation(self):
        cache = Cache()
        for generation in "st":
            cache.get((generation, "words", "a"), read)
        cache.forget("s")

        cache.get(("t", "words", "a"), never)
        assert cache.size == ONE

    def test_counts_right_among_threads(self):
        cache = Cache(7 * ONE)

        def ask():
            for number in range(2000):
                cache.get(("s", "words", str(number % 11)), read)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert cache.size == 7 * ONE
        cache.forget("s")
        assert cache.size == 0
