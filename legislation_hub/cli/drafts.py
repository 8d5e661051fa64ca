"""``draft``: drafts are brought in."""

import json
from pathlib import Path

import click

from legislation_hub.cli.instance import acting, application, instance
from legislation_hub.models import Unit
from legislation_hub.models.database import transaction
from legislation_hub.problems import NotAllowed
from legislation_hub.queries.rows import fetch
from legislation_hub.services.drafting import Upload, add_version


@click.group()
def draft() -> None:
    """Bring drafts in."""


@draft.command("add")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
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
