"""One box finds drafts, provisions and comments, and never one that the person may not read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from legislation_hub.models import Account, Consultation, Draft, Unit, Version
from legislation_hub.queries.findables import Thing, things
from legislation_hub.queries.openings import SHOWN
from legislation_hub.search.engine.index import Index
from legislation_hub.search.looking import look
from legislation_hub.search.marking import Snippet, snippet
from legislation_hub.search.query import Query, parse
from legislation_hub.search.scope import EVERYTHING, FIRST_PAGE, Filters, Grant, Key, Question, Scope
from legislation_hub.vocabulary import Findable, Role, Sorting, Stance

# Nobody reads on so far; a request for page a million must not sort a million.
LAST_PAGE = 100


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person typed and chose: the text, what to see of it, in which order, which page (from 1)."""

    text: str
    filters: Filters = field(default_factory=Filters)
    sorting: Sorting = Sorting.FIT
    page: int = 1
    size: int = FIRST_PAGE


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found, with all that a list shows of it.

    ``title`` is the law's (or the consultation's), ``label`` the article as an official cites it, ``number`` a
    comment's; what a kind does not have is empty. ``text`` is the whole, ``snippet`` its best piece, marked.
    """

    kind: Findable
    id: UUID
    draft: UUID | None
    version: UUID | None
    consultation: UUID | None
    title: str
    label: str
    eid: str
    number: str
    room: str
    stance: Stance | None
    at: datetime
    text: str
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Choice:
    """One value by which the list can be narrowed, its name, and how many there are."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits; totals count all that this person may read, drafts and rooms come with their names."""

    query: Query
    hits: tuple[Hit, ...]
    total: int
    page: int
    pages: int
    kinds: Mapping[Findable, int]
    stances: Mapping[Stance, int]
    drafts: tuple[Choice, ...]
    rooms: tuple[Choice, ...]


def find(session: Session, actor: Account | None, index: Index, wish: Wish) -> Results:
    """Return what ``actor`` (None is a resident) finds and may read.

    Raises :class:`SearchEmpty`, :class:`SearchTooLong`, and :class:`SearchNotReady` while the index is rebuilt.
    """
    return _find(session, scope_of(session, actor), index, wish)


def find_everything(session: Session, index: Index, wish: Wish) -> Results:
    """Return what is found without regard to any person; for the operator at the machine itself."""
    return _find(session, EVERYTHING, index, wish)


def scope_of(session: Session, actor: Account | None) -> Scope:
    """Return what this person may find: everybody the law's text of their place, comments by their role.

    The texts of unpublished versions are in no index. It says the same as ``policies.MAY`` says of one comment.
    """
    if actor is None:
        return _public(session)
    if not actor.active:
        return Scope()
    match actor.role:
        case Role.ADMINISTRATOR | Role.AUDITOR:
            return Scope((Grant(Findable.DRAFT), Grant(Findable.PROVISION)))
        case Role.MUNICIPAL_OFFICER:
            under = select(Unit.id).where(Unit.parent_id == actor.unit_id, Unit.parent_id.is_not(None))
            stations = _set(session.scalars(under))
            return _text_of(stations, Grant(Findable.COMMENT, stations=stations, only_reported=True))
        case Role.COORDINATOR | Role.STATION_HEAD:
            stations = _set([actor.station_id])
            return _text_of(stations, Grant(Findable.COMMENT, stations=stations))
        case Role.ROOM_HEAD:
            return _text_of(_set([actor.station_id]), Grant(Findable.COMMENT, rooms=_set([actor.room_id])))
        case Role.COLLECTOR:
            own = Grant(Findable.COMMENT, rooms=_set([actor.room_id]), collectors=_set([actor.id]))
            return _text_of(_set([actor.station_id]), own)
        case Role.DEPARTMENT_OFFICER:
            return _text_of(_set([actor.station_id]))


def _public(session: Session) -> Scope:
    query = (
        select(Version.id, Version.draft_id)
        .join(Consultation, Consultation.version_id == Version.id)
        .where(Consultation.is_public, Consultation.stage.in_(SHOWN))
    )
    shown = session.execute(query).all()
    versions, drafts = _set(version for version, _ in shown), _set(draft for _, draft in shown)
    return Scope((Grant(Findable.DRAFT, drafts=drafts), Grant(Findable.PROVISION, versions=versions)))


def _text_of(stations: frozenset[str], *more: Grant) -> Scope:
    return Scope((Grant(Findable.DRAFT, stations=stations), Grant(Findable.PROVISION, stations=stations), *more))


def _set(ids: Iterable[UUID | None]) -> frozenset[str]:
    return frozenset(str(one) for one in ids if one is not None)


def _find(session: Session, scope: Scope, index: Index, wish: Wish) -> Results:
    query, page = parse(wish.text), min(max(1, wish.page), LAST_PAGE)
    seen: dict[Key, Thing] = {}

    def texts(keys: Sequence[Key]) -> dict[Key, str]:
        seen.update(things(session, (key for key in keys if key not in seen)))
        return {key: seen[key].document.text for key in keys if key in seen}

    start = (page - 1) * wish.size
    found = look(index, Question(query, scope, wish.filters, wish.sorting, start, wish.size), texts)
    present = texts(found.keys)
    return Results(
        query=query,
        hits=tuple(_hit(seen[key], query) for key in found.keys if key in present),
        total=found.total,
        page=page,
        pages=min(LAST_PAGE, max(1, -(-found.total // wish.size))),
        kinds={Findable(kind): count for kind, count in found.facets.kinds.items()},
        stances={Stance(stance): count for stance, count in found.facets.stances.items()},
        drafts=_choices(session, select(Draft.id, Draft.title), found.facets.drafts),
        rooms=_choices(session, select(Unit.id, Unit.name), found.facets.rooms),
    )


def _hit(thing: Thing, query: Query) -> Hit:
    known = thing.document
    return Hit(
        kind=known.key.kind,
        id=UUID(known.key.id),
        draft=_id(known.draft),
        version=_id(known.version),
        consultation=_id(known.consultation),
        title=thing.title,
        label=known.article,
        eid=thing.eid,
        number=thing.number,
        room=thing.room,
        stance=Stance(known.stance) if known.stance else None,
        at=known.at,
        text=known.text,
        snippet=snippet(known.text, query),
    )


def _id(text: str) -> UUID | None:
    return UUID(text) if text else None


def _choices(session: Session, names: Select[UUID, str], counts: Mapping[str, int]) -> tuple[Choice, ...]:
    """Return the values of a facet with their names, the most frequent first."""
    if not counts:
        return ()
    identity = names.selected_columns[0]
    rows = session.execute(names.where(identity.in_([UUID(one) for one in counts])))
    named = {str(row): name for row, name in rows}
    choices = [Choice(value, named.get(value, ""), count) for value, count in counts.items()]
    return tuple(sorted(choices, key=lambda one: (-one.count, one.label)))
