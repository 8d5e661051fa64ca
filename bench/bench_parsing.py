"""The Civil Code from text to tree, against one regular expression on each of its lines; and memory by length."""

import re
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Row, alternate
from legislation_hub.legaltext.numbering import chinese
from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.source import source_of
from legislation_hub.legaltext.tree import LegalText

LAWS = Path(__file__).resolve().parents[2] / "shared" / "data" / "laws" / "text"
CODE = "*_中华人民共和国民法典_*.txt"
RUNS = 30
TIMES = (1, 2, 4)
BASELINE = "lines, one regular expression each"

_NUMERAL = "[〇零一二三四五六七八九十百千0-9０-９]+"
_LINE = re.compile(
    rf"\s*(?:第(?P<part>{_NUMERAL})编|第(?P<subpart>{_NUMERAL})分编|第(?P<chapter>{_NUMERAL})章"
    rf"|第(?P<section>{_NUMERAL})节|第(?P<article>{_NUMERAL})条(?:之(?P<inserted>{_NUMERAL}))?"
    rf"|[（(](?P<item>{_NUMERAL})[）)]|(?P<subitem>[0-9]+)[.．、])?\s*(?P<text>.*)"
)


def rows() -> Iterator[Row]:
    """Measure the parser against the baseline, then its peak memory on one, two and four times the text."""
    name, text = civil_code()
    law = _parsed(text)
    articles = sum(one.is_article for one in law.walk())
    for row in alternate(
        {BASELINE: lambda: _matched(text), "the parser": lambda: _parsed(text)}, runs=RUNS, baseline=BASELINE
    ):
        said = f"{name}, {articles} articles, {len(text)} signs" if row.baseline else f"/{_LINE.pattern[:30]}…/"
        yield Row(row.what, row.seconds, row.baseline, note=f"{said}; {row.note}")
    for times in TIMES:
        yield _memory(text, times)


def civil_code() -> tuple[str, str]:
    """Return the Civil Code where it lies beside the checkout, else a text of its size that nobody passed."""
    file = next(iter(LAWS.glob(CODE)), None)
    if file is not None:
        return "Civil Code", file.read_text("utf-8")
    article = (
        "民事主体从事民事活动，应当遵循自愿原则，按照自己的意思设立、变更、终止民事法律关系；有下列情形之一的：\n"
    )
    items = "（一）法律另有规定；\n（二）当事人另有约定。\n"
    made = "".join(f"第{chinese(number)}条　{article}{items}" for number in range(1, 1261))
    return "a made text (the Civil Code is not beside the checkout)", made


def _matched(text: str) -> list[re.Match[str] | None]:
    return [_LINE.match(line) for line in text.splitlines()]


def _parsed(text: str) -> LegalText:
    return parse(source_of("law.txt", text))


def _memory(text: str, times: int) -> Row:
    """Return the time and the peak of what Python allocates for ``text`` so many times over."""
    longer = "\n".join([text] * times)
    tracemalloc.start()
    _parsed(longer)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (row,) = alternate({f"×{times} of the text": lambda: _parsed(longer)}, runs=5, baseline="")
    return Row(
        row.what, row.seconds, peak=peak / 1024 / 1024, note=f"{peak / len(longer):.0f} bytes a sign at the peak"
    )
