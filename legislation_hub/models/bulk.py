"""Many rows of one kind are written at one go, without what SQLAlchemy does again for each of them."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Table, insert

from legislation_hub.models.base import Base

Row = Mapping[str, Any]
_Turn = Callable[[Any], Any]


def insert_all(database: Connection, kind: type[Base], rows: Sequence[Row]) -> None:
    """Insert these rows, all of which name the same columns; each value becomes what its column makes of it.

    To bind a row costs SQLAlchemy's own ``execute`` about as much as it costs the database to write it.
    """
    if not rows:
        return
    names = tuple(rows[0])
    assert all(len(row) == len(names) for row in rows), "every row names the same columns"
    text, order, turns = _plan(database.dialect, cast(Table, kind.__table__), names)
    columns = []
    for name in order or names:
        turn, values = turns[name], [row[name] for row in rows]
        columns.append(values if turn is None else _turned(turn, values))
    listed = zip(*columns, strict=True)
    if order is None:
        database.exec_driver_sql(text, [dict(zip(names, row, strict=True)) for row in listed])
    else:
        database.exec_driver_sql(text, list(listed))


def _turned(turn: _Turn, values: Sequence[Any]) -> list[Any]:
    """Turn each value; what many rows have in common, such as their station, is turned once."""
    turned: list[Any] = []
    last = became = turned
    for value in values:
        if value is not last:
            last, became = value, turn(value)
        turned.append(became)
    return turned


@lru_cache(maxsize=64)
def _plan(
    dialect: Dialect, table: Table, names: tuple[str, ...]
) -> tuple[str, Sequence[str] | None, Mapping[str, _Turn | None]]:
    """Return the statement, the order of its values (None where they are named), and what turns each of them."""
    # Told that there may be many: PostgreSQL would else be asked for the key of each.
    compiled = insert(table).compile(dialect=dialect, column_keys=list(names), for_executemany=True)
    turns = {name: table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names}
    return str(compiled), compiled.positiontup, turns
