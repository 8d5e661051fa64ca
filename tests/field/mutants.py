"""Engines that are broken on purpose, each in one way: what the faults are measured with must find them out."""

from collections.abc import Callable, Mapping

Edit = Callable[[str], str]

FOLDER = "/static/notebook"


def _instead(old: str, new: str) -> Edit:
    """Return what replaces ``old``, which stands exactly once, by ``new``."""

    def edit(script: str) -> str:
        assert script.count(old) == 1, f"the engine no longer says {old!r}"
        return script.replace(old, new)

    return edit


def _both(first: Edit, second: Edit) -> Edit:
    return lambda script: second(first(script))


# Takes any answer 200 for a receipt, whether it names the comment or not.
LETS_GO_ON_ANY_200: Mapping[str, Edit] = {
    f"{FOLDER}/sender.js": _instead(
        "if (!result) return [];", "if (!result) return [left(one.record, one.inside)];"
    )
}
# Gives a comment another id whenever it is sent again.
NEW_ID_FOR_EVERY_TRY: Mapping[str, Edit] = {
    f"{FOLDER}/sender.js": _both(
        _instead(
            "...inside.content, id: record.id,",
            "...inside.content, id: record.tries > 1 ? crypto.randomUUID() : record.id,",
        ),
        _instead(
            ".map((one) => [one?.id, one])",
            ".map((one, at) => [some[at].record.id, {...one, id: some[at].record.id}])",
        ),
    )
}
# Tidies up what was said before it keeps it.
TRIMS_WORDS: Mapping[str, Edit] = {
    f"{FOLDER}/queue.js": _instead(
        "Object.fromEntries(said)",
        "Object.fromEntries(said.map(([name, value]) => [name, value.trim ? value.trim() : value]))",
    )
}
