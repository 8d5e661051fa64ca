"""The wheel is the whole product: it works from any folder and carries nothing that git ignores."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.house import ROOT

# Leftovers such as a working checkout has; git ignores them, so no wheel may hold them.
LEFTOVERS = (
    "translations/zh/LC_MESSAGES/messages.mo",
    "legislation_hub/__pycache__/app.cpython-311.pyc",
    "templates/layouts/__pycache__/left.pyc",
)
LAW = "第一章　总则\n第一条　为了试验，制定本办法。\n第二条　本办法自公布之日起施行。\n"


def git(*arguments: str) -> list[str]:
    run = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for path in run.stdout.split("\0") if path]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of what git holds and would take, built beside leftovers, without a network."""
    checkout = tmp_path_factory.mktemp("a checkout")
    for path in git("ls-files", "-z", "--cached", "--others", "--exclude-standard"):
        if (ROOT / path).is_file():
            (checkout / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / path, checkout / path)
    for path in LEFTOVERS:
        (checkout / path).parent.mkdir(parents=True, exist_ok=True)
        (checkout / path).write_bytes(b"left")
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)]
    subprocess.run(build, cwd=checkout, check=True, capture_output=True)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def hub(wheel: Path, tmp_path_factory: pytest.TempPathFactory):
    """The installed command, run from an empty folder that is no checkout."""
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home / "venv", with_pip=True)
    python = home / "venv" / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel]
    subprocess.run(install, cwd=home, check=True, capture_output=True)
    site = next((home / "venv" / "lib").glob("python*/site-packages"))
    # The dependencies are borrowed; a path named in a .pth brings no .pth of its own, so not the checkout.
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LEGISLATION_HUB")}
    environment.pop("PYTHONPATH", None)

    def hub(*arguments: object, program: object = home / "venv" / "bin" / "legislation-hub"):
        return subprocess.run(
            [str(one) for one in (program, *arguments)],
            cwd=home,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )

    hub.home, hub.python = home, python
    return hub


class TestContents:
    def test_everything_that_the_product_needs_travels(self, names):
        for folder in (
            "templates",
            "translations",
            "drafts",
            "legislation_hub/migrations",
            "legislation_hub/search",
            "legislation_hub/web/static",
        ):
            inside = folder if folder.startswith("legislation_hub") else f"legislation_hub/{folder}"
            wanted = {
                f"{inside}/{path.removeprefix(folder + '/')}"
                for path in git("ls-files", "-z", "--cached", "--others", "--exclude-standard", folder)
                if (ROOT / path).is_file()
            }

            assert wanted, f"{folder} is empty"
            assert wanted - names == set()

    def test_fonts_travel_with_their_licences(self, names):
        fonts = {name for name in names if name.endswith((".otf", ".ttf", ".ttc", ".woff2"))}
        licensed = {name.rpartition("/")[0] for name in names if re.search("OFL|LICEN[CS]E|COPYING", name)}

        assert fonts
        assert {name for name in fonts if name.rpartition("/")[0] not in licensed} == set()

    def test_nothing_that_git_ignores_travels(self, names):
        left = {path.removeprefix("legislation_hub/") for path in LEFTOVERS}

        assert {
            name for name in names if name.endswith((".pyc", ".mo")) or any(one in name for one in left)
        } == set()

    def test_nothing_but_the_package_travels(self, names):
        assert {name.partition("/")[0].partition("-")[0] for name in names} == {"legislation_hub"}


class TestElsewhere:
    def test_it_is_the_installed_one(self, hub):
        where = hub("-c", "import legislation_hub; print(legislation_hub.__file__)", program=hub.python)

        assert Path(where.stdout.strip()).is_relative_to(hub.home)

    def test_it_says_what_it_can_do(self, hub):
        told = hub("--help")

        assert told.returncode == 0
        assert "serve" in told.stdout

    def test_it_parses(self, hub):
        (hub.home / "办法.txt").write_text(LAW, encoding="utf-8")

        parsed = hub("parse", "办法.txt", "--json")

        assert parsed.returncode == 0, parsed.stderr
        chapter = json.loads(parsed.stdout)["provisions"][0]
        assert [article["eid"] for article in chapter["children"]] == ["art_1", "art_2"]

    def test_it_makes_its_database(self, hub):
        made = hub("--data", "fresh", "upgrade")

        assert made.returncode == 0, made.stderr
        assert list((hub.home / "fresh").iterdir())

    def test_wrong_usage_is_told_apart_from_a_problem(self, hub):
        assert hub("no-such-command").returncode == 2
        missing = hub("parse", "missing.txt")
        assert missing.returncode in {1, 2}
        assert missing.stderr
