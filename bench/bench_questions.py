"""What people ask, among all articles of all laws: how often the answer is among the first ten, and how far up.

The questions stand in ``tests/search``: the typed ones and the told ones, each with the articles that answer it,
and each in two halves. The ranking was tuned on one half of them; what counts is the other. Beside the product
stand three searches that need no thought, all ranked by BM25 in SQLite FTS5: the words of a text, its pairs of
characters, and FTS5's own trigrams. ``python -m bench.run questions``.

Then words drawn by chance, of which the texts themselves tell where they stand.
"""

import csv
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bench.measure import Row
from bench.voices import SHARED
from legislation_hub.legaltext.parsing import parse as parsed
from legislation_hub.legaltext.reading import read
from legislation_hub.legaltext.tree import Provision
from legislation_hub.search import analysis
from legislation_hub.search.document import Document
from legislation_hub.search.engine.index import Index as FolderIndex
from legislation_hub.search.engines import Index
from legislation_hub.search.looking import look
from legislation_hub.search.query import parse
from legislation_hub.search.scope import EVERYTHING, Key, Question
from legislation_hub.vocabulary import Findable, Level

QUESTIONS = Path(__file__).parents[1] / "tests/search"
FILES = {"typed": "questions.csv", "told": "stories.csv"}
HALVES = ("report", "tune")
FIRST = 10
PORTION = 2_000
START = datetime(2026, 1, 1, tzinfo=UTC)

PRODUCT, WORDS, PAIRS, TRIGRAMS = "product", "words", "pairs of characters", "FTS5 trigrams"

# Words by chance: so many, of so many characters, in so many texts each.
DRAWN, LONG, IN_TEXTS = 200, range(2, 5), range(5, 201)
SEED = 3

Answers = frozenset[tuple[str, str]]
Search = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Article:
    """One article or clause of a law, as the product's index is given it."""

    law: str
    number: str
    document: Document


@dataclass(frozen=True, slots=True)
class Asked:
    """One question and the articles that answer it."""

    text: str
    answers: Answers


def rows() -> Iterator[Row]:
    """Measure the product and the three others, and words drawn by chance."""
    articles = list(articles_of(sorted((SHARED / "laws/text").glob("*.txt"))))
    with tempfile.TemporaryDirectory(prefix="legislation-hub-bench-") as name:
        index = index_of(articles, Path(name) / "index")
        searches: dict[str, Search] = {PRODUCT: partial(asked_of, index), **_others(articles)}
        for told in FILES:
            for half in HALVES:
                yield from compared(f"{told}, {half}", searches, articles, questions_of(told, half))
        yield drawn(index, articles)


def articles_of(files: Sequence[Path]) -> Iterator[Article]:
    """Yield the articles and clauses of some laws in reading order, as the product has them."""
    for file in files:
        law = parsed(read(file.name, file.read_bytes()))
        for provisions in (law.provisions, *(annex.provisions for annex in law.annexes)):
            for one, above in _standing(provisions, (law.title,)):
                number = f"§{one.number}" if one.eid.startswith("art_") else ""
                document = Document(
                    Key(Findable.PROVISION, f"{file.stem}:{one.eid}"),
                    "\n".join(line for line in _lines(one) if line),
                    draft=file.stem,
                    at=START,
                    article=one.label if one.level is Level.ARTICLE else "",
                    setting="\n".join(above),
                    version=file.stem,
                )
                yield Article(file.stem, number, document)


def index_of(articles: Sequence[Article], folder: Path) -> FolderIndex:
    """Return a new index of these articles; each is known by its law and eid."""
    index = FolderIndex.create(folder)
    fill(index, articles)
    return index


def fill(index: Index, articles: Sequence[Article]) -> None:
    """Write these articles into an index."""
    for begin in range(0, len(articles), PORTION):
        index.write(article.document for article in articles[begin : begin + PORTION])


def asked_of(index: Index, text: str) -> list[str]:
    """Return the ids of the first that the product finds."""
    return [key.id for key in look(index, Question(parse(text), EVERYTHING, count=FIRST)).keys]


def questions_of(told: str, half: str) -> list[Asked]:
    """Return one half of the questions of a file."""
    with (QUESTIONS / FILES[told]).open(encoding="utf-8", newline="") as lines:
        return [
            Asked(line["question"], frozenset(_answers(line)))
            for line in csv.DictReader(lines)
            if line["half"] == half
        ]


def ranks(search: Search, asked: Sequence[Asked], articles: Sequence[Article]) -> tuple[list[int], list[float]]:
    """Return the place of the first answer to each question (0: not among the first), and the seconds."""
    known = {one.document.key.id: (one.law, one.number) for one in articles}
    places, taken = [], []
    for question in asked:
        start = time.perf_counter()
        found = search(question.text)[:FIRST]
        taken.append(time.perf_counter() - start)
        places.append(next((at for at, one in enumerate(found, 1) if known[one] in question.answers), 0))
    return places, taken


