"""What was read lately, for all threads and all indexes of the process, within so many bytes."""

import threading
from collections import OrderedDict
from collections.abc import Callable

from legislation_hub.search.engine.codec import Postings

LIMIT = 64 * 2**20
# What an entry takes beside its arrays: their headers, its name, its place in the order.
ENTRY = 700

Name = tuple[str, str, str]


class Cache:
    """Posting lists by generation, field and term; what was asked for least lately goes first."""

    def __init__(self, limit: int = LIMIT) -> None:
        """Hold about ``limit`` bytes at most."""
        self.limit = limit
        self.size = 0
        self._held: OrderedDict[Name, Postings] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: Name, read: Callable[[], Postings]) -> Postings:
        """Return what stands under ``name``; ``read`` it when it is not there."""
        with self._lock:
            held = self._held.get(name)
            if held is not None:
                self._held.move_to_end(name)
                return held
        # Outside the lock: nobody waits for what another reads; where two read the same, one is kept.
        postings = read()
        with self._lock:
            if name not in self._held:
                self._held[name] = postings
                self.size += _size(postings)
            while self.size > self.limit:
                _, oldest = self._held.popitem(last=False)
                self.size -= _size(oldest)
        return postings

    def forget(self, generation: str) -> None:
        """Drop what belongs to a generation that is over."""
        with self._lock:
            for name in [name for name in self._held if name[0] == generation]:
                self.size -= _size(self._held.pop(name))

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            self._held.clear()
            self.size = 0


def _size(postings: Postings) -> int:
    return ENTRY + postings.numbers.nbytes + (0 if postings.weights is None else postings.weights.nbytes)


# One for the process: a bound that each index had for itself would bound nothing.
CACHE = Cache()
