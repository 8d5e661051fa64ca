"""How a posting list lies in a segment: as two arrays, which are read where they lie.

Whoosh's own codec pickles and compresses a hundred postings at a time; to decode them costs more than all that is
done with them afterwards, and so does handing them over one by one. Everything else of a segment is as it writes
it, and its own search reads these too.
"""

import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter
from whoosh.matching import ListMatcher

Numbers = NDArray[np.integer[Any]]
Weights = NDArray[np.number[Any]]

# What Whoosh remembers of a term: inlined or not, weight, documents, length of the shortest and of the longest,
# greatest weight, first and last document, where its list begins and how long it is.
TERM = struct.Struct("!BfIBBfIIqi")

# The first byte of a list: how wide its numbers are, and how its weights stand behind them.
_WIDE, _BYTES, _FLOATS = 1, 2, 4
_NARROW = 2**16


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents that have a term, rising, and how often each has it; no weights where each has it once."""

    numbers: Numbers
    weights: Weights | None = None

    def times(self) -> Weights:
        """Return how often each has it, for every one."""
        return np.ones(len(self.numbers), np.uint8) if self.weights is None else self.weights


def postings_at(data: memoryview, offset: int, count: int) -> Postings:
    """Return a list of ``count`` postings as arrays over ``data``; nothing is copied."""
    kind, at = data[offset], offset + 1
    wide = np.dtype(np.uint32 if kind & _WIDE else np.uint16)
    numbers: Numbers = np.frombuffer(data, wide, count, at)
    at += numbers.nbytes
    if kind & _BYTES:
        return Postings(numbers, np.frombuffer(data, np.uint8, count, at))
    if kind & _FLOATS:
        return Postings(numbers, np.frombuffer(data, np.float32, count, at))
    return Postings(numbers)


class ArrayCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec but for the posting lists. Segments on the disk name it: its name is part of their format."""

    def field_writer(self, storage: Any, segment: Any) -> "TermWriter":
        """Return what writes one list after the other."""
        return TermWriter(self, storage, segment)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> ListMatcher:
        """Return one list as Whoosh walks along it."""
        offset, count = terminfo.extent()[0], terminfo.doc_frequency()
        postings = postings_at(dbfile._buf, offset, count)
        # Nothing that searches here asks for the payloads, which say the weight once more.
        return ListMatcher(
            postings.numbers.tolist(),
            postings.times().astype(float).tolist(),
            [b""] * count,
            format_,
            scorer=scorer,
            term=term,
            terminfo=terminfo,
        )


class TermWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes the terms of a segment, field after field and each field's terms rising, a whole list at once."""

    def begin(self, field: str, shortest: int, longest: int) -> None:
        """Go on to a field; two bytes stand for how long its shortest and its longest document are."""
        self._id = self._fieldmap.setdefault(field, len(self._fieldmap)).to_bytes(2, "big")
        self._span = shortest, longest

    def put(self, term: bytes, postings: Postings) -> None:
        """Write the documents that have ``term``, which follows the one before."""
        numbers, weights = postings.numbers, postings.weights
        first, last = int(numbers[0]), int(numbers[-1])
        kind, width = (_WIDE, np.uint32) if last >= _NARROW else (0, np.uint16)
        packed = numbers.astype(width, copy=False).tobytes()
        most, whole = 1, len(numbers)
        if weights is not None and (most := int(weights.max())) > 1:
            whole = int(weights.sum())
            more, narrow = (_BYTES, np.uint8) if most < 256 else (_FLOATS, np.float32)
            kind, packed = kind | more, packed + weights.astype(narrow, copy=False).tobytes()
        begin = self._postfile.tell()
        self._postfile.write(bytes((kind,)) + packed)
        known = (0, whole, len(numbers), *self._span, most, first, last, begin, 1 + len(packed))
        self._tindex.add(self._id + term, TERM.pack(*known))
