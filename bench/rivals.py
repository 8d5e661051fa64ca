"""Who is asked in the bench of the search: the engine of this house, and others with the same tokens."""

import importlib
import importlib.util
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from whoosh.query import Require

from legislation_hub.search import analysis
from legislation_hub.search.document import Document
from legislation_hub.search.engine import asking
from legislation_hub.search.engine.cache import CACHE
from legislation_hub.search.engine.index import Index
from legislation_hub.search.query import Query
from legislation_hub.search.scope import EVERYTHING, Filters, Question
from legislation_hub.vocabulary import Sorting

RANKED, ALL, PHRASE, NEWEST = "three words, ranked", "three words, all", "exact phrase", "one word, newest, a room"
FIRST = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """One question, in words or as a wording, in whatever way an engine is to be asked."""

    kind: str
    words: tuple[str, ...]
    room: str = ""

    def question(self) -> Question:
        """Return it as our own engine is asked."""
        text = " ".join(self.words)
        if self.kind == RANKED:
            return Question(Query(text, words=self.words, matter=text), EVERYTHING, count=FIRST)
        if self.kind in (ALL, PHRASE):
            phrases = self.words if self.kind == ALL else ("".join(self.words),)
            return Question(Query(text, phrases=phrases), EVERYTHING, count=FIRST)
        filters = Filters(rooms=frozenset({self.room}))
        return Question(Query(text, words=self.words), EVERYTHING, filters, Sorting.NEWEST, count=FIRST)


class Engine(Protocol):
    """Something that can be asked."""

    def cool(self) -> None:
        """Forget what earlier questions decoded."""

    def ask(self, wanted: Wanted) -> int:
        """Answer with how many were found."""


class Ours:
    """The engine of this house."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def cool(self) -> None:
        CACHE.clear()

    def ask(self, wanted: Wanted) -> int:
        return self.index.search(wanted.question()).total


class Whoosh:
    """Whoosh itself; it counts nothing beside the first ones, which is all that it does quickest."""

    def __init__(self, index: Index) -> None:
        self.index = index
        index.searcher()

    def cool(self) -> None:
        pass

    def ask(self, wanted: Wanted) -> int:
        searcher, question = self.index.searcher(), wanted.question()
        if wanted.kind != RANKED:
            return asking.ask(searcher, question).total
        both = Require(
            asking.ranked(question.query, searcher.reader()), asking.limited(question.scope, question.filters)
        )
        return len(searcher.search(both, limit=FIRST, optimize=False))


class Fts:
    """SQLite's full-text index of the same tokens; the room is one of them, and later rows are newer."""

    def __init__(self, path: Path, documents: Sequence[Document]) -> None:
        self.path = path
        with sqlite3.connect(path) as base:
            base.execute("CREATE VIRTUAL TABLE said USING fts5(words, room, content='', tokenize='unicode61')")
            base.executemany("INSERT INTO said (rowid, words, room) VALUES (?, ?, ?)", self._rows(documents))
            base.execute("INSERT INTO said (said) VALUES ('optimize')")
        self.cool()

    def _rows(self, documents: Sequence[Document]) -> Iterator[tuple[int, str, str]]:
        for number, one in enumerate(documents):
            yield number + 1, " ".join(tokens(one)), one.room.replace("-", "")

    def cool(self) -> None:
        self.base = sqlite3.connect(self.path)
        self.base.execute("SELECT rowid FROM said WHERE said MATCH 'nothing'").fetchall()

    def ask(self, wanted: Wanted) -> int:
        quoted = [f'"{word}"' for word in wanted.words]
        if wanted.kind == RANKED:
            return self._of(f"words: ({' OR '.join(quoted)})", "ORDER BY rank LIMIT 20")
        if wanted.kind == ALL:
            return self._of(f"words: ({' AND '.join(quoted)})")
        if wanted.kind == PHRASE:
            return self._of(f'words: "{" ".join(wanted.words)}"')
        return self._of(f"words: {quoted[0]} AND room: {wanted.room.replace('-', '')}", "ORDER BY rowid DESC")

    def _of(self, asked: str, order: str = "") -> int:
        return len(self.base.execute(f"SELECT rowid FROM said WHERE said MATCH ? {order}", (asked,)).fetchall())


class Tantivy:
    """tantivy with the same tokens; it has no state to forget."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.tantivy: Any = importlib.import_module("tantivy")
        builder = self.tantivy.SchemaBuilder()
        builder.add_text_field("words", tokenizer_name="whitespace")
        builder.add_text_field("room", tokenizer_name="raw")
        builder.add_integer_field("row", fast=True)
        self.index = self.tantivy.Index(builder.build())
        writer = self.index.writer()
        for number, one in enumerate(documents):
            fields = {"words": [" ".join(tokens(one))], "room": [one.room], "row": [number]}
            writer.add_document(self.tantivy.Document(**fields))
        writer.commit()
        self.index.reload()
        self.searcher = self.index.searcher()

    def cool(self) -> None:
        pass

    def ask(self, wanted: Wanted) -> int:
        must, should = self.tantivy.Occur.Must, self.tantivy.Occur.Should
        make, schema = self.tantivy.Query, self.index.schema
        terms = [make.term_query(schema, "words", word) for word in wanted.words]
        if wanted.kind == PHRASE:
            asked = make.phrase_query(schema, "words", list(wanted.words))
        elif wanted.kind == NEWEST:
            room = make.term_query(schema, "room", wanted.room)
            asked = make.boolean_query([(must, terms[0]), (must, room)])
        else:
            asked = make.boolean_query([(should if wanted.kind == RANKED else must, term) for term in terms])
        order = {"order_by_field": "row"} if wanted.kind == NEWEST else {}
        return int(self.searcher.search(asked, limit=FIRST, **order).count)


def tokens(document: Document) -> list[str]:
    """Return the words of a document as our own index has them."""
    folded = analysis.fold(document.text)
    return [token.text.replace("§", "") for token in (*analysis.words(folded), *analysis.articles(folded))]


def tantivy_is_there() -> bool:
    """Return whether it is installed; it is no part of what the tests need."""
    return importlib.util.find_spec("tantivy") is not None
