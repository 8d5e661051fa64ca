"""Points and comments by article: what still waits for its place, and what has one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from legislation_hub.models import Comment, Consultation, Gathering, Omission, Point, Provision
from legislation_hub.queries.comments import is_reportable
from legislation_hub.queries.rows import ids
from legislation_hub.vocabulary import Place

# Comments on the paragraphs and items of an article are worked on together.
_ARTICLE = re.compile(r"(?:.*?__)?(?:art|cl)_[^_]+")


@dataclass(slots=True)
class Group:
    """One article (or the whole draft, or what it lacks) with what waits there and what is done."""

    key: str
    citation: str
    place: Place
    order: int
    waiting: int = 0
    gathered: int = 0
    omitted: int = 0
    points: int = 0


def key_of(eid: str | None, place: Place) -> str:
    """Return the key of the group to which something on this provision belongs."""
    if eid is None:
        return place.value
    found = _ARTICLE.match(eid)
    return found.group(0) if found else eid


def groups_of(session: Session, consultation_id: UUID) -> list[Group]:
    """Return the groups that have comments or points, in the order of the articles."""
    groups: dict[str, Group] = {}
    state = func.coalesce(Omission.comment_id.is_not(None), False)
    counted = session.execute(
        select(
            Provision.eid,
            Provision.position,
            Comment.place,
            Gathering.point_id.is_not(None),
            state,
            func.count(),
        )
        .select_from(Comment)
        .outerjoin(Provision, Provision.id == Comment.provision_id)
        .outerjoin(Gathering, Gathering.comment_id == Comment.id)
        .outerjoin(Omission, Omission.comment_id == Comment.id)
        .where(Comment.consultation_id == consultation_id, is_reportable)
        .group_by(Provision.eid, Provision.position, Comment.place, Gathering.point_id.is_not(None), state)
    )
    for eid, position, place, gathered, omitted, number in counted:
        group = _group(groups, eid, position, place)
        group.gathered += number if gathered else 0
        group.omitted += number if omitted else 0
        group.waiting += 0 if gathered or omitted else number
    found = session.execute(
        select(Provision.eid, Provision.position, Point.place, func.count())
        .select_from(Point)
        .outerjoin(Provision, Provision.id == Point.provision_id)
        .where(Point.consultation_id == consultation_id, Point.dissolved_at.is_(None))
        .group_by(Provision.eid, Provision.position, Point.place)
    )
    for eid, position, place, number in found:
        _group(groups, eid, position, place).points += number
    _name(session, consultation_id, groups)
    return sorted(groups.values(), key=lambda one: one.order)


def points_in(session: Session, consultation_id: UUID) -> list[tuple[UUID, int, str]]:
    """Return the living points of a consultation (id, number, wording), for choosing one."""
    query = select(Point.id, Point.number, Point.wording).where(
        Point.consultation_id == consultation_id, Point.dissolved_at.is_(None)
    )
    return [(one, number, wording) for one, number, wording in session.execute(query.order_by(Point.number))]


def comments_by_id(session: Session, chosen: Iterable[UUID | str]) -> list[Comment]:
    """Return the comments with these ids (also as a form brings them), by number."""
    wanted = ids(str(one) for one in chosen)
    return list(session.scalars(select(Comment).where(Comment.id.in_(wanted)).order_by(Comment.number)))


def _group(groups: dict[str, Group], eid: str | None, position: int | None, place: Place) -> Group:
    key = key_of(eid, place)
    last = 1_000_000 if place is Place.WHOLE else 1_000_001
    order = position if position is not None else last
    group = groups.setdefault(key, Group(key, "", place if eid is None else Place.PROVISION, order))
    group.order = min(group.order, order)
    return group


def _name(session: Session, consultation_id: UUID, groups: dict[str, Group]) -> None:
    """Give each group of an article the article's citation."""
    version = select(Consultation.version_id).where(Consultation.id == consultation_id).scalar_subquery()
    keys = [key for key, group in groups.items() if group.place is Place.PROVISION]
    found = session.execute(
        select(Provision.eid, Provision.citation).where(Provision.version_id == version, Provision.eid.in_(keys))
    )
    for eid, citation in found:
        groups[eid].citation = citation
