"""How soon what was said is found, and that nothing is lost on the way into the index, however it is killed.

``python -m bench.run indexing`` fills an index with ten thousand comments and kills ten times, ``indexing-full``
with a hundred thousand and a hundred times.
"""

import multiprocessing
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from bench.bench_field import single
from bench.county import County, county, served
from bench.load import drive
from bench.measure import Row, alone
from bench.rivals import tokens
from bench.voices import comments, provisions, vocabulary
from legislation_hub.app import create_app
from legislation_hub.models import Account, Task
from legislation_hub.models.base import new_id
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import SearchNotReady
from legislation_hub.search import analysis
from legislation_hub.search.document import Document
from legislation_hub.search.engine.shelf import FolderShelf
from legislation_hub.services.collecting import take
from legislation_hub.services.hearing import Heard
from legislation_hub.services.indexing import BULK, Merger, catch_up, compare
from legislation_hub.settings import from_environment
from legislation_hub.vocabulary import Consent, Role

SHORT, LONG = (10_000, 10), (100_000, 100)
COMMITS = 200
WRITERS, EACH = 4, 1_500
# A process needs a second to begin.
EARLIEST, LATEST = 0.5, 3.0
PAUSE = 0.02
FTS = "SQLite FTS5: a commit of the same tokens"


def rows() -> Iterator[Row]:
    """Measure with ten thousand comments and ten kills."""
    yield from _rows(*SHORT)


def full() -> Iterator[Row]:
    """Measure with a hundred thousand comments and a hundred kills."""
    yield from _rows(*LONG)


def _rows(size: int, kills: int) -> Iterator[Row]:
    nothing = alone("a process that cuts nothing into words", _nothing, _nothing_of)
    yield nothing
    yield replace(alone("one that does, its dictionary loaded", _nothing, _cut), baseline=nothing.what)
    laws = list(provisions())
    words = vocabulary(laws)
    yield from _commits([*laws, *comments(size, words)], words)
    with county() as place:
        yield _visible(place)
        yield from _killed(place, kills)


def _nothing() -> None:
    """Prepare nothing."""


def _nothing_of(_subject: None) -> None:
    """Do nothing."""


def _cut(_subject: None) -> None:
    analysis.words("农村公路养护")


def _commits(documents: Sequence[Document], words: list[str]) -> Iterator[Row]:
    """Write an index, and then one comment after the other while what there is is being joined."""
    with tempfile.TemporaryDirectory(prefix="legislation-hub-bench-") as name:
        shelf = FolderShelf(Path(name) / "index")
        index = shelf.fresh()
        start = time.perf_counter()
        for begin in range(0, len(documents), BULK):
            index.write(documents[begin : begin + BULK])
        written = time.perf_counter() - start
        shelf.put(index)
        index = shelf.index()
        more = list(comments(COMMITS, words, seed=2))
        yield Row(f"{len(documents)} documents written", written, note=f"{len(documents) / written:.0f}/s")
        rows = _fts_commits(Path(name) / "fts.db", documents, more)
        yield Row(FTS, _at(rows, 0.5), note=_spread(rows))
        merger = Merger(shelf)
        merger.start()
        ours = [_taken(lambda one=one: index.write([one])) for one in more]
        merger.end()
        yield Row("a comment, while segments are being joined", _at(ours, 0.5), FTS, note=_spread(ours))
        start = time.perf_counter()
        while index.merge():
            pass
        size = sum(path.stat().st_size for path in index.folder.iterdir() if path.is_file()) / 2**20
        yield Row("joining what is left to join", time.perf_counter() - start, note=f"{size:.0f} MB on the disk")


def _fts_commits(path: Path, documents: Sequence[Document], more: Sequence[Document]) -> list[float]:
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("PRAGMA synchronous=FULL")
    base.execute("CREATE VIRTUAL TABLE said USING fts5(words, content='', tokenize='unicode61')")
    insert = "INSERT INTO said (words) VALUES (?)"
    base.execute("BEGIN")
    base.executemany(insert, ((" ".join(tokens(one)),) for one in documents))
    base.execute("COMMIT")
    taken = [_taken(lambda one=one: base.execute(insert, (" ".join(tokens(one)),))) for one in more]
    base.close()
    return taken


