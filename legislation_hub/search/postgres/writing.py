"""Documents go into the tables and out of them again; how many have each lexeme is kept beside."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection
from whoosh.util.numeric import byte_to_length, length_to_byte

from legislation_hub.search.document import Document
from legislation_hub.search.known import PLACES, identity, milliseconds, places_of, tokens_of
from legislation_hub.search.postgres.tables import ABOUT, lexemes_of, listed, vector
from legislation_hub.search.scope import Key

_DROP = """
WITH gone AS (DELETE FROM {schema}.document WHERE number = ANY(%(numbers)s) RETURNING lexemes, length),
lost AS (SELECT lexeme, count(*) AS times FROM gone, unnest(tsvector_to_array(lexemes)) lexeme GROUP BY lexeme),
less AS (UPDATE {schema}.frequency f SET documents = f.documents - lost.times FROM lost
         WHERE f.lexeme = lost.lexeme)
SELECT count(*) AS documents, coalesce(sum(length), 0) AS words FROM gone"""

_COUNT = """
INSERT INTO {schema}.frequency (lexeme, documents) SELECT * FROM unnest(%(lexemes)s::text[], %(times)s::int[])
ON CONFLICT (lexeme) DO UPDATE SET documents = frequency.documents + excluded.documents"""

_NAME = """
INSERT INTO {schema}.value (text) SELECT one FROM unnest(%(texts)s::text[]) one
WHERE NOT EXISTS (SELECT FROM {schema}.value WHERE text = one)"""

_NOTE = """
UPDATE {schema}.state SET next = next + %(put)s, documents = documents + %(put)s - %(gone)s,
words = words + %(more)s - %(less)s, dropped = dropped + %(gone)s, place = coalesce(%(place)s, place)"""


def change(
    connection: Connection, schema: str, put: Sequence[Document], drop: Iterable[Key], place: int | None
) -> None:
    """Add or replace documents, delete others and remember the place, all in the transaction that runs."""
    run = connection.exec_driver_sql
    # Whoever else writes waits here until all of this is done.
    first = run(f"SELECT next FROM {schema}.state FOR UPDATE").scalar_one()
    keys = [identity(key) for key in drop] + [identity(one.key) for one in put]
    gone = run(f"DELETE FROM {schema}.content WHERE key = ANY(%(keys)s) RETURNING number", {"keys": keys})
    lost = run(_DROP.format(schema=schema), {"numbers": [*gone.scalars()]}).one()
    added = _added(connection, schema, first, put) if put else 0
    run(
        _NOTE.format(schema=schema),
        {"put": len(put), "gone": lost.documents, "more": added, "less": lost.words, "place": place},
    )


def _added(connection: Connection, schema: str, first: int, put: Sequence[Document]) -> int:
    """Add documents that are not there; return how many words they have."""
    codes = _coded(connection, schema, {value for one in put for value in places_of(one).values() if value})
    counted = Counter[str]()
    documents, contents = list[Sequence[Any]](), list[Sequence[Any]]()
    for number, one in enumerate(put, first):
        tokens = tokens_of(one)
        lexemes, length = lexemes_of(one, tokens), len(tokens.words)
        counted.update(lexeme for lexeme in lexemes if lexeme[0] != ABOUT)
        places = (codes.get(value) for value in places_of(one).values())
        documents.append((number, milliseconds(one.at), length, *places, vector(lexemes)))
        near = byte_to_length(length_to_byte(length))
        texts = [*dict.fromkeys(tokens.own)], listed(tokens.words), tokens.wording, tokens.setting
        contents.append((number, identity(one.key), one.digest, near, *texts))
    _copied(connection, f"{schema}.document (number, at, length, {', '.join(PLACES)}, lexemes)", documents)
    _copied(connection, f"{schema}.content (number, key, digest, length, own, words, wording, setting)", contents)
    times = {"lexemes": [*counted], "times": [*counted.values()]}
    connection.exec_driver_sql(_COUNT.format(schema=schema), times)
    return sum(length for _, _, length, *_ in documents)


def _coded(connection: Connection, schema: str, values: Iterable[str]) -> Mapping[str, int]:
    """Return the numbers by which the index knows these, which those that are new to it get now."""
    run, texts = connection.exec_driver_sql, {"texts": sorted(values)}
    run(_NAME.format(schema=schema), texts)
    return dict(run(f"SELECT text, code FROM {schema}.value WHERE text = ANY(%(texts)s)", texts).all())


def _copied(connection: Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