def hit(places: Sequence[int]) -> float:
    """Return the share of the questions whose answer is among the first ten."""
    return sum(place > 0 for place in places) / len(places)


def reciprocal(places: Sequence[int]) -> float:
    """Return the mean reciprocal rank."""
    return sum(1 / place for place in places if place) / len(places)


def _answers(line: dict[str, str]) -> Iterator[tuple[str, str]]:
    for answer in line["article"].split("|"):
        law, _, number = answer.rpartition(":")
        yield law or line["law"], number


def _standing(
    provisions: Sequence[Provision], above: tuple[str, ...]
) -> Iterator[tuple[Provision, tuple[str, ...]]]:
    """Yield each article with the title and the headings above it."""
    for one in provisions:
        if one.is_article:
            yield one, above
        else:
            yield from _standing(one.children, (*above, one.heading) if one.heading else above)


def _lines(top: Provision) -> Iterator[str]:
    yield from (top.heading, top.text)
    for one in list(top.walk())[1:]:
        yield one.text if one.level is Level.PARAGRAPH else f"{one.label}{one.text}"


def compared(
    what: str, searches: dict[str, Search], articles: Sequence[Article], asked: Sequence[Asked]
) -> Iterator[Row]:
    """Ask all searches the same questions, and lay the product beside the best of the others."""
    places = {}
    for name, search in searches.items():
        places[name], taken = ranks(search, asked, articles)
        note = f"hit@{FIRST} {hit(places[name]):.3f}, MRR {reciprocal(places[name]):.3f}, n={len(asked)}"
        if name == PRODUCT:
            note += f", p95 {sorted(taken)[int(len(taken) * 0.95)] * 1000:.0f} ms"
        yield Row(f"{what}: {name}", statistics.median(taken), note=note)
    others = [name for name in searches if name != PRODUCT]
    if not others:
        return
    margins = [
        figure(places[PRODUCT]) - max(figure(places[name]) for name in others) for figure in (hit, reciprocal)
    ]
    note = f"hit@{FIRST} {margins[0] * 100:+.1f} points, MRR {margins[1] * 100:+.1f} points"
    yield Row(f"{what}: beside the best of the others", 0.0, note=note)


def _others(articles: Sequence[Article]) -> dict[str, Search]:
    ways: dict[str, tuple[str, Callable[[str], list[str]]]] = {
        WORDS: ("unicode61", lambda text: [token.text for token in analysis.words(text)]),
        PAIRS: ("unicode61", lambda text: [pair for pair in analysis.pairs(text) if len(pair) == 2]),
        TRIGRAMS: ("trigram", lambda text: [text[at : at + 3] for at in range(len(text) - 2)]),
    }
    return {name: _other(articles, *way) for name, way in ways.items()}


def _other(articles: Sequence[Article], tokenizer: str, cut: Callable[[str], list[str]]) -> Search:
    base = sqlite3.connect(":memory:")
    base.execute(f"CREATE VIRTUAL TABLE law USING fts5(text, tokenize='{tokenizer}')")
    folded = [analysis.fold(article.document.text) for article in articles]
    texts = folded if tokenizer == "trigram" else [" ".join(cut(text)) for text in folded]
    base.executemany("INSERT INTO law (rowid, text) VALUES (?, ?)", enumerate(texts))

    def search(text: str) -> list[str]:
        signs = [sign.replace('"', "") for sign in dict.fromkeys(cut(analysis.fold(text)))]
        wanted = " OR ".join(f'"{sign}"' for sign in signs if sign.strip())
        if not wanted:
            return []
        query = "SELECT rowid FROM law WHERE law MATCH ? ORDER BY rank LIMIT ?"
        return [articles[number].document.key.id for (number,) in base.execute(query, (wanted, FIRST))]

    return search


def drawn(index: Index, articles: Sequence[Article]) -> Row:
    """Ask for words drawn by chance; where they stand the texts themselves tell."""
    texts = {one.document.key: analysis.closed(analysis.fold(one.document.text)) for one in articles}
    known = sorted(
        {
            token.text
            for text in texts.values()
            for token in analysis.words(text)
            if len(token.text) in LONG and not token.text.isascii()
        }
    )
    chance, taken = random.Random(SEED), []
    true = found = right = shown = asked = 0
    while asked < DRAWN:
        word = chance.choice(known)
        truth = {key for key, text in texts.items() if word in text}
        if len(truth) not in IN_TEXTS:
            continue
        start = time.perf_counter()
        keys = look(index, Question(parse(word), EVERYTHING, count=len(articles))).keys
        taken.append(time.perf_counter() - start)
        true, found = true + len(truth), found + len(truth & {*keys})
        # Where fewer than ten hold the word, what comes after them is no mistake.
        first = keys[: min(FIRST, len(truth))]
        shown, right = shown + len(first), right + len(truth & {*first})
        asked += 1
    note = f"recall {found / true:.4f}, precision of the first ten {right / shown:.4f}, n={asked}"
    return Row("words drawn by chance", statistics.median(taken), note=note)
