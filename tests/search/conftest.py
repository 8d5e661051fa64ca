"""An index of our own in a folder of its own, and documents in few words."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from legislation_hub.search.document import Document
from legislation_hub.search.engine.index import Index
from legislation_hub.search.looking import look
from legislation_hub.search.postgres.shelf import PostgresShelf
from legislation_hub.search.query import parse
from legislation_hub.search.scope import EVERYTHING, Key, Question
from legislation_hub.vocabulary import Findable

START = datetime(2026, 8, 5, 1, 0, tzinfo=UTC)


WHOOSH, POSTGRESQL = "whoosh", pytest.param("postgresql", marks=pytest.mark.postgres)

# Put before what both engines promise; everything else is about the index in a folder.
on_both_engines = pytest.mark.parametrize("index", [WHOOSH, POSTGRESQL], indirect=True)

_schemas = count()


@pytest.fixture
def index(request, tmp_path):
    if getattr(request, "param", WHOOSH) == WHOOSH:
        made = Index.create(tmp_path / "index")
        yield made
        assert made.quick, "Whoosh itself had to read the index"
    else:
        yield put_in(request.getfixturevalue("postgres_url"))


def put_in(database):
    """Return an empty index in a schema of a database that no other test has."""
    shelf = PostgresShelf(database, f"search{next(_schemas)}")
    made = shelf.fresh()
    made.merge()
    shelf.put(made)
    return shelf.index()


@pytest.fixture
def document():
    """Return a builder of documents, each a minute later than the one before."""
    minutes = count()

    def build(text, id=None, kind=Findable.COMMENT, **places):
        minute = next(minutes)
        places = {"draft": "law", "at": START + timedelta(minutes=minute), **places}
        return Document(Key(kind, id or f"{minute:04}"), text, **places)

    return build


class Finder:
    """Search an index whose texts are known."""

    def __init__(self, index):
        self.index = index
        self.kept = {}

    def put(self, *documents):
        self.kept |= {one.key: one.text for one in documents}
        self.index.write(documents)
        return self

    def drop(self, *documents):
        self.index.write(drop=[one.key for one in documents])

    def ask(self, text, scope=EVERYTHING, **rest):
        return look(self.index, Question(parse(text), scope, **rest))

    def ids(self, text, scope=EVERYTHING, **rest):
        return [key.id for key in self.ask(text, scope, **rest).keys]


@pytest.fixture
def finder(index):
    return Finder(index)
