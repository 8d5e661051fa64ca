"""What has followed into a later version, or could not: what it says, its old text, and its new one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from legislation_hub.models import (
    Account,
    Card,
    Comment,
    Consultation,
    Provision,
    Question,
    Succession,
    Unit,
    Version,
    Words,
)
from legislation_hub.problems import NotFound
from legislation_hub.queries.comments import is_alive
from legislation_hub.vocabulary import Carried, Fate, Stance

Old, New, Origin = aliased(Provision), aliased(Provision), aliased(Provision)
OldVersion, NewVersion, OriginVersion = aliased(Version), aliased(Version), aliased(Version)

# A comment that was taken back or corrected needs no place any more.
_counts = or_(Succession.comment_id.is_(None), is_alive)
BY_PLACE = (OldVersion.ordinal.desc(), Old.position, Succession.kind, Comment.number, Succession.id)


@dataclass(frozen=True, slots=True)
class Text:
    """A provision as it stood in one version."""

    id: UUID
    reading: str
    eid: str
    citation: str
    whole: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that has followed, or could not: what it says, its old place, and the new one if there is one.

    ``origin`` is the text that it was said about, ``old`` where it stood before this version. ``reason`` is an
    English source string for ``values``. ``likely`` holds eIds and how alike their texts are; ``title`` is a
    card's, ``quote`` and ``stance`` are a comment's.
    """

    id: UUID
    kind: Carried
    fate: Fate
    found: Fate
    reason: str
    values: Mapping[str, Any]
    likely: Mapping[str, float | None]
    comment_id: UUID | None
    number: str
    title: str
    says: str
    proposal: str
    quote: str
    quote_start: int | None
    stance: Stance | None
    room: str
    consultation: str
    origin: Text
    old: Text
    new: Text | None
    settled_by: str
    settled_at: datetime | None


def one_entry(session: Session, succession_id: UUID) -> Entry:
    """Return one row of the queue; raise :class:`NotFound` if there is none, or it counts no more."""
    found = entries(session, Succession.id == succession_id)
    if not found:
        raise NotFound()
    return found[0]


def beside(session: Session, entry: Entry, version_id: UUID) -> Sequence[Entry]:
    """Return the other comments on the same old provision of which the texts say the same and nobody said more."""
    same = and_(Succession.from_provision_id == entry.old.id, Succession.fate == entry.fate)
    open_to_all = and_(Succession.kind == Carried.COMMENT, Succession.settled_at.is_(None))
    return entries(session, Succession.version_id == version_id, same, open_to_all, Succession.id != entry.id)


def earlier_on(session: Session, version_id: UUID, key: str) -> Sequence[Entry]:
    """Return the comments on earlier versions whose provision lives on in this one, in or under ``key``."""
    comments = Succession.kind == Carried.COMMENT
    return entries(session, Succession.version_id == version_id, comments, in_or_under(New, key))


def carried_to(session: Session, version_id: UUID) -> Sequence[Entry]:
    """Return the cards, questions and key provisions that followed into a version, whatever became of them."""
    return entries(session, Succession.version_id == version_id, Succession.kind != Carried.COMMENT)


def in_or_under(place: type[Provision], eid: str) -> ColumnElement[bool]:
    """Return the condition that ``place`` is the provision ``eid`` of its version, or stands below it."""
    return or_(place.eid == eid, place.eid.startswith(f"{eid}__", autoescape=True))


def counted(*columns: Any) -> Select[Any]:
    """Return a query over all rows that count, with the text in which each stood before."""
    return (
        select(*columns)
        .select_from(Succession)
        .join(Old, Old.id == Succession.from_provision_id)
        .join(OldVersion, OldVersion.id == Old.version_id)
        .outerjoin(Comment, Comment.id == Succession.comment_id)
        .where(_counts)
    )


def entries(
    session: Session, *which: ColumnElement[bool], order: Any = None, limit: int | None = None, offset: int = 0
) -> Sequence[Entry]:
    """Return the rows that ``which`` leaves, in ``order`` and then by old provision; one query."""
    query = (
        counted(Succession, Old, OldVersion.reading, Origin, OriginVersion.reading, New, NewVersion.reading)
        .add_columns(Comment, Words, Card, Question, Consultation.title, Unit.name, Account.person)
        .join(Consultation, Consultation.id == Succession.consultation_id)
        .join(NewVersion, NewVersion.id == Succession.version_id)
        .outerjoin(New, New.id == Succession.provision_id)
        .outerjoin(Words, Words.comment_id == Comment.id)
        .outerjoin(Card, Card.id == Succession.card_id)
        .outerjoin(Question, Question.id == Succession.question_id)
        .outerjoin(
            Origin, Origin.id == func.coalesce(Comment.provision_id, Card.provision_id, Question.provision_id)
        )
        .outerjoin(OriginVersion, OriginVersion.id == Origin.version_id)
        .outerjoin(Unit, Unit.id == Succession.room_id)
        .outerjoin(Account, Account.id == Succession.settled_by_id)
        .where(*which)
        .order_by(*([order] if order is not None else []), *BY_PLACE)
    )
    return [_entry(*row) for row in session.execute(query.limit(limit).offset(offset))]


def _entry(
    row: Succession,
    old: Provision,
    old_reading: str,
    origin: Provision | None,
    origin_reading: str | None,
    new: Provision | None,
    new_reading: str,
    comment: Comment | None,
    words: Words | None,
    card: Card | None,
    question: Question | None,
    consultation: str,
    room: str | None,
    person: str | None,
) -> Entry:
    before = _text(old, old_reading)
    return Entry(
        id=row.id,
        kind=row.kind,
        fate=row.fate,
        found=row.found,
        reason=row.reason,
        values=row.detail,
        likely={one["eid"]: one["likeness"] for one in row.likely},
        comment_id=row.comment_id,
        number=comment.number if comment else "",
        title=card.title if card else "",
        says=words.words if words else card.text if card else question.text if question else "",
        proposal=words.proposal if words else "",
        quote=comment.quote if comment else "",
        quote_start=comment.quote_start if comment else None,
        stance=comment.stance if comment else None,
        room=room or "",
        consultation=consultation,
        origin=_text(origin, origin_reading or "") if origin else before,
        old=before,
        new=_text(new, new_reading) if new else None,
        settled_by=person or "",
        settled_at=row.settled_at,
    )


def _text(one: Provision, reading: str) -> Text:
    return Text(one.id, reading, one.eid, one.citation, one.whole)
