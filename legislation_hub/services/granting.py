"""What each person may find, as limits inside every question: counts and suggestions give nothing else away."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub.models import Account, Consultation, Unit
from legislation_hub.queries.openings import SHOWN
from legislation_hub.search.document import Document
from legislation_hub.search.known import places_of
from legislation_hub.search.limits import bounds
from legislation_hub.search.scope import Grant, Scope
from legislation_hub.vocabulary import Findable, Role

# What was said, and what a signed report of the station makes readable to the municipality.
VOICES = (Findable.COMMENT, Findable.POINT, Findable.REPORT)


def scope_of(session: Session, actor: Account | None) -> Scope:
    """Return what this person may find: everybody the law's text of their place, all else by their role.

    The texts of unpublished versions are in no index. It says the same as ``policies.MAY`` says of one thing.
    """
    if actor is None:
        return _public(session)
    if not actor.active:
        return Scope()
    own, room = _set([actor.station_id]), _set([actor.room_id])
    match actor.role:
        case Role.ADMINISTRATOR | Role.AUDITOR:
            return _public(session)
        case Role.MUNICIPAL_OFFICER:
            under = select(Unit.id).where(Unit.parent_id == actor.unit_id, Unit.parent_id.is_not(None))
            stations = _set(session.scalars(under))
            signed = (Grant(kind, stations=stations, only_reported=True) for kind in VOICES)
            return Scope((*_public(session, stations).grants, *signed))
        case Role.COORDINATOR | Role.STATION_HEAD:
            return Scope(tuple(Grant(kind, stations=own) for kind in Findable))
        case Role.ROOM_HEAD:
            return _under(session, own, *(Grant(kind, rooms=room) for kind in (Findable.COMMENT, Findable.REPORT)))
        case Role.COLLECTOR:
            return _under(session, own, Grant(Findable.COMMENT, rooms=room, collectors=_set([actor.id])))
        case Role.DEPARTMENT_OFFICER:
            return _under(session, own)


def _public(session: Session, stations: frozenset[str] | None = None) -> Scope:
    """Return what everybody may find, of all stations or of some."""
    query = select(Consultation.version_id).where(
        Consultation.is_public, Consultation.stage.in_(SHOWN), Consultation.version_id.is_not(None)
    )
    versions = _set(session.scalars(query))
    return Scope(
        (
            Grant(Findable.DRAFT, versions=versions, stations=stations),
            Grant(Findable.PROVISION, versions=versions, stations=stations),
            Grant(Findable.PAPER, versions=versions, stations=stations, only_published=True),
        )
    )


def _under(session: Session, stations: frozenset[str], *more: Grant) -> Scope:
    """Return what somebody may find who works under a station: its public papers, and all texts it sent out."""
    texts = (Grant(kind, stations=stations, only_published=True) for kind in (Findable.DRAFT, Findable.PROVISION))
    return Scope((*_public(session, stations).grants, *texts, *more))


def _set(ids: Iterable[UUID | None]) -> frozenset[str]:
    return frozenset(str(one) for one in ids if one is not None)


def gives(scope: Scope, document: Document) -> bool:
    """Return whether somebody with this scope may find this one thing."""
    places = places_of(document)
    return any(all(places[place] in values for place, values in bounds(grant).items()) for grant in scope.grants)
