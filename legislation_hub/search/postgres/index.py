"""One index in PostgreSQL: a schema that is read in one state, and written at once with the place in the log."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Engine

from legislation_hub.problems import SearchNotReady
from legislation_hub.search.document import Document
from legislation_hub.search.hints import rarity
from legislation_hub.search.known import identity, key_of
from legislation_hub.search.postgres.asking import ask, frequencies
from legislation_hub.search.postgres.connecting import readable, reading
from legislation_hub.search.postgres.tables import FORMAT, INDEXING, PAIR, tables
from legislation_hub.search.postgres.writing import change
from legislation_hub.search.scope import Key, Matches, Question
from legislation_hub.search.terms import Terms

# So many contents are fetched at a time.
PORTION = 10_000


class PostgresIndex:
    """The documents of one schema. Written by one at a time, read by any number."""

    def __init__(self, engine: Engine, schema: str, name: str, terms: Terms) -> None:
        """Take a schema that :meth:`create` or :meth:`open` has looked at."""
        self.schema = schema
        self.name = name
        self.terms = terms
        self._engine = engine

    @classmethod
    def create(cls, engine: Engine, schema: str, name: str, terms: Terms = ()) -> "PostgresIndex":
        """Make an empty index in a new ``schema``, for documents in which ``terms`` were looked for."""
        with engine.begin() as connection:
            for statement in tables(schema):
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(
                f"INSERT INTO {schema}.state (name, format, terms) VALUES (%s, %s, %s)", (name, FORMAT, [*terms])
            )
        return cls(engine, schema, name, terms)

    @classmethod
    def open(cls, engine: Engine, schema: str) -> "PostgresIndex":
        """Open the index in ``schema``; raise :class:`SearchNotReady` when it is missing or outdated."""
        with reading(engine, schema) as (_, state):
            if state.format != FORMAT:
                raise SearchNotReady()
            return cls(engine, schema, state.name, tuple(state.terms))

    @property
    def place(self) -> int:
        """Return how far into the log it was brought."""
        with reading(self._engine, self.schema) as (_, state):
            return int(state.place)

    def write(self, put: Iterable[Document] = (), drop: Iterable[Key] = (), place: int | None = None) -> None:
        """Add or replace ``put``, delete ``drop`` and remember ``place`` in one transaction."""
        documents = {one.key: one for one in put}
        with readable(), self._engine.begin() as connection:
            change(connection, self.schema, [*documents.values()], drop, place)

    def tidy(self) -> bool:
        """Leave everything as it is: PostgreSQL keeps its own order."""
        return False

    def merge(self) -> bool:
        """Make the index of lexemes, which a new one fills without; return whether it was missing."""
        with readable(), self._engine.begin() as connection:
            run = connection.exec_driver_sql
            if run("SELECT to_regclass(%s)", (f"{self.schema}.lexemes",)).scalar():
                return False
            run("SET LOCAL maintenance_work_mem = '256MB'")
            run(INDEXING.format(schema=self.schema))
            run(f"ANALYZE {self.schema}.document, {self.schema}.content, {self.schema}.frequency")
            return True

    def purge(self) -> bool:
        """Take what was deleted out of tables and indexes; return whether there was anything."""
        with reading(self._engine, self.schema) as (_, state):
            dropped = state.dropped
        if not dropped:
            return False
        with readable():
            with self._engine.begin() as connection:
                connection.exec_driver_sql(f"DELETE FROM {self.schema}.frequency WHERE documents <= 0")
                connection.exec_driver_sql(f"UPDATE {self.schema}.state SET dropped = dropped - %s", (dropped,))
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql(
                    f"VACUUM (ANALYZE) {self.schema}.document, {self.schema}.content, {self.schema}.frequency"
                )
        return True

    def digests(self, keys: Iterable[Key]) -> dict[Key, str]:
        """Return the digests of those of ``keys`` that are in the index."""
        wanted = [identity(key) for key in keys]
        with reading(self._engine, self.schema) as (connection, _):
            rows = connection.exec_driver_sql(
                f"SELECT key, digest FROM {self.schema}.content WHERE key = ANY(%s)", (wanted,)
            )
            return {key_of(key): digest for key, digest in rows}

    def contents(self) -> Iterator[tuple[Key, str]]:
        """Yield the key and the digest of every document."""
        with reading(self._engine, self.schema) as (connection, _):
            query = f"SELECT number, key, digest FROM {self.schema}.content WHERE number > %s ORDER BY number"
            last = 0
            while rows := connection.exec_driver_sql(f"{query} LIMIT {PORTION}", (last,)).all():
                yield from ((key_of(key), digest) for _, key, digest in rows)
                last = rows[-1].number

    def search(self, question: Question) -> Matches:
        """Return what matches inside the scope: all of it counted, ``start + count`` of it in order.

        Raises :class:`SearchNotReady` when the tables cannot be read.
        """
        with reading(self._engine, self.schema) as (connection, state):
            return ask(connection, self.schema, state, question)

    def rarities(self, signs: Iterable[str]) -> dict[str, float]:
        """Return how much it says of a text to have each of these pairs and characters."""
        wanted = [*signs]
        with reading(self._engine, self.schema) as (connection, state):
            times = frequencies(connection, self.schema, (f"{PAIR}{sign}" for sign in wanted))
            return {sign: rarity(times[f"{PAIR}{sign}"], state.documents) for sign in wanted}
