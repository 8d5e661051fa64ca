"""The one way to the database: reading at any time, writing only inside ``transaction()``."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from legislation_hub.models.base import Base

db = SQLAlchemy(model_class=Base)

# SQLite lets one writer in at a time; waiting here is fair and quick, waiting in its busy handler is neither.
_one_writer = threading.RLock()

AFTERWARDS = "afterwards"


@contextmanager
def transaction() -> Iterator[Session]:
    """Give the session of this request for writing; commit when the block ends, roll back when it breaks.

    On SQLite the transaction begins as IMMEDIATE, so that it can never fail half-way for want of the lock.
    """
    session: Session = db.session()
    embedded = db.engine.dialect.name == "sqlite"
    with _one_writer if embedded else threading.Lock():
        session.rollback()
        session.connection(execution_options={"writes": True})
        try:
            yield session
            session.commit()
            for work in session.info.pop(AFTERWARDS, ()):
                work()
        except BaseException:
            session.info.pop(AFTERWARDS, None)
            session.rollback()
            raise


def after_commit(session: Session, work: Callable[[], None]) -> None:
    """Do ``work`` once what the session writes is on the disk, and not at all where it never gets there."""
    session.info.setdefault(AFTERWARDS, []).append(work)


def harden(engine: Engine) -> None:
    """Make an SQLite engine durable and strict; leave any other as it is."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)


def _set_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver would otherwise begin transactions of its own
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "busy_timeout=5000",
        "foreign_keys=ON",
        "secure_delete=ON",  # words that were taken back must not stay readable in pages nobody uses
        "recursive_triggers=ON",  # without it INSERT OR REPLACE walks around the append-only triggers
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
