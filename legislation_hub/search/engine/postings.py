"""The posting lists of one segment: a term is looked up in Whoosh's table, and its list is read where it lies.

The table is walked through by its inner attributes, as the pinned release of Whoosh has them. Where these are not
as expected an exception is raised, and whoever asked falls back on Whoosh's own reading.
"""

import struct
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import W3TermInfo
from whoosh.filedb import filetables

from legislation_hub.search.engine.codec import TERM, ArrayCodec, Postings, postings_at

ABSENT = Postings(np.empty(0, np.uint16))

# A slot of the table: a key's hash and where the key stands; there, the lengths of the key and of what follows it.
_SLOT, _LENGTHS = struct.Struct("!Iq"), struct.Struct("!ii")
# What is wanted of all that is known of a term: in how many documents it stands, and where its list begins.
_DOCUMENTS, _OFFSET = 2, 8


class PostingFile:
    """All posting lists of one segment."""

    def __init__(self, segment: Any, files: Any) -> None:
        """Open the lists of a segment inside its compound file."""
        codec = segment.codec()
        if type(codec) is not ArrayCodec:
            raise TypeError(f"a segment of {type(codec).__name__}")
        terms = codec.terms_reader(files, segment)
        formats = (filetables._pointer.format, filetables._lengths.format, W3TermInfo._struct.format + "qi")
        if (
            formats != (_SLOT.format, _LENGTHS.format, TERM.format)
            or terms._tindex.hashfn is not _hash.__wrapped__
        ):
            raise TypeError("a table of another kind")
        self._fields: dict[str, int] = terms._fieldmap
        self._tables: list[tuple[int, int]] = terms._tindex.tables
        self._ends: tuple[int, int] = (terms._tindex.startofdata, terms._tindex.endofdata)
        self._terms: memoryview = terms._dbfile._buf
        self._lists: memoryview = terms._postfile._buf
        # Whoosh copies each file into memory to move about in it; what is read here stays where it is mapped.
        for file in (terms._dbfile, terms._postfile):
            file.file = BytesIO()

    def of(self, field: str, term: str) -> Postings:
        """Return the documents that have a term; deleted ones are among them."""
        found = self._place(field, term)
        return ABSENT if found is None else self._at(found)

    def count(self, field: str, term: str) -> int:
        """Return in how many documents a term stands; deleted ones are among them."""
        found = self._place(field, term)
        return 0 if found is None else int(TERM.unpack_from(self._terms, found)[_DOCUMENTS])

    def __iter__(self) -> Iterator[tuple[str, bytes, Postings]]:
        """Yield every field and its terms, rising, with the documents that have each."""
        names = {number.to_bytes(2, "big"): name for name, number in self._fields.items()}
        place, end = self._ends
        while place < end:
            length, rest = _LENGTHS.unpack_from(self._terms, place)
            begin, place = place + _LENGTHS.size, place + _LENGTHS.size + length + rest
            key = bytes(self._terms[begin : begin + length])
            yield names[key[:2]], key[2:], self._at(begin + length)

    def _at(self, place: int) -> Postings:
        known = TERM.unpack_from(self._terms, place)
        return postings_at(self._lists, known[_OFFSET], known[_DOCUMENTS])

    def _place(self, field: str, term: str) -> int | None:
        number = self._fields.get(field)
        return None if number is None else self._found(number.to_bytes(2, "big") + term.encode())

    def _found(self, key: bytes) -> int | None:
        """Return where it stands what is known of a term."""
        hashed = _hash(key)
        table, slots = self._tables[hashed & 255]
        for probe in range(slots):
            slot = table + ((hashed >> 8) + probe) % slots * _SLOT.size
            known, place = _SLOT.unpack_from(self._terms, slot)
            if not place:
                return None
            if known == hashed:
                begin = place + _LENGTHS.size
                end = begin + _LENGTHS.unpack_from(self._terms, place)[0]
                if self._terms[begin:end] == key:
                    return int(end)
        return None


# The same term is looked up in every segment.
_hash = lru_cache(maxsize=4096)(filetables.md5_hash)
