"""One folder of the search index.

One index holds all drafts, because one box searches them all and its totals come from one query; the draft is
a term like any other. Should it grow too slow it can be parted by draft behind this class: everything in it
is derived and rebuilt from the database.

Never ``refresh()`` and never ``reader(reuse=…)``: in every Whoosh after 2.7.4 they bring deleted documents
back. A searcher belongs to one thread, and to one generation: with the next one another is opened.
"""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import nlargest
from pathlib import Path
from typing import Any, Self

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.query import And, Require, Term
from whoosh.searching import Searcher

from legislation_hub.problems import SearchNotReady
from legislation_hub.search.document import Document
from legislation_hub.search.engine.asking import limits, wanted
from legislation_hub.search.engine.schema import FORMAT, SCHEMA, fields_of, identity, key_of
from legislation_hub.search.engine.writing import Writer, delete, merge_in_tiers, rewrite_one, sync
from legislation_hub.search.scope import Facets, Key, Question
from legislation_hub.vocabulary import Sorting

Confirm = Callable[[Sequence[Key]], set[Key]]


@dataclass(frozen=True, slots=True)
class Matches:
    """Everything that matches, counted, and the first of it with the engine's score."""

    total: int
    facets: Facets
    first: tuple[tuple[Key, float], ...]


class Index:
    """The documents of one folder. Written by one thread at a time, read by any number."""

    def __init__(self, folder: Path, place: int) -> None:
        """Take a folder that :meth:`create` or :meth:`open` has looked at."""
        self.folder = folder
        self.place = place
        self._whoosh = FileIndex(FileStorage(str(folder)), schema=SCHEMA)
        self._writing = threading.Lock()
        self._mine = threading.local()
        self._deletions = True  # what an earlier process deleted is looked for once

    @classmethod
    def create(cls, folder: Path) -> Self:
        """Make an empty index in a new ``folder``."""
        # For the program alone: the table of contents is a pickle, and whoever writes one can run code.
        folder.mkdir(parents=True, mode=0o700)
        FileIndex.create(FileStorage(str(folder)), SCHEMA)
        _write_place(folder, 0)
        return cls(folder, 0)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the index in ``folder``; raise :class:`SearchNotReady` when it is torn, missing or outdated."""
        with _readable():
            state = json.loads((folder / "place.json").read_text(encoding="utf-8"))
            if state["format"] != FORMAT:
                raise ValueError(f"format {state['format']}")
            index = cls(folder, int(state["place"]))
            index._searcher()
        return index

    def write(self, put: Iterable[Document] = (), drop: Iterable[Key] = (), place: int | None = None) -> None:
        """Add or replace ``put``, delete ``drop``, and be on the disk before returning.

        ``place`` is how far into the log this brings the index; it is remembered beside it.
        """
        documents = {one.key: one for one in put}
        gone = {*drop, *documents}
        with self._writing:
            if gone:
                with _writer(self._whoosh) as writer:
                    delete(writer, gone)
                    for document in documents.values():
                        writer.add_document(**fields_of(document))
                    writer.commit(mergetype=merge_in_tiers)
                self._deletions = True
            if place is not None:
                _write_place(self.folder, place)
                self.place = place

    def purge(self) -> bool:
        """Write one segment that holds deleted documents anew, without them; return whether there was one.

        What was withdrawn is found no more at once, but only this takes its terms off the disk.
        """
        if not self._deletions:
            return False
        with self._writing, _writer(self._whoosh) as writer:
            self._deletions = any(segment.has_deletions() for segment in writer.segments)
            if self._deletions:
                writer.commit(mergetype=rewrite_one)
        return self._deletions

    def digests(self, keys: Iterable[Key]) -> dict[Key, str]:
        """Return the digests of those of ``keys`` that are in the index."""
        searcher = self._searcher()
        return {
            key: searcher.stored_fields(number)["digest"]
            for key in keys
            for number in searcher.docs_for_query(Term("id", identity(key)))
        }

    def contents(self) -> Iterator[tuple[Key, str]]:
        """Yield the key and the digest of every document."""
        for _, stored in self._searcher().reader().iter_docs():
            yield key_of(stored["id"]), stored["digest"]

    def search(self, question: Question, confirm: Confirm) -> Matches:
        """Return what matches inside the scope: all of it counted, ``start + count`` of it in order.

        Where exact wording is asked for, ``confirm`` is given every candidate and returns those that hold it.
        """
        asked, within = wanted(question.query), limits(question.scope, question.filters)
        count = question.start + question.count
        searcher = self._searcher()
        reader = searcher.reader()
        found = list(searcher.docs_for_query(And([asked, within])))
        if question.query.phrases:
            keys = {number: _key(reader, number) for number in found}
            confirmed = confirm(list(keys.values()))
            found = [number for number in found if keys[number] in confirmed]
        if question.sorting is Sorting.NEWEST:
            moments = zip(_column(reader, "ts", found), found, strict=True)
            first = [(number, 0.0) for _, number in nlargest(count, moments)]
        else:
            only = set(found) if question.query.phrases else None
            # Its optimisation skips blocks of low scores, and under a limit like ours stumbles over itself.
            both = Require(asked, within)
            first = [*searcher.search(both, limit=count, filter=only, optimize=False).items()]
        return Matches(
            total=len(found),
            facets=_facets(_column(reader, "facets", found)),
            first=tuple((_key(reader, number), score) for number, score in first),
        )

    def _searcher(self) -> Searcher:
        """Return this thread's searcher on the newest generation."""
        with _readable():
            generation = self._whoosh.latest_generation()
            if getattr(self._mine, "generation", None) != generation:
                self._mine.searcher, self._mine.generation = self._whoosh.searcher(), generation
            return self._mine.searcher


@contextmanager
def _writer(whoosh: FileIndex) -> Iterator[Writer]:
    """Give a writer; what it does not commit is undone."""
    writer = Writer(whoosh, timeout=10.0)
    try:
        yield writer
    finally:
        if not writer.is_closed:
            writer.cancel()


def _key(reader: Any, number: int) -> Key:
    return key_of(reader.stored_fields(number)["id"])


def _column(reader: Any, name: str, numbers: Sequence[int]) -> list[Any]:
    # Segment by segment: over several of them Whoosh's own column reader loses count where one lacks the column.
    values: list[Any] = []
    leaves = iter([*reader.leaf_readers()])
    end, column, base = 0, None, 0
    for number in numbers:
        while number >= end:
            leaf, base = next(leaves)
            end, column = base + leaf.doc_count_all(), leaf.column_reader(name)
        assert column is not None
        values.append(column[number - base])
    return values


def _facets(values: Iterable[bytes]) -> Facets:
    counts = [Counter[str]() for _ in range(4)]
    for value, times in Counter(values).items():
        for counter, one in zip(counts, json.loads(value), strict=True):
            if one:
                counter[one] += times
    return Facets(*counts)


def _write_place(folder: Path, place: int) -> None:
    fresh = folder / "place.json.new"
    fresh.write_text(json.dumps({"format": FORMAT, "place": place}), encoding="utf-8")
    sync(fresh)
    fresh.replace(folder / "place.json")
    sync(folder)


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except Exception as fault:  # a torn file makes Whoosh raise whatever it stumbled over
        raise SearchNotReady() from fault
