"""How many queries a page or a query function makes: the number must not grow with the rows."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session


class Counted(list[str]):
    """The statements that were sent to the database."""

    def __repr__(self) -> str:
        return "\n\n".join(self)


@pytest.fixture
def queries_made(session: Session):
    """Return a context manager that gives the statements sent inside it: ``with queries_made() as made``."""

    @contextmanager
    def count() -> Iterator[Counted]:
        made = Counted()

        def note(_connection, _cursor, statement, *_rest) -> None:
            # A browser's request has a session, so begins a transaction, of its own.
            if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "PRAGMA")):
                made.append(statement)

        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield made
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return count
