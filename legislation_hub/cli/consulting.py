"""``consult`` and ``comments``: put a draft to all rooms, and bring in comments that a program wrote down."""

import json
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from legislation_hub import clock
from legislation_hub.cli.instance import acting, application, instance
from legislation_hub.models import Task, Version
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import CommentRejected, NotJson, Problem
from legislation_hub.queries.places import units_of
from legislation_hub.queries.rows import fetch
from legislation_hub.services.collecting import take
from legislation_hub.services.publishing import Plan, prepare_consultation, send
from legislation_hub.vocabulary import UnitKind
from legislation_hub.web import i18n
from legislation_hub.web.api import schemas

DAYS, DAYS_FOR_ROOMS = timedelta(days=30), timedelta(days=3)

day = click.DateTime(["%Y-%m-%d"])


@click.group()
def consult() -> None:
    """Put drafts to rooms."""


@consult.command("open")
@click.argument("version", type=click.UUID)
@click.option("--as", "name", required=True, help="The coordinator's account.")
@click.option("--title", default="", help="The text's title if not given.")
@click.option("--closes", type=day, help="The last day, included; in 30 days if not given.")
@click.option("--due", type=day, help="The day on which rooms hand up; three days later if not given.")
@click.option("--json", "wanted", is_flag=True, help="Print the ids as JSON.")
def open_consultation(version: UUID, name: str, title: str, closes: Any, due: Any, wanted: bool) -> None:
    """Open a consultation on VERSION today, in all rooms of the coordinator's station."""
    with application(), transaction() as session:
        actor, text = acting(session, name), fetch(session, Version, version)
        last = closes.date() if closes else clock.today() + DAYS
        handed = due.date() if due else last + DAYS_FOR_ROOMS
        plan = Plan(title or text.title, clock.today(), last, handed)
        consultation = prepare_consultation(session, actor, text, plan)
        rooms = [one for one in units_of(session, UnitKind.ROOM) if one.station_id == actor.station_id]
        tasks = send(session, actor, consultation, rooms)
        names = {one.id: one.name for one in rooms}
        made = {
            "consultation": str(consultation.id),
            "tasks": [{"id": str(one.id), "room": names[one.unit_id], "code": one.code} for one in tasks],
        }
    click.echo(json.dumps(made, ensure_ascii=False) if wanted else f"{made['consultation']}: {len(tasks)} rooms")


@click.group()
def comments() -> None:
    """Bring in comments."""


@comments.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "name", required=True, help="The account that wrote them down.")
@click.option("--json", "wanted", is_flag=True, help="Print what became of each as JSON.")
def import_comments(file: Path, name: str, wanted: bool) -> None:
    """Take the comments of FILE, each for itself: ``{"comments": […]}`` as the interface for programs has it.

    A comment that is here already is not taken twice, so a file may be imported again after a break.
    """
    raws, settings = _read(file), instance()
    with application(), click.progressbar(raws, label="comments", file=sys.stderr) as bar:
        results = [_one(raw, name, settings.secret) for raw in bar]
    if wanted:
        click.echo(json.dumps({"results": results}, ensure_ascii=False))
    for one in results:
        if one["problem"]:
            click.echo(f"{one['id']}: {one['problem']}", err=True)
    created = sum(one["status"] == "created" for one in results)
    click.echo(f"{created} new of {len(results)}", err=True)


def _read(file: Path) -> list[Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))["comments"]
    except (ValueError, KeyError, TypeError):
        raise NotJson() from None
    if not isinstance(found, list):
        raise NotJson()
    return found


def _one(raw: Any, name: str, secret: bytes) -> dict[str, Any]:
    """Take one comment in a transaction of its own; what goes wrong with it is told, not raised."""
    identity = raw.get("id") if isinstance(raw, dict) else None
    try:
        heard = schemas.read(raw)
        with transaction() as session:
            taken = take(session, acting(session, name), fetch(session, Task, heard.task), heard, secret)
            return {"id": identity, "status": taken.status.value, "number": taken.comment.number, "problem": None}
    except Problem as problem:
        db.session.rollback()
        return {"id": identity, "status": "rejected", "number": None, "problem": "; ".join(_told(problem))}


def _told(problem: Problem) -> Iterator[str]:
    if isinstance(problem, CommentRejected):
        for field, text in problem.errors:
            yield f"{field}: {text}"
    else:
        yield i18n.problem(problem)
