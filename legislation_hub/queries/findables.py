"""What a search may find, as the database has it now: the source of the index and of every hit that is shown."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub.models import Comment, Draft, Paper, Point, Provision, Report, Version
from legislation_hub.queries.comments import is_alive
from legislation_hub.queries.findable_texts import drafts, papers, provisions
from legislation_hub.queries.findable_voices import comments, points, reports
from legislation_hub.queries.provisions import IS_ARTICLE
from legislation_hub.queries.sights import Thing
from legislation_hub.search.scope import Key
from legislation_hub.vocabulary import Findable

# As many ids as every database takes in one query.
BATCH = 500

READERS: Mapping[Findable, Callable[[Session, Sequence[UUID]], Iterator[Thing]]] = {
    Findable.DRAFT: drafts,
    Findable.PROVISION: provisions,
    Findable.COMMENT: comments,
    Findable.POINT: points,
    Findable.REPORT: reports,
    Findable.PAPER: papers,
}


def things(session: Session, keys: Iterable[Key]) -> dict[Key, Thing]:
    """Return what stands under ``keys`` now; what was withdrawn, corrected, dissolved or never sent is missing."""
    wanted: dict[Findable, list[UUID]] = {kind: [] for kind in Findable}
    for key in keys:
        wanted[key.kind].append(UUID(key.id))
    found = [
        thing
        for kind, ids in wanted.items()
        for start in range(0, len(ids), BATCH)
        for thing in READERS[kind](session, ids[start : start + BATCH])
    ]
    return {thing.document.key: thing for thing in found}


def every_key(session: Session) -> Iterator[Key]:
    """Yield the key of everything that can be found; comments come last, batch by batch."""
    few = {
        Findable.DRAFT: select(Draft.id),
        Findable.PAPER: select(Paper.id),
        Findable.POINT: select(Point.id).where(Point.dissolved_at.is_(None)),
        Findable.REPORT: select(Report.id),
    }
    for kind, query in few.items():
        yield from (Key(kind, str(identity)) for identity in session.scalars(query).all())
    published = select(Version.id).where(Version.published_at.is_not(None))
    for version_id in session.scalars(published).all():
        articles = select(Provision.id).where(Provision.version_id == version_id, IS_ARTICLE)
        for identity in session.scalars(articles.order_by(Provision.position)).all():
            yield Key(Findable.PROVISION, str(identity))
    last = UUID(int=0)
    while ids := session.scalars(
        select(Comment.id).where(Comment.id > last, is_alive).order_by(Comment.id).limit(BATCH)
    ).all():
        yield from (Key(Findable.COMMENT, str(identity)) for identity in ids)
        last = ids[-1]
