"""A county of 28 rooms with ten collectors each, one open consultation, and the server that the product ships."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import waitress
from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy import create_engine

from bench.instance import free_port, wait_for
from legislation_hub.app import create_app
from legislation_hub.models import ApiToken, schema
from legislation_hub.models.database import db, harden, transaction
from legislation_hub.services.passwords import digest_of
from legislation_hub.settings import from_environment
from tests.makers import Make

ROOMS, COLLECTORS, ARTICLES = 28, 10, 60
TEXT = "县级人民政府应当养护农村公路，乡级人民政府应当协助；养护所需经费列入本级预算，不得挪作他用。"


@dataclass(frozen=True, slots=True)
class Collector:
    """One who collects: the token of their phone, and the task of their room with its code."""

    token: str
    task: str
    code: str


@dataclass(frozen=True, slots=True)
class County:
    """Where everything is kept, and who walks."""

    data: Path
    collectors: tuple[Collector, ...]

    @property
    def database(self) -> Path:
        """Return the database file."""
        return self.data / "legislation_hub.db"


@contextmanager
def county() -> Iterator[County]:
    """Make the county in a folder of its own, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="legislation-hub-county-") as folder:
        data = Path(folder) / "data"
        app = create_app(from_environment(data))
        with app.app_context():
            schema.upgrade(db.engine)
            with transaction() as session:
                make = Make(session)
                version = make.version(articles=ARTICLES)
                asked = make.consultation(version_id=version.id)
                collectors: list[Collector] = []
                for number in range(ROOMS):
                    task = make.task(unit=make.room(), consultation=asked, code=f"bench{number:02}")
                    make.room_head(task.unit)
                    for _ in range(COLLECTORS):
                        account, token = make.collector(task.unit), f"bench-{len(collectors)}"
                        session.add(
                            ApiToken(
                                account_id=account.id,
                                name="bench",
                                token_hash=digest_of(token),
                                created_at=account.created_at,
                            )
                        )
                        collectors.append(Collector(token, str(task.id), task.code))
            db.session.remove()
            db.engine.dispose()
        yield County(data, tuple(collectors))


@contextmanager
def served(county: County) -> Iterator[int]:
    """Run ``legislation-hub serve`` on a free port; yield the port."""
    port = free_port()
    hub = str(Path(sys.executable).with_name("legislation-hub"))
    with _running([hub, "--data", str(county.data), "serve", "--port", str(port)], port):
        yield port


@contextmanager
def bare(path: Path) -> Iterator[int]:
    """Run the least that writes one row for a request, on the same server and as safely; yield the port."""
    port = free_port()
    with _running([sys.executable, "-m", "bench.county", str(path), str(port)], port):
        yield port


@contextmanager
def _running(command: list[str], port: int) -> Iterator[None]:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(port)
            yield
        finally:
            os.kill(server.pid, signal.SIGTERM)


def _serve_bare(path: str, port: int) -> None:
    """Insert what comes into one table: Flask, waitress, the product's engine settings, one commit a request."""
    engine = create_engine(f"sqlite:///{path}")
    harden(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE said (id TEXT PRIMARY KEY, words TEXT NOT NULL)")
        connection.commit()
    app, one_writer = Flask("bare"), threading.Lock()

    @app.post("/")
    def take() -> ResponseReturnValue:
        body = request.get_json()
        with one_writer, engine.connect().execution_options(writes=True) as connection:
            connection.exec_driver_sql("INSERT INTO said VALUES (?, ?)", (body["id"], body["words"]))
            connection.commit()
        return jsonify(id=body["id"]), 201

    waitress.serve(app, host="127.0.0.1", port=port, threads=8)


if __name__ == "__main__":
    _serve_bare(sys.argv[1], int(sys.argv[2]))
