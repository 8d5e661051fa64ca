"""What the field asks of a server: singles, batches, a county coming online at once, its worst ten minutes.

Everything runs on ``legislation-hub serve`` as it ships; ratios are within one run. What was acknowledged is
looked for in the database afterwards, word for word. ``python -m bench.run field`` shortens the ten minutes to
seconds, ``python -m bench.run field-worst`` does not.
"""

import json
import random
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from bench.county import Collector, County, bare, county, served
from bench.load import PRESSED, Call, drive, request
from bench.measure import Row
from legislation_hub.models.base import new_id

LINES = 16
SINGLES, BATCHES, PORTION = 120, 4, 100
ROUNDS = 15
COMING_HOME = 50
# The county's worst drive, times three.
SAID_A_SECOND, SEEN_A_SECOND = 50, 200
SHORT, LONG = 15.0, 600.0
BARE = "one bare INSERT per request, 16 connections"


@dataclass(frozen=True, slots=True)
class Sent:
    """A request that brings comments, and their words by id."""

    call: Call
    words: dict[str, str]

    def acknowledged(self) -> dict[str, str]:
        """Return the words of those that the server said it holds."""
        told = json.loads(self.call.body) if self.call.status in (200, 201) else {}
        results = told.get("results", [told] if told else [])
        held = {one["id"] for one in results if one["status"] in ("created", "exists")}
        return {identity: words for identity, words in self.words.items() if identity in held}


def rows() -> Iterator[Row]:
    """Measure all of it, the worst minutes shortened to seconds."""
    yield from _rows(SHORT)


def worst() -> Iterator[Row]:
    """Measure all of it, the worst ten minutes in full."""
    yield from _rows(LONG)


def _rows(seconds: float) -> Iterator[Row]:
    with county() as place, served(place) as port:
        everything: list[Sent] = []
        yield from _throughput(place, port, everything)
        yield from _coming_home(place, port, everything)
        yield from _worst(place, port, everything, seconds)
        yield _found_again(place, everything)


def _throughput(place: County, port: int, everything: list[Sent]) -> Iterator[Row]:
    """Send bare rows, singles and batches in turns, so that a busy moment of the machine falls on all of them."""
    taken = dict.fromkeys((BARE, "single", "batch"), 0.0)
    with tempfile.TemporaryDirectory() as folder, bare(Path(folder) / "bare.db") as plain:
        for turn in range(-1, ROUNDS):
            rows = [Call(_bare_request()) for _ in range(SINGLES)]
            singles = [single(place.collectors[n % len(place.collectors)]) for n in range(SINGLES)]
            batches = [_batch(place.collectors[n * 10], PORTION) for n in range(BATCHES)]
            everything += singles + batches
            spent = {
                BARE: drive(plain, rows, LINES),
                "single": drive(port, [one.call for one in singles], LINES),
                "batch": drive(port, [one.call for one in batches], 4),
            }
            if turn >= 0:
                taken = {what: taken[what] + spent[what] for what in taken}
    each = {what: seconds / ROUNDS / SINGLES for what, seconds in taken.items()}
    each["batch"] = taken["batch"] / ROUNDS / BATCHES / PORTION
    yield Row(BARE, each[BARE], note=f"{1 / each[BARE]:.0f}/s")
    part, times = each[BARE] / each["single"], each["single"] / each["batch"]
    yield Row(
        "one comment by API, 16 connections",
        each["single"],
        BARE,
        note=f"{1 / each['single']:.0f}/s, {part:.2f} of the bare ones (at least 0.5)",
    )
    yield Row(
        f"a comment in a batch of {PORTION}",
        each["batch"],
        BARE,
        note=f"{1 / each['batch']:.0f}/s, ×{times:.1f} singles (at least 10)",
    )


def _coming_home(place: County, port: int, everything: list[Sent]) -> Iterator[Row]:
    """Let all collectors of all rooms come online at the same moment."""
    sent = [_batch(one, COMING_HOME) for one in place.collectors]
    everything += sent
    seconds = drive(port, [one.call for one in sent], len(sent))
    calls = [one.call for one in sent]
    tries = sum(call.tries for call in calls)
    yield Row(
        f"{len(sent)} batches of {COMING_HOME} at once, p99",
        _p99(calls),
        note=f"under 2 s; {tries} tries, the last in after {seconds:.1f} s, {_statuses(calls)}",
    )


