"""The source of the product as the house's tests read it: modules, what they import, what they call."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "legislation_hub"


@dataclass(frozen=True)
class Module:
    """One file of the package."""

    path: Path

    @property
    def name(self) -> str:
        """Its dotted name below the package: ``web.edge``; a package's first file has the package's name."""
        parts = self.path.relative_to(PACKAGE).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def top(self) -> str:
        """The part of the house that it stands in: ``web``."""
        return self.name.partition(".")[0]

    @cached_property
    def source(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @cached_property
    def imports(self) -> frozenset[str]:
        """Every dotted name that it imports, with what stands behind ``from``."""
        return frozenset(self._imports())

    def _imports(self) -> Iterator[str]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.name} imports relatively"
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules() -> tuple[Module, ...]:
    """Every file of the package, by name."""
    return tuple(sorted(map(Module, PACKAGE.rglob("*.py")), key=lambda one: one.name))


def own_imports(module: Module, names: frozenset[str]) -> set[str]:
    """The modules of the package that ``module`` imports; ``names`` are those that there are."""
    found = set()
    for dotted in module.imports:
        name, ours = dotted.removeprefix("legislation_hub."), dotted.startswith("legislation_hub.")
        if ours:
            # ``from legislation_hub.models import Comment`` imports the package, not a module ``Comment``.
            found.add(name if name in names else name.rpartition(".")[0])
    return found


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call below ``tree``, as its dotted text (``session.add``) and itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def written(page: Path) -> str:
    """A template or a file without the template's own comments, which no reader sees."""
    return re.sub(r"\{#.*?#\}", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
