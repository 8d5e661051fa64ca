"""Long work goes on beside the answers to requests, one piece after the other, and tells how far it has come."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from uuid import UUID

from flask import Flask

from legislation_hub.models.database import db

Progress = Callable[[int, int], None]
Work = Callable[[Progress], None]


class Bench:
    """One worker. What it is doing is known by an id, so that nothing is begun twice at the same time."""

    def __init__(self, app: Flask) -> None:
        """Work for ``app``; the thread starts with the first piece."""
        self._app = app
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="working")
        self._under_way: dict[UUID, Future[None]] = {}
        self._progress: dict[UUID, tuple[int, int]] = {}

    def begin(self, what: UUID, work: Work) -> None:
        """Put a piece of work into the line, unless it stands there already."""
        before = self._under_way.get(what)
        if before is None or before.done():
            self._under_way[what] = self._worker.submit(self._run, what, work)

    def progress(self, what: UUID) -> tuple[int, int]:
        """Return how much of how much is done; of nothing, nothing."""
        return self._progress.get(what, (0, 0))

    def wait(self) -> None:
        """Return once all that was begun has ended."""
        for work in list(self._under_way.values()):
            work.result()

    def _run(self, what: UUID, work: Work) -> None:
        def tell(done: int, all_of_it: int) -> None:
            self._progress[what] = (done, all_of_it)

        with self._app.app_context():
            try:
                work(tell)
            except Exception:
                # Whoever looks sees that it stands still; the calendar begins it anew.
                logging.getLogger(__name__).exception("Work on %s broke off.", what)
            finally:
                db.session.remove()
                self._progress.pop(what, None)
                self._under_way.pop(what, None)


def init(app: Flask) -> None:
    """Give the app its worker."""
    app.extensions["bench"] = Bench(app)


def bench_of(app: Flask) -> Bench:
    """Return the worker of an app."""
    found: Bench = app.extensions["bench"]
    return found
