"""``draft``: drafts are brought in, and their texts given out."""

import json
from pathlib import Path
from uuid import UUID

import click
from flask_babel import force_locale
from flask_babel import gettext as _

from legislation_hub.cli.instance import acting, application, instance
from legislation_hub.exporters.catalogue import CONTRAST, TEXT
from legislation_hub.exporters.versions import contrast_paper, file_name, law_paper
from legislation_hub.models import Unit, Version
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import NotAllowed
from legislation_hub.queries.rows import fetch
from legislation_hub.services.drafting import Upload, add_version


@click.group()
def draft() -> None:
    """Bring drafts in and give their texts out."""


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


@draft.command("export")
@click.argument("version", type=click.UUID)
@click.option("--format", "formats", default=",".join(one.format for one in TEXT), show_default=True)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder to write to."
)
def export(version: UUID, formats: str, out: Path) -> None:
    """Write the text of VERSION to OUT, a file a format, named by title and reading."""
    chosen = [one.strip() for one in formats.split(",")]
    known = {one.format: one for one in TEXT}
    if not set(chosen) <= known.keys():
        raise click.UsageError(f"formats are {', '.join(known)}")
    fonts = instance().fonts
    with application(), force_locale("zh"):
        paper = law_paper(fetch(db.session(), Version, version))
        files = {file_name(paper.name, known[one].name): known[one].render(paper, _, fonts) for one in chosen}
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (out / name).write_bytes(content)
        click.echo(str(out / name))


@draft.command("compare")
@click.argument("old", type=click.UUID)
@click.argument("new", type=click.UUID)
@click.option("--changed", is_flag=True, help="Leave out the articles that did not change.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file: .docx, .pdf or .xlsx."
)
def compare(old: UUID, new: UUID, changed: bool, out: Path) -> None:
    """Write the versions OLD and NEW side by side, every change marked, to the file OUT."""
    exporter = next((one for one in CONTRAST if f".{one.format}" == out.suffix.lower()), None)
    if exporter is None:
        raise click.UsageError(f"the file ends with {', '.join(f'.{one.format}' for one in CONTRAST)}")
    fonts = instance().fonts
    with application(), force_locale("zh"):
        before, after = (fetch(db.session(), Version, one) for one in (old, new))
        content = exporter.render(contrast_paper(before, after, changed, _), _, fonts)
    out.write_bytes(content)
    click.echo(str(out))
