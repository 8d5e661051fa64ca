"""The operator's commands, and the one place where a problem becomes a line on the terminal."""

import sys
from importlib import import_module

import click

from legislation_hub.cli.group import hub
from legislation_hub.problems import Problem
from legislation_hub.settings import terminal_language


def main() -> None:
    """Run the command line; a problem is one clear line on standard error and exit code 1."""
    try:
        hub()
    except Problem as problem:
        # The catalogues need the web's library of languages, which nothing but a problem needs here.
        i18n = import_module("legislation_hub.web.i18n")
        click.echo(i18n.problem_outside(problem, terminal_language()), err=True)
        sys.exit(1)
