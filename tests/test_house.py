"""The laws of the house: what may import what, who speaks to which library, what every file owes its reader."""

import ast
import re
import sys
import tomllib
from graphlib import TopologicalSorter
from importlib.metadata import packages_distributions

import pytest

from tests.house import PACKAGE, ROOT, Module, calls, modules, own_imports

# Top to bottom; a part imports from the floors below its own, never from its own floor or above.
FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"__main__"}),
    frozenset({"cli"}),
    frozenset({"app", "demo", "ticking"}),
    frozenset({"web"}),
    frozenset({"exporters"}),
    frozenset({"services"}),
    frozenset({"queries"}),
    frozenset({"policies"}),
    frozenset({"migrations"}),
    frozenset({"models"}),
    frozenset({"search", "legaltext", "proofs"}),
    frozenset({"problems"}),
    frozenset({"settings", "clock", "vocabulary"}),
)

# Parts that know nothing of a database, a clock or a setting.
PURE = frozenset({"legaltext", "proofs"})

# Each library, and the only parts that speak to it.
SPEAKERS: dict[str, frozenset[str]] = {
    "PIL": frozenset({"services.picturing", "services.spotting"}),
    "alembic": frozenset({"models.schema", "migrations"}),
    "argon2": frozenset({"services.passwords"}),
    "babel": frozenset({"web.i18n"}),
    "click": frozenset({"cli"}),
    "flask": frozenset({"app", "cli", "ticking", "web"}),
    "flask_babel": frozenset({"cli", "demo", "web"}),
    "flask_login": frozenset({"web"}),
    "flask_smorest": frozenset({"web.api"}),
    "flask_sqlalchemy": frozenset({"models.database"}),
    "flask_wtf": frozenset({"web"}),
    "fontTools": frozenset({"exporters"}),
    "jinja2": frozenset({"app"}),
    "itsdangerous": frozenset({"web"}),
    "lxml": frozenset({"legaltext"}),
    "marshmallow": frozenset({"web.api"}),
    "numpy": frozenset({"search"}),
    "openpyxl": frozenset({"services"}),
    "rapidfuzz": frozenset({"legaltext"}),
    "pypdfium2": frozenset({"legaltext"}),
    "rjieba": frozenset({"search"}),
    "segno": frozenset({"exporters"}),
    "sqlalchemy": frozenset({"cli", "demo", "models", "migrations", "queries", "search.postgres", "services"}),
    "typst": frozenset({"exporters"}),
    "waitress": frozenset({"cli"}),
    "werkzeug": frozenset({"app", "web"}),
    "whoosh": frozenset({"search"}),
    "wtforms": frozenset({"web"}),
    "xlsxwriter": frozenset({"exporters"}),
    "zxingcpp": frozenset({"services.spotting"}),
}

MODULES = modules()
NAMES = frozenset(module.name for module in MODULES)
READABLE = 300  # lines
# Lists, which are looked up and not read through; and what a migration made is never touched again.
LISTS = frozenset({"vocabulary", "problems", "migrations.versions"})


def floor_of(name: str) -> int:
    top = name.partition(".")[0]
    return next(number for number, floor in enumerate(FLOORS) if top in floor)


def third_party(module: Module) -> set[str]:
    # To name the type of a session that is handed on is not to speak to the database.
    tops = {dotted.partition(".")[0] for dotted in module.imports - {"sqlalchemy.orm.Session"}}
    return tops - sys.stdlib_module_names - {"legislation_hub"}


def stands_in(name: str, places: frozenset[str]) -> bool:
    return any(name == place or name.startswith(f"{place}.") for place in places)


class TestFloors:
    def test_every_part_stands_on_one_floor_and_every_floor_is_lived_on(self):
        tops = {module.top for module in MODULES if module.name}

        assert sorted(tops) == sorted(name for floor in FLOORS for name in floor)

    def test_arrows_fall(self):
        rising = {
            f"{module.name} -> {name}"
            for module in MODULES
            for name in own_imports(module, NAMES)
            if name.partition(".")[0] != module.top and floor_of(name) <= floor_of(module.name)
        }

        assert rising == set()

    def test_nothing_imports_in_a_circle(self):
        order = TopologicalSorter({module.name: own_imports(module, NAMES) for module in MODULES})

        order.prepare()  # raises CycleError, which names the circle

    def test_what_is_pure_imports_only_what_is_pure(self):
        impure = {
            f"{module.name} -> {name}"
            for module in MODULES
            for name in own_imports(module, NAMES)
            if module.top in PURE and name.partition(".")[0] not in {module.top, "problems", "vocabulary"}
        }

        assert impure == set()

    def test_no_import_hides_in_a_function(self):
        hidden = {
            f"{module.name}:{node.lineno}"
            for module in MODULES
            for function in ast.walk(module.tree)
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
        }

        assert hidden == set()

    def test_only_what_may_not_be_loaded_at_the_start_is_imported_by_name(self):
        # Commands one by one, the web's languages when a problem is told, and the analyser's dictionary.
        named = re.compile(r"(^|\.)(import_module|__import__)$")
        readers = {module.name for module in MODULES for name, _call in calls(module.tree) if named.search(name)}

        assert readers == {"cli", "cli.group", "search.analysis"}


