"""The engine's own connections to the database of the instance: reading one state of it, and writing at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import SQLAlchemyError

from legislation_hub.problems import SearchNotReady

# As many threads as answer people at once.
POOL = 16
# To compile a plan would take longer than a question, and only the index of lexemes leads to an answer.
OPTIONS = "-c jit=off -c work_mem=64MB -c enable_seqscan=off -c max_parallel_workers_per_gather=0"


def engine_of(url: str) -> Engine:
    """Return the connections to a database; none is open before it is needed."""
    return create_engine(
        url,
        pool_size=POOL,
        pool_pre_ping=True,
        connect_args={"options": OPTIONS, "prepare_threshold": None, "application_name": "legislation-hub search"},
    )


@contextmanager
def reading(engine: Engine, schema: str) -> Iterator[tuple[Connection, Any]]:
    """Give a connection that sees one state of the index, and what its table of state says.

    Raises :class:`SearchNotReady` when there is none, or whatever else keeps it from being read.
    """
    with readable(), engine.connect() as connection:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        # Whoever puts another in its place waits from here on, and everybody begins with this table.
        yield connection, connection.exec_driver_sql(f"SELECT * FROM {schema}.state").one()


@contextmanager
def readable() -> Iterator[None]:
    """Turn whatever the database says against reading into :class:`SearchNotReady`."""
    try:
        yield
    except SQLAlchemyError as fault:
        raise SearchNotReady() from fault
