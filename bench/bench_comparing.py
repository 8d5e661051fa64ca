"""The Civil Code against a reworked one: compared by article, paragraph and word; and memory by length."""

import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from random import Random

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist

from bench.bench_parsing import civil_code
from bench.measure import Row, alternate
from legislation_hub.legaltext.comparing import compare
from legislation_hub.legaltext.differing import differences
from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.source import source_of
from legislation_hub.legaltext.telling import text_of
from legislation_hub.legaltext.tree import LegalText, Provision

RUNS = 5
PARTS = (4, 2, 1)
LONG = 13_000
BASELINE = "rapidfuzz: every article with every other"
DIFFLIB = "difflib: the first hundred articles"

Articles = tuple[Provision, ...]


def rows() -> Iterator[Row]:
    """Measure the comparison against the plain ways, then the marking of words, then the peak memory."""
    name, text = civil_code()
    old, new = _law(text), _law(_reworked(text))
    olds, news = _articles(old), _articles(new)
    changed = len({text_of(one) for one in olds} - {text_of(one) for one in news})
    acts: dict[str, Callable[[], object]] = {
        BASELINE: lambda: cdist([text_of(one) for one in olds], [text_of(one) for one in news], scorer=ratio),
        "compare": lambda: compare(old, new),
    }
    for row in alternate(acts, runs=RUNS, baseline=BASELINE):
        said = f"{name}, {len(olds)} articles and {len(news)}, {changed} of them changed; " if row.baseline else ""
        yield replace(row, cpu=_cpu(acts[row.what]), note=said + row.note)
    first, second = ("\n".join(text_of(one) for one in ones[:100]) for ones in (olds, news))
    yield from alternate(
        {
            DIFFLIB: lambda: SequenceMatcher(None, first, second, autojunk=False).get_opcodes(),
            "differences: the same articles": lambda: differences(first, second),
            f"differences: {LONG} signs": lambda: differences(text[:LONG], _reworked(text)[:LONG]),
        },
        runs=1,
        baseline=DIFFLIB,
    )
    for part in PARTS:
        yield _memory(old, new, part)


def _cpu(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def _law(text: str) -> LegalText:
    return parse(source_of("law.txt", text))


def _articles(law: LegalText) -> Articles:
    return tuple(one for one in law.walk() if one.is_article)


def _reworked(text: str) -> str:
    """Return the law with a line in twenty taken out, one in twenty moved on, and one in four reworded."""
    random = Random(1)
    lines: list[str] = []
    held: list[str] = []
    for line in text.splitlines():
        draw = random.random()
        if not line.strip() or (line.lstrip().startswith("第") and "条" not in line[:12]):
            lines.append(line)
        elif draw < 0.05:
            continue
        elif draw < 0.10:
            held.append(line)
        else:
            at = random.randrange(max(1, len(line) - 6)) if draw < 0.35 else len(line)
            lines.append(line[:at] + "依照规定" * (draw < 0.35) + line[at + 3 :])
        if held and random.random() < 0.05:
            lines.append(held.pop())
    return "\n".join(lines + held)


def _memory(old: LegalText, new: LegalText, part: int) -> Row:
    olds, news = (
        LegalText(one.title, provisions=_articles(one)[: len(_articles(one)) // part]) for one in (old, new)
    )
    tracemalloc.start()
    compare(olds, news)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return Row(f"memory: {len(olds.provisions)} articles", 0.0, peak=peak)
