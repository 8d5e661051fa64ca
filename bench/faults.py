"""``python -m bench.faults``: each fault between a door and the office, many times, and what it cost.

Every run is drawn from the seed, the fault and its number: ``--fault 4 --seed 2026 --first 17 --runs 1`` draws the
eighteenth run of the fourth fault again. What a busy machine makes of the moments is its own.
"""

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from tests.field.catalogue import FAULTS, Fault
from tests.field.judging import Judgement
from tests.field.outing import County, county, find_chromium
from tests.field.world import build

RUNS = 20
SEED = 2026
# Nobody goes out twice, so that a doubled comment has nowhere to hide.
PEOPLE_A_RUN = 2
HEAD = "| # | fault | runs | comments | lost | doubled | changed |"
LINE = "|--:|---|--:|--:|--:|--:|--:|"


@dataclass(frozen=True, slots=True)
class Sum:
    """What all runs of one fault came to."""

    fault: Fault
    runs: int = 0
    said: int = 0
    lost: int = 0
    doubled: int = 0
    changed: int = 0
    unfinished: int = 0

    def with_run(self, said: int, judgement: Judgement) -> "Sum":
        """Return the sum with one more run."""
        return Sum(
            self.fault,
            self.runs + 1,
            self.said + said,
            self.lost + len(judgement.lost),
            self.doubled + len(judgement.doubled),
            self.changed + len(judgement.changed),
            self.unfinished,
        )

    def without_end(self) -> "Sum":
        """Return the sum with one more run that did not come to its end."""
        return Sum(self.fault, self.runs, self.said, self.lost, self.doubled, self.changed, self.unfinished + 1)

    @property
    def clean(self) -> bool:
        """Return whether nothing went wrong in any run."""
        return not (self.lost or self.doubled or self.changed or self.unfinished)

    @property
    def row(self) -> str:
        """Return a line of the table."""
        runs = f"{self.runs}" + (f" (and {self.unfinished} without an end)" if self.unfinished else "")
        cells = (self.fault.number, self.fault.what, runs, f"{self.said:,}", self.lost, self.doubled, self.changed)
        return f"| {' | '.join(map(str, cells))} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Let the faults happen and print the table; return 1 if anything was lost, doubled or changed."""
    asked = _asked(arguments)
    chromium = find_chromium()
    if chromium is None:
        print("There is no Chromium on this machine.", file=sys.stderr)
        return 1
    faults = [fault for fault in FAULTS if fault.number in (asked.fault or range(1, len(FAULTS) + 1))]
    with tempfile.TemporaryDirectory(prefix="legislation-hub-faults-") as folder, sync_playwright() as playwright:
        world = build(Path(folder) / "data", PEOPLE_A_RUN * asked.runs * len(faults))
        with county(world, playwright, chromium) as land:
            sums = [_sum(land, fault, asked) for fault in faults]
    print("\n".join((HEAD, LINE, *(one.row for one in sums))), flush=True)
    return 0 if all(one.clean for one in sums) else 1


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help="how often each fault happens")
    parser.add_argument("--first", type=int, default=0, help="the number of the first run, to draw one again")
    parser.add_argument("--fault", type=int, action="append", help="only this one; may be given several times")
    parser.add_argument("--seed", type=int, default=SEED, help="what the moments are drawn from")
    return parser.parse_args(arguments)


def _sum(land: County, fault: Fault, asked: argparse.Namespace) -> Sum:
    found = Sum(fault)
    for number in range(asked.first, asked.first + asked.runs):
        start = time.monotonic()
        with land.outing(f"{asked.seed}:{fault.number}:{number}") as outing:
            try:
                fault.happen(outing)
                judgement, said = outing.judge(), sum(len(phone.said) for phone in outing.phones)
                found = found.with_run(said, judgement)
                told = f"{said} comments, all well" if judgement.good else str(judgement)
            except (AssertionError, TimeoutError, Error):
                found = found.without_end()
                told = traceback.format_exc()
        seconds = time.monotonic() - start
        print(f"fault {fault.number} run {number} ({seconds:.0f} s): {told}", file=sys.stderr, flush=True)
    return found


if __name__ == "__main__":
    sys.exit(main())
