"""``serve`` and ``upgrade``: bring the schema up to date, then answer requests."""

import logging

import click
import waitress

from legislation_hub import ticking
from legislation_hub.app import create_app
from legislation_hub.cli.indexing import IndexerBeside
from legislation_hub.cli.instance import instance
from legislation_hub.models import schema
from legislation_hub.models.database import db
from legislation_hub.services.entering import has_administrator

CONNECTIONS = 1000
# Each may wait for the same commit; the more wait together, the less one costs.
THREADS = 16

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
    indexer = IndexerBeside(settings.data)
    indexer.start()
    ticking.start(app)
    host, port = host or settings.host, port or settings.port
    click.echo(f"http://{host}:{port}", err=True)
    server = waitress.create_server(
        app,
        host=host,
        port=port,
        threads=THREADS,
        ident=None,
        clear_untrusted_proxy_headers=True,
        # A county's phones keep their connections open when they come online at once.
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,
    )
    app.extensions["waiting"] = lambda: len(server.task_dispatcher.queue)
    server.run()
    indexer.end()


@click.command()
def upgrade() -> None:
    """Make the database, or bring it to the schema of this release."""
    app = create_app(instance())
    with app.app_context():
        before, after = schema.upgrade(db.engine)
    if before != after:
        click.echo(f"schema {before or '-'} -> {after}", err=True)
