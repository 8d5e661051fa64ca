"""One new segment: documents go in, or what is left of other segments, and one file comes out.

It is written in a folder of its own, beside whatever else is being written; nobody sees it before a table of
contents names it.
"""

import shutil
import tempfile
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.columns import TranslatingColumnReader
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.util.numeric import length_to_byte

from legislation_hub.search.document import Document
from legislation_hub.search.engine.codec import ArrayCodec, Numbers, Postings
from legislation_hub.search.engine.schema import SCHEMA, fields_of
from legislation_hub.search.engine.segment import Segment

# What stands before the name of a folder in which a segment is being built.
BUILDING = "new-"
# In place of a document's new number, where it was deleted.
GONE = -1

_Terms = Iterable[tuple[str, bytes, Postings]]


@dataclass(frozen=True, slots=True)
class Built:
    """A segment that is whole, as Whoosh describes it, and the one file of which it consists."""

    segment: Any
    file: Path


@contextmanager
def built_of(index: FileIndex, documents: Iterable[Document]) -> Iterator[Built]:
    """Give a segment of documents; unless somebody takes its file away, it is gone after the block."""
    with _building(index) as building:
        gathered: _Gathered = defaultdict(lambda: defaultdict(partial(array, "I")))
        for document in documents:
            building.add(fields_of(document), gathered)
        yield building.finish(_in_order(gathered))


@contextmanager
def merged_of(index: FileIndex, parts: Sequence[tuple[Any, Segment]]) -> Iterator[tuple[Built, list[Numbers]]]:
    """Give a segment of what is left of others, and of each where its documents now are, or ``GONE``.

    A part is what the table of contents says of a segment, and the segment, open.
    """
    with _building(index) as building:
        places = [building.take_over(index.storage, described) for described, _ in parts]
        lists = [_moved(segment, numbers) for (_, segment), numbers in zip(parts, places, strict=True)]
        yield building.finish(_together(lists)), places


# By field and term the documents that have it, rising, each as often as it has it.
_Gathered = dict[str, dict[str | bytes, "array[int]"]]


class _Building:
    def __init__(self, folder: Path, name: str) -> None:
        codec, self._storage = ArrayCodec(), FileStorage(str(folder))
        self._segment = codec.new_segment(self._storage, name)
        self._columns = codec.per_document_writer(self._storage, self._segment)
        self._terms = codec.field_writer(self._storage, self._segment)
        self._lengths: dict[str, list[int]] = defaultdict(list)
        self._count = 0

    def add(self, fields: dict[str, object], gathered: _Gathered) -> None:
        """Take one document; its terms are gathered."""
        number = self._begin()
        for name, value in fields.items():
            if value is None:
                continue
            field = SCHEMA[name]
            terms = _terms_of(field, value) if field.indexed else ()
            lists = gathered[name]
            for term in terms:
                lists[term].append(number)
            self._describe(name, len(terms) if field.scorable else 0)
            if field.column_type:
                self._columns.add_column_value(name, field.column_type, field.to_column_value(value))
        self._columns.finish_doc()

    def take_over(self, storage: Any, described: Any) -> Numbers:
        """Take what is left of a segment but its terms; return where each of its documents now is, or ``GONE``."""
        places = np.full(described.doc_count_all(), GONE, np.int32)
        with closing(SegmentReader(storage, SCHEMA, described)) as reader:
            columns = {
                name: _raw(reader.column_reader(name, field.column_type))
                for name, field in SCHEMA.items()
                if field.column_type and reader.has_column(name)
            }
            scored = [name for name, field in SCHEMA.items() if field.scorable]
            for number in reader.all_doc_ids():
                places[number] = self._begin()
                for name in scored:
                    self._describe(name, reader.doc_field_length(number, name))
                for name, column in columns.items():
                    self._columns.add_column_value(name, SCHEMA[name].column_type, column[number])
                self._columns.finish_doc()
        return places

    def finish(self, terms: _Terms) -> Built:
        """Write the terms, and all of it into one file."""
        self._columns.close()
        for name, lists in groupby(terms, itemgetter(0)):
            lengths = self._lengths[name] or [0]
            self._terms.begin(name, length_to_byte(min(lengths)), length_to_byte(max(lengths)))
            for _, term, postings in lists:
                self._terms.put(term, postings)
        self._terms.close()
        self._segment.set_doc_count(self._count)
        self._segment.create_compound_file(self._storage)
        name = self._segment.make_filename(self._segment.COMPOUND_EXT)
        return Built(self._segment, Path(self._storage.folder) / name)

    def _begin(self) -> int:
        self._columns.start_doc(number := self._count)
        self._count += 1
        return number

    def _describe(self, name: str, length: int) -> None:
        """Note how long a field of the present document is."""
        self._columns.add_field(name, SCHEMA[name], None, length)
        if length:
            self._lengths[name].append(length)


@contextmanager
def _building(index: FileIndex) -> Iterator[_Building]:
    folder = Path(tempfile.mkdtemp(prefix=BUILDING, dir=index.storage.folder))
    try:
        yield _Building(folder, index.indexname)
    finally:
        shutil.rmtree(folder)


def _terms_of(field: Any, value: object) -> Collection[str | bytes]:
    """Return the terms of a value, each once where it is not counted; only a number has to be made into some."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list):
        return value if field.scorable else dict.fromkeys(value)
    return [term for term, *_ in field.index(value)]


def _raw(column: Any) -> Any:
    """Return a column of what lies on the disk, and not of what it stands for."""
    return column.raw_column() if isinstance(column, TranslatingColumnReader) else column


def _in_order(gathered: _Gathered) -> _Terms:
    for name, lists in sorted(gathered.items()):
        of = _counted if SCHEMA[name].scorable else Postings
        for term, numbers in sorted(lists.items()):
            yield name, term.encode() if isinstance(term, str) else term, of(np.frombuffer(numbers, np.uint32))


def _counted(numbers: Numbers) -> Postings:
    """Return each document of a rising list once, and how often it stands there."""
    if len(numbers) == 1:
        return Postings(numbers)
    first = np.empty(len(numbers), np.bool_)
    first[0] = True
    np.not_equal(numbers[1:], numbers[:-1], out=first[1:])
    if first.all():
        return Postings(numbers)
    starts = np.flatnonzero(first)
    return Postings(numbers[starts], np.diff(starts, append=len(numbers)))


def _moved(segment: Segment, places: Numbers) -> _Terms:
    """Yield the terms of a segment with the documents that are left, by their new numbers."""
    whole = (places != GONE).all()
    for name, term, postings in segment.postings:
        numbers, weights = places[postings.numbers], postings.weights
        if whole:
            yield name, term, Postings(numbers, weights)
        elif (left := numbers != GONE).any():
            yield name, term, Postings(numbers[left], None if weights is None else weights[left])


def _together(parts: Iterable[_Terms]) -> _Terms:
    """Yield each term once, with the lists of all parts behind one another."""
    for (name, term), found in groupby(merge(*parts, key=itemgetter(0, 1)), itemgetter(0, 1)):
        lists = [postings for _, _, postings in found]
        if len(lists) == 1:
            yield name, term, lists[0]
            continue
        once = all(one.weights is None for one in lists)
        yield (
            name,
            term,
            Postings(
                np.concatenate([one.numbers for one in lists]),
                None if once else np.concatenate([one.times() for one in lists]),
            ),
        )
