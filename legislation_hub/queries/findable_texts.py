"""Of the law, a search finds drafts by their titles, provisions by their text, and the papers that came along."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased, load_only

from legislation_hub.models import Draft, Paper, Provision, StoredFile, Version
from legislation_hub.queries.provisions import IS_ARTICLE
from legislation_hub.queries.sights import Thing
from legislation_hub.search.document import Document, spot
from legislation_hub.search.scope import Key
from legislation_hub.vocabulary import Findable, Level

# A version's row carries the whole law as one JSON text; a search wants none of it.
_VERSION = (Version.draft_id, Version.station_id, Version.title, Version.published_at)

# What stands below an article.
BELOW = (Level.PARAGRAPH, Level.ITEM, Level.SUBITEM)


def drafts(session: Session, ids: Sequence[UUID]) -> Iterator[Thing]:
    """Yield these drafts, each with the latest of its versions that was sent out."""
    latest = (
        select(Version.id)
        .where(Version.draft_id == Draft.id, Version.published_at.is_not(None))
        .order_by(Version.ordinal.desc())
        .limit(1)
        .correlate(Draft)
        .scalar_subquery()
    )
    query = select(Draft.id, Draft.title, Draft.station_id, Draft.created_at, latest).where(Draft.id.in_(ids))
    for draft_id, title, station_id, created_at, version_id in session.execute(query):
        document = Document(
            Key(Findable.DRAFT, str(draft_id)),
            title,
            draft=str(draft_id),
            at=created_at,
            version=str(version_id or ""),
            station=str(station_id),
            published=version_id is not None,
        )
        yield Thing(document, title)


def provisions(session: Session, ids: Sequence[UUID]) -> Iterator[Thing]:
    """Yield these articles and clauses with all that stands below them, once their version was sent out."""
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
    headings = _headings(session, ids)
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
            parts=tuple(_parts(top, [line for _, line, _ in rest])),
            setting="\n".join((version.title, *_above(top, headings))),
            about=spot(version.id, top.eid),
            version=str(version.id),
            station=str(version.station_id),
            published=True,
        )
        yield Thing(document, version.title, eid=top.eid)


def papers(session: Session, ids: Sequence[UUID]) -> Iterator[Thing]:
    """Yield the papers that came with a version, by what they are called; their files are read by nobody here."""
    query = (
        select(Paper, StoredFile.name, StoredFile.stored_at, Version)
        .options(load_only(*_VERSION, raiseload=True))
        .join(StoredFile, StoredFile.id == Paper.file_id)
        .join(Version, Version.id == Paper.version_id)
        .where(Paper.id.in_(ids))
    )
    for paper, name, stored_at, version in session.execute(query):
        document = Document(
            Key(Findable.PAPER, str(paper.id)),
            "\n".join(dict.fromkeys(one for one in (paper.title, name) if one)),
            draft=str(version.draft_id),
            at=stored_at,
            version=str(version.id),
            station=str(version.station_id),
            published=paper.public and version.published_at is not None,
        )
        yield Thing(document, version.title)


def _headings(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[UUID | None, str]]:
    """Return every heading of the versions of these provisions, with what it stands under."""
    versions = select(Provision.version_id).where(Provision.id.in_(ids))
    query = select(Provision.id, Provision.parent_id, Provision.heading).where(
        Provision.version_id.in_(versions), Provision.level.not_in(BELOW), ~IS_ARTICLE
    )
    return {row.id: (row.parent_id, row.heading) for row in session.execute(query)}


def _above(top: Provision, headings: Mapping[UUID, tuple[UUID | None, str]]) -> list[str]:
    """Return the headings under which a provision stands, the widest first."""
    above: list[str] = []
    parent = top.parent_id
    while parent is not None and parent in headings:
        parent, heading = headings[parent]
        above.insert(0, heading)
    return [heading for heading in above if heading]


def _parts(top: Provision, below: Sequence[Provision]) -> Iterator[str]:
    """Yield the paragraphs and items of an article as the search names them: §12.2, §12.2.1."""
    for line in below:
        steps = line.eid.removeprefix(f"{top.eid}__").split("__")
        if top.level is Level.ARTICLE and len(steps) <= 2:
            yield ".".join((f"§{top.number}", *(step.partition("_")[2] for step in steps)))


def _printed(line: Provision, top: Provision) -> str:
    if line.id == top.id:
        return "\n".join(part for part in (line.heading, line.text) if part)
    return line.text if line.level is Level.PARAGRAPH else f"{line.label}{line.text}"
