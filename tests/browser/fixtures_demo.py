"""The demo behind the product's own server, built once; and eyes that look at a page as a whole."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from legislation_hub.app import create_app
from legislation_hub.demo.building import build_demo
from legislation_hub.models.database import db, transaction
from legislation_hub.models.schema import upgrade
from legislation_hub.services.indexing import catch_up
from tests.browser.looking import violations
from tests.conftest import settings_in
from tests.fixtures_server import serving

GRAVE = {"serious", "critical"}
# The widths at which whoever looks later wants to see every page.
WIDTHS = (360, 1280)


@dataclass(frozen=True)
class Demo:
    """Where the demo is served; everybody in it has the same password."""

    url: str
    password: str

    def enter(self, page: Page, name: str) -> None:
        """Sign in through the page, as a person does."""
        page.goto(f"{self.url}/door/")
        page.get_by_label("登录名").fill(name)
        page.get_by_label("密码").fill(self.password)
        page.locator("main").get_by_role("button", name="登录").click()
        page.wait_for_url(lambda url: "/door/" not in url)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Yield the demo; the tests that share it must not depend on one another."""
    settings = settings_in(tmp_path_factory.mktemp("demo"))
    app = create_app(settings)
    with app.app_context():
        upgrade(db.engine)
        with transaction() as session:
            logins = build_demo(session, settings)
        catch_up(db.session(), app.extensions["shelf"])
        db.session.remove()
    with serving(app) as url:
        yield Demo(url, logins[0].password)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def look(snap: Callable[[Page, str], None]) -> Callable[[Page, str], None]:
    """Return ``look(page, name)``: at no width is anything cut off or grave to axe."""

    def look(page: Page, name: str) -> None:
        usual = page.viewport_size
        assert usual is not None
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": usual["height"]})
            wide = page.evaluate("document.scrollingElement.scrollWidth")
            snap(page, name)
            assert wide <= width, f"{page.url} is {wide} px wide at {width}"
            assert grave(page) == [], page.url
        page.set_viewport_size(usual)

    return look


def grave(page: Page) -> list[str]:
    """What axe finds that keeps somebody from using the page."""
    return [
        f"{one['id']}: {one['help']}: {[node['html'][:200] for node in one['nodes'][:3]]}"
        for one in violations(page)
        if one["impact"] in GRAVE
    ]
