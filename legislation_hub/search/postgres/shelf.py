"""A schema of PostgreSQL as the shelf: an index is built in one beside it, and takes its name at once."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from legislation_hub.problems import SearchNotReady
from legislation_hub.search.engines import Index
from legislation_hub.search.postgres.connecting import engine_of, readable, reading
from legislation_hub.search.postgres.index import PostgresIndex
from legislation_hub.search.terms import Terms

SCHEMA = "search"
# How often whoever waits for the turn asks again.
POLL = 0.05
LOCK, UNLOCK = "pg_try_advisory_lock", "pg_advisory_unlock"


class PostgresShelf:
    """The schema of the index in use, and those of indexes that are being built, which begin with its name."""

    def __init__(self, database: str, schema: str = SCHEMA, former: Path | None = None) -> None:
        """Take the address of a database; the schema is made when something is first put there.

        What was kept in the folder ``former`` until then goes: nobody would take withdrawn words out of it.
        """
        self.database = database
        self.former = former
        self.schema = schema
        self._engine = engine_of(database)
        self._open: PostgresIndex | None = None

    def index(self) -> Index:
        """Return the index in use; raise :class:`SearchNotReady` when there is none that can be read."""
        with reading(self._engine, self.schema) as (_, state):
            name = state.name
        index = self._open
        if index is None or index.name != name:
            index = self._open = PostgresIndex.open(self._engine, self.schema)
        return index

    def writable(self) -> bool:
        """Return whether an index may be put here: each has a schema of its own."""
        may = "SELECT has_database_privilege(current_database(), 'CREATE')"
        try:
            with readable(), self._engine.connect() as connection:
                return bool(connection.exec_driver_sql(may).scalar())
        except SearchNotReady:
            return False

    def holds_one(self) -> bool:
        """Return whether an index was ever put here, readable or not."""
        with readable(), self._engine.connect() as connection:
            found = connection.exec_driver_sql("SELECT to_regnamespace(%s)", (self.schema,))
            return found.scalar() is not None

    def fresh(self, terms: Terms = ()) -> Index:
        """Return a new, empty index beside the one in use, for the ``terms`` of a dictionary.

        Only who has the turn builds one: what is found half built was left by a process that was killed.
        """
        name = uuid4().hex
        with readable():
            with self._engine.begin() as connection:
                query = "SELECT nspname FROM pg_namespace WHERE nspname ~ %s"
                begun = connection.exec_driver_sql(query, (f"^{self.schema}_[0-9a-f]{{32}}$",))
                for left in begun.scalars().all():
                    connection.exec_driver_sql(f"DROP SCHEMA {left} CASCADE")
            return PostgresIndex.create(self._engine, f"{self.schema}_{name}", name, terms)

    def put(self, index: Index) -> None:
        """Let ``index``, which was fresh, be the one in use from now on; the one before is gone."""
        with readable(), self._engine.begin() as connection:
            run = connection.exec_driver_sql
            if run("SELECT to_regclass(%s)", (f"{self.schema}.state",)).scalar():
                # Whoever reads has begun with this table, and keeps all of the index until the end.
                run(f"LOCK TABLE {self.schema}.state IN ACCESS EXCLUSIVE MODE")
            run(f"DROP SCHEMA IF EXISTS {self.schema} CASCADE")
            run(f"ALTER SCHEMA {self.schema}_{index.name} RENAME TO {self.schema}")
        if self.former:
            shutil.rmtree(self.former, ignore_errors=True)

    @contextmanager
    def turn(self, wait: float = 0.0) -> Iterator[bool]:
        """Take the turn to write, waiting up to ``wait`` seconds for another process; say whether it is ours.

        It is a lock of the database, and ends with the connection, however that ends.
        """
        until = time.monotonic() + wait
        lock, unlock = (f"SELECT {one}(hashtextextended(%s, 0))" for one in (LOCK, UNLOCK))
        with readable():
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        with connection:
            while not (ours := bool(connection.exec_driver_sql(lock, (self.schema,)).scalar())):
                if time.monotonic() >= until:
                    break
                time.sleep(POLL)
            try:
                yield ours
            finally:
                if ours:
                    connection.exec_driver_sql(unlock, (self.schema,))
