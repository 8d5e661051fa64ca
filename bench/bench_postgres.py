"""The search with its index in PostgreSQL: what it finds, and what it takes through the service and alone.

``python -m bench.run finding-postgresql`` asks what ``questions`` and ``finding`` ask among ten thousand comments,
``finding-postgresql-long`` among a hundred thousand. ``finding-postgresql-full`` asks the engine alone among a
million: each question counts all filters and looks twice at the best, and beside it stands the bare query, which
orders by PostgreSQL's own rank (or by date) and counts nothing. A server of its own runs for each, from a wheel,
with PostgreSQL's own settings.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice

from sqlalchemy import Connection, create_engine

from bench.bench_finding import LONG, SHORT, asked_of
from bench.bench_questions import FILES, PRODUCT, articles_of, compared, drawn, fill, questions_of
from bench.bench_questions import asked_of as keys_of
from bench.bench_search import wanted_of
from bench.measure import Row
from bench.rivals import ALL, NEWEST, PHRASE, RANKED
from bench.voices import SHARED, comments, provisions, vocabulary
from legislation_hub.search.document import Document
from legislation_hub.search.engines import Shelf
from legislation_hub.search.keeping import shelf_at
from legislation_hub.search.looking import look
from legislation_hub.search.postgres.wanted import wanted
from legislation_hub.search.scope import Question
from legislation_hub.services.indexing import BULK
from tests.fixtures_postgres import postgres

MILLION = 1_000_000
ASKED = 100


def rows() -> Iterator[Row]:
    """Measure among ten thousand comments; before that, what is found in the laws."""
    with postgres() as database:
        yield from _found(database)
        yield from asked_of(SHORT, database)


def long() -> Iterator[Row]:
    """Measure among a hundred thousand comments."""
    with postgres() as database:
        yield from asked_of(LONG, database)


def full() -> Iterator[Row]:
    """Measure the engine alone among a million comments."""
    yield from alone(MILLION)


def alone(count: int) -> Iterator[Row]:
    """Measure the engine alone among so many comments and the articles of all laws."""
    laws = list(provisions())
    words = vocabulary(laws)
    documents = [*laws, *islice(comments(count, words), LONG)]
    with postgres() as database:
        yield _written(shelf_at(SHARED, database), laws, count, words)
        index, chance = shelf_at(SHARED, database).index(), random.Random(2)
        with create_engine(database).connect() as connection:
            for kind in (RANKED, ALL, PHRASE, NEWEST):
                asked = [wanted_of(kind, chance, words, documents).question() for _ in range(ASKED)]
                bare = [_taken(partial(_bare, connection, kind, one)) for one in asked]
                ours = [_taken(partial(look, index, one)) for one in asked]
                yield _row(f"{kind}: bare SQL", bare)
                yield _row(f"{kind}: with counts, looked at twice", ours, f"{kind}: bare SQL")


def _found(database: str) -> Iterator[Row]:
    """Ask what people ask among all articles of all laws, and for words drawn by chance."""
    articles = list(articles_of(sorted((SHARED / "laws/text").glob("*.txt"))))
    shelf = shelf_at(SHARED, database)
    fresh = shelf.fresh()
    fill(fresh, articles)
    fresh.merge()
    shelf.put(fresh)
    index = shelf.index()
    for told in FILES:
        yield from compared(
            f"{told}, report", {PRODUCT: partial(keys_of, index)}, articles, questions_of(told, "report")
        )
    yield drawn(index, articles)


def _written(shelf: Shelf, laws: Sequence[Document], count: int, words: list[str]) -> Row:
    start, index = time.perf_counter(), shelf.fresh()
    index.write(laws)
    said = comments(count, words)
    while portion := list(islice(said, BULK)):
        index.write(portion)
    index.merge()
    shelf.put(index)
    taken = time.perf_counter() - start
    return Row(f"{count + len(laws)} documents written", taken, note=f"{(count + len(laws)) / taken:.0f}/s")


def _bare(connection: Connection, kind: str, question: Question) -> object:
    """Ask what finds the same, ordered as PostgreSQL can: no rights, no filter, no wording read, no counts."""
    order = "ts_rank(lexemes, %(q)s::tsquery)" if kind == RANKED else "at"
    query = f"SELECT number FROM search.document WHERE lexemes @@ %(q)s::tsquery ORDER BY {order} DESC LIMIT 20"
    return connection.exec_driver_sql(query, {"q": wanted(question.query)}).all()


def _taken(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _row(what: str, taken: Sequence[float], baseline: str = "") -> Row:
    ordered = sorted(taken)
    p95 = ordered[int(len(ordered) * 0.95)] * 1000
    return Row(
        what, statistics.median(taken), baseline, note=f"p95 {p95:.0f} ms, the longest {ordered[-1] * 1000:.0f} ms"
    )
