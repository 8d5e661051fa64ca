"""What a search may find, as the database has it now: the source of the index and of every hit that is shown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import Session, aliased, load_only

from legislation_hub.models import (
    Comment,
    Consultation,
    Draft,
    Gathering,
    Point,
    Provision,
    Report,
    Supplement,
    Unit,
    Version,
    Words,
)
from legislation_hub.queries.comments import is_alive, is_reportable
from legislation_hub.queries.provisions import IS_ARTICLE
from legislation_hub.search.document import Document
from legislation_hub.search.scope import Key
from legislation_hub.vocabulary import Findable, Level, ReportState

# As many ids as every database takes in one query.
BATCH = 500

# A comment that a signed report of its station stands for, and so its municipality may read.
is_reported = and_(
    is_reportable,
    exists()
    .where(
        Gathering.comment_id == Comment.id,
        Point.id == Gathering.point_id,
        Point.dissolved_at.is_(None),
        Report.consultation_id == Comment.consultation_id,
        Report.room_id.is_(None),
        Report.state == ReportState.SIGNED,
    )
    .correlate(Comment),
)


# A version's row carries the whole law as one JSON text; a search wants none of it.
_VERSION = (Version.draft_id, Version.station_id, Version.title, Version.published_at)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that can be found: what the index knows of it, and what a list of hits shows beside its text.

    ``title`` is the law's or the consultation's, ``number`` a comment's, ``room`` the name of where it was heard.
    """

    document: Document
    title: str
    eid: str = ""
    number: str = ""
    room: str = ""


def things(session: Session, keys: Iterable[Key]) -> dict[Key, Thing]:
    """Return what stands under ``keys`` now; what was withdrawn, corrected or never published is missing."""
    wanted: dict[Findable, list[UUID]] = {kind: [] for kind in Findable}
    for key in keys:
        wanted[key.kind].append(UUID(key.id))
    readers = {Findable.DRAFT: _drafts, Findable.PROVISION: _provisions, Findable.COMMENT: _comments}
    found = [
        thing
        for kind, ids in wanted.items()
        for start in range(0, len(ids), BATCH)
        for thing in readers[kind](session, ids[start : start + BATCH])
    ]
    return {thing.document.key: thing for thing in found}


def every_key(session: Session) -> Iterator[Key]:
    """Yield the key of everything that can be found; comments come last, batch by batch."""
    yield from _keys(session, Findable.DRAFT, select(Draft.id))
    published = select(Version.id).where(Version.published_at.is_not(None))
    for version_id in session.scalars(published).all():
        yield from _keys(session, Findable.PROVISION, _cited().where(Provision.version_id == version_id))
    last = UUID(int=0)
    while keys := _keys(
        session,
        Findable.COMMENT,
        select(Comment.id).where(Comment.id > last, is_alive).order_by(Comment.id).limit(BATCH),
    ):
        yield from keys
        last = UUID(keys[-1].id)


def drafts_of(session: Session, version_ids: Sequence[UUID]) -> list[Key]:
    """Return the keys of the drafts of these versions."""
    return _keys(session, Findable.DRAFT, select(Version.draft_id).where(Version.id.in_(version_ids)).distinct())


def provisions_asked_in(session: Session, consultation_ids: Sequence[UUID]) -> list[Key]:
    """Return the keys of the articles and clauses on which these consultations ask."""
    versions = select(Consultation.version_id).where(Consultation.id.in_(consultation_ids))
    return _keys(session, Findable.PROVISION, _cited().where(Provision.version_id.in_(versions)))


def with_corrected(session: Session, comment_ids: Sequence[UUID]) -> list[Key]:
    """Return the keys of these comments and of those that they correct."""
    corrected = select(Comment.corrects_id).where(Comment.id.in_(comment_ids), Comment.corrects_id.is_not(None))
    own = [Key(Findable.COMMENT, str(identity)) for identity in comment_ids]
    return own + _keys(session, Findable.COMMENT, corrected)


def comments_near(session: Session, point_ids: Sequence[UUID]) -> list[Key]:
    """Return the keys of all comments of the consultations to which these points belong."""
    consultations = select(Point.consultation_id).where(Point.id.in_(point_ids))
    return _keys(session, Findable.COMMENT, select(Comment.id).where(Comment.consultation_id.in_(consultations)))


