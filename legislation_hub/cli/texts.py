"""``parse`` and ``draft``: law texts, read and uploaded."""

import json
from collections import Counter
from pathlib import Path

import click

from legislation_hub.cli.group import acting, application, instance
from legislation_hub.legaltext.parsing import parse as parse_source
from legislation_hub.legaltext.reading import read
from legislation_hub.legaltext.tree import LegalText, as_json
from legislation_hub.models import Unit
from legislation_hub.models.database import transaction
from legislation_hub.problems import NotAllowed
from legislation_hub.queries.rows import fetch
from legislation_hub.services.drafting import Upload, add_version

file_argument = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.command()
@file_argument
@click.option("--json", "wanted", is_flag=True, help="Print the whole tree as one JSON object.")
def parse(file: Path, wanted: bool) -> None:
    """Read a law's FILE and print its structure; remarks go to standard error."""
    law = parse_source(read(file.name, file.read_bytes()))
    tree = as_json(law)
    if wanted:
        click.echo(json.dumps(tree, ensure_ascii=False))
    else:
        _outline(law)
    for remark in tree["remarks"]:
        click.echo(f"{file.name}:{remark['line']}: {remark['reason']}", err=True)


@click.group()
def draft() -> None:
    """Bring drafts in."""


@draft.command("add")
@file_argument
@click.option("--title", default="", help="The draft's title; the text's own if not given.")
@click.option("--reading", default="征求意见稿", show_default=True, help="Which reading it is.")
@click.option("--as", "name", required=True, help="The coordinator's account.")
@click.option("--json", "wanted", is_flag=True, help="Print the ids as JSON.")
def add_draft(file: Path, title: str, reading: str, name: str, wanted: bool) -> None:
    """Upload a draft's FILE to the coordinator's station."""
    files = instance().files
    with application(), transaction() as session:
        account = acting(session, name)
        if account.station_id is None:
            raise NotAllowed()
        upload = Upload(name=file.name, content=file.read_bytes(), reading=reading, title=title)
        version = add_version(session, account, fetch(session, Unit, account.station_id), files, upload)
        remarks = version.text.get("remarks", [])
        made = {"draft": str(version.draft_id), "version": str(version.id), "remarks": remarks}
    click.echo(json.dumps(made, ensure_ascii=False) if wanted else f"{made['draft']} {made['version']}")
    if not wanted and remarks:
        click.echo(f"{len(remarks)} remarks: look at the preview in the browser.", err=True)


def _outline(law: LegalText) -> None:
    click.echo(law.title)
    counts = Counter(one.level.value for one in law.walk())
    click.echo(", ".join(f"{level}: {number}" for level, number in counts.items()))
