"""Whether the database has the schema of this release, and how it gets it."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError as Unreachable

from legislation_hub.problems import SchemaNotOurs

__all__ = ["Unreachable", "demand_own_schema", "upgrade"]

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


def upgrade(engine: Engine) -> tuple[str | None, str]:
    """Bring the database to the schema of this release; return the revision before and after."""
    with engine.connect() as connection:
        before = _revision_in(connection)
        connection.rollback()
        with connection.execution_options(writes=True).begin():
            command.upgrade(_config(connection), "head")
        return before, _head()


def demand_own_schema(engine: Engine) -> None:
    """Raise :class:`SchemaNotOurs` unless the database has exactly the schema of this release."""
    with engine.connect() as connection:
        found = _revision_in(connection)
    if found != _head():
        raise SchemaNotOurs(found=found or "-", wanted=_head())


def _revision_in(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _head() -> str:
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    assert head is not None, "the package ships its migrations"
    return head


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
