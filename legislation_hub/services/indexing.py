"""The index follows the log: what an act changed is found, or no more, within a second; later under a flood."""

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from uuid import UUID

from sqlalchemy import Engine, Row, func, select
from sqlalchemy.orm import Session

from legislation_hub.models import Event
from legislation_hub.problems import SearchNotReady
from legislation_hub.queries import concerns
from legislation_hub.queries.findables import BATCH, every_key, things
from legislation_hub.search.analysis import fold
from legislation_hub.search.document import Document
from legislation_hub.search.engines import Index, Shelf
from legislation_hub.search.scope import Key
from legislation_hub.search.terms import Terms, found_in
from legislation_hub.services.wording import own_terms
from legislation_hub.vocabulary import Tag

POLL = 0.25
# After work that took a second it rests for as long: what waits then comes together, and costs less that way.
SHARE = 1
# Many at a time are written faster than a few, and must fit into memory.
BULK = 5_000
# After a failure, so that a full disk does not fill the log too.
REST = 5.0
# How often the large segments are looked at, and after how many seconds without a new one deleted terms are wiped.
LOOK, QUIET = 1.0, 30.0
# How long whoever ends waits for what is being joined.
SOON = 1.0
# Where several processes write, an event may become visible after one with a higher position.
LOOK_BACK = 200
# How long a rebuild waits for its turn: a pass of the server's own indexer is short.
PATIENCE = 60.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How index and database differ: what it lacks, what it holds in an older state, what it should not hold."""

    missing: tuple[Key, ...]
    stale: tuple[Key, ...]
    extra: tuple[Key, ...]
    total: int

    @property
    def agrees(self) -> bool:
        """Return whether there is no difference."""
        return not (self.missing or self.stale or self.extra)


class Follower:
    """What follows the log, and the events near its end that it has seen already."""

    def __init__(self, shelf: Shelf) -> None:
        """Follow for the index on ``shelf``; it is built when there is none that can be read."""
        self.shelf = shelf
        self._index: Index | None = None
        self._seen: set[int] = set()

    def catch_up(self, session: Session) -> int:
        """Bring the index up to the end of the log; return how many events were new.

        Nothing is done while another process has the turn to write.
        """
        with self.shelf.turn() as ours:
            return self._catch_up(session) if ours else 0

    def _catch_up(self, session: Session) -> int:
        index = self._usable(session)
        events = session.execute(
            select(Event.position, Event.tag, Event.subject_id)
            .where(Event.position > index.place - LOOK_BACK)
            .order_by(Event.position)
        ).all()
        fresh = [event for event in events if event.position not in self._seen]
        if any(event.tag is Tag.DICTIONARY_CHANGED for event in fresh) and index.terms != own_terms(session):
            # All tokens change: the index is built anew beside the old one, which answers until then.
            self._index, self._seen = _build(session, self.shelf), set()
        elif fresh:
            place = max(index.place, events[-1].position)
            _refresh(session, index, _touched(session, fresh), place)
            index.tidy()
            self._seen = {event.position for event in events if event.position > place - LOOK_BACK}
        return len(fresh)

    def _usable(self, session: Session) -> Index:
        try:
            index = self.shelf.index()
        except SearchNotReady:
            # The first time there is nothing to read, which is nothing to be alarmed about.
            level = logging.WARNING if self.shelf.holds_one() else logging.INFO
            log.log(level, "The search index cannot be read; it is built from the database.")
            index = _build(session, self.shelf)
        if index is not self._index:
            self._index, self._seen = index, set()
        return index


class Indexer(threading.Thread):
    """The one thread of a server that writes the index; it ends with the process, or when told to."""

    def __init__(self, engine: Engine, shelf: Shelf, timer: Callable[[], float] = time.monotonic) -> None:
        """Read the log through ``engine``; ``timer`` tells how long that takes."""
        super().__init__(name="indexer", daemon=True)
        self._timer = timer
        self._engine = engine
        self._follower = Follower(shelf)
        self._merger = Merger(shelf)
        self._ending = threading.Event()

    def run(self) -> None:
        """Follow the log until told to end; a failure is logged and tried again."""
        self._merger.start()
        while not self._ending.is_set():
            begun = self._timer()
            try:
                with Session(self._engine) as session:
                    self._follower.catch_up(session)
                self._ending.wait(max(POLL, SHARE * (self._timer() - begun)))
            except Exception:  # nothing that happens here may end the thread: nobody would notice
                log.exception("The search index could not follow the log.")
                self._ending.wait(REST)

    def end(self) -> None:
        """Stop after what is being done, and wait for it."""
        self._ending.set()
        self._merger.end()
        self.join()


class Merger(threading.Thread):
    """The thread that joins the large segments of the index, while the indexer goes on writing small ones.

    When nothing was written for a while it takes what was deleted off the disk.
    """

    def __init__(self, shelf: Shelf, timer: Callable[[], float] = time.monotonic) -> None:
        """Look after the index on ``shelf``; ``timer`` tells for how long nothing was written."""
        super().__init__(name="merger", daemon=True)
        self._shelf = shelf
        self._timer = timer
        self._ending = threading.Event()
        self._place = 0
        self._since = timer()

    def run(self) -> None:
        """Look at the index every second until told to end; a failure is logged and tried again."""
        while not self._ending.wait(LOOK):
            try:
                while self.look() and not self._ending.is_set():
                    pass
            except SearchNotReady:
                pass  # there is none yet
            except Exception:  # nothing that happens here may end the thread: nobody would notice
                log.exception("The search index could not be joined together.")
                self._ending.wait(REST)

    def look(self) -> bool:
        """Do one thing that there is to do; return whether there was one."""
        index = self._shelf.index()
        try:
            if index.merge():
                return True
            if index.place != self._place:
                self._place, self._since = index.place, self._timer()
            return self._timer() - self._since >= QUIET and index.purge()
        except Exception:  # where another was put in its place meanwhile, its files are gone
            if self._shelf.index() is index:
                raise
            return False

    def end(self) -> None:
        """Stop soon: what is being joined changes nothing before it is whole, and may be broken off."""
        self._ending.set()
        if self.is_alive():
            self.join(SOON)


def start_indexer(engine: Engine, shelf: Shelf) -> Indexer:
    """Follow the log in a thread of its own from now on; return it."""
    indexer = Indexer(engine, shelf)
    indexer.start()
    return indexer


def catch_up(session: Session, shelf: Shelf) -> int:
    """Bring the index on ``shelf`` up to the end of the log, once; return how many events were looked at."""
    return Follower(shelf).catch_up(session)


def rebuild(session: Session, shelf: Shelf) -> int:
    """Build the index anew beside the one in use and put it in its place; return how many things it holds.

    Raises :class:`SearchNotReady` when another process has been building one for a minute.
    """
    with shelf.turn(wait=PATIENCE) as ours:
        if not ours:
            raise SearchNotReady()
        return sum(1 for _ in _build(session, shelf).contents())


def compare(session: Session, shelf: Shelf) -> Comparison:
    """Return how index and database differ, by the hash of everything that can be found.

    Raises :class:`SearchNotReady` when there is no index that can be read.
    """
    indexed = dict(shelf.index().contents())
    missing, stale, total = [], [], 0
    for keys in _batches(every_key(session)):
        for key, thing in things(session, keys).items():
            total += 1
            digest = indexed.pop(key, None)
            if digest is None:
                missing.append(key)
            elif digest != thing.document.digest:
                stale.append(key)
    return Comparison(tuple(missing), tuple(stale), tuple(indexed), total)


def _build(session: Session, shelf: Shelf) -> Index:
    index = shelf.fresh(own_terms(session))
    # Taken first: what happens during the building is looked at once more, and nothing is left out.
    place = session.scalar(select(func.max(Event.position))) or 0
    for keys in _batches(every_key(session), BULK):
        index.write([_with_terms(thing.document, index.terms) for thing in things(session, keys).values()])
    index.write(place=place)
    while index.merge():
        pass
    shelf.put(index)
    return shelf.index()


def _with_terms(document: Document, terms: Terms) -> Document:
    """Return a document with what it holds of the office's dictionary."""
    return replace(document, terms=tuple(found_in(fold(document.text), terms))) if terms else document


