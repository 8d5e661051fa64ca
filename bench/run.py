"""``make bench``: runs every bench and prints one table; ``python -m bench.run pages`` runs some."""

import sys
import unicodedata
from collections.abc import Callable, Iterable

from bench import (
    bench_comment,
    bench_comparing,
    bench_field,
    bench_finding,
    bench_indexing,
    bench_notebook,
    bench_pages,
    bench_parsing,
    bench_postgres,
    bench_questions,
    bench_reports,
    bench_search,
    bench_texts,
)
from bench.measure import Row

BENCHES: dict[str, Callable[[], Iterable[Row]]] = {
    "pages": bench_pages.rows,
    "comment": bench_comment.rows,
    "field": bench_field.rows,
    "field-worst": bench_field.worst,
    "notebook": bench_notebook.rows,
    "reports": bench_reports.rows,
    "parsing": bench_parsing.rows,
    "comparing": bench_comparing.rows,
    "texts": bench_texts.rows,
    "questions": bench_questions.rows,
    "indexing": bench_indexing.rows,
    "indexing-full": bench_indexing.full,
    "finding": bench_finding.rows,
    "finding-full": bench_finding.full,
    "finding-postgresql": bench_postgres.rows,
    "finding-postgresql-long": bench_postgres.long,
    "finding-postgresql-full": bench_postgres.full,
    "search": bench_search.rows,
    "search-full": bench_search.full,
}
# They take their ten minutes each.
LONG = (
    "field-worst",
    "finding-full",
    "finding-postgresql-long",
    "finding-postgresql-full",
    "indexing-full",
    "search-full",
)
HEADS = ("", "median", "CPU", "peak", "ratio", "")
WIDTHS = (46, 10, 9, 8, 8, 0)


def main(names: list[str]) -> None:
    """Run the benches of these names, or all but the long ones."""
    for name in names or [one for one in BENCHES if one not in LONG]:
        print(f"\n{name}", flush=True)
        _line(HEADS)
        rows = list(BENCHES[name]())
        seconds = {row.what: row.seconds for row in rows}
        for row in rows:
            ratio = f"×{row.seconds / seconds[row.baseline]:.1f}" if row.baseline else "1"
            cpu = f"{row.cpu:.2f} s" if row.cpu is not None else ""
            peak = f"{row.peak:.0f} MB" if row.peak is not None else ""
            _line((row.what, _time(row.seconds), cpu, peak, ratio, row.note))


def _line(cells: tuple[str, ...]) -> None:
    print("  " + "".join(_padded(cell, width) for cell, width in zip(cells, WIDTHS, strict=True)), flush=True)


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def _padded(cell: str, width: int) -> str:
    # A Chinese character takes two places on a terminal.
    shown = sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in cell)
    return cell + " " * (width - shown)


if __name__ == "__main__":
    main(sys.argv[1:])
