"""``serve`` and ``upgrade``: bring the schema up to date, then answer requests."""

import logging
import time
from collections.abc import Iterable
from typing import Any

import click
import waitress
from waitress import wasyncore

from legislation_hub import ticking
from legislation_hub.app import create_app, warm_up
from legislation_hub.cli.indexing import IndexerBeside
from legislation_hub.cli.instance import instance
from legislation_hub.models import schema
from legislation_hub.models.database import db
from legislation_hub.services.entering import has_administrator

CONNECTIONS = 1000
# Each may wait for the same commit; the more wait together, the less one costs.
THREADS = 16
# A batch of a hundred comments: every further look at what came waits for whoever is being served.
AT_A_TIME = 64 * 1024
# Seconds for each open connection: three times what a look at it takes.
REST = 0.00001

# That requests wait for a moment is no news; where too many do, they are told to come again.
logging.getLogger("waitress.queue").setLevel(logging.ERROR)


@click.command()
@click.option("--host", help="The address to listen at.")
@click.option("--port", type=int, help="The port to listen at.")
def serve(host: str | None, port: int | None) -> None:
    """Answer requests until stopped; refuse on a schema of another release."""
    settings = instance()
    app = create_app(settings)
    with app.app_context():
        schema.demand_own_schema(db.engine)
        if not has_administrator(db.session()):
            click.echo("Nobody can make accounts yet. Run: legislation-hub accounts add", err=True)
        db.session.remove()
    warm_up(app)
    indexer = IndexerBeside(settings.data)
    indexer.start()
    ticking.start(app)
    host, port = host or settings.host, port or settings.port
    click.echo(f"http://{host}:{port}", err=True)
    connections: dict[int, Any] = {}
    server = waitress.create_server(
        app,
        map=connections,
        host=host,
        port=port,
        threads=THREADS,
        ident=None,
        clear_untrusted_proxy_headers=True,
        # A county's phones keep their connections open when they come online at once.
        connection_limit=CONNECTIONS,
        recv_bytes=AT_A_TIME,
    )
    app.extensions["waiting"] = lambda: asked_for(server.task_dispatcher.queue)
    _run(server, connections)
    indexer.end()


def asked_for(queue: Iterable[Any]) -> list[str]:
    """Return the path of each request that waits for a thread, "" for what is none; the line moves meanwhile."""
    return [getattr(one, "path", "") for line in list(queue) for one in line.requests[:1]]


def _run(server: Any, connections: dict[int, Any]) -> None:
    """Look after the connections until told to stop; the more there are, the longer is the rest between two looks.

    Waitress looks at every open connection whenever an answer is ready. With hundreds open that takes more than
    the answers themselves; after a rest it looks once for all that came meanwhile.
    """
    try:
        while connections:
            wasyncore.loop(timeout=1, use_poll=True, map=connections, count=1)
            time.sleep(len(connections) * REST)
    except (SystemExit, KeyboardInterrupt):
        server.task_dispatcher.shutdown()


@click.command()
def upgrade() -> None:
    """Make the database, or bring it to the schema of this release."""
    app = create_app(instance())
    with app.app_context():
        before, after = schema.upgrade(db.engine)
    if before != after:
        click.echo(f"schema {before or '-'} -> {after}", err=True)
