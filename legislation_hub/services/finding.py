"""One box finds texts, comments, points, reports and papers, and never one that the person may not read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from legislation_hub.models import Account, Draft, Unit, Version
from legislation_hub.queries.findables import things
from legislation_hub.queries.sights import Thing
from legislation_hub.search.engines import Index
from legislation_hub.search.looking import Found, look
from legislation_hub.search.marking import Snippet, snippet
from legislation_hub.search.near import near, unquoted
from legislation_hub.search.query import Query, parse
from legislation_hub.search.sayings import Sayings
from legislation_hub.search.scope import EVERYTHING, FIRST_PAGE, Filters, Key, Question, Scope
from legislation_hub.search.terms import Terms
from legislation_hub.services.granting import scope_of
from legislation_hub.services.wording import own_sayings
from legislation_hub.vocabulary import Channel, Findable, OutcomeKind, Sorting, Stance, Standing

# Nobody reads on so far; a request for page a million must not sort a million.
LAST_PAGE = 100
# How many of each kind are shown where all kinds are.
OF_EACH = 4
# How many other questions are offered.
OFFERED = 2


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person typed and chose: the text, what to see of it, in which order, which page (from 1).

    ``about`` are articles as the index knows them: without a text, all that is about one of them is found.
    """

    text: str
    filters: Filters = field(default_factory=Filters)
    sorting: Sorting = Sorting.FIT
    page: int = 1
    size: int = FIRST_PAGE
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found, with all that a list shows of it.

    ``title`` is the law's (or the consultation's), ``label`` the article as an official cites it, ``number`` a
    comment's, point's or report's; what a kind does not have is empty. ``text`` is the whole, ``snippet`` its best
    piece, marked. A point that a signed report carries has that ``report`` and its ``position`` in it.
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
    outcome: OutcomeKind | None
    at: datetime
    text: str
    snippet: Snippet
    report: UUID | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: how many there are, and the first of them."""

    kind: Findable
    total: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value by which the list can be narrowed, its name, and how many there are."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits; totals count all that this person may read, what has a name comes with it.

    ``near`` are other questions that may have been meant, each of which finds this person something.
    """

    query: Query
    hits: tuple[Hit, ...]
    total: int
    page: int = 1
    pages: int = 1
    kinds: Mapping[Findable, int] = field(default_factory=dict)
    channels: Mapping[Channel, int] = field(default_factory=dict)
    stances: Mapping[Stance, int] = field(default_factory=dict)
    verdicts: Mapping[Standing, int] = field(default_factory=dict)
    outcomes: Mapping[OutcomeKind, int] = field(default_factory=dict)
    drafts: tuple[Choice, ...] = ()
    versions: tuple[Choice, ...] = ()
    rooms: tuple[Choice, ...] = ()
    groups: tuple[Group, ...] = ()
    near: tuple[str, ...] = ()


def find(session: Session, actor: Account | None, index: Index, wish: Wish) -> Results:
    """Return what ``actor`` (None is a resident) finds and may read.

    Raises :class:`SearchEmpty`, :class:`SearchTooLong`, and :class:`SearchNotReady` while the index is rebuilt.
    """
    return _Search(session, scope_of(session, actor), index, wish).results()


def find_by_kind(session: Session, actor: Account | None, index: Index, wish: Wish) -> Results:
    """Return the same with the first of each kind as groups, the kind of the best hit first; raises the same."""
    search = _Search(session, scope_of(session, actor), index, wish)
    found = search.results()
    if wish.filters.kinds or wish.page > 1:
        return found
    groups = [
        search.group(found, kind) for kind in dict.fromkeys([*(hit.kind for hit in found.hits), *found.kinds])
    ]
    return replace(found, groups=tuple(groups))


def find_everything(session: Session, index: Index, wish: Wish) -> Results:
    """Return what is found without regard to any person; for the operator at the machine itself."""
    return _Search(session, EVERYTHING, index, wish).results()


def count(session: Session, actor: Account, index: Index, wishes: Sequence[Wish]) -> list[int]:
    """Return of each wish how many there are that this person may read now; raises what :func:`find` raises."""
    scope, sayings = scope_of(session, actor), own_sayings(session)
    questions = (
        Question(asked(one, sayings, index.terms), scope, one.filters, Sorting.NEWEST, 0, 1) for one in wishes
    )
    return [index.search(question).total for question in questions]