def _worst(place: County, port: int, everything: list[Sent], seconds: float) -> Iterator[Row]:
    """Let so many comments and page views come every second, whatever the server can do."""
    chance = random.Random(4)
    sent = [single(chance.choice(place.collectors)) for _ in range(int(SAID_A_SECOND * seconds))]
    for number, one in enumerate(sent):
        one.call.due = number / SAID_A_SECOND
    codes = sorted({one.code for one in place.collectors})
    views = [
        Call(request("GET", f"/c/{chance.choice(codes)}"), due=number / SEEN_A_SECOND)
        for number in range(int(SEEN_A_SECOND * seconds))
    ]
    everything += sent
    calls = [one.call for one in sent]
    drive(port, calls + views, 256)
    yield Row(
        f"{SAID_A_SECOND} comments a second for {seconds:.0f} s, p99",
        _p99(calls),
        note=f"under 1 s; {_statuses(calls)}",
    )
    yield Row(
        f"{SEEN_A_SECOND} page views a second beside, p99",
        _p99(views),
        note=_statuses(views),
    )


def _found_again(place: County, everything: Sequence[Sent]) -> Row:
    """Compare what was acknowledged with what the database holds: ids, words and how many."""
    told: dict[str, str] = {}
    for one in everything:
        told |= one.acknowledged()
    brought = sum(len(one.words) for one in everything)
    with sqlite3.connect(place.database) as database:
        query = database.execute("SELECT comment_id, words FROM words")
        held = {str(UUID(hex=identity)): words for identity, words in query}
    lost = sum(identity not in held for identity in told)
    changed = sum(held.get(identity, words) != words for identity, words in told.items())
    unasked = len(held.keys() - {identity for one in everything for identity in one.words})
    return Row(
        "acknowledged and found again",
        0.0,
        note=f"{len(told)} of {brought} brought; lost {lost}, changed {changed}, {unasked} that nobody brought",
    )


def _said(one: Collector) -> dict[str, str]:
    identity = str(new_id())
    words = f"养殖场离水源五百米以内不准建，这条我赞成，但是以前建的咋个办要写清楚。（{identity[-6:]}）"
    article = f"art_{1 + UUID(identity).int % 60}"
    return {
        "id": identity,
        "task": one.task,
        "provision": article,
        "stance": "amend",
        "words": words,
        "consent": "oral",
        "channel": "visit",
    }


def single(one: Collector) -> Sent:
    said = _said(one)
    return Sent(Call(_post(one, "/api/v1/comments", said)), {said["id"]: said["words"]})


def _batch(one: Collector, size: int) -> Sent:
    said = [_said(one) for _ in range(size)]
    body = {"comments": said}
    return Sent(Call(_post(one, "/api/v1/comments/batch", body)), {each["id"]: each["words"] for each in said})


def _post(one: Collector, path: str, body: object) -> bytes:
    headers = [("Authorization", f"Bearer {one.token}"), ("Content-Type", "application/json")]
    return request("POST", path, json.dumps(body, ensure_ascii=False).encode(), headers)


def _bare_request() -> bytes:
    body = {"id": str(new_id()), "words": "养殖场离水源五百米以内不准建，这条我赞成，但是以前建的咋个办要写清楚。"}
    return request(
        "POST", "/", json.dumps(body, ensure_ascii=False).encode(), [("Content-Type", "application/json")]
    )


def _p99(calls: Sequence[Call]) -> float:
    times = sorted(call.seconds for call in calls)
    return times[int(len(times) * 0.99)]


def _statuses(calls: Sequence[Call]) -> str:
    counted = Counter(call.status for call in calls)
    assert not counted.keys() & set(PRESSED), "who is told to come again does"
    return ", ".join(f"{number} × {status}" for status, number in sorted(counted.items()))
