"""``parse``, ``compare``: texts as programs see them; nothing here knows an instance, so that it starts at once."""

import json
from collections import Counter
from pathlib import Path

import click

from legislation_hub.legaltext.comparing import compare as compare_texts
from legislation_hub.legaltext.comparison import Match
from legislation_hub.legaltext.parsing import parse as parse_source
from legislation_hub.legaltext.reading import read
from legislation_hub.legaltext.tree import LegalText, as_json


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "wanted", is_flag=True, help="Print the whole tree as one JSON object.")
def parse(file: Path, wanted: bool) -> None:
    """Read a law's FILE and print its structure; remarks go to standard error."""
    law = _law(file)
    tree = as_json(law)
    if wanted:
        click.echo(json.dumps(tree, ensure_ascii=False))
    else:
        _outline(law)
    for remark in tree["remarks"]:
        click.echo(f"{file.name}:{remark['line']}: {remark['reason']}", err=True)


@click.command()
@click.argument("old", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("new", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "wanted", is_flag=True, help="Print every article's fate as one JSON object.")
def compare(old: Path, new: Path, wanted: bool) -> None:
    """Tell what became of every article of OLD in NEW."""
    rows = [_row(one) for one in compare_texts(_law(old), _law(new)).matches if _is_article(one)]
    if wanted:
        click.echo(json.dumps({"articles": rows}, ensure_ascii=False))
    else:
        for row in rows:
            click.echo("  ".join(str(row[name] or "-") for name in ("old", "new", "outcome", "reason")))


def _law(file: Path) -> LegalText:
    return parse_source(read(file.name, file.read_bytes()))


def _is_article(match: Match) -> bool:
    return any(one is not None and one.is_article for one in (match.old, match.new))


def _row(match: Match) -> dict[str, object]:
    return {
        "old": match.old.eid if match.old else None,
        "new": match.new.eid if match.new else None,
        "outcome": match.fate.value,
        "likeness": round(match.likeness, 3),
        "reason": match.reason % dict(match.values),
    }


def _outline(law: LegalText) -> None:
    click.echo(law.title)
    counts = Counter(one.level.value for one in law.walk())
    click.echo(", ".join(f"{level}: {number}" for level, number in counts.items()))
