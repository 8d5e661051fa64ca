"""The operator's commands: one group, its commands named here."""

import sys

from legislation_hub.cli.group import hub
from legislation_hub.cli.serving import serve, upgrade
from legislation_hub.problems import Problem

hub.add_command(serve)
hub.add_command(upgrade)


def main() -> None:
    """Run the command line; a problem is one clear line on standard error and exit code 1."""
    try:
        hub()
    except Problem as problem:
        print(problem, file=sys.stderr)
        sys.exit(1)
