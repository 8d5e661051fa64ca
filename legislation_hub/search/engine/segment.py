"""One segment as arrays over its mapped file: columns, lengths, texts and posting lists; it never changes."""

from dataclasses import dataclass
from io import BytesIO
from mmap import mmap
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length
from whoosh.util.varints import read_varint

from legislation_hub.search.engine.codec import ArrayCodec, Numbers
from legislation_hub.search.engine.postings import PostingFile
from legislation_hub.search.known import PLACES, key_of
from legislation_hub.search.scope import Key, Passage

Truths = NDArray[np.bool_]

# How long a text is for each byte that stands for a length.
LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], dtype=np.float64)

# Moments stand in Whoosh's columns as numbers without a sign, moved up by half of what there are.
_MOVED = np.uint64(2**63)


@dataclass(frozen=True, slots=True)
class Place:
    """A column of few different values: which of ``values`` each document has, an empty one where it has none."""

    codes: Numbers
    values: tuple[str, ...]

    def among(self, wanted: frozenset[str]) -> Truths:
        """Return of each value whether it is wanted."""
        return np.fromiter((value in wanted for value in self.values), np.bool_, len(self.values))


class Texts:
    """A column of texts, read where they lie."""

    def __init__(self, source: mmap, start: int, length: int, count: int) -> None:
        """Take ``count`` texts that stand one behind the other, with their lengths behind them."""
        self._source = source
        end = start + length - 1
        kind = source[end : end + 1]
        if kind == b"X":
            # Of many texts it also tells where each begins, which follows from their lengths.
            kind, others = source[end - 2 : end - 1], np.dtype(f">{chr(source[end - 1])}")
            end -= 2 + others.itemsize * count
        numbers = np.dtype(f">{kind.decode()}")
        lengths = np.frombuffer(source, numbers, count, end - numbers.itemsize * count).astype(np.int64)
        self._ends = np.cumsum(lengths) + start
        self._starts = self._ends - lengths

    def at(self, number: int) -> bytes:
        """Return one text."""
        return self._source[int(self._starts[number]) : int(self._ends[number])]

    def contain(self, wording: bytes, numbers: Numbers) -> Truths:
        """Return of each of these texts whether ``wording`` stands in it."""
        find = self._source.find
        places = zip(self._starts[numbers].tolist(), self._ends[numbers].tolist(), strict=True)
        return np.fromiter((find(wording, start, end) >= 0 for start, end in places), np.bool_, len(numbers))


class Segment:
    """One segment, open. Its file is closed when nobody holds it any more."""

    def __init__(self, storage: Any, segment: Any) -> None:
        """Open what Whoosh's table of contents names; raise an exception when it is not as expected."""
        self.name: str = segment.segment_id()
        self.count: int = segment.doc_count_all()
        files = segment.open_compound_file(storage)
        self._source: mmap = files._source
        self._parts: dict[str, tuple[int, int]] = {
            field: files.range(name)
            for field in ("id", "digest", "wording", "setting", "ts", "_words_len", *PLACES)
            if files.file_exists(name := ArrayCodec.column_filename(segment, field))
        }
        self.postings = PostingFile(segment, files)
        self.words: int = segment._fieldlengths.get("words", 0)
        # The column ends with the last document that has any words.
        lengths = np.frombuffer(self._part("_words_len", b""), np.uint8)
        self.lengths = np.pad(lengths, (0, self.count - len(lengths)))
        self.moments = (np.frombuffer(self._part("ts"), ">u8", self.count) - _MOVED).astype(np.int64)
        self.places = {place: self._place(place) for place in PLACES}
        self._ids, self._digests, self.wordings, self._settings = (
            Texts(self._source, *self._parts[field], self.count)
            for field in ("id", "digest", "wording", "setting")
        )

    def key(self, number: int) -> Key:
        """Return the key of one document."""
        return key_of(self._ids.at(number).decode())

    def digest(self, number: int) -> str:
        """Return the digest of one document."""
        return self._digests.at(number).decode()

    def passage(self, number: int) -> Passage:
        """Return what is held of the text of one document."""
        return Passage(self.wordings.at(number).decode(), self._settings.at(number).decode())

    def _part(self, field: str, otherwise: bytes | None = None) -> memoryview:
        if otherwise is not None and field not in self._parts:
            return memoryview(otherwise)
        start, length = self._parts[field]
        return memoryview(self._source)[start : start + length]

    def _place(self, field: str) -> Place:
        if field not in self._parts:
            return Place(np.broadcast_to(np.uint16(0), self.count), ("",))
        part = self._part(field)
        numbers = np.dtype(f">{chr(part[-1])}")
        codes = np.frombuffer(part, numbers, self.count).astype(np.uint16)
        rest = BytesIO(part[self.count * numbers.itemsize :])
        values = [rest.read(read_varint(rest.read)).decode() for _ in range(read_varint(rest.read))]
        return Place(codes, tuple(values))
