"""``report``: compile and export from the machine of the server."""

import json
from pathlib import Path
from uuid import UUID

import click
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub.cli.instance import acting, application, instance
from legislation_hub.exporters.bundle import write_bundle
from legislation_hub.exporters.catalogue import FORMATS
from legislation_hub.exporters.reporting import report_paper
from legislation_hub.models import Consultation, Report
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import NotFound, ReportNotSigned
from legislation_hub.queries.reports import content_of
from legislation_hub.queries.rows import fetch
from legislation_hub.services.compiling import compile_report
from legislation_hub.services.recording import record
from legislation_hub.vocabulary import Form, ReportState, Tag


@click.group()
def report() -> None:
    """Compile and export reports."""


@report.command("compile")
@click.argument("consultation", type=click.UUID)
@click.option("--as", "name", required=True, help="The coordinator's account.")
@click.option("--json", "wanted", is_flag=True, help="Print the ids as JSON.")
def compile_command(consultation: UUID, name: str, wanted: bool) -> None:
    """Begin the station's report on CONSULTATION."""
    with application(), transaction() as session, force_locale("zh"):
        row = fetch(session, Consultation, consultation)
        made = compile_report(session, acting(session, name), row, row.station, _)
        ids = {"report": str(made.id), "number": made.number}
    click.echo(json.dumps(ids) if wanted else ids["number"])


@report.command("export")
@click.argument("number", required=False)
@click.option("--all", "every", is_flag=True, help="Every signed report.")
@click.option("--format", "formats", default="docx,pdf,xlsx,csv,json", show_default=True)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder to write to."
)
def export(number: str | None, every: bool, formats: str, out: Path) -> None:
    """Write the files of REPORT (its number or id) to OUT/<number>/, de-identified."""
    chosen = [one.strip() for one in formats.split(",")]
    if bool(number) == every or not set(chosen) <= set(FORMATS):
        raise click.UsageError(f"name one report or --all; formats are {', '.join(FORMATS)}")
    settings = instance()
    # Read without transaction(): rendering takes long, and nobody may wait for it to save.
    with application(), force_locale("zh"):
        session = db.session()
        for row in _chosen(session, number):
            paper = report_paper(row, content_of(session, row), Form.DEIDENTIFIED, _)
            folder = write_bundle(out, paper, (row.manifest or "").encode(), chosen, _, settings.fonts)
            with transaction() as writing:
                record(writing, None, Tag.REPORT_EXPORTED, fetch(writing, Report, row.id), number=row.number)
            click.echo(str(folder))


def _chosen(session: Session, number: str | None) -> list[Report]:
    if number is None:
        query = select(Report).where(Report.state == ReportState.SIGNED).order_by(Report.number)
        return list(session.scalars(query))
    found = session.scalar(select(Report).where(Report.number == number)) or _by_id(session, number)
    if found.state is not ReportState.SIGNED:
        raise ReportNotSigned(number=found.number)
    return [found]


def _by_id(session: Session, text: str) -> Report:
    try:
        return fetch(session, Report, UUID(text))
    except ValueError:
        raise NotFound() from None
