"""The posting lists of one segment: a term is looked up once, and its list is read where it lies.

Terms are found through inner attributes of the pinned release of Whoosh. Where these are not as expected an
exception is raised, and whoever asked falls back on Whoosh's own reading.
"""

from io import BytesIO
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import W3TermInfo

from legislation_hub.search.engine.cache import CACHE
from legislation_hub.search.engine.codec import ArrayCodec, Postings, postings_at

ABSENT = Postings(np.empty(0, np.uint16), np.empty(0, np.uint8))


class PostingFile:
    """All posting lists of one segment."""

    def __init__(self, name: str, segment: Any, files: Any) -> None:
        """Open the lists of a segment inside its compound file; ``name`` is the segment's own."""
        codec = segment.codec()
        if type(codec) is not ArrayCodec:
            raise TypeError(f"a segment of {type(codec).__name__}")
        self._name = name
        self._terms = codec.terms_reader(files, segment)
        self._data: memoryview = self._terms._postfile._buf
        # Whoosh copies each file into memory to move about in it; what is read here stays where it is mapped.
        for one in (self._terms._dbfile, self._terms._postfile):
            one.file = BytesIO()

    def count(self, field: str, term: str) -> int:
        """Return how many documents have a term; deleted ones count."""
        return len(self.of(field, term).numbers)

    def of(self, field: str, term: str) -> Postings:
        """Return the documents that have a term; deleted ones are among them."""
        return CACHE.get((self._name, field, term), lambda: self._found(field, term))

    def _found(self, field: str, term: str) -> Postings:
        # Every look goes to a place in the mapped file and moves no position: threads do not disturb each other.
        terms = self._terms
        for start, length in terms._tindex.ranges_for_key(terms._keycoder(field, term.encode())):
            found = W3TermInfo.from_bytes(terms._dbfile.get(start, length))
            return postings_at(self._data, found.extent()[0], found.doc_frequency())
        return ABSENT