def comments_reported_in(session: Session, report_ids: Sequence[UUID]) -> list[Key]:
    """Return the keys of all comments of the consultations on which these reports are."""
    consultations = select(Report.consultation_id).where(Report.id.in_(report_ids))
    return _keys(session, Findable.COMMENT, select(Comment.id).where(Comment.consultation_id.in_(consultations)))


def _cited() -> Select[UUID]:
    return select(Provision.id).where(IS_ARTICLE).order_by(Provision.position)


def _keys(session: Session, kind: Findable, query: Select[Any]) -> list[Key]:
    return [Key(kind, str(identity)) for identity in session.scalars(query)]


def _drafts(session: Session, ids: Sequence[UUID]) -> Iterator[Thing]:
    query = select(Draft.id, Draft.title, Draft.station_id, Draft.created_at).where(Draft.id.in_(ids))
    for draft_id, title, station_id, created_at in session.execute(query):
        key = Key(Findable.DRAFT, str(draft_id))
        document = Document(key, title, draft=str(draft_id), at=created_at, station=str(station_id))
        yield Thing(document, title)


def _provisions(session: Session, ids: Sequence[UUID]) -> Iterator[Thing]:
    below = aliased(Provision)
    query = (
        select(Provision, below, Version)
        .options(load_only(*_VERSION, raiseload=True))
        .join(Version, Version.id == Provision.version_id)
        .join(
            below,
            and_(
                below.version_id == Provision.version_id,
                func.substr(below.eid + "__", 1, func.length(Provision.eid) + 2) == Provision.eid + "__",
            ),
        )
        .where(Provision.id.in_(ids), IS_ARTICLE, Version.published_at.is_not(None))
        .order_by(Provision.version_id, Provision.position, below.position)
    )
    for top, rows in groupby(session.execute(query), key=lambda row: row[0]):
        (_, first, version), *rest = rows
        assert version.published_at is not None, "the query leaves out what is not published"
        lines = [_printed(line, top) for line in (first, *(line for _, line, _ in rest))]
        document = Document(
            Key(Findable.PROVISION, str(top.id)),
            "\n".join(line for line in lines if line),
            draft=str(version.draft_id),
            at=version.published_at,
            article=top.citation,
            version=str(version.id),
            station=str(version.station_id),
        )
        yield Thing(document, version.title, eid=top.eid)


def _printed(line: Provision, top: Provision) -> str:
    if line.id == top.id:
        return "\n".join(part for part in (line.heading, line.text) if part)
    return line.text if line.level is Level.PARAGRAPH else f"{line.label}{line.text}"


def _comments(session: Session, ids: Sequence[UUID]) -> Iterator[Thing]:
    room = aliased(Unit)
    query = (
        select(Comment, Words, Consultation.title, Version.draft_id, Consultation.version_id, Provision, room.name)
        .add_columns(is_reported)
        .join(Words, Words.comment_id == Comment.id)
        .join(Consultation, Consultation.id == Comment.consultation_id)
        .outerjoin(Version, Version.id == Consultation.version_id)
        .outerjoin(Provision, Provision.id == Comment.provision_id)
        .outerjoin(room, room.id == Comment.room_id)
        .where(Comment.id.in_(ids), is_alive)
    )
    details = _details(session, ids)
    for comment, said, title, draft_id, version_id, provision, name, reported in session.execute(query):
        parts = (said.words, said.proposal, said.reason, *details.get(comment.id, ()))
        document = Document(
            Key(Findable.COMMENT, str(comment.id)),
            "\n".join(part for part in parts if part),
            draft=str(draft_id or ""),
            at=comment.recorded_at,
            article=provision.citation if provision else "",
            version=str(version_id or ""),
            consultation=str(comment.consultation_id),
            station=str(comment.station_id),
            room=str(comment.room_id or ""),
            collector=str(comment.recorded_by_id or ""),
            stance=comment.stance.value,
            reported=reported,
        )
        yield Thing(
            document, title, eid=provision.eid if provision else "", number=comment.number, room=name or ""
        )


def _details(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, list[str]]:
    query = select(Supplement.comment_id, Supplement.text).where(Supplement.comment_id.in_(ids))
    details: dict[UUID, list[str]] = {}
    for comment_id, text in session.execute(query.order_by(Supplement.added_at, Supplement.id)):
        details.setdefault(comment_id, []).append(text)
    return details
