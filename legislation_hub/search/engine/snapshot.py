"""One generation of an index as arrays over all of its documents, the same ones for all threads."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from time import sleep
from typing import Self

import numpy as np
from numpy.typing import NDArray
from whoosh.index import FileIndex

from legislation_hub.search.engine.cache import CACHE
from legislation_hub.search.engine.codec import Numbers, Postings
from legislation_hub.search.engine.segment import Place, Segment, Truths
from legislation_hub.search.known import identity
from legislation_hub.search.scope import Key, Passage

# A writer may remove a file between the reading of the table of contents and the opening of what it names.
TRIES = 10


@dataclass(frozen=True, slots=True)
class Leaf:
    """A segment as one generation has it: its documents count from ``base``, and some are deleted."""

    segment: Segment
    base: int
    deleted: frozenset[int]


class Snapshot:
    """One generation of an index; its documents are counted through all segments, deleted ones too."""

    def __init__(self, name: str, generation: int, leaves: tuple[Leaf, ...]) -> None:
        """Take the leaves in the order of the table of contents."""
        self.name = name
        self.generation = generation
        self.leaves = leaves
        self.count = sum(leaf.segment.count for leaf in leaves)
        self._places: dict[str, Place] = {}
        self._bases = [leaf.base for leaf in leaves]

    @classmethod
    def of(cls, index: FileIndex, before: Self | None = None) -> Self:
        """Return the newest generation; a segment that the one ``before`` has is not opened again.

        Raises OSError when files are missing, and whatever it stumbles over where one is not as expected.
        """
        for left in reversed(range(TRIES)):
            try:
                return cls._of(index, before)
            except FileNotFoundError:
                if not left:
                    raise
                sleep(0.05)
        raise AssertionError("not reached")

    @classmethod
    def _of(cls, index: FileIndex, before: Self | None) -> Self:
        table = index._read_toc()
        known = {leaf.segment.name: leaf.segment for leaf in before.leaves} if before else {}
        leaves, base = [], 0
        for one in table.segments:
            segment = known.get(one.segment_id()) or Segment(index.storage, one)
            leaves.append(Leaf(segment, base, frozenset(one.deleted_docs())))
            base += segment.count
        if before:
            CACHE.forget(before.name)
        return cls(f"{index.storage.folder}:{table.generation}", table.generation, tuple(leaves))

    def postings(self, field: str, term: str) -> Postings:
        """Return the documents that have a term; deleted ones are among them."""
        return CACHE.get((self.name, field, term), lambda: self._postings(field, term))

    def place(self, name: str) -> Place:
        """Return a column of places."""
        # Two threads may make the same one at a time; either is as good.
        if name not in self._places:
            self._places[name] = self._place(name)
        return self._places[name]

    @cached_property
    def alive(self) -> Truths | None:
        """Return of each document whether it is not deleted; None when none is."""
        deleted = [number + leaf.base for leaf in self.leaves for number in leaf.deleted]
        if not deleted:
            return None
        alive = np.ones(self.count, np.bool_)
        alive[deleted] = False
        return alive

    @cached_property
    def moments(self) -> NDArray[np.int64]:
        """Return when each was said or published."""
        return np.concatenate([leaf.segment.moments for leaf in self.leaves])

    @cached_property
    def lengths(self) -> NDArray[np.uint8]:
        """Return the byte that stands for how many words each has."""
        return np.concatenate([leaf.segment.lengths for leaf in self.leaves])

    @cached_property
    def mean_length(self) -> float:
        """Return how many words one has on average."""
        return sum(leaf.segment.words for leaf in self.leaves) / (self.count or 1) or 1.0

    def held(self, keys: Iterable[Key]) -> list[tuple[Key, int, str]]:
        """Return number and digest of those of ``keys`` that are there."""
        found = [
            (key, leaf, number)
            for key in keys
            for leaf in self.leaves
            for number in leaf.segment.postings.of("id", identity(key)).numbers.tolist()
            if number not in leaf.deleted
        ]
        return [(key, leaf.base + number, leaf.segment.digest(number)) for key, leaf, number in found]

    def contents(self) -> Iterator[tuple[Key, str]]:
        """Yield the key and the digest of every document."""
        for leaf in self.leaves:
            for number in range(leaf.segment.count):
                if number not in leaf.deleted:
                    yield leaf.segment.key(number), leaf.segment.digest(number)

    def contain(self, wording: bytes, numbers: Numbers) -> Truths:
        """Return of each of these documents, which are rising, whether ``wording`` stands in its text."""
        edges = np.searchsorted(numbers, [*self._bases, self.count]).tolist()
        parts = zip(self.leaves, edges, edges[1:], strict=False)
        return np.concatenate(
            [
                leaf.segment.wordings.contain(wording, numbers[begin:end] - leaf.base)
                for leaf, begin, end in parts
                if begin < end
            ]
            or [np.empty(0, np.bool_)]
        )

    def keys(self, numbers: Iterable[int]) -> Iterator[Key]:
        """Yield the keys of these documents."""
        for number in numbers:
            leaf = self.leaves[bisect_right(self._bases, number) - 1]
            yield leaf.segment.key(number - leaf.base)

    def passage(self, number: int) -> Passage:
        """Return what is held of the text of a document."""
        leaf = self.leaves[bisect_right(self._bases, number) - 1]
        return leaf.segment.passage(number - leaf.base)

    def having(self, sign: str) -> int:
        """Return how many texts have a pair or a character; deleted ones are among them."""
        return sum(leaf.segment.postings.count("pairs", sign) for leaf in self.leaves)

    def _postings(self, field: str, term: str) -> Postings:
        lists = [leaf.segment.postings.of(field, term) for leaf in self.leaves]
        # Inside a segment 16 bits may be enough for a number, here they are not.
        numbers = np.concatenate([one.numbers for one in lists]).astype(np.int32)
        numbers += np.repeat(np.array(self._bases, np.int32), [len(one.numbers) for one in lists])
        if all(one.weights is None for one in lists):
            return Postings(numbers)
        return Postings(numbers, np.concatenate([one.times() for one in lists]))

    def _place(self, name: str) -> Place:
        values = {"": 0}
        codes = []
        for leaf in self.leaves:
            place = leaf.segment.places[name]
            known = np.array([values.setdefault(value, len(values)) for value in place.values], np.int32)
            codes.append(known[place.codes])
        return Place(np.concatenate(codes), tuple(values))
