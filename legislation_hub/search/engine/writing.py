"""Writing into Whoosh: durable, merging in small steps."""

import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.util.filelock import FileLock, try_for
from whoosh.writing import SegmentWriter

from legislation_hub.search.engine.codec import ArrayCodec

# Eight segments of a size become one; a commit never merges more documents than this on its way, so that
# one comment never waits for the merge of all.
TIER = 8
MERGED_AT_MOST = 20_000


class Writer(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer with our own posting lists, made to survive a power loss: by itself it syncs nothing."""

    def __init__(self, index: FileIndex, timeout: float) -> None:
        super().__init__(index, timeout=timeout, codec=ArrayCodec())

    def _commit_toc(self, segments: list[Any]) -> None:
        # What the table of contents names must be on the disk before it is.
        folder = Path(self.storage.folder)
        sync(*folder.glob(f"{self.newsegment.segment_id()}.*"))
        super()._commit_toc(segments)
        sync(folder / f"_{self.indexname}_{self.generation}.toc", folder)


def merge_in_tiers(writer: Writer, segments: list[Any]) -> list[Any]:
    """Merge the segments of a size once there are eight; drop those of which nothing is left."""
    tiers: dict[int, list[Any]] = defaultdict(list)
    for segment in segments:
        if segment.doc_count():
            tiers[(segment.doc_count().bit_length() - 1) // 3].append(segment)
    kept: list[Any] = []
    for tier in tiers.values():
        if len(tier) >= TIER and sum(segment.doc_count() for segment in tier) <= MERGED_AT_MOST:
            _take_over(writer, tier)
        else:
            kept.extend(tier)
    return kept


def rewrite_one(writer: Writer, segments: list[Any]) -> list[Any]:
    """Write the smallest segment with deleted documents anew, without them; the merge policy of a purge."""
    worst = min((one for one in segments if one.has_deletions()), key=lambda one: int(one.doc_count()))
    if worst.doc_count():
        _take_over(writer, [worst])
    return [segment for segment in segments if segment is not worst]


def _take_over(writer: Writer, segments: list[Any]) -> None:
    for segment in segments:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()


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
