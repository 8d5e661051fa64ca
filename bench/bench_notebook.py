"""The notebook on a slow phone: what saving at a door takes, and what its first load weighs."""

import gzip
import json
import re
import statistics
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.measure import Row
from tests.field.outing import county, find_chromium
from tests.field.phone import NOTEBOOK, Phone
from tests.field.sayings import Saying
from tests.field.world import build

RUNS = 15
SLOWER = 4
SAVING = "saving a comment offline"
SLOW = f"the same, CPU {SLOWER}× slower (limit 100 ms)"
LOADING = "first load of the notebook (limit 150 KB)"
SAVES = "() => performance.getEntriesByName('save').map(({duration}) => duration)"


def rows() -> Iterable[Row]:
    """Type comments into the form without a network, at full speed and slowed; then load the page afresh."""
    chromium = find_chromium()
    if chromium is None:
        raise FileNotFoundError("There is no Chromium on this machine.")
    with tempfile.TemporaryDirectory(prefix="legislation-hub-bench-") as folder, sync_playwright() as playwright:
        world = build(Path(folder) / "data", 2)
        with county(world, playwright, chromium) as land, land.outing("bench") as outing:
            phone = outing.phone()
            phone.offline()
            yield _row(SAVING, _saved(phone, outing.sayings(RUNS)), "")
            slow = phone.context.new_cdp_session(phone.page)
            slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            yield _row(SLOW, _saved(phone, outing.sayings(RUNS)), SAVING)
            yield _loaded(outing.phone(notebook=False))


def _saved(phone: Phone, sayings: Sequence[Saying]) -> list[float]:
    """Return the seconds from the touch on the button to the view that says it is saved, measured in the page."""
    before = len(phone.page.evaluate(SAVES))
    for saying in sayings:
        phone.type(replace(saying, provision=None, proposal="", reason=""))
    durations: list[float] = phone.page.evaluate(SAVES)
    return sorted(one / 1000 for one in durations[before:])


def _row(what: str, seconds: Sequence[float], baseline: str) -> Row:
    p95 = seconds[int(len(seconds) * 0.95)] * 1000
    return Row(what, statistics.median(seconds), baseline, note=f"p95 {p95:.1f} ms, n={len(seconds)}")


def _loaded(phone: Phone) -> Row:
    """Return how long the first load takes, and in its note what a compressing server sends for it."""
    phone.page.goto(f"{phone.url}{NOTEBOOK}")
    seconds = phone.page.evaluate("() => performance.getEntriesByType('navigation')[0].loadEventEnd / 1000")
    listed = re.search(rb"^const FILES = (.*);$", _read(phone, "/field/sw.js"), re.MULTILINE)
    assert listed is not None, "the service worker names no files"
    files = [NOTEBOOK, *json.loads(listed[1])]
    weight = sum(len(gzip.compress(_read(phone, one), 6)) for one in files)
    return Row(LOADING, seconds, note=f"{weight / 1000:.0f} KB compressed, {len(files)} files")


def _read(phone: Phone, path: str) -> bytes:
    answer = phone.context.request.get(f"{phone.url}{path}")
    assert answer.status == 200, f"{path} answered {answer.status}"
    return answer.body()
