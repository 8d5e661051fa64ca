"""A real Chromium, as a phone and as a desk, and pictures of what it showed for whoever asks for them."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.fixtures_demo import demo, look  # noqa: F401
from tests.browser.fixtures_notebook import collector, kept, outdoors  # noqa: F401

SCREENS = Path(__file__).resolve().parents[2] / ".artefacts" / "screens"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 860}

PATIENCE = 15_000  # ms, for whatever a page promises; a busy machine takes its time

Snap = Callable[[Page, str], None]
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Name the system's Chromium; none is ever downloaded."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    return {
        "executable_path": found,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """Be a reader in the county."""
    return {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture
def desk(new_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """Yield a page as wide as an office's screen; an error in its scripts fails the test."""
    yield from _watched(new_context(viewport=DESK))


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """Yield a page as narrow as the narrowest phone, for a thumb; an error in its scripts fails the test."""
    yield from _watched(new_context(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2))


def _watched(context: BrowserContext) -> Iterator[Page]:
    problems: list[str] = []
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
    yield page
    assert problems == []


@pytest.fixture
def snap() -> Snap:
    """Return ``snap(page, name)``, which keeps the whole page in .artefacts/screens if SCREENS=1 asks for it."""
    wanted = os.environ.get("SCREENS") == "1"

    def snap(page: Page, name: str) -> None:
        if wanted:
            width = (page.viewport_size or DESK)["width"]
            page.screenshot(path=SCREENS / f"{name}-{width}.png", full_page=True)

    return snap