class TestSpeakers:
    def test_a_library_is_spoken_to_only_by_its_speakers(self):
        strangers = {
            f"{module.name} -> {library}"
            for module in MODULES
            for library in third_party(module)
            if not stands_in(module.name, SPEAKERS.get(library, frozenset()))
        }

        assert strangers == set()

    def test_no_speaker_is_named_that_does_not_speak(self):
        spoken = {
            (library, place)
            for library, places in SPEAKERS.items()
            for place in places
            for module in MODULES
            if stands_in(module.name, frozenset({place})) and library in third_party(module)
        }

        assert {(library, place) for library, places in SPEAKERS.items() for place in places} - spoken == set()

    def test_what_is_imported_is_declared(self):
        declared = {_plain(one) for one in _project()["dependencies"]}
        owners = packages_distributions()
        imported = {library for module in MODULES for library in third_party(module)}

        undeclared = {
            library for library in imported if not declared & {_plain(one) for one in owners.get(library, [])}
        }

        # These come with a declared one and are part of what it promises.
        assert undeclared <= {"itsdangerous", "werkzeug", "marshmallow"}

    def test_what_is_declared_is_imported(self):
        owners = packages_distributions()
        imported = {
            _plain(owner)
            for module in MODULES
            for library in third_party(module)
            for owner in owners.get(library, [])
        }

        # SQLAlchemy speaks to PostgreSQL through it.
        assert {_plain(one) for one in _project()["dependencies"]} - imported == {"psycopg"}

    def test_the_environment_is_read_in_one_place(self):
        readers = {
            module.name for module in MODULES if re.search(r"\bos\.(environ|getenv|putenv)\b", module.source)
        }

        assert readers == {"settings"}

    def test_one_place_commits(self):
        committing = {
            module.name for module in MODULES for name, _call in calls(module.tree) if name.endswith(".commit")
        }

        # An index has writers of its own, which are no database's.
        assert {name for name in committing if not stands_in(name, frozenset({"search"}))} == {"models.database"}

    def test_one_clock_tells_the_time(self):
        clocks = re.compile(r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.time)$")
        readers = {module.name for module in MODULES for name, _call in calls(module.tree) if clocks.search(name)}

        assert readers == {"clock"}


class TestFiles:
    def test_a_file_can_be_read_in_one_sitting(self):
        long = {
            module.name: lines
            for module in MODULES
            if (lines := len(module.source.splitlines())) > READABLE and not stands_in(module.name, LISTS)
        }

        assert long == {}

    def test_a_file_opens_with_its_promise(self):
        silent = {
            module.name
            for module in MODULES
            if module.tree.body
            and not (ast.get_docstring(module.tree) or "").partition("\n")[0].endswith((".", "…"))
        }

        assert silent == set()

    def test_no_file_is_called_by_what_it_is_not(self):
        assert [module.name for module in MODULES if re.search(r"(util|helper|common|misc)s?$", module.name)] == []


class TestPages:
    def test_nothing_is_loaded_from_a_foreign_host(self):
        pages = [*(ROOT / "templates").rglob("*.*"), *(PACKAGE / "web" / "static").rglob("*.*")]
        foreign = re.compile(r"""(src|href|action)\s*=\s*["']?(https?:)?//|url\(\s*["']?(https?:)?//|@import""")

        assert pages
        assert [page.name for page in pages if page.suffix in {".html", ".css", ".js", ".svg"}
                and foreign.search(page.read_text(encoding="utf-8"))] == []  # fmt: skip

    def test_no_script_looks_behind(self):
        """Safari before 16.4 and old WebViews know no lookbehind, and refuse the whole script that holds one."""
        scripts = [*(PACKAGE / "web" / "static").rglob("*.js"), *(ROOT / "templates").rglob("*.html")]

        assert [one.name for one in scripts if re.search(r"\(\?<[=!]", one.read_text())] == []


class TestRelease:
    def test_the_changelog_tells_of_this_version(self):
        version = _project()["version"]

        assert re.search(rf"^## {re.escape(version)}\b", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    @pytest.mark.parametrize("lock", ["run", "test"])
    def test_the_lock_holds_every_dependency_by_hash_and_names_no_host(self, lock):
        project = tomllib.loads((ROOT / "pyproject.toml").read_text())
        groups = project["dependency-groups"]
        wanted = [
            *project["project"]["dependencies"],
            *groups["build"],
            *(groups["dev"] if lock == "test" else []),
        ]
        text = (ROOT / ".requirements" / f"{lock}.txt").read_text()
        locked = set(re.findall(r"^([a-z0-9.-]+)==", text, re.MULTILINE))

        assert {_plain(one) for one in wanted} - locked == set()
        assert len(re.findall(r"^[a-z0-9.-]+==[^\n]* \\\n    --hash=sha256:", text, re.MULTILINE)) == len(locked)
        assert "://" not in text


def _project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def _plain(requirement: str) -> str:
    name = re.match(r"[\w.-]+", requirement)
    assert name is not None
    return re.sub(r"[._-]+", "-", name[0]).lower()
