"""``index``: the search index is written in a process of its own, so that whoever speaks never waits for it."""

import logging
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import click

from legislation_hub.cli.instance import application
from legislation_hub.models.database import db
from legislation_hub.services.indexing import start_indexer

# Seconds after which a process that ended is started anew.
REST = 5.0
# Where both want the same core, whoever answers people goes first.
NICENESS = 10

log = logging.getLogger(__name__)


@click.command()
def index() -> None:
    """Keep the search index up with the log until standard input ends; ``serve`` starts this by itself."""
    # Ctrl+C in the terminal is for the server; its end ends this.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    with application() as app:
        db.session.remove()
        indexer = start_indexer(db.engine, app.extensions["shelf"])
        sys.stdin.buffer.read()
        indexer.end()


class IndexerBeside(threading.Thread):
    """Runs ``index`` for a folder of data beside this process, and again should it end."""

    def __init__(self, data: Path) -> None:
        """Run it for ``data``; it ends with this process, however that ends."""
        super().__init__(name="indexer beside", daemon=True)
        self._command = [sys.executable, "-P", "-m", "legislation_hub", "--data", str(data), "index"]
        self._ending = threading.Event()
        self._starting = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """Start it whenever it is not there, until told to end."""
        while (process := self._begun_anew()) is not None:
            status = process.wait()
            if not self._ending.is_set():
                log.error("The indexer ended with status %s; it is started anew.", status)
            self._ending.wait(REST)

    def end(self) -> None:
        """Let it end after what it is doing, and wait for that."""
        self._ending.set()
        with self._starting:
            if self._process is not None and self._process.stdin is not None:
                self._process.stdin.close()
        self.join()

    def _begun_anew(self) -> subprocess.Popen[bytes] | None:
        with self._starting:
            if self._ending.is_set():
                return None
            # The pipe is all that it needs of us: when we are gone, however that came, it reads the end.
            self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE)
            return self._process
