"""A database of every released schema comes to this one with all that was in it."""

import uuid
from datetime import date, datetime

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.exc import DBAPIError

from legislation_hub.models import schema

RELEASED = ("0001", "0002", "0003")
SAMPLES = {
    sa.String: "甲",
    sa.Integer: 1,
    sa.Boolean: True,
    sa.DateTime: datetime(2026, 8, 5, 12),
    sa.Date: date(2026, 8, 5),
    sa.JSON: [],
    sa.LargeBinary: b"salt",
}


@pytest.fixture(params=RELEASED)
def earlier(request, tmp_path):
    """A database with the schema of an earlier release and a row in every table."""
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'hub.db'}")
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(schema.MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, request.param)
        for table in tables(connection):
            connection.execute(table.insert().values({one.name: sample(one) for one in table.columns}))
    yield engine
    engine.dispose()


def tables(connection):
    metadata = sa.MetaData()
    metadata.reflect(connection)
    return [table for name, table in metadata.tables.items() if name != "alembic_version"]


def sample(column):
    if column.primary_key and isinstance(column.type, sa.Integer):
        return 1
    if isinstance(column.type, sa.CHAR):
        return uuid.uuid4().hex
    return next(value for kind, value in SAMPLES.items() if isinstance(column.type, kind))


def rows_in(connection):
    return {table.name: connection.execute(table.select()).mappings().one() for table in tables(connection)}


class TestUpgrade:
    def test_keeps_every_row_as_it_was(self, earlier):
        with earlier.connect() as connection:
            before = rows_in(connection)

        schema.upgrade(earlier)

        with earlier.connect() as connection:
            now = {table.name: table for table in tables(connection)}
            for name, row in before.items():
                kept = connection.execute(now[name].select()).mappings().one()
                assert {column: kept[column] for column in row} == dict(row), name

    @pytest.mark.parametrize("earlier", ["0001"], indirect=True)
    def test_a_comment_of_before_means_its_whole_provision_and_still_cannot_be_changed(self, earlier):
        schema.upgrade(earlier)

        with earlier.connect() as connection:
            assert connection.execute(sa.text("SELECT quote, quote_start FROM comment")).one() == ("", None)
            with pytest.raises(DBAPIError, match="never changed"):
                connection.execute(sa.text("UPDATE comment SET quote = '甲'"))

    @pytest.mark.parametrize("earlier", ["0001", "0002"], indirect=True)
    def test_a_comment_of_before_was_heard_when_it_says_and_still_cannot_be_changed(self, earlier):
        schema.upgrade(earlier)

        with earlier.connect() as connection:
            assert connection.execute(sa.text("SELECT device_heard_at FROM comment")).scalar_one() is None
            with pytest.raises(DBAPIError, match="never changed"):
                connection.execute(sa.text("UPDATE comment SET device_heard_at = '2026-08-05 12:00:00'"))
