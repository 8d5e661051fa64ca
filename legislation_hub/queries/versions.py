"""The versions of a draft that may be laid beside each other, and what became of the text of one in another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from legislation_hub.legaltext.amending import amend
from legislation_hub.legaltext.amendments.tracing import traced
from legislation_hub.legaltext.comparing import compare
from legislation_hub.legaltext.comparison import Comparison
from legislation_hub.legaltext.tree import law_from
from legislation_hub.models import Consultation, Version
from legislation_hub.queries.openings import SHOWN
from legislation_hub.vocabulary import Genre


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a draft; ``is_public`` where it was put to everybody. ``base_id`` as in :class:`Version`."""

    id: UUID
    draft_id: UUID
    station_id: UUID
    ordinal: int
    reading: str
    title: str
    genre: str
    base_id: UUID | None
    published_at: datetime | None
    is_public: bool


def editions_of(session: Session, draft_id: UUID) -> Sequence[Edition]:
    """Return the versions of a draft in their order; one query."""
    public = exists().where(
        Consultation.version_id == Version.id, Consultation.is_public, Consultation.stage.in_(SHOWN)
    )
    columns: tuple[Any, ...] = (
        Version.id, Version.draft_id, Version.station_id, Version.ordinal, Version.reading, Version.title,
        Version.genre, Version.base_id, Version.published_at, public,
    )  # fmt: skip
    query = select(*columns).where(Version.draft_id == draft_id).order_by(Version.ordinal)
    return [Edition(*row) for row in session.execute(query)]


def before(editions: Sequence[Edition], new: Edition) -> Edition | None:
    """Return what a version is usually compared with: the law that it amends, else the one before of its genre."""
    base = next((one for one in editions if one.id == new.base_id), None)
    earlier = [one for one in editions if one.ordinal < new.ordinal and one.genre == new.genre]
    return base or (earlier[-1] if earlier else None)


def latest(editions: Sequence[Edition]) -> Edition | None:
    """Return the version that is usually compared: the last that is a whole law, else the last."""
    laws = [one for one in editions if one.genre == Genre.FULL] or editions
    return laws[-1] if laws else None


def compared(old: Version, new: Version) -> Comparison:
    """Return what became of one version in another; an amendment that made the one of the other decides."""
    before, after = law_from(old.text), law_from(new.text)
    if new.decision is None or new.base_id != old.id:
        return compare(before, after)
    return compare(before, after, traced(amend(before, law_from(new.decision.text)), after))
