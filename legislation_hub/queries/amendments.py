"""What an amendment may be combined with, and what came of it before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from legislation_hub.models import Version
from legislation_hub.vocabulary import Genre


@dataclass(frozen=True, slots=True)
class Base:
    """A whole text of the draft that an amendment may change."""

    id: UUID
    reading: str
    title: str


@dataclass(frozen=True, slots=True)
class Combined:
    """A version that was made from an amendment and a base."""

    id: UUID
    base_id: UUID | None
    reading: str
    uploaded_at: datetime


def bases_of(session: Session, decision: Version) -> Sequence[Base]:
    """Return the whole texts of the draft, the latest first, without those that came out of this amendment."""
    own = or_(Version.decision_id.is_(None), Version.decision_id != decision.id)
    query = (
        select(Version.id, Version.reading, Version.title)
        .where(Version.draft_id == decision.draft_id, Version.genre == Genre.FULL.value, own)
        .order_by(Version.ordinal.desc())
    )
    return [Base(*row) for row in session.execute(query)]


def combined_from(session: Session, decision: Version) -> Sequence[Combined]:
    """Return the versions that were made from this amendment, the latest first."""
    query = (
        select(Version.id, Version.base_id, Version.reading, Version.uploaded_at)
        .where(Version.decision_id == decision.id)
        .order_by(Version.ordinal.desc())
    )
    return [Combined(*row) for row in session.execute(query)]
