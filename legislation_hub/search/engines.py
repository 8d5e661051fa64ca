"""What an engine promises: an index that is written and asked, and a shelf from which the one in use is taken."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from legislation_hub.search.document import Document
from legislation_hub.search.scope import Key, Matches, Question
from legislation_hub.search.terms import Terms


class Index(Protocol):
    """The documents that can be found. Written by one at a time, read by any number."""

    @property
    def name(self) -> str:
        """Return what tells this index from one that is put in its place."""

    @property
    def terms(self) -> Terms:
        """Return the office's dictionary for which it was built."""

    @property
    def place(self) -> int:
        """Return how far into the log it was brought."""

    def write(self, put: Iterable[Document] = (), drop: Iterable[Key] = (), place: int | None = None) -> None:
        """Add or replace ``put``, delete ``drop``, and be on the disk before returning.

        ``place`` is how far into the log this brings the index; it is remembered with what it brings.
        """

    def tidy(self) -> bool:
        """Put in order what takes a moment; return whether there was anything."""

    def merge(self) -> bool:
        """Put in order what may take minutes; whoever reads goes on. Return whether there was anything."""

    def purge(self) -> bool:
        """Take off the disk what was deleted; return whether there was anything."""

    def digests(self, keys: Iterable[Key]) -> dict[Key, str]:
        """Return the digests of those of ``keys`` that are in the index."""

    def contents(self) -> Iterator[tuple[Key, str]]:
        """Yield the key and the digest of every document."""

    def search(self, question: Question) -> Matches:
        """Return what matches inside the scope: all of it counted, ``start + count`` of it in order.

        Raises :class:`SearchNotReady` when the index cannot be read.
        """

    def rarities(self, signs: Iterable[str]) -> dict[str, float]:
        """Return how much it says of a text to have each of these pairs and characters."""


class Shelf(Protocol):
    """Where the index in use is found, and another is built beside it and put in its place at once.

    Several processes may read from it; the one that holds :meth:`turn` writes.
    """

    def index(self) -> Index:
        """Return the index in use; raise :class:`SearchNotReady` when there is none that can be read."""

    def writable(self) -> bool:
        """Return whether an index may be put here."""

    def holds_one(self) -> bool:
        """Return whether an index was ever put here, readable or not."""

    def fresh(self, terms: Terms = ()) -> Index:
        """Return a new, empty index beside the one in use, for the ``terms`` of a dictionary."""

    def put(self, index: Index) -> None:
        """Let ``index``, which was fresh, be the one in use from now on; all others are gone."""

    def turn(self, wait: float = 0.0) -> AbstractContextManager[bool]:
        """Take the turn to write, waiting up to ``wait`` seconds for another process; say whether it is ours."""
