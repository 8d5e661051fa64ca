"""What a search takes as the page asks for it: through the service, with hits marked and every filter counted.

``python -m bench.run finding`` asks among ten thousand comments, ``finding-full`` among a hundred thousand; the
12,741 articles of the laws stand among them. Each question is asked once, in an order that repeats nothing.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from hypothesis import HealthCheck, given
from hypothesis import settings as how

from bench.archive import Archive, archive
from bench.measure import Row
from legislation_hub.app import warm_up
from legislation_hub.models import Account
from legislation_hub.models.database import db
from legislation_hub.search import analysis
from legislation_hub.search.scope import Filters
from legislation_hub.services.finding import Wish, find
from legislation_hub.vocabulary import Sorting
from tests.conftest import Browser
from tests.wild_searches import searches

SHORT, LONG = 10_000, 100_000
ASKED = 200
# The words that people ask for: neither in every text nor in hardly any.
FROM, TO, COMMON = 5, 1_500, 150
# How many searches that nobody would think of, by how many comments there are.
WILD = {SHORT: 1_000, LONG: 10_000}
WANTED = "p50 under 20 ms, p95 under 60 ms, the longest under 300 ms"


def rows() -> Iterator[Row]:
    """Measure among ten thousand comments."""
    yield from asked_of(SHORT)


def full() -> Iterator[Row]:
    """Measure among a hundred thousand comments."""
    yield from asked_of(LONG)


def asked_of(count: int, database: str | None = None) -> Iterator[Row]:
    """Measure among so many comments, with the index in its folder or in a PostgreSQL ``database``."""
    with archive(count, database) as place, place.app.app_context():
        warm_up(place.app)
        reader = db.session().get_one(Account, place.coordinator)
        kinds: dict[str, Callable[[random.Random], Wish]] = {
            "one word": lambda chance: Wish(_word(place, chance)),
            "three words, the best first": lambda chance: Wish(" ".join(_words(place, chance))),
            "three words, all of them": lambda chance: Wish(" ".join(f"“{one}”" for one in _words(place, chance))),
            "exact wording of common words": lambda chance: Wish(f"“{_wording(place, chance)}”"),
            "an article, one room, the newest first": lambda chance: Wish(
                f"第{chance.randint(1, 99)}条",
                Filters(rooms=frozenset({str(chance.choice(place.rooms))})),
                Sorting.NEWEST,
            ),
        }
        everything: list[float] = []
        for what, ask in kinds.items():
            chance = random.Random(what)
            wishes = [ask(chance) for _ in range(ASKED)]
            taken, found = [], 0
            for wish in wishes:
                start = time.perf_counter()
                found += bool(find(db.session(), reader, place.shelf.index(), wish).total)
                taken.append(time.perf_counter() - start)
                db.session().rollback()
            everything += taken
            yield replace(_row(what, taken), note=f"{_row(what, taken).note}; {found} of {ASKED} found something")
        yield replace(_row("all of them", everything), note=f"{_row('', everything).note} ({WANTED})")
        yield _wild(place, reader, WILD[count])


def _wild(place: Archive, reader: Account, count: int) -> Row:
    """Open the page with searches that nobody would think of, as one who may read everything of a station."""
    seeker, taken, statuses = Browser(place.app, reader), list[float](), Counter[int]()

    @how(max_examples=count, deadline=None, database=None, derandomize=True, suppress_health_check=[*HealthCheck])
    @given(asked=searches)
    def ask(asked: dict[str, str]) -> None:
        start = time.perf_counter()
        statuses[seeker.get("/search", query_string=asked).status_code] += 1
        taken.append(time.perf_counter() - start)

    ask()
    row = _row(f"{len(taken)} wild searches, the whole page", taken)
    answers = ", ".join(f"{number} × {status}" for status, number in sorted(statuses.items()))
    return replace(row, note=f"{row.note}; {answers} (none over 500 ms, no 500)")


def _word(place: Archive, chance: random.Random) -> str:
    return place.words[chance.randint(FROM, TO)]


def _words(place: Archive, chance: random.Random) -> Sequence[str]:
    """Return three words that stand in one comment."""
    asked = frozenset(place.words[FROM:TO])
    while True:
        said = sorted({token.text for token in analysis.words(analysis.fold(chance.choice(place.said)))} & asked)
        if len(said) >= 3:
            return chance.sample(said, 3)


def _wording(place: Archive, chance: random.Random) -> str:
    return "".join(place.words[chance.randrange(COMMON)] for _ in range(2))


def _row(what: str, taken: Sequence[float]) -> Row:
    ordered = sorted(taken)
    p95, p99 = (ordered[int(len(ordered) * share)] * 1000 for share in (0.95, 0.99))
    note = f"p95 {p95:.0f} ms, p99 {p99:.0f} ms, the longest {ordered[-1] * 1000:.0f} ms"
    return Row(what, ordered[len(ordered) // 2], note=note)
