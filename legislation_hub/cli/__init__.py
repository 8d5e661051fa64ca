"""The operator's commands: one group, its commands named here."""

import sys

import click

from legislation_hub.cli.backing import backup
from legislation_hub.cli.consulting import comments, consult
from legislation_hub.cli.group import hub
from legislation_hub.cli.keeping import check, reindex, search, verify
from legislation_hub.cli.people import accounts, token, units
from legislation_hub.cli.reporting import report
from legislation_hub.cli.serving import serve, upgrade
from legislation_hub.cli.showing import demo
from legislation_hub.cli.texts import draft, parse
from legislation_hub.problems import Problem
from legislation_hub.settings import terminal_language
from legislation_hub.web import i18n

COMMANDS = (
    serve,
    upgrade,
    demo,
    accounts,
    units,
    token,
    parse,
    draft,
    consult,
    comments,
    report,
    search,
    check,
    verify,
    reindex,
    backup,
)
for command in COMMANDS:
    hub.add_command(command)


def main() -> None:
    """Run the command line; a problem is one clear line on standard error and exit code 1."""
    try:
        hub()
    except Problem as problem:
        click.echo(i18n.problem_outside(problem, terminal_language()), err=True)
        sys.exit(1)
