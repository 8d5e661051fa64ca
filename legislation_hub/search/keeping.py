"""Where the index is kept, in the database or in a folder: nobody else knows of two engines."""

from pathlib import Path

from legislation_hub.search.engine.shelf import FolderShelf
from legislation_hub.search.engines import Shelf
from legislation_hub.search.postgres.shelf import PostgresShelf


def shelf_at(folder: Path, database: str | None = None) -> Shelf:
    """Return the shelf in the PostgreSQL ``database`` where one is named, and otherwise the one in ``folder``."""
    return PostgresShelf(database, former=folder) if database else FolderShelf(folder)
