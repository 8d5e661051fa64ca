"""``accounts``, ``units`` and ``token``: who is where and how they come in, from the machine of the server."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub.cli.instance import application
from legislation_hub.models import Account, Unit
from legislation_hub.models.database import transaction
from legislation_hub.problems import RowsRefused, UnknownWord
from legislation_hub.services import enrolling, entering, importing
from legislation_hub.services.enrolling import Enrolled, NewAccount
from legislation_hub.vocabulary import Role, UnitKind
from legislation_hub.web import i18n

Made = TypeVar("Made")
Importer = Callable[[Session, None, str, bytes, importing.Words], Made]

as_json = click.option("--json", "wanted", is_flag=True, help="Print what was made as JSON.")
workbook = click.argument("workbook", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group()
def accounts() -> None:
    """Make accounts; each gets a one-time code."""


@accounts.command("add")
@click.option("--name", prompt="Name to sign in with", help="The name to sign in with.")
@click.option("--person", prompt="Person", help="What the person is called.")
@click.option(
    "--role", type=click.Choice([one.value for one in Role]), default=Role.ADMINISTRATOR.value, show_default=True
)
@click.option("--unit", "code", default="", help="The code of the place; an administrator has none.")
@as_json
def add_account(name: str, person: str, role: str, code: str, wanted: bool) -> None:
    """Make one account; without options, an administrator."""
    with application(), transaction() as session:
        unit = session.scalars(select(Unit).where(Unit.code == code)).first() if code else None
        if code and unit is None:
            raise UnknownWord(value=code, column="--unit")
        made = enrolling.create_account(session, None, NewAccount(name, person, Role(role), unit))
        _show([made], wanted)


@accounts.command("import")
@workbook
@as_json
def import_accounts(workbook: Path, wanted: bool) -> None:
    """Make the accounts of a workbook: all of them or none."""
    with application(), transaction() as session:
        words = i18n.written(Role)
        _show(_told(importing.import_accounts, session, workbook, words), wanted)


@click.group()
def units() -> None:
    """Make places and household codes."""


@units.command("import")
@workbook
@as_json
def import_units(workbook: Path, wanted: bool) -> None:
    """Make the places of a workbook and its household codes: all of them or none."""
    with application(), transaction() as session:
        made = _told(importing.import_places, session, workbook, i18n.written(UnitKind))
        counts = {"units": made.units, "households": made.households}
    click.echo(json.dumps(counts) if wanted else f"{counts['units']} units, {counts['households']} households")


@click.group()
def token() -> None:
    """Issue keys for programs."""


@token.command("issue")
@click.argument("account")
@click.option("--name", required=True, help="What the program is called.")
def issue_token(account: str, name: str) -> None:
    """Print a new bearer token for ACCOUNT; it is shown this once."""
    with application(), transaction() as session:
        holder = session.scalar(select(Account).where(Account.name == account))
        if holder is None:
            raise UnknownWord(value=account, column="ACCOUNT")
        issued = entering.issue_token(session, None, holder, name)
    click.echo(issued)


def _told(act: Importer[Made], session: Session, workbook: Path, words: importing.Words) -> Made:
    """Run an import; before it is refused as a whole, print each bad line with its reason."""
    try:
        return act(session, None, workbook.name, workbook.read_bytes(), words)
    except RowsRefused as refused:
        for line, problem in refused.rows:
            click.echo(f"{workbook.name}:{line}: {i18n.problem(problem)}", err=True)
        raise


def _show(made: list[Enrolled], wanted: bool) -> None:
    if wanted:
        rows = [{"id": str(one.account.id), "name": one.account.name, "code": one.code} for one in made]
        click.echo(json.dumps({"accounts": rows}, ensure_ascii=False))
        return
    for one in made:
        click.echo(f"{one.account.name}\t{one.code}")
    click.echo("Open /door/code in the browser and set a password with the code.", err=True)
