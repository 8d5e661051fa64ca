"""Where everything that was said or asked about the earlier versions of a draft stands, before a later one."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, null, or_, select
from sqlalchemy.orm import Session

from legislation_hub.models import (
    Card,
    Comment,
    Consultation,
    KeyProvision,
    Provision,
    Question,
    Succession,
    Version,
)
from legislation_hub.queries.comments import is_alive
from legislation_hub.vocabulary import Carried, Fate


@dataclass(frozen=True, slots=True)
class Standing:
    """A comment, card, question or key provision, and the provision on which it stands.

    ``origin_id`` is the provision that it was written on. ``provision_id`` is where it stands: there, or where
    the last version in between has a place for it. ``span`` is its quoted wording in that provision's own text.
    ``said_gone`` where the texts had a place in the last of them, and a person said that there is none.
    """

    kind: Carried
    subject_id: UUID | None
    consultation_id: UUID
    room_id: UUID | None
    origin_id: UUID
    version_id: UUID
    provision_id: UUID
    eid: str
    span: tuple[int, int] | None = None
    said_gone: bool = False

    @property
    def identity(self) -> Hashable:
        """Return what tells it from all others; a key provision has no id of its own."""
        return self.subject_id or (self.consultation_id, self.origin_id)


def identity_of(row: Succession) -> Hashable:
    """Return the identity of what a row has carried; a key provision's row always starts at its origin."""
    return row.comment_id or row.card_id or row.question_id or (row.consultation_id, row.from_provision_id)


def standings_before(session: Session, version: Version, only: UUID | None = None) -> Sequence[Standing]:
    """Return what is to follow the text into ``version``, in five queries; or ``only`` one comment of it, in two.

    These are the living comments on all earlier versions, and the cards, questions and key provisions of the
    consultations that were sent on the nearest one: what an asking in between left out is not brought back.
    What is about the whole draft has no place to lose, and is not among them.
    """
    if only is None:
        found = [*_comments(session, version), *_asked(session, version)]
        since = _places_between(session, version)
    else:
        found = list(_comments(session, version, Comment.id == only))
        since = _places_between(session, version, Succession.comment_id == only)
    return [replace(one, **since.get(one.identity, {})) for one in found]


def asked_before(version: Version) -> Select[UUID]:
    """Return the ids of the consultations that were sent, and stand, on the nearest version before."""
    sent = and_(Consultation.sent_at.is_not(None), Consultation.recalled_at.is_(None))
    query = select(Consultation.id).join(Version, Version.id == Consultation.version_id)
    nearest = (
        select(func.max(Version.ordinal))
        .join(Consultation, Consultation.version_id == Version.id)
        .where(_is_before(version), sent)
        .correlate(None)
        .scalar_subquery()
    )
    return query.where(Version.draft_id == version.draft_id, Version.ordinal == nearest, sent)


def unfollowed(session: Session, version: Version) -> int:
    """Return how many of these have no row for ``version`` yet; five queries."""
    ours = select(Succession.id).where(Succession.version_id == version.id)
    comments = (
        select(func.count())
        .select_from(Comment)
        .join(Provision, Provision.id == Comment.provision_id)
        .join(Version, Version.id == Provision.version_id)
        .where(_is_before(version), is_alive, ~ours.where(Succession.comment_id == Comment.id).exists())
    )
    helps = select(Succession).where(Succession.version_id == version.id, Succession.kind != Carried.COMMENT)
    known = {identity_of(one) for one in session.scalars(helps)}
    return (session.scalar(comments) or 0) + sum(one.identity not in known for one in _asked(session, version))


def places_astray(session: Session) -> Sequence[UUID]:
    """Return the rows that contradict themselves: a place in another version, none where one is said, a wording
    outside of its text; there should be none."""
    lives_on = Succession.fate == Fate.MOVED
    wrong = or_(
        lives_on != Provision.id.is_not(None),
        Provision.version_id != Succession.version_id,
        Succession.quote_start.is_not(None) & Succession.quote_end.is_(None),
        Succession.quote_start < 0,
        Succession.quote_start >= Succession.quote_end,
        Succession.quote_end > func.length(Provision.text),
        Succession.quote_start.is_not(None) & Provision.id.is_(None),
    )
    query = select(Succession.id).outerjoin(Provision, Provision.id == Succession.provision_id).where(wrong)
    return session.scalars(query.order_by(Succession.id)).all()


def _comments(session: Session, version: Version, *which: ColumnElement[bool]) -> Iterator[Standing]:
    query = (
        select(Comment.id, Comment.consultation_id, Comment.room_id, Comment.quote, Comment.quote_start)
        .add_columns(Provision.id, Provision.eid, Provision.version_id)
        .join(Provision, Provision.id == Comment.provision_id)
        .join(Version, Version.id == Provision.version_id)
        .where(_is_before(version), is_alive, *which)
    )
    for subject, consultation, room, quote, start, provision, eid, home in session.execute(query):
        span = (start, start + len(quote)) if quote and start is not None else None
        yield Standing(Carried.COMMENT, subject, consultation, room, provision, home, provision, eid, span)


def _asked(session: Session, version: Version) -> Iterator[Standing]:
    """Yield what the consultations on the nearest version before put in front of people, on its provisions."""
    for kind, table, subject in (
        (Carried.CARD, Card, Card.id),
        (Carried.QUESTION, Question, Question.id),
        (Carried.KEY, KeyProvision, null()),
    ):
        query = (
            select(subject, table.consultation_id, Provision.id, Provision.eid, Provision.version_id)
            .select_from(table)
            .join(Provision, Provision.id == table.provision_id)
            .where(table.consultation_id.in_(asked_before(version)))
        )
        for one, consultation, provision, eid, home in session.execute(query):
            yield Standing(kind, one, consultation, None, provision, home, provision, eid)


def _places_between(
    session: Session, version: Version, *which: ColumnElement[bool]
) -> dict[Hashable, dict[str, Any]]:
    """Return where versions in between have a place for something, by its identity; the last of them counts."""
    said_gone = and_(Succession.fate == Fate.GONE, Succession.found == Fate.MOVED)
    query = (
        select(Succession, Provision.eid)
        .join(Version, Version.id == Succession.version_id)
        .outerjoin(Provision, Provision.id == Succession.provision_id)
        .where(_is_before(version), or_(Succession.fate == Fate.MOVED, said_gone), *which)
        .order_by(Version.ordinal)
    )
    places: dict[Hashable, dict[str, Any]] = defaultdict(dict)
    for row, eid in session.execute(query):
        places[identity_of(row)]["said_gone"] = eid is None
        if eid is not None:
            places[identity_of(row)] |= {
                "version_id": row.version_id,
                "provision_id": row.provision_id,
                "eid": eid,
                "span": (row.quote_start, row.quote_end) if row.quote_start is not None else None,
            }
    return places


def _is_before(version: Version) -> ColumnElement[bool]:
    return and_(Version.draft_id == version.draft_id, Version.ordinal < version.ordinal)
