"""The command group: it names every command and loads the file of the one that is called, and no other."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

import click

# Where each command is kept. A law is parsed by a script hundreds of times in a row: what the web needs, and
# takes a second to load, has to stay out of it.
COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "serve": "serving",
        "upgrade": "serving",
        "index": "indexing",
        "demo": "showing",
        "accounts": "people",
        "units": "people",
        "token": "people",
        "parse": "texts",
        "compare": "comparing",
        "amend": "amending",
        "draft": "drafts",
        "consult": "consulting",
        "comments": "consulting",
        "report": "reporting",
        "search": "keeping",
        "check": "keeping",
        "verify": "keeping",
        "reindex": "keeping",
        "backup": "backing",
    }
)


class Hub(click.Group):
    """A group whose commands stand in :data:`COMMANDS`; each bears its own name in its file."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"legislation_hub.cli.{COMMANDS[cmd_name]}"), cmd_name)
        return command


@click.group(cls=Hub)
@click.option("--data", type=click.Path(path_type=Path), help="Where everything is kept (LEGISLATION_HUB_DATA).")
@click.pass_context
def hub(context: click.Context, data: Path | None) -> None:
    """From a draft law to the township rooms, and the answer back to the household."""
    context.obj = data
