"""The search engine alone, cold and warm, beside Whoosh's own search, SQLite FTS5 and tantivy on the same tokens.

Cold means that nothing was read yet of what is asked for; the files are in the memory of the machine for all of
them, and what is measured is the time that the one thread computes. Each gives all that it finds, and the first
twenty where they are ranked; ours counts them by kind, draft, room and stance besides.
``python -m bench.run search`` asks among ten thousand comments, ``search-full`` among a hundred thousand; the
articles of all laws stand among them. tantivy is shown where it is installed.
"""

import gc
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from bench.bench_questions import questions_of
from bench.measure import Row, alone
from bench.rivals import (
    ALL,
    FIRST,
    NEWEST,
    PHRASE,
    RANKED,
    Engine,
    Fts,
    Ours,
    Tantivy,
    Wanted,
    Whoosh,
    tantivy_is_there,
)
from bench.voices import ROOMS, comments, provisions, vocabulary
from legislation_hub.search import analysis
from legislation_hub.search.document import Document
from legislation_hub.search.engine import asking
from legislation_hub.search.engine.cache import CACHE
from legislation_hub.search.engine.index import Index
from legislation_hub.search.looking import look
from legislation_hub.search.query import parse
from legislation_hub.search.scope import EVERYTHING, Question

SHORT, LONG = 10_000, 100_000
# As many documents as a rebuild writes at a time.
PORTION = 5_000
ASKED, ASKED_SLOWLY = 200, 10
# The words that people ask for: neither in every text nor in hardly any.
FROM, TO = 5, 1_500
COMMON = 150

FTS, WHOOSH, TANTIVY, COLD, WARM = "SQLite FTS5", "Whoosh's own", "tantivy", "cold", "warm"


def rows() -> Iterator[Row]:
    """Measure among ten thousand comments."""
    yield from _rows(SHORT)


def full() -> Iterator[Row]:
    """Measure among a hundred thousand comments."""
    yield from _rows(LONG)


def _rows(count: int) -> Iterator[Row]:
    laws = list(provisions())
    words = vocabulary(laws)
    documents = [*laws, *comments(count, words)]
    with tempfile.TemporaryDirectory(prefix="legislation-hub-bench-") as name:
        folder = Path(name)
        start = time.perf_counter()
        index = Index.create(folder / "index")
        for begin in range(0, len(documents), PORTION):
            index.write(documents[begin : begin + PORTION])
        while index.merge():
            pass
        size = sum(path.stat().st_size for path in index.folder.iterdir()) / 2**20
        yield Row(
            f"indexing {len(documents)} documents", time.perf_counter() - start, note=f"{size:.0f} MB on the disk"
        )
        yield from measured(index, documents, words, folder)


def measured(index: Index, documents: Sequence[Document], words: Sequence[str], folder: Path) -> Iterator[Row]:
    """Ask an index that holds these documents, and the others beside it."""
    engines: dict[str, Engine] = {FTS: Fts(folder / "fts.db", documents), COLD: Ours(index)}
    if tantivy_is_there():
        engines[TANTIVY] = Tantivy(documents)
    engines[WHOOSH] = Whoosh(index)
    gc.collect()
    gc.freeze()
    chance = random.Random(2)
    texts = [analysis.closed(analysis.fold(one.text)) for one in documents]
    for kind in (RANKED, ALL, PHRASE, NEWEST):
        asked = [wanted_of(kind, chance, words, documents) for _ in range(ASKED)]
        taken, found = _asked(engines, asked)
        yield from _table(kind, taken)
        if kind == PHRASE:
            yield from _precision(index, asked, texts, documents, found[FTS])
        if kind == RANKED:
            yield _same(index, asked)
    yield _looked(index)
    assert index.quick, "Whoosh itself had to read the index"
    everything = [
        wanted_of(kind, chance, words, documents) for kind in (RANKED, ALL, PHRASE) for _ in range(ASKED)
    ]
    _ask_all(everything, index)
    held = f"{CACHE.size / 2**20:.0f} of {CACHE.limit / 2**20:.0f} MB held, mapped files are in the peak"
    alone_with_it = alone(
        "600 questions: a process", partial(Index.open, index.folder), partial(_ask_all, everything)
    )
    yield replace(alone_with_it, note=held)


