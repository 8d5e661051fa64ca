"""What an index consists of is changed at once and for good: new segments, deleted documents, joined segments."""

import os
import shutil
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import Any

from whoosh.index import TOC, FileIndex, clean_files
from whoosh.util.filelock import FileLock, try_for

from legislation_hub import clock
from legislation_hub.search.engine.building import BUILDING, GONE, Built
from legislation_hub.search.engine.codec import Numbers

# Eight segments of a size become one.
TIER = 8
# So many documents are joined in a moment.
SOON = 1_000
# Whoever changes the table of contents needs milliseconds.
PATIENCE = 10.0
# No segment takes a day to build: one that old was left behind by a process that was killed.
ABANDONED = 86_400.0


class Contents:
    """The table of contents as it is being changed."""

    def __init__(self, folder: Path, segments: list[Any]) -> None:
        self._folder = folder
        self.segments = segments

    def add(self, built: Built, place: int | None = None) -> None:
        """Name a new segment, at the end or at a place."""
        sync(built.file)
        built.file.replace(self._folder / built.file.name)
        self.segments.insert(len(self.segments) if place is None else place, built.segment)

    def replace(self, old: Sequence[Any], built: Built, places: Sequence[Numbers]) -> bool:
        """Put a new segment in the place of others, of which it holds what was left when its building began.

        ``places`` says where the documents of each now are; what was deleted meanwhile is deleted in it, too.
        Return False and do nothing where not all of them are there any more.
        """
        now = {segment.segment_id(): segment for segment in self.segments}
        names = [segment.segment_id() for segment in old]
        if not now.keys() >= set(names):
            return False
        for name, moved in zip(names, places, strict=True):
            for number in now[name].deleted_docs():
                if (new := int(moved[number])) != GONE:
                    built.segment.delete_document(new)
        first = self.segments.index(now[names[0]])
        self.segments[:] = [segment for segment in self.segments if segment.segment_id() not in names]
        self.add(built, first)
        return True

    def delete(self, numbers: Sequence[int]) -> None:
        """Delete documents, counted through all segments as they were when this change began."""
        bases = [0, *accumulate(segment.doc_count_all() for segment in self.segments)]
        for number in numbers:
            at = bisect_right(bases, number) - 1
            self.segments[at].delete_document(number - bases[at])


@contextmanager
def changing(index: FileIndex) -> Iterator[Contents]:
    """Give the table of contents; what the block does to it is on the disk afterwards, or nothing after an error.

    Raises TimeoutError when another process keeps it to itself.
    """
    folder = Path(index.storage.folder)
    with exclusive(folder / "contents.lock", PATIENCE) as ours:
        if not ours:
            raise TimeoutError(folder)
        before = index._read_toc()
        contents = Contents(folder, before.segments)
        yield contents
        left = [segment for segment in contents.segments if segment.doc_count()]
        after = TOC(index._schema, left, before.generation + 1)
        # What the table of contents names must be on the disk before it is.
        sync(folder)
        after.write(index.storage, index.indexname)
        sync(folder / f"_{index.indexname}_{after.generation}.toc", folder)
        clean_files(index.storage, index.indexname, after.generation, left)


def alike(segments: Sequence[Any], *, soon: bool) -> list[Any]:
    """Return segments of a size, enough to be joined, and so few that it is done ``soon`` or too many; or none."""
    return next((tier for tier in _tiers(segments) if (_documents(tier) <= SOON) is soon), [])


def _tiers(segments: Sequence[Any]) -> list[list[Any]]:
    tiers: dict[int, list[Any]] = defaultdict(list)
    for segment in segments:
        tiers[(segment.doc_count().bit_length() - 1) // 3].append(segment)
    return [tier for _, tier in sorted(tiers.items()) if len(tier) >= TIER]


def _documents(segments: Iterable[Any]) -> int:
    return sum(segment.doc_count() for segment in segments)


def one_with_deletions(segments: Sequence[Any]) -> list[Any]:
    """Return the smallest segment that has deleted documents; or none."""
    having = [segment for segment in segments if segment.has_deletions()]
    return sorted(having, key=lambda segment: int(segment.doc_count()))[:1]


def sweep(folder: Path) -> None:
    """Remove what processes that were killed left behind of what they were building."""
    for left in folder.glob(f"{BUILDING}*"):
        if left.stat().st_mtime < clock.now().timestamp() - ABANDONED:
            shutil.rmtree(left, ignore_errors=True)


def sync(*paths: Path) -> None:
    """Return when these files and folders are on the disk."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def exclusive(path: Path, wait: float) -> Iterator[bool]:
    """Hold the lock file ``path`` while the block runs; give False when another held it for ``wait`` seconds."""
    lock = FileLock(str(path))
    ours: bool = try_for(lock.acquire, timeout=wait)
    try:
        yield ours
    finally:
        if ours:
            lock.release()
