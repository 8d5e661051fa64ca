"""The station's drafts, their readings, and the provisions of a reading."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from legislation_hub.models import Consultation, Draft, Provision, StoredFile, Version
from legislation_hub.queries.provisions import IS_ARTICLE
from legislation_hub.vocabulary import Level, Stage


@dataclass(frozen=True, slots=True)
class Asking:
    """A consultation on a reading."""

    id: UUID
    title: str
    stage: Stage
    recalled: bool


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One reading of a draft."""

    id: UUID
    ordinal: int
    reading: str
    title: str
    genre: str
    name: str
    sha256: str
    size: int
    articles: int
    uploaded_at: datetime
    published_at: datetime | None
    consultations: Sequence[Asking]


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft with its readings, the latest first."""

    id: UUID
    title: str
    versions: Sequence[VersionRow]


@dataclass(frozen=True, slots=True)
class Piece:
    """A provision as it is printed."""

    id: UUID
    level: Level
    number: str
    label: str
    heading: str
    eid: str
    citation: str
    text: str
    depth: int


def drafts_of(session: Session, station_id: UUID) -> Sequence[DraftRow]:
    """Return the drafts of a station, the newest first; four queries."""
    query = select(Draft).where(Draft.station_id == station_id)
    drafts = session.scalars(query.order_by(Draft.created_at.desc(), Draft.id.desc())).all()
    return _with_versions(session, drafts)


def one_draft(session: Session, draft: Draft) -> DraftRow:
    """Return one draft with its readings."""
    return _with_versions(session, [draft])[0]


def pieces_of(session: Session, version_id: UUID) -> Sequence[Piece]:
    """Return all provisions of a version in reading order."""
    columns = (
        Provision.id,
        Provision.level,
        Provision.number,
        Provision.label,
        Provision.heading,
        Provision.eid,
        Provision.citation,
        Provision.text,
        Provision.depth,
    )
    query = select(*columns).where(Provision.version_id == version_id).order_by(Provision.position)
    return [Piece(*row) for row in session.execute(query)]


def _with_versions(session: Session, drafts: Sequence[Draft]) -> Sequence[DraftRow]:
    ids = [one.id for one in drafts]
    versions = session.execute(
        select(Version, StoredFile.name, StoredFile.sha256, StoredFile.size)
        .join(StoredFile, StoredFile.id == Version.file_id)
        .where(Version.draft_id.in_(ids))
        .order_by(Version.ordinal.desc())
    ).all()
    version_ids = [version.id for version, *_file in versions]
    articles = dict(
        session.execute(
            select(Provision.version_id, func.count())
            .where(Provision.version_id.in_(version_ids), IS_ARTICLE)
            .group_by(Provision.version_id)
        ).all()
    )
    askings: dict[UUID | None, list[Asking]] = defaultdict(list)
    query = select(Consultation).where(Consultation.version_id.in_(version_ids))
    for one in session.scalars(query.order_by(Consultation.created_at)):
        recalled = one.recalled_at is not None
        askings[one.version_id].append(Asking(one.id, one.title, one.stage, recalled))
    found: dict[UUID, list[VersionRow]] = defaultdict(list)
    for version, name, sha256, size in versions:
        found[version.draft_id].append(
            VersionRow(
                version.id,
                version.ordinal,
                version.reading,
                version.title,
                version.genre,
                name,
                sha256,
                size,
                articles.get(version.id, 0),
                version.uploaded_at,
                version.published_at,
                askings[version.id],
            )
        )
    return [DraftRow(one.id, one.title, found[one.id]) for one in drafts]
