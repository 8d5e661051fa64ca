"""The queue of a version: what waits for a person first, then what is gone, then what lives on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from legislation_hub.legaltext.differing import Piece, differences
from legislation_hub.models import Comment, Provision, Succession
from legislation_hub.queries.successions import BY_PLACE, Entry, Old, OldVersion, counted, entries, in_or_under
from legislation_hub.vocabulary import Carried, Fate

PAGE = 30
ORDER = (Fate.REVIEW, Fate.GONE, Fate.MOVED)


@dataclass(frozen=True, slots=True)
class Group:
    """An old provision, and how much of what stands on it is shown, and still open."""

    id: UUID
    reading: str
    citation: str
    total: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Likely:
    """A provision of the new version that may be meant, with what differs from the old text."""

    id: UUID
    citation: str
    likeness: float | None
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Wish:
    """What of the queue is wanted; nothing named is everything. ``settled`` leaves what people settled.

    ``said_on`` leaves the comments that were made on these provisions of the version ``said_in``, or below them.
    """

    fate: Fate | None = None
    kind: Carried | None = None
    provision: UUID | None = None
    settled: bool = False
    said_in: UUID | None = None
    said_on: tuple[str, ...] = ()
    page: int = 1


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of what has followed into a version, and the counts of all of it."""

    entries: Sequence[Entry]
    number: int
    pages: int
    total: int
    fates: Mapping[Fate, int]
    kinds: Mapping[Carried, int]
    settled: int
    groups: Sequence[Group]

    @property
    def everything(self) -> int:
        """Return how much there is in all."""
        return sum(self.fates.values())


def queue_of(session: Session, version_id: UUID, wish: Wish) -> Queue:
    """Return what has followed into a version, what waits first, then what is gone; four queries."""
    sums = session.execute(
        counted(func.count(), func.count(Succession.settled_at), Succession.fate, Succession.kind)
        .where(Succession.version_id == version_id)
        .group_by(Succession.fate, Succession.kind)
    ).all()
    which = _which(version_id, wish)
    total = session.scalar(counted(func.count()).where(*which)) or 0
    pages = max(1, -(-total // PAGE))
    number = min(max(1, wish.page), pages)
    order = case({one.value: place for place, one in enumerate(ORDER)}, value=Succession.fate)
    return Queue(
        entries=entries(session, *which, order=order, limit=PAGE, offset=PAGE * (number - 1)),
        number=number,
        pages=pages,
        total=total,
        fates={fate: sum(count for count, _set, one, _kind in sums if one is fate) for fate in ORDER},
        kinds={kind: sum(count for count, _set, _fate, one in sums if one is kind) for kind in Carried},
        settled=sum(settled for _count, settled, _fate, _kind in sums),
        groups=_groups(session, version_id),
    )


def likely_places(session: Session, entry: Entry, version_id: UUID) -> Sequence[Likely]:
    """Return where an entry stands and where it may belong, each beside its old text; one query."""
    wanted = dict.fromkeys([*([entry.new.eid] if entry.new else []), *entry.likely])
    query = select(Provision).where(Provision.version_id == version_id, Provision.eid.in_(wanted))
    found = sorted(session.scalars(query), key=lambda one: list(wanted).index(one.eid))
    return [
        Likely(one.id, one.citation, entry.likely.get(one.eid), differences(entry.old.whole, one.whole))
        for one in found
    ]


def waiting_in(session: Session, version_ids: Sequence[UUID]) -> Mapping[UUID, int]:
    """Return how much waits for a person in each of these versions; none is left out; one query."""
    query = counted(Succession.version_id, func.count()).where(
        Succession.version_id.in_(version_ids), Succession.fate == Fate.REVIEW
    )
    found: dict[UUID, int] = dict(session.execute(query.group_by(Succession.version_id)).all())
    return {one: found.get(one, 0) for one in version_ids}


def open_ids(session: Session, version_id: UUID) -> Sequence[UUID]:
    """Return what waits for a person in a version, in the order in which it is settled: by old provision."""
    query = counted(Succession.id).where(Succession.version_id == version_id, Succession.fate == Fate.REVIEW)
    return session.scalars(query.order_by(*BY_PLACE)).all()


def _which(version_id: UUID, wish: Wish) -> list[ColumnElement[bool]]:
    which = [Succession.version_id == version_id]
    if wish.fate is not None:
        which.append(Succession.fate == wish.fate)
    if wish.kind is not None:
        which.append(Succession.kind == wish.kind)
    if wish.provision is not None:
        which.append(Succession.from_provision_id.in_(_cited_alike(wish.provision)))
    if wish.settled:
        which.append(Succession.settled_at.is_not(None))
    if wish.said_on:
        there = or_(*(in_or_under(Provision, one) for one in wish.said_on))
        said_on = select(Provision.id).where(Provision.version_id == wish.said_in, there)
        which.append(Comment.provision_id.in_(said_on))
    return which


def _cited_alike(provision: UUID) -> Select[UUID]:
    asked = aliased(Provision)
    alike = and_(asked.version_id == Provision.version_id, asked.citation == Provision.citation)
    return select(Provision.id).join(asked, alike).where(asked.id == provision)


def _groups(session: Session, version_id: UUID) -> Sequence[Group]:
    """Count by what people read: an article and its only paragraph are cited alike, and are one group."""
    waiting = func.sum(case((Succession.fate == Fate.REVIEW, 1), else_=0))
    query = (
        counted(Old.id, OldVersion.reading, Old.citation, func.count(), waiting)
        .where(Succession.version_id == version_id)
        .group_by(Old.id, OldVersion.reading, OldVersion.ordinal, Old.citation, Old.position)
    )
    groups: dict[tuple[str, str], Group] = {}
    for row in session.execute(query.order_by(OldVersion.ordinal.desc(), Old.position)):
        one = Group(*row)
        upper = groups.get((one.reading, one.citation))
        if upper is not None:
            one = replace(upper, total=upper.total + one.total, waiting=upper.waiting + one.waiting)
        groups[one.reading, one.citation] = one
    return list(groups.values())