def _refresh(session: Session, index: Index, keys: Iterable[Key], place: int) -> None:
    """Bring what stands under these keys into the index, and with the last of it the place in the log."""
    batches = [*_batches(keys)] or [[]]
    for number, batch in enumerate(batches, 1):
        found, known = things(session, batch), index.digests(batch)
        documents = {key: _with_terms(one.document, index.terms) for key, one in found.items()}
        changed = [one for key, one in documents.items() if known.get(key) != one.digest]
        gone = [key for key in known if key not in found]
        index.write(changed, gone, place if number == len(batches) else None)


def _batches(keys: Iterable[Key], size: int = BATCH) -> Iterator[list[Key]]:
    waiting = iter(keys)
    while batch := list(islice(waiting, size)):
        yield batch


def _touched(session: Session, events: Sequence[Row[int, Tag, str]]) -> Iterable[Key]:
    """Return, each once, the keys of what these events may have changed."""
    ids: dict[Tag, list[UUID]] = defaultdict(list)
    for _, tag, subject_id in events:
        if tag in CONCERNS:
            ids[tag].append(UUID(subject_id))
    return dict.fromkeys(key for tag, subjects in ids.items() for key in CONCERNS[tag](session, subjects))


Reader = Callable[[Session, Sequence[UUID]], Iterable[Key]]

# Which acts change what can be found, and what it is that they change; ids are those of the acts' subjects.
CONCERNS: Mapping[Tag, Reader] = {
    Tag.DRAFT_ADDED: concerns.drafts_of,
    Tag.PAPER_ADDED: concerns.papers_of,
    Tag.CONSULTATION_SENT: concerns.texts_asked_in,
    Tag.COMMENT_RECORDED: concerns.with_corrected,
    Tag.COMMENT_SUPPLEMENTED: concerns.with_corrected,
    Tag.COMMENT_WITHDRAWN: concerns.with_corrected,
    # What a municipality may read follows from these, and what became of a comment.
    Tag.VERDICT_GIVEN: concerns.with_corrected,
    Tag.COMMENT_GATHERED: concerns.with_corrected,
    Tag.COMMENT_RELEASED: concerns.with_corrected,
    Tag.COMMENT_OMITTED: concerns.with_corrected,
    Tag.POINT_MADE: concerns.points,
    Tag.POINT_CHANGED: concerns.points,
    Tag.POINT_DISSOLVED: concerns.with_comments_near,
    Tag.REPORT_COMPILED: concerns.reports,
    Tag.REPORT_EDITED: concerns.reports,
    Tag.REPORT_SIGNED: concerns.with_all_reported,
    Tag.OUTCOME_RECORDED: concerns.settled_by,
}
