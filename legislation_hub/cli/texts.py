"""``parse``: law texts as programs see them; nothing here knows an instance, so that it starts at once."""

import json
from collections import Counter
from pathlib import Path

import click

from legislation_hub.cli.files import file_argument, law_in
from legislation_hub.legaltext.tree import LegalText, as_json


@click.command()
@click.argument("file", type=file_argument)
@click.option("--json", "wanted", is_flag=True, help="Print the whole tree as one JSON object.")
def parse(file: Path, wanted: bool) -> None:
    """Read a law's FILE and print its structure; remarks go to standard error."""
    law = law_in(file)
    tree = as_json(law)
    if wanted:
        click.echo(json.dumps(tree, ensure_ascii=False))
    else:
        _outline(law)
    for remark in tree["remarks"]:
        click.echo(f"{file.name}:{remark['line']}: {remark['reason']}", err=True)


def _outline(law: LegalText) -> None:
    click.echo(law.title)
    counts = Counter(one.level.value for one in law.walk())
    click.echo(", ".join(f"{level}: {number}" for level, number in counts.items()))
