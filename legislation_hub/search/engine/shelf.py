"""A folder of indexes: the one in use is found by its name, rebuilt beside the old one, changed for it at once."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from legislation_hub.problems import SearchNotReady
from legislation_hub.search.engine.index import Index
from legislation_hub.search.engine.writing import exclusive, sync
from legislation_hub.search.engines import Index as Put
from legislation_hub.search.terms import Terms


class FolderShelf:
    """A folder of indexes, of which ``current`` names the one in use.

    Several processes may read from it; the one that holds :meth:`turn` writes.
    """

    def __init__(self, root: Path) -> None:
        """Take a folder; it is made when something is first put there."""
        self.root = root
        self._open: Index | None = None

    def index(self) -> Index:
        """Return the index in use; raise :class:`SearchNotReady` when there is none that can be read."""
        while True:
            name, index = self._name(), self._open
            if index is not None and index.name == name:
                return index
            try:
                index = self._open = Index.open(self.root / name)
            except SearchNotReady:
                # Unless another was put in its place while it was opened, it cannot be read.
                if self._name() == name:
                    raise
            else:
                return index

    def writable(self) -> bool:
        """Return whether an index may be put here."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with (self.root / ".ready").open("w"):
                pass
        except OSError:
            return False
        return True

    def holds_one(self) -> bool:
        """Return whether an index was ever put here, readable or not."""
        return (self.root / "current").exists()

    def fresh(self, terms: Terms = ()) -> Index:
        """Return a new, empty index beside the one in use, for the ``terms`` of a dictionary."""
        return Index.create(self.root / uuid4().hex, terms)

    def put(self, index: Put) -> None:
        """Let ``index`` be the one in use from now on, and remove all others from the disk."""
        pointer = self.root / "current.new"
        pointer.write_text(index.name, encoding="utf-8")
        sync(pointer)
        pointer.replace(self.root / "current")
        sync(self.root)
        for folder in self.root.iterdir():
            if folder.is_dir() and folder.name != index.name:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def turn(self, wait: float = 0.0) -> Iterator[bool]:
        """Take the turn to write, waiting up to ``wait`` seconds for another process; say whether it is ours."""
        self.root.mkdir(parents=True, exist_ok=True)
        with exclusive(self.root / "turn.lock", wait) as ours:
            yield ours

    def _name(self) -> str:
        try:
            return (self.root / "current").read_text(encoding="utf-8")
        except OSError as fault:
            raise SearchNotReady() from fault
