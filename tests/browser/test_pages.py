"""Every page of every wing, as far as its links lead: nothing is cut off, nothing keeps anybody out."""

import re
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.fixtures_demo import Demo

pytestmark = pytest.mark.browser

# One of every role, by the name in the demo.
PEOPLE = {
    "field": "maochang-1",
    "room": "maochang-zhuren",
    "station": "xietiao",
    "head": "zhanzhang",
    "municipal": "shiji",
    "department": "sfj",
    "admin": "guanli",
    "audit": "shenji",
}
# The notebook holds its views in itself; tests/browser/test_notebook_pages.py looks at them.
BEGINS = {"field": "/field/"}
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
# Files, and the page that is the same in every wing.
LEFT_OUT = re.compile(
    r"\.(xlsx|pdf|docx|csv|json|zip)$|/source$|/slips$|/papers/|/draft$|/proof$|/files/|/against/"
)


@pytest.mark.parametrize("wing", PEOPLE)
def test_every_page_of_a_wing_reads_well(desk: Page, demo: Demo, look: Callable[[Page, str], None], wing: str):
    demo.enter(desk, PEOPLE[wing])

    seen = walk(desk, look, wing, BEGINS.get(wing, urlsplit(desk.url).path))

    assert len(seen) > 3


def test_every_page_of_a_resident_reads_well(desk: Page, demo: Demo, look: Callable[[Page, str], None]):
    desk.goto(demo.url)

    assert len(walk(desk, look, "public", "/")) > 4


def walk(page: Page, look: Callable[[Page, str], None], wing: str, start: str) -> set[str]:
    """Follow every kind of link once; return the kinds of page that were seen."""
    seen, waiting, problems = {shape(start)}, [start], []
    while waiting:
        path = waiting.pop(0)
        answer = page.goto(urljoin(page.url, path))
        assert answer is not None
        assert answer.status == 200, f"{path} answers {answer.status}"
        try:
            look(page, f"{wing}{shape(path).replace('/', '-')}".rstrip("-"))
        except AssertionError as problem:
            # All are told at once.
            problems.append(str(problem))
        for link in page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))"):
            onward = urljoin(path, link.partition("#")[0])
            if onward.startswith("/") and shape(onward) not in seen and not LEFT_OUT.search(urlsplit(onward).path):
                seen.add(shape(onward))
                waiting.append(onward)
    assert not problems, "\n".join(problems)
    return seen


def shape(path: str) -> str:
    """What a page is, whatever it is about."""
    kind = UUID.sub("_", urlsplit(path).path)
    kind = re.sub(r"^/texts/_/\w+_[\w~-]+$", "/texts/_/_", kind)
    return re.sub(r"^/c/[\w-]+", "/c/_", kind)