def _looked(index: Index) -> Row:
    """Ask what people ask, as a page does but for what it fetches of the twenty that it shows."""
    taken = []
    for asked in (*questions_of("typed", "tune"), *questions_of("told", "tune")):
        CACHE.clear()
        start = time.thread_time()
        look(index, Question(parse(asked.text), EVERYTHING, count=FIRST))
        taken.append(time.thread_time() - start)
    p95, p99 = (_share(taken, share) * 1000 for share in (0.95, 0.99))
    note = f"p95 {p95:.1f} ms, p99 {p99:.1f} ms, cold, n={len(taken)}"
    return Row("people's questions, looked at twice", statistics.median(taken), note=note)


def _ask_all(asked: Sequence[Wanted], index: Index) -> None:
    for wanted in asked:
        index.search(wanted.question())


def wanted_of(kind: str, chance: random.Random, words: Sequence[str], documents: Sequence[Document]) -> Wanted:
    """Return one question of a kind, of words that stand in the documents."""
    if kind == PHRASE:
        common = set(words[:COMMON])
        while True:
            tokens = [
                one for one in analysis.words(analysis.fold(chance.choice(documents).text)) if one.text in common
            ]
            behind = {one.start: one.text for one in tokens}
            pairs = [(one.text, behind[one.end]) for one in tokens if one.end in behind]
            if pairs:
                return Wanted(kind, chance.choice(pairs))
    some = 1 if kind == NEWEST else 3
    # As the words themselves are spread: what is said often is asked for often.
    weights = [1 / rank for rank in range(FROM + 1, TO + 1)]
    said: dict[str, None] = {}
    while len(said) < some:
        said.update(dict.fromkeys(chance.choices(words[FROM:TO], weights)))
    return Wanted(kind, tuple(said), f"room-{chance.randrange(ROOMS)}")


def _asked(
    engines: dict[str, Engine], asked: Sequence[Wanted]
) -> tuple[dict[str, list[float]], dict[str, list[int]]]:
    """Ask every engine every question in turns; return the seconds, and how many were found."""
    taken: dict[str, list[float]] = {name: [] for name in (*engines, WARM)}
    found: dict[str, list[int]] = {name: [] for name in (*engines, WARM)}
    for number, wanted in enumerate(asked):
        for name, engine in engines.items():
            if name == WHOOSH and number >= ASKED_SLOWLY:
                continue
            engine.cool()
            for state in (COLD, WARM) if name == COLD else (name,):
                start = time.thread_time()
                found[state].append(engine.ask(wanted))
                taken[state].append(time.thread_time() - start)
    return taken, found


def _table(kind: str, taken: dict[str, list[float]]) -> Iterator[Row]:
    names = [name for name in (FTS, COLD, WARM, WHOOSH, TANTIVY) if taken.get(name)]
    worst = {name: _share(taken[name], 0.99) for name in names}
    for name in names:
        p95, p99 = _share(taken[name], 0.95) * 1000, worst[name] * 1000
        yield Row(
            f"{kind}: {name}",
            statistics.median(taken[name]),
            "" if name == FTS else f"{kind}: {FTS}",
            note=f"p95 {p95:.1f} ms, p99 {p99:.1f} ms, p99 ×{worst[name] / worst[FTS]:.2f}, n={len(taken[name])}",
        )


def _share(seconds: Sequence[float], share: float) -> float:
    return sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * share))]


def _precision(
    index: Index, asked: Sequence[Wanted], texts: Sequence[str], documents: Sequence[Document], theirs: list[int]
) -> Iterator[Row]:
    """Compare what was found with the texts themselves."""
    true, ours, right = 0, 0, 0
    for wanted in asked:
        wording = "".join(wanted.words)
        truth = {one.key for one, text in zip(documents, texts, strict=True) if wording in text}
        found = {key for key, _ in index.search(replace(wanted.question(), count=len(documents))).first}
        true, ours, right = true + len(truth), ours + len(found), right + len(truth & found)
    note = f"recall {right / true:.4f}, precision {right / ours:.4f} of {true} places; FTS5 finds {sum(theirs)}"
    yield Row(f"{PHRASE}: against the texts", 0.0, note=note)


def _same(index: Index, asked: Sequence[Wanted]) -> Row:
    """Compare the first of what was found with what Whoosh finds when it orders all of it."""
    same = 0
    for wanted in asked[:ASKED_SLOWLY]:
        ours = index.search(wanted.question())
        theirs = asking.ask(index.searcher(), wanted.question())
        same += [key for key, _ in ours.first] == [key for key, _ in theirs.first] and ours.total == theirs.total
    return Row(f"{RANKED}: as Whoosh", 0.0, note=f"{same} of {ASKED_SLOWLY} with the same first {FIRST} and total")