def _visible(place: County) -> Row:
    """Let four collectors speak without a pause; see when the index of the server has each comment."""
    sent = [single(place.collectors[number % WRITERS]) for number in range(WRITERS * EACH)]
    first = single(place.collectors[0])
    with served(place) as port, _watched(place.data / "index") as seen:
        # Indexer and watcher take their seconds to begin, once.
        drive(port, [first.call], 1)
        seen(set(first.acknowledged()))
        begun = time.time()
        drive(port, [one.call for one in sent], WRITERS)
        times = seen({identity for one in sent for identity in one.acknowledged()})
    waited = sorted(times[identity] - begun - one.call.sent for one in sent for identity in one.acknowledged())
    return Row(
        f"from request to found, {WRITERS} writers",
        _at(waited, 0.5),
        note=f"{_spread(waited)}; under 1 s; {len(waited)} of {len(sent)}",
    )


@contextmanager
def _watched(folder: Path) -> Iterator[Callable[[set[str]], dict[str, float]]]:
    """Give a function that waits until the index has all of some comments, and tells when it had each thing."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_watch, args=(folder, theirs))
    child.start()

    def seen(wanted: set[str]) -> dict[str, float]:
        ours.send(wanted)
        found: dict[str, float] = ours.recv()
        return found

    try:
        yield seen
    finally:
        child.terminate()
        child.join()


def _watch(folder: Path, wire: Connection) -> None:
    """Note of each document when it was first there, in a process of its own, so that nobody is kept from work."""
    shelf, segments, times = FolderShelf(folder), set[str](), dict[str, float]()
    wanted: set[str] | None = None
    while True:
        try:
            leaves = shelf.index().snapshot().leaves
        except SearchNotReady:
            leaves = ()
        now = time.time()
        for leaf in leaves:
            if leaf.segment.name not in segments:
                segments.add(leaf.segment.name)
                for number in range(leaf.segment.count):
                    times.setdefault(leaf.segment.key(number).id, now)
        if wire.poll(0.005):
            wanted = wire.recv()
        if wanted is not None and wanted <= times.keys():
            wire.send(times)
            wanted = None


def _killed(place: County, kills: int) -> Iterator[Row]:
    """Kill the indexer at random moments while a collector speaks; afterwards the index must have it all."""
    chance = random.Random(5)
    app = create_app(from_environment(place.data))
    command = [sys.executable, "-m", "legislation_hub", "--data", str(place.data), "index"]
    over = threading.Event()
    speaking = threading.Thread(target=_speak, args=(app, over))
    start = time.perf_counter()
    speaking.start()
    for _ in range(kills):
        with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as indexer:
            time.sleep(chance.uniform(EARLIEST, LATEST))
            indexer.send_signal(signal.SIGKILL)
    over.set()
    speaking.join()
    with app.app_context():
        shelf: FolderShelf = app.extensions["shelf"]
        begun = time.perf_counter()
        catch_up(db.session(), shelf)
        again, found = time.perf_counter() - begun, compare(db.session(), shelf)
        yield Row(
            f"{kills} kills (-9) of the indexer while it writes",
            time.perf_counter() - start,
            note=f"of {found.total} things {len(found.missing)} lost, {len(found.stale)} old, "
            f"{len(found.extra)} too many; up to date again in {again * 1000:.0f} ms",
        )
        table = next(shelf.index().folder.glob("_MAIN_*.toc"))
        table.write_bytes(table.read_bytes()[: table.stat().st_size // 2])
        begun, torn = time.perf_counter(), FolderShelf(shelf.root)
        catch_up(db.session(), torn)
        found = compare(db.session(), torn)
        yield Row(
            "a torn table of contents",
            time.perf_counter() - begun,
            note=f"built anew by itself, {'whole' if found.agrees else 'NOT whole'}",
        )
        db.session.remove()
        db.engine.dispose()


def _speak(app: Flask, over: threading.Event) -> None:
    with app.app_context():
        while not over.is_set():
            with transaction() as session:
                task = session.scalars(select(Task).limit(1)).one()
                collector = session.scalars(
                    select(Account).where(Account.role == Role.COLLECTOR, Account.unit_id == task.unit_id).limit(1)
                ).one()
                heard = Heard(
                    id=new_id(), task=task.id, words="路修到组上，边沟也要一起修。", consent=Consent.ORAL
                )
                take(session, collector, task, heard, b"bench")
            over.wait(PAUSE)
        db.session.remove()


def _taken(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _at(times: Sequence[float], share: float) -> float:
    return sorted(times)[int(len(times) * share)]


def _spread(times: Sequence[float]) -> str:
    parts = (("p95", 0.95), ("p99", 0.99))
    told = ", ".join(f"{name} {_at(times, share) * 1000:.0f} ms" for name, share in parts)
    return f"{told}, the longest {max(times) * 1000:.0f} ms"
