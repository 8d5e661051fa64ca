"""The first page of each wing, against an empty Flask page on the same server."""

from collections.abc import Callable
from functools import partial

from bench.instance import EMPTY, running
from bench.measure import Row, alternate

RUNS = 60
BASELINE = "an empty Flask page"

# Each wing's first page, and who opens it.
PAGES = {
    "/": None,
    "/door/": None,
    "/field/": "collector",
    "/room/": "room_head",
    "/department/": "department_officer",
    "/station/": "coordinator",
    "/municipal/": "municipal_officer",
    "/admin/": "administrator",
}


def rows() -> list[Row]:
    """Measure the pages in turns, each by somebody who is signed in and stays connected."""
    with running() as instance:
        acts: dict[str, Callable[[], object]] = {BASELINE: partial(instance.visitor().get, EMPTY)}
        for path, role in PAGES.items():
            person = instance.person(role) if role else instance.visitor()
            acts[path] = partial(person.get, path)
        return alternate(acts, runs=RUNS, baseline=BASELINE)
