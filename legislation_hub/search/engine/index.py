"""One folder of the search index.

One index holds all drafts, because one box searches them all and its totals come from one query; the draft is
a term like any other. Should it grow too slow it can be parted by draft behind this class: everything in it
is derived and rebuilt from the database.

Never ``refresh()`` and never ``reader(reuse=…)``: in every Whoosh after 2.7.4 they bring deleted documents
back. Its searchers belong to one thread and one generation; a snapshot is read by all threads.
"""

import json
import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.searching import Searcher

from legislation_hub.problems import SearchNotReady
from legislation_hub.search.document import Document
from legislation_hub.search.engine.asking import ask, contents, having, held
from legislation_hub.search.engine.building import built_of, merged_of
from legislation_hub.search.engine.matching import match
from legislation_hub.search.engine.schema import FORMAT, SCHEMA
from legislation_hub.search.engine.segment import Segment
from legislation_hub.search.engine.snapshot import Snapshot
from legislation_hub.search.engine.writing import alike, changing, one_with_deletions, sweep, sync
from legislation_hub.search.hints import rarity
from legislation_hub.search.scope import Key, Matches, Question
from legislation_hub.search.terms import Terms

T = TypeVar("T")

log = logging.getLogger(__name__)


class Index:
    """The documents of one folder. Written by one thread at a time, read by any number."""

    def __init__(self, folder: Path, place: int) -> None:
        """Take a folder that :meth:`create` or :meth:`open` has looked at."""
        self.folder = folder
        self.name = folder.name
        self.place = place
        self.terms: Terms = tuple(json.loads((folder / "terms.json").read_text(encoding="utf-8")))
        self._whoosh = FileIndex(FileStorage(str(folder)), schema=SCHEMA)
        self._writing = threading.Lock()
        self._mine = threading.local()
        self._opening = threading.Lock()
        self._open: Snapshot | None = None
        self.quick = True  # read as arrays, until it turns out that it cannot be

    @classmethod
    def create(cls, folder: Path, terms: Terms = ()) -> Self:
        """Make an empty index in a new ``folder``, for documents in which ``terms`` were looked for."""
        # For the program alone: the table of contents is a pickle, and whoever writes one can run code.
        folder.mkdir(parents=True, mode=0o700)
        FileIndex.create(FileStorage(str(folder)), SCHEMA)
        (folder / "terms.json").write_text(json.dumps(terms), encoding="utf-8")
        sync(folder / "terms.json")
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
            index._read(index.snapshot, index.searcher)
        return index

    def write(self, put: Iterable[Document] = (), drop: Iterable[Key] = (), place: int | None = None) -> None:
        """Add or replace ``put``, delete ``drop``, and be on the disk before returning.

        ``place`` is how far into the log this brings the index; it is remembered beside it.
        """
        documents = {one.key: one for one in put}
        gone = {*drop, *documents}
        with self._writing:
            if documents:
                with built_of(self._whoosh, documents.values()) as built, changing(self._whoosh) as contents:
                    contents.delete([number for _, number, _ in self._held(gone)])
                    contents.add(built)
            elif self._held(gone):
                with changing(self._whoosh) as contents:
                    # Numbers hold for one table of contents, which nobody else changes from here on.
                    contents.delete([number for _, number, _ in self._held(gone)])
            if place is not None:
                _write_place(self.folder, place)
                self.place = place

    def tidy(self) -> bool:
        """Join small segments where there are many; return whether there were."""
        return self._renew(partial(alike, soon=True))

    def merge(self) -> bool:
        """Join large segments where there are many, which may take minutes; return whether there were.

        Whoever writes meanwhile waits for nothing: the new segment comes into being beside those that it replaces.
        """
        return self._renew(partial(alike, soon=False))

    def purge(self) -> bool:
        """Write one segment that holds deleted documents anew, without them; return whether there was one.

        What was withdrawn is found no more at once, but only this takes its terms off the disk; and what processes
        that were killed had begun to build.
        """
        sweep(self.folder)
        return self._renew(one_with_deletions)

    def _renew(self, choose: Callable[[Sequence[Any]], list[Any]]) -> bool:
        chosen = choose(self._whoosh._segments()) if self.quick else []
        if not chosen:
            return False
        opened = [(one, Segment(self._whoosh.storage, one)) for one in chosen]
        with (
            merged_of(self._whoosh, opened) as (built, places),
            self._writing,
            changing(self._whoosh) as contents,
        ):
            return contents.replace(chosen, built, places)

    def digests(self, keys: Iterable[Key]) -> dict[Key, str]:
        """Return the digests of those of ``keys`` that are in the index."""
        return {key: digest for key, _, digest in self._held(keys)}

    def contents(self) -> Iterator[tuple[Key, str]]:
        """Yield the key and the digest of every document."""
        with _readable():
            yield from self._read(lambda: [*self.snapshot().contents()], lambda: [*contents(self.searcher())])

    def search(self, question: Question) -> Matches:
        """Return what matches inside the scope: all of it counted, ``start + count`` of it in order.

        Raises :class:`SearchNotReady` when the files cannot be read.
        """
        with _readable():
            return self._read(lambda: match(self.snapshot(), question), lambda: ask(self.searcher(), question))

    def rarities(self, signs: Iterable[str]) -> dict[str, float]:
        """Return how much it says of a text to have each of these pairs and characters."""
        wanted = list(signs)

        def quickly() -> dict[str, float]:
            snapshot = self.snapshot()
            return {sign: rarity(snapshot.having(sign), snapshot.count) for sign in wanted}

        def slowly() -> dict[str, float]:
            reader = self.searcher().reader()
            return {sign: rarity(having(reader, sign), reader.doc_count_all()) for sign in wanted}

        with _readable():
            return self._read(quickly, slowly)

    def _held(self, keys: Iterable[Key]) -> list[tuple[Key, int, str]]:
        wanted = list(keys)
        with _readable():
            return self._read(lambda: self.snapshot().held(wanted), lambda: held(self.searcher(), wanted))

    def _read(self, quickly: Callable[[], T], slowly: Callable[[], T]) -> T:
        if self.quick:
            try:
                return quickly()
            except Exception:  # another release of Whoosh may keep its files in any other way
                answer = slowly()  # raises, when it is the files that are not whole
                log.warning("The search index is read by Whoosh itself from now on, and slowly.", exc_info=True)
                self.quick = False
                return answer
        return slowly()

    def snapshot(self) -> Snapshot:
        """Return the newest generation."""
        generation = self._whoosh.latest_generation()
        with self._opening:
            if self._open is None or self._open.generation < generation:
                self._open = Snapshot.of(self._whoosh, self._open)
            return self._open

    def searcher(self) -> Searcher:
        """Return this thread's searcher on the newest generation."""
        with _readable():
            generation = self._whoosh.latest_generation()
            if getattr(self._mine, "generation", None) != generation:
                self._mine.searcher, self._mine.generation = self._whoosh.searcher(), generation
            return self._mine.searcher


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
