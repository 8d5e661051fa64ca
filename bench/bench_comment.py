"""One comment through the whole stack, against one bare INSERT that is as safe from a power cut."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import cycle
from pathlib import Path

from bench.instance import Instance, running
from bench.measure import Row, alternate
from legislation_hub.models.base import new_id

RUNS = 150
BASELINE = "one bare INSERT, WAL, synchronous=FULL"
WORDS = "养殖场离水源五百米以内不准建，这条我赞成，但是以前建的咋个办要写清楚，莫让大家猜。"


def rows() -> list[Row]:
    """Send comments through the API over HTTP, in turns with INSERTs into a file on the same disk."""
    with running() as instance, closing(_bare(instance.data / "bare.db")) as bare:
        return alternate(
            {
                BASELINE: lambda: _insert(bare),
                "one comment over HTTP, logged and indexed": _sender(instance),
            },
            runs=RUNS,
            baseline=BASELINE,
        )


def _sender(instance: Instance) -> Callable[[], None]:
    client = instance.visitor()
    headers = {"Authorization": f"Bearer {instance.key('collector')}", "Content-Type": "application/json"}

    def ask(path: str) -> dict:
        status, body = client.request("GET", path, headers=headers)
        assert status == 200, body
        return json.loads(body)

    task = next(one for one in ask("/api/v1/tasks")["items"])
    provisions = cycle(
        one["eid"]
        for one in ask(f"/api/v1/versions/{task['version']}/provisions")["items"]
        if one["level"] == "article"
    )

    def send() -> None:
        comment = {
            "id": str(new_id()),
            "task": task["id"],
            "provision": next(provisions),
            "stance": "amend",
            "words": WORDS,
            "consent": "oral",
            "channel": "visit",
            "format": 1,
        }
        status, body = client.request("POST", "/api/v1/comments", json.dumps(comment).encode(), headers)
        assert status == 201, body

    return send


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS comment (id TEXT PRIMARY KEY, words TEXT NOT NULL)")
    return connection


def _insert(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO comment VALUES (?, ?)", (str(new_id()), WORDS))
    connection.execute("COMMIT")
