"""How documents stand in PostgreSQL: the tables of one index, and its lexemes.

One index is one schema. Nothing of PostgreSQL's own analysis is used: a lexeme is a token of ours, behind a letter
that tells what it is. What every question runs through is short rows of numbers; texts are read of few.
"""

import logging
from collections.abc import Iterable
from itertools import islice

from legislation_hub.search import analysis
from legislation_hub.search.document import Document
from legislation_hub.search.known import PLACES, Tokens

log = logging.getLogger(__name__)

# Raise the first number with every change of the tables: an index of another format is rebuilt by itself.
FORMAT = f"1.{analysis.VERSION}"

# What stands before a token: a word, a pair or a character, a pair of title or heading, an own article, an article
# of a version.
WORD, PAIR, AROUND, OWN, ABOUT = "w", "p", "t", "a", "b"

# No vector takes more than a megabyte; a text with more different pairs than this is no longer found by the last.
MOST = 1_000_000

# PostgreSQL moves long values out of a row only where the row has more than two thousand bytes: so many blanks, of
# which thirty bytes are left once it has packed them, and every row is as short as what a question reads of it.
_FILLER = "repeat(' ', 2100)"

# ``next`` is the number of the next document, ``words`` how many words all of them have, ``dropped`` how many
# documents were deleted and still lie on the disk.
_TABLES = (
    """
CREATE TABLE {schema}.state (
    name text NOT NULL, format text NOT NULL, terms text[] NOT NULL, place bigint NOT NULL DEFAULT 0,
    next int NOT NULL DEFAULT 1, documents int NOT NULL DEFAULT 0, words bigint NOT NULL DEFAULT 0,
    dropped int NOT NULL DEFAULT 0)""",
    """
CREATE TABLE {schema}.value (
    code int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, text text COLLATE "C" NOT NULL UNIQUE)""",
    """
CREATE TABLE {schema}.frequency (
    lexeme text COLLATE "C" PRIMARY KEY, documents int NOT NULL) WITH (fillfactor = 70)""",
    """
CREATE TABLE {schema}.content (
    number int PRIMARY KEY, key text COLLATE "C" NOT NULL UNIQUE, digest text NOT NULL,
    length int NOT NULL, own text[] NOT NULL, words text NOT NULL,
    wording text NOT NULL, setting text NOT NULL)""",
    """
CREATE TABLE {schema}.document (
    number int PRIMARY KEY, at bigint NOT NULL, length int NOT NULL, {places}, lexemes tsvector NOT NULL,
    filler text NOT NULL DEFAULT {filler}) WITH (toast_tuple_target = 128)""",
)

INDEXING = "CREATE INDEX lexemes ON {schema}.document USING gin (lexemes) WITH (fastupdate = off)"


def tables(schema: str) -> Iterable[str]:
    """Return what makes the tables of an empty index."""
    places = ", ".join(f"{place} int" for place in PLACES)
    yield f"CREATE SCHEMA {schema}"
    for one in _TABLES:
        yield one.format(schema=schema, places=places, filler=_FILLER)


def lexemes_of(document: Document, tokens: Tokens) -> list[str]:
    """Return what a document is found by, each once; what no vector has room for is left out from the end."""
    told = {
        **{f"{OWN}{one}": None for one in tokens.own},
        **({f"{ABOUT}{document.about}": None} if document.about else {}),
        # What finds stands before what only orders.
        **{f"{PAIR}{one}": None for one in tokens.pairs},
        **{f"{WORD}{one}": None for one in tokens.words},
        **{f"{AROUND}{one}": None for one in tokens.around},
    }
    size = sum(len(one.encode()) for one in told)
    if size <= MOST:
        return [*told]
    log.warning("%s is too long for the search: its last words do not find it.", document.key)
    room = MOST
    return [*islice((one for one in told if (room := room - len(one.encode())) > 0), len(told))]


def listed(words: Iterable[str]) -> str:
    """Return words as one text in which :func:`entry` of each stands as often as the word does."""
    return "".join(map(entry, words))


def entry(word: str) -> str:
    """Return how one word stands in a list of them."""
    return f" {word}\n"


def vector(lexemes: Iterable[str]) -> str:
    """Return a vector of these lexemes as PostgreSQL reads it; each stands there as it is."""
    return " ".join(map(quoted, lexemes))


def quoted(lexeme: str) -> str:
    """Return one lexeme as it stands in a vector or a query."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
