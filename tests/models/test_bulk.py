"""Rows that are written at one go are the rows that the session itself would write."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from legislation_hub.models import Base, Comment, Conflict, Counter, Event, Submission, Words
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


@pytest.mark.parametrize("kind", [Submission, Comment, Words, Conflict, Counter])
@pytest.mark.parametrize("bare", [False, True])
def test_every_column_of_what_is_heard_is_kept_as_the_database_layer_itself_keeps_it(connection, kind, bare):
    table = kind.__table__
    if connection.dialect.name != "sqlite":
        # Only what is written is looked at here, not what it refers to.
        connection.exec_driver_sql("SET session_replication_role = replica")
    row = {one.name: None if bare and one.nullable else a_value_of(one) for one in table.columns}

    insert_all(connection, kind, [row])
    [written] = connection.execute(sa.select(table)).mappings().all()
    connection.execute(table.delete())
    connection.execute(sa.insert(table), row)

    assert dict(written) == row == dict(connection.execute(sa.select(table)).mappings().one())


def a_value_of(column):
    kind = column.type
    if isinstance(kind, sa.Enum):
        return next(iter(kind.enum_class))
    kind = getattr(kind, "impl", kind)
    values = {UUID: new_id(), datetime: MOMENT, dict: {"words": "路“面”"}, bytes: b"\0salt", bool: True, int: 7}
    return values.get(kind.python_type, f"{column.name}：路面要硬化。😀")


def test_no_rows_are_no_work(connection):
    insert_all(connection, Event, [])

    assert kept(connection) == []


@pytest.mark.parametrize("other", [{"position": 9}, {}], ids=["one more", "one less"])
def test_rows_of_different_columns_are_refused(connection, other):
    second = event(2) | other
    if not other:
        del second["room_id"]

    with pytest.raises(AssertionError, match="the same columns"):
        insert_all(connection, Event, [event(1), second])
