"""How a posting list lies in a segment: as two arrays, which are read where they lie.

Whoosh's own codec pickles and compresses a hundred postings at a time; to decode them costs more than all that is
done with them afterwards. Everything else of a segment is as it writes it, and its own search reads these too.
"""

from array import array
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.base import PostingsWriter
from whoosh.codec.whoosh3 import W3Codec
from whoosh.matching import ListMatcher

Numbers = NDArray[np.integer[Any]]
Weights = NDArray[np.number[Any]]

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

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> PostingsWriter:
        """Return what writes one list after the other."""
        if byteids:
            raise NotImplementedError("vectors")
        return _Writer(dbfile)

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


class _Writer(PostingsWriter):  # type: ignore[misc]
    """Gathers one list and writes it; beside that it is the block whose figures a term remembers."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def start_postings(self, format_: Any, terminfo: Any) -> None:
        self._info = terminfo
        self._numbers, self._weights, self._lengths = array("I"), array("f"), array("I")

    def add_posting(self, id_: int, weight: float, vbytes: bytes, length: int | None = None) -> None:
        self._numbers.append(id_)
        self._weights.append(weight)
        if length:
            self._lengths.append(length)

    def finish_postings(self) -> Any:
        begin = self._file.tell()
        wide = self._numbers[-1] >= _NARROW
        kind, weights = self._packed()
        self._file.write(bytes((kind | wide * _WIDE,)))
        self._file.write((self._numbers if wide else array("H", self._numbers)).tobytes())
        self._file.write(weights)
        self._info.add_block(self)
        self._info.set_extent(begin, self._file.tell() - begin)
        return self._info

    def _packed(self) -> tuple[int, bytes]:
        """Return the weights as small as they go: mostly a term stands once in each text."""
        if min(self._weights) == self.max_weight() == 1.0:
            return 0, b""
        if self.max_weight() < 256:
            whole = array("B", map(int, self._weights))
            if array("f", whole) == self._weights:
                return _BYTES, whole.tobytes()
        return _FLOATS, self._weights.tobytes()

    def written(self) -> bool:
        return False

    def __len__(self) -> int:
        return len(self._numbers)

    def min_id(self) -> int:
        return self._numbers[0]

    def max_id(self) -> int:
        return self._numbers[-1]

    def min_length(self) -> int | None:
        return min(self._lengths, default=None)

    def max_length(self) -> int:
        return max(self._lengths, default=0)

    def max_weight(self) -> float:
        return max(self._weights)
