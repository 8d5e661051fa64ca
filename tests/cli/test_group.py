"""Commands are loaded one by one: a law is parsed without the web."""

import subprocess
import sys
from pathlib import Path

import pytest

from legislation_hub.cli import hub
from legislation_hub.cli.group import COMMANDS

DRAFT = Path(__file__).resolve().parents[2] / "drafts" / "农村公路条例.txt"
HEAVY = {"flask", "sqlalchemy", "alembic", "openpyxl", "typst", "babel", "rapidfuzz", "http"}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_bears_its_own_name_in_its_file(name):
    command = hub.get_command(None, name)

    assert command is not None
    assert command.name == name


def test_what_is_no_command_is_none():
    assert hub.get_command(None, "nothing") is None


def test_parsing_a_law_loads_nothing_of_the_web():
    code = (
        "import sys\n"
        "from legislation_hub.cli import hub\n"
        f"hub(['parse', {str(DRAFT)!r}], standalone_mode=False)\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert HEAVY & set(run.stderr.split()) == set()
