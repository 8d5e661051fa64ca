"""The command group, and the instance that its commands work on."""

from pathlib import Path

import click

from legislation_hub import settings as sources
from legislation_hub.settings import Settings


@click.group()
@click.option("--data", type=click.Path(path_type=Path), help="Where everything is kept (LEGISLATION_HUB_DATA).")
@click.pass_context
def hub(context: click.Context, data: Path | None) -> None:
    """From a draft law to the township rooms, and the answer back to the household."""
    context.obj = data


def instance() -> Settings:
    """Return the settings of the instance that ``--data`` names; its folder is made when missing."""
    return sources.from_environment(click.get_current_context().find_root().obj)
