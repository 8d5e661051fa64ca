"""``compare``: what became of every article of one version in another, for a program or for a person."""

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from legislation_hub.cli.files import file_argument, law_in
from legislation_hub.legaltext.citing import citations
from legislation_hub.legaltext.comparing import compare as compare_texts
from legislation_hub.legaltext.comparison import Comparison, Match
from legislation_hub.settings import terminal_language
from legislation_hub.vocabulary import LABELS, N_, Fate
from legislation_hub.web.i18n import speaker_outside

HEADS = (N_("Old version"), N_("New version"), N_("Its fate"), N_("Why"))


@click.command()
@click.argument("old", type=file_argument)
@click.argument("new", type=file_argument)
@click.option("--json", "wanted", is_flag=True, help="Print the fate of every article as one JSON object.")
def compare(old: Path, new: Path, wanted: bool) -> None:
    """Tell what became of every article of OLD in NEW."""
    comparison = compare_texts(law_in(old), law_in(new))
    matches = [one for one in comparison.matches if any(end and end.is_article for end in (one.old, one.new))]
    if wanted:
        click.echo(json.dumps({"articles": [_row(one) for one in matches]}, ensure_ascii=False))
    else:
        _print(comparison, matches, speaker_outside(terminal_language()))


def _row(match: Match) -> dict[str, object]:
    return {
        "old": match.old.eid if match.old else None,
        "new": match.new.eid if match.new else None,
        "outcome": match.fate.value,
        "likeness": round(match.likeness, 3),
        "reason": match.reason % dict(match.values),
    }


def _print(comparison: Comparison, matches: Sequence[Match], say: Callable[[str], str]) -> None:
    old, new = citations(comparison.old), citations(comparison.new)
    rows = [
        (
            old[one.old.eid] if one.old else "",
            new[one.new.eid] if one.new else "",
            say(LABELS[one.fate]),
            say(one.reason) % dict(one.values),
        )
        for one in matches
    ]
    table = [tuple(say(head) for head in HEADS), *rows]
    widths = [max(_width(row[column]) for row in table) for column in range(len(HEADS) - 1)]
    for *cells, last in table:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True))
        click.echo("  ".join((*padded, last)))
    counts = Counter(one.fate for one in matches)
    click.echo(", ".join(f"{say(LABELS[fate])} {counts[fate]}" for fate in Fate))


def _width(text: str) -> int:
    """Return the places that ``text`` takes on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