def asked(wish: Wish, sayings: Sayings, terms: Terms) -> Query:
    """Return what a wish asks for, also by the office's own ``sayings`` and the ``terms`` of its dictionary.

    Raises :class:`SearchEmpty` where that is nothing, and :class:`SearchTooLong`.
    """
    if wish.about and not wish.text.strip():
        return Query("", about=wish.about)
    return replace(parse(wish.text, sayings, terms), about=wish.about)


def hit(thing: Thing, query: Query) -> Hit:
    """Return what a list shows of a thing, marked by what was asked for."""
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
        outcome=OutcomeKind(known.outcome) if known.outcome else None,
        at=known.at,
        text=known.text,
        snippet=snippet(known.text, query),
        report=thing.report,
        position=thing.position,
    )


class _Search:
    """One search: what is fetched from the database for one part of the page serves the others."""

    def __init__(self, session: Session, scope: Scope, index: Index, wish: Wish) -> None:
        self._session = session
        self._scope = scope
        self._index = index
        self._wish = wish
        self._query = asked(wish, own_sayings(session), index.terms)
        self._page = min(max(1, wish.page), LAST_PAGE)
        self._seen: dict[Key, Thing] = {}

    def results(self) -> Results:
        wish, session = self._wish, self._session
        found = self._look(wish.filters, (self._page - 1) * wish.size, wish.size)
        facets = found.facets
        return Results(
            query=self._query,
            hits=self._hits(found.keys),
            total=found.total,
            page=self._page,
            pages=min(LAST_PAGE, max(1, -(-found.total // wish.size))),
            kinds={Findable(value): number for value, number in facets.kinds.items()},
            channels={Channel(value): number for value, number in facets.channels.items()},
            stances={Stance(value): number for value, number in facets.stances.items()},
            verdicts={Standing(value): number for value, number in facets.verdicts.items()},
            outcomes={OutcomeKind(value): number for value, number in facets.outcomes.items()},
            drafts=_choices(session, select(Draft.id, Draft.title), facets.drafts),
            versions=_choices(session, select(Version.id, Version.reading), facets.versions),
            rooms=_choices(session, select(Unit.id, Unit.name), facets.rooms),
            near=self._near(found.total) if self._page == 1 else (),
        )

    def group(self, found: Results, kind: Findable) -> Group:
        hits, total = [one for one in found.hits if one.kind is kind][:OF_EACH], found.kinds.get(kind, 0)
        if len(hits) < min(OF_EACH, total):
            alone = replace(self._wish.filters, kinds=frozenset({kind}))
            hits = [*self._hits(self._look(alone, 0, OF_EACH).keys)]
        return Group(kind, total, tuple(hits))

    def _near(self, total: int) -> tuple[str, ...]:
        """Return what may have been meant and finds something among what this person may read."""
        others = (*near(self._query, self._index.rarities), *(() if total else unquoted(self._query)))
        return tuple(one.text for one in others if self._finds(one.proof) and self._finds(one.text))[:OFFERED]

    def _finds(self, text: str) -> bool:
        query = replace(parse(text), about=self._wish.about)
        filters = replace(self._wish.filters, kinds=frozenset())
        return self._index.search(Question(query, self._scope, filters, Sorting.NEWEST, count=1)).total > 0

    def _look(self, filters: Filters, start: int, size: int) -> Found:
        question = Question(self._query, self._scope, filters, self._wish.sorting, start, size)
        return look(self._index, question)

    def _hits(self, keys: Sequence[Key]) -> tuple[Hit, ...]:
        self._seen.update(things(self._session, (key for key in keys if key not in self._seen)))
        return tuple(hit(self._seen[key], self._query) for key in keys if key in self._seen)


def _id(text: str) -> UUID | None:
    return UUID(text) if text else None


def _choices(session: Session, names: Select[UUID, str], counts: Mapping[str, int]) -> tuple[Choice, ...]:
    """Return the values of a facet with their names, the most frequent first."""
    if not counts:
        return ()
    identity = names.selected_columns[0]
    rows = session.execute(names.where(identity.in_([UUID(one) for one in counts])))
    named = {str(row): name for row, name in rows}
    choices = [Choice(value, named.get(value, ""), number) for value, number in counts.items()]
    return tuple(sorted(choices, key=lambda one: (-one.count, one.label)))
