"""``amend``: a decision is done to a law. In a file of its own, since its patterns take a while to load."""

import json
from pathlib import Path

import click

from legislation_hub.cli.files import file_argument, law_in
from legislation_hub.legaltext.amending import amend as amend_text
from legislation_hub.legaltext.rendering import render


@click.command()
@click.argument("base", type=file_argument)
@click.argument("decision", type=file_argument)
@click.option("--json", "wanted", is_flag=True, help="Print operations, text and remarks as one JSON object.")
def amend(base: Path, decision: Path, wanted: bool) -> None:
    """Do DECISION to BASE and print the consolidated text; what is to be checked goes to standard error."""
    done = amend_text(law_in(base), law_in(decision))
    if wanted:
        click.echo(json.dumps(done.as_json(), ensure_ascii=False))
    else:
        click.echo(render(done.law), nl=False)
    for remark in done.remarks:
        click.echo(f"{decision.name}:{remark.line}: {remark.reason % dict(remark.values)}", err=True)
