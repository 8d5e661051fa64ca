"""A law's file as commands take it; nothing here knows an instance, so that they start at once."""

from pathlib import Path

import click

from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.reading import read
from legislation_hub.legaltext.tree import LegalText

file_argument = click.Path(exists=True, dir_okay=False, path_type=Path)


def law_in(file: Path) -> LegalText:
    """Return the law in ``file``; raises what reading a file raises."""
    return parse(read(file.name, file.read_bytes()))
