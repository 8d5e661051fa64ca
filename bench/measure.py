"""Measures acts in turns, by their medians; or one act in a process of its own, with CPU and peak memory."""

import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import TypeVar

T = TypeVar("T")
Answers = Queue[tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``baseline`` names the row of the same bench that this one is compared with."""

    what: str
    seconds: float
    baseline: str = ""
    cpu: float | None = None
    peak: float | None = None
    note: str = ""


def alternate(acts: dict[str, Callable[[], object]], *, runs: int, baseline: str) -> list[Row]:
    """Measure several acts in turns, so that a busy moment of the machine falls on all of them."""
    taken: dict[str, list[float]] = {what: [] for what in acts}
    for number in range(-max(1, runs // 10), runs):
        for what, act in acts.items():
            start = time.perf_counter()
            act()
            if number >= 0:
                taken[what].append(time.perf_counter() - start)
    return [
        Row(
            what,
            statistics.median(times),
            "" if what == baseline else baseline,
            note=f"p99 {sorted(times)[int(len(times) * 0.99)] * 1000:.1f} ms, n={runs}",
        )
        for what, times in taken.items()
    ]


def alone(what: str, prepare: Callable[[], T], act: Callable[[T], object], *, baseline: str = "") -> Row:
    """Do ``act`` once in a process of its own; return seconds and CPU without ``prepare``, peak memory with it.

    Both are found again by their names in that process, so they stand at the top of their module.
    """
    context = multiprocessing.get_context("spawn")
    answers: Answers = context.Queue()  # type: ignore[assignment]
    child = context.Process(target=_measured, args=(prepare, act, answers))
    child.start()
    seconds, cpu, peak = answers.get(timeout=600)
    child.join()
    return Row(what, seconds, baseline, cpu, peak)


def _measured(prepare: Callable[[], T], act: Callable[[T], object], answers: Answers) -> None:
    subject = prepare()
    cpu, start = _cpu(), time.perf_counter()
    act(subject)
    seconds = time.perf_counter() - start
    answers.put((seconds, _cpu() - cpu, _peak()))


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _peak() -> float:
    # What getrusage tells begins with what the parent held when it started this process.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024
