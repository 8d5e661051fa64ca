"""The same program on PostgreSQL: its schema, its refusals and its log."""

from dataclasses import replace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from legislation_hub.app import create_app
from legislation_hub.models import Base, schema
from legislation_hub.models.database import db, transaction
from legislation_hub.services.recording import record
from legislation_hub.vocabulary import Tag
from tests.conftest import settings_in
from tests.makers import Make

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def on_postgres(postgres_url, tmp_path_factory):
    settings = replace(settings_in(tmp_path_factory.mktemp("postgres")), database_url=postgres_url)
    app = create_app(settings)
    with app.app_context():
        schema.upgrade(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def session(on_postgres):
    session = db.session()
    yield session
    session.rollback()


class TestSchema:
    def test_is_that_of_this_release_after_an_upgrade(self, on_postgres):
        schema.demand_own_schema(db.engine)

    def test_holds_every_table_as_the_models_say(self, on_postgres):
        with db.engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []

    def test_is_the_same_on_sqlite(self, app):
        with db.engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


class TestRefusals:
    @pytest.mark.parametrize(
        "act", ["UPDATE words SET words = '别的话'", "DELETE FROM words", "UPDATE comment SET stance = 'support'"]
    )
    def test_words_cannot_be_changed(self, session, act):
        Make(session).comment(words="边沟要修。")

        with pytest.raises(DBAPIError):
            session.execute(text(act))

    @pytest.mark.parametrize("act", ["UPDATE event SET actor = 'x'", "DELETE FROM event"])
    def test_events_cannot_be_touched(self, session, act):
        record(session, None, Tag.UNIT_CREATED, Make(session).station())

        with pytest.raises(DBAPIError):
            session.execute(text(act))


def test_a_transaction_that_breaks_leaves_nothing(on_postgres):
    with pytest.raises(ZeroDivisionError):
        _make_a_station_and_break()

    assert db.session.execute(text("SELECT count(*) FROM unit")).scalar() == 0


def _make_a_station_and_break() -> None:
    with transaction() as session:
        Make(session).station()
        raise ZeroDivisionError
