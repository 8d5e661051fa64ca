"""Every act leaves an event: what a person changes in the services can be read in the log."""

import ast
from collections.abc import Iterator

from tests.house import Module, calls, modules

# Acts that change nothing for anybody else.
SILENT = {
    ("services.noticing", "see"): "that somebody looked at their own notices is kept on the notice itself",
    ("services.watching", "look_at"): "that somebody looked at their own search is kept on the search itself",
    ("services.keeping", "tell_waiting"): "a log of what a phone says many times a day would tell of online time",
}

WRITES = {"add", "add_all", "delete", "merge"}
STATEMENTS = {"insert", "update", "delete"}

Function = tuple[str, str]

# The first is the case of one of the second.
RECORD: Function = ("services.recording", "record")
RECORD_ALL: Function = ("services.recording", "record_all")


def services() -> list[Module]:
    return [module for module in modules() if module.top == "services"]


def functions() -> dict[Function, ast.FunctionDef]:
    return {
        (module.name, node.name): node
        for module in services()
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef)
    }


def known_names(module: Module) -> dict[str, Function]:
    """What a name called in this module stands for, if it is a function of the services."""
    names = {node.name: (module.name, node.name) for node in module.tree.body if isinstance(node, ast.FunctionDef)}
    for node in module.tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("legislation_hub.services"):
            home = (node.module or "").removeprefix("legislation_hub.")
            for alias in node.names:
                names[alias.asname or alias.name] = (home, alias.name)
    return names


def writes_itself(function: ast.FunctionDef) -> bool:
    """Whether the function adds, removes or changes a row with its own hands."""
    for name, call in calls(function):
        if name.startswith("session.") and name.removeprefix("session.") in WRITES:
            return True
        if name == "session.execute" and any(inner in STATEMENTS for inner, _call in calls(call)):
            return True
    return any(
        isinstance(target, ast.Attribute)
        for node in ast.walk(function)
        if isinstance(node, ast.Assign | ast.AugAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    )


class Acts:
    """The services as a graph of calls."""

    def __init__(self) -> None:
        self.functions = functions()
        names = {module.name: known_names(module) for module in services()}
        self.called = {
            function: {names[function[0]][name] for name, _call in calls(node) if name in names[function[0]]}
            for function, node in self.functions.items()
        }

    def reached(self, function: Function) -> set[Function]:
        """The function and all that it calls, directly or not."""
        found, waiting = set(), [function]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting.extend(self.called.get(one, ()))
        return found

    def writing(self) -> Iterator[Function]:
        """The public functions in which an actor changes something; telling and recording is no change."""
        tools = {RECORD, RECORD_ALL, ("services.noticing", "notify")}
        for function, node in self.functions.items():
            public = not function[1].startswith("_")
            if public and function not in tools and "actor" in {argument.arg for argument in node.args.args}:
                below = {one for one in self.reached(function) if one in self.functions and one not in tools}
                if any(writes_itself(self.functions[one]) for one in below):
                    yield function


def test_every_act_leaves_an_event():
    acts = Acts()
    writing = set(acts.writing())
    silent = {one for one in writing if RECORD_ALL not in acts.reached(one)}

    assert len(writing) > 20
    assert silent == set(SILENT)


def test_no_act_swallows_what_goes_wrong():
    # The indexer is a thread that must outlive any one failure; it says so in the log and tries again.
    catching = {
        module.name
        for module in services()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type).endswith("Exception"))
    }

    assert catching <= {"services.indexing"}
