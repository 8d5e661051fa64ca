"""One row by its id, or the plain word that there is none."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from legislation_hub.models import Base
from legislation_hub.problems import NotFound

Row = TypeVar("Row", bound=Base)


def ids(values: Iterable[str]) -> list[UUID]:
    """Return the ids that a form brought; raise :class:`NotFound` for what is none."""
    try:
        return [UUID(one) for one in values]
    except ValueError:
        raise NotFound() from None


def fetch(session: Session, kind: type[Row], identity: UUID) -> Row:
    """Return the row of ``kind`` with this id; raise :class:`NotFound` if there is none."""
    row = session.get(kind, identity)
    if row is None:
        raise NotFound()
    return row
