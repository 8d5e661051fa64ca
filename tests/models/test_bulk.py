"""Rows that are written at one go are the rows that the session itself would write."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from legislation_hub.models import Base, Event
from legislation_hub.models.base import new_id
from legislation_hub.models.bulk import insert_all
from legislation_hub.vocabulary import Role, Tag

MOMENT = datetime(2026, 8, 5, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def connection(request):
    if request.param == "sqlite":
        engine = sa.create_engine("sqlite://")
    else:
        url = request.getfixturevalue("postgres_url").replace("postgresql://", "postgresql+psycopg://", 1)
        engine = sa.create_engine(url)
    with engine.connect() as connection, connection.begin() as passing:
        Base.metadata.create_all(connection)
        yield connection
        passing.rollback()
    engine.dispose()


def event(sequence, **other):
    row = {
        "chain": UUID(int=7),
        "sequence": sequence,
        "at": MOMENT,
        "actor_id": None,
        "actor": "站长",
        "role": Role.STATION_HEAD,
        "tag": Tag.COMMENT_RECORDED,
        "subject_kind": "comment",
        "subject_id": "1",
        "room_id": None,
        "detail": {"number": "520521100-2026-00001", "late": False},
        "previous": "0",
        "hash": "1",
    }
    return row | other


def kept(connection):
    found = connection.execute(sa.select(Event.__table__).order_by(Event.sequence)).mappings()
    return [{name: value for name, value in row.items() if name != "position"} for row in found]


def test_every_kind_of_value_is_kept_as_it_was(connection):
    rows = [
        event(1),
        event(2, room_id=new_id(), role=None, at=MOMENT + timedelta(microseconds=1)),
        event(3, actor_id=new_id(), detail={"章": ["“条”", None]}, tag=Tag.COMMENT_WITHDRAWN),
    ]

    insert_all(connection, Event, rows)

    assert kept(connection) == rows


def test_they_stand_as_the_database_layer_itself_writes_them(connection):
    insert_all(connection, Event, [event(1), event(3)])
    connection.execute(sa.insert(Event.__table__), [event(2), event(4)])

    told = [event["sequence"] for event in kept(connection)]
    raw = connection.exec_driver_sql('SELECT * FROM event ORDER BY "sequence"').mappings()
    first, second, third, fourth = ({**row, "position": 0, "sequence": 0} for row in raw)

    assert told == [1, 2, 3, 4]
    assert first == second == third == fourth


def test_no_rows_are_no_work(connection):
    insert_all(connection, Event, [])

    assert kept(connection) == []


def test_rows_of_different_columns_are_refused(connection):
    short = event(2)
    del short["room_id"]

    with pytest.raises(KeyError, match="room_id"):
        insert_all(connection, Event, [event(1), short])
