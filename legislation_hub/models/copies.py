"""A whole copy of a living database, made while people work."""

from pathlib import Path

from sqlalchemy import Engine

from legislation_hub.problems import BackupElsewhere


def copy_database(engine: Engine, target: Path) -> None:
    """Write the committed state of an SQLite database to ``target``, which must not exist.

    ``VACUUM INTO`` reads one moment; copying the file would lose what is still in its log. Raises
    :class:`BackupElsewhere` for a database that has tools of its own.
    """
    if engine.dialect.name != "sqlite":
        raise BackupElsewhere()
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()
