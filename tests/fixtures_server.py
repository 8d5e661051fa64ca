"""The application behind the server that the product ships, on a free port, as a person meets it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from wsgiref.types import WSGIApplication

import pytest
from flask import Flask
from waitress.server import create_server
from waitress.wasyncore import close_all

Serve = Callable[[Flask], str]


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve ``app`` from a thread; yield its address."""
    with running(app, threads=4) as server:
        yield f"http://127.0.0.1:{server.effective_port}"


@contextmanager
def running(app: WSGIApplication, threads: int) -> Iterator[Any]:
    """Run the server over ``app`` with so many threads; yield it."""
    server = create_server(app, host="127.0.0.1", port=0, threads=threads)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.task_dispatcher.shutdown()
        # In the thread that waits on them: connections that browsers keep open would hold the server for ever.
        server.trigger.pull_trigger(lambda: close_all(server._map))
        thread.join(timeout=5)
        assert not thread.is_alive()


@pytest.fixture(scope="module")
def serve() -> Iterator[Serve]:
    """Return ``serve(app)``, which starts a server and returns its address; it ends with the module."""
    with ExitStack() as running:
        yield lambda app: running.enter_context(serving(app))
