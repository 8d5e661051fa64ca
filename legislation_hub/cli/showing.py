"""``demo``: an instance with invented data, to try everything out."""

import json
import sys
from collections.abc import Callable
from itertools import count

import click

from legislation_hub.app import create_app
from legislation_hub.cli.instance import instance
from legislation_hub.demo.building import Login, build_demo
from legislation_hub.models import schema
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import InstanceNotEmpty
from legislation_hub.queries.accounts import wellbeing
from legislation_hub.services.indexing import catch_up


@click.command()
@click.option("--json", "wanted", is_flag=True, help="Print the accounts as JSON.")
def demo(wanted: bool) -> None:
    """Fill an empty instance with invented data and print its accounts."""
    settings = instance()
    app = create_app(settings)
    with app.app_context():
        schema.upgrade(db.engine)
        if wellbeing(db.session()).log_length:
            raise InstanceNotEmpty(folder=str(settings.data))
        with transaction() as session:
            logins = build_demo(session, settings, tick=_counter())
        catch_up(db.session(), app.extensions["shelf"])
    _show(logins, wanted)


def _show(logins: tuple[Login, ...], wanted: bool) -> None:
    if wanted:
        rows = [
            {"name": one.name, "role": one.role.value, "room": one.room, "password": one.password}
            for one in logins
        ]
        click.echo(json.dumps({"accounts": rows}, ensure_ascii=False))
        return
    for one in logins[:8]:
        click.echo(f"{one.name:18}{one.role.value:20}{one.room}")
    click.echo(f"… {len(logins)} accounts, all with the password: {logins[0].password}")


def _counter() -> Callable[[], None]:
    """Return what counts the acts before the eyes of somebody at a terminal, and is still in a pipe."""
    done = count(1)

    def tick() -> None:
        number = next(done)
        if sys.stderr.isatty() and number % 20 == 0:
            click.echo(f"\r{number} acts …", nl=False, err=True)

    return tick
