"""What every test may ask for: an instance with its own database, a session, and things made in few words."""

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask, g
from flask import session as flask_session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from legislation_hub import clock
from legislation_hub.app import create_app
from legislation_hub.models import Account
from legislation_hub.models.database import db
from legislation_hub.models.schema import upgrade
from legislation_hub.services import passwords
from legislation_hub.settings import Settings
from tests.makers import Make

pytest_plugins = [
    "tests.counting",
    "tests.fixtures_ci",
    "tests.fixtures_postgres",
    "tests.fixtures_readings",
    "tests.fixtures_server",
]

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_collection_finish() -> None:
    """Let the garbage collector leave alone what stays until the end: every module and every test."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def in_haste() -> Iterator[None]:
    """Spare every test what is slow and the same each time; what it computes does not change.

    An application compiles two functions for each of its addresses, which is most of the time that making one
    takes; they depend on nothing but the address. A password takes 64 MiB and a quarter of a second on purpose.
    """
    compiled: dict[tuple[Any, ...], Callable[..., Any]] = {}
    compile_builder = Rule._compile_builder

    def once(rule: Rule, append_unknown: bool = True) -> Callable[..., Any]:
        address = (append_unknown, *rule._trace, repr(rule.defaults))
        if address not in compiled:
            compiled[address] = compile_builder(rule, append_unknown)
        return compiled[address]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", once)
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real law texts and places that stand beside a developer's checkout."""
    if not SHARED.is_dir():
        pytest.skip("the shared data is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose database was made by the migrations; tests copy it."""
    folder = tmp_path_factory.mktemp("migrated")
    app = create_app(settings_in(folder))
    with app.app_context():
        upgrade(db.engine)
        db.engine.dispose()
    return folder


@pytest.fixture
def settings(migrated: Path, tmp_path: Path) -> Settings:
    """The settings of a fresh instance."""
    folder = tmp_path / "data"
    shutil.copytree(migrated, folder)
    return settings_in(folder)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """A fresh instance."""
    app = create_app(settings)
    app.testing = True
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Session:
    """The session of the fresh instance."""
    return db.session()


@pytest.fixture
def make(session: Session) -> Make:
    """The builder of things that a test is about."""
    return Make(session)


class Browser:
    """A signed-in person's requests, with CSRF tokens filled in."""

    def __init__(self, app: Flask, account: Account | None) -> None:
        self.client: FlaskClient = app.test_client()
        if account is not None:
            with self.client.session_transaction() as cookie:
                cookie["_user_id"] = f"{account.id}:{account.epoch}"
                cookie["_fresh"] = True
                cookie["began"] = clock.now().isoformat()

    def get(self, path: str, **options):
        """Open a page; redirects are followed."""
        self._forget()
        return self.client.get(path, follow_redirects=True, **options)

    def post(self, path: str, data: dict | None = None, **options):
        """Send a form as the page would, with the token of this session; redirects are followed."""
        self._forget()
        return self.client.post(
            path, data={**(data or {}), "csrf_token": self._token()}, follow_redirects=True, **options
        )

    def _forget(self) -> None:
        # Requests share the test's application context: nothing of an earlier one, nor who was there, may stay.
        db.session.remove()
        for name in list(g):
            g.pop(name)

    def _token(self) -> str:
        # The same token that a page of this session would carry.
        with self.client.session_transaction() as cookie, self.client.application.test_request_context():
            flask_session.update(cookie)
            token = generate_csrf()
            cookie["csrf_token"] = flask_session["csrf_token"]
        return token


@pytest.fixture
def browse(app: Flask):
    """Return a function that gives a person's requests: ``browse(account)``, or ``browse()`` for a resident."""
    return lambda account=None: Browser(app, account)


def settings_in(folder: Path) -> Settings:
    """Return settings for an embedded instance in ``folder``."""
    return Settings(
        data=folder, database_url=f"sqlite:///{folder / 'legislation_hub.db'}", secret=b"only-for-tests" * 4
    )
