"""What one person may find, and what they want to see of it: both become part of the engine's query."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from legislation_hub.search.query import Query
from legislation_hub.vocabulary import Channel, Findable, OutcomeKind, Sorting, Stance, Standing

FIRST_PAGE = 20


class Key(NamedTuple):
    """One thing in the index; a device chooses the ids of comments, so the kind keeps them off all others."""

    kind: Findable
    id: str


@dataclass(frozen=True, slots=True)
class Grant:
    """Everything of one kind, within every limit that is set; an empty limit grants nothing."""

    kind: Findable
    drafts: frozenset[str] | None = None
    versions: frozenset[str] | None = None
    consultations: frozenset[str] | None = None
    stations: frozenset[str] | None = None
    rooms: frozenset[str] | None = None
    collectors: frozenset[str] | None = None
    only_reported: bool = False
    only_published: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What one person may find: whatever one of the grants gives, and nothing without a grant."""

    grants: tuple[Grant, ...] = ()


EVERYTHING = Scope(tuple(Grant(kind) for kind in Findable))


@dataclass(frozen=True, slots=True)
class Filters:
    """What the person wants to see; nothing set shows all. ``since`` is included, ``until`` is not."""

    kinds: frozenset[Findable] = frozenset()
    drafts: frozenset[str] = frozenset()
    versions: frozenset[str] = frozenset()
    rooms: frozenset[str] = frozenset()
    channels: frozenset[Channel] = frozenset()
    stances: frozenset[Stance] = frozenset()
    verdicts: frozenset[Standing] = frozenset()
    outcomes: frozenset[OutcomeKind] = frozenset()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One search: what is looked for, among what, in which order, and which part of the list.

    ``read`` of the first ones come with what the index holds of their texts.
    """

    query: Query
    scope: Scope
    filters: Filters = Filters()
    sorting: Sorting = Sorting.FIT
    start: int = 0
    count: int = FIRST_PAGE
    read: int = 0


@dataclass(frozen=True, slots=True)
class Facets:
    """How many of what was found have each value of a place, by what stands in the index.

    What a filter narrows is counted as if that one filter were not set: so one sees what else there is to choose.
    """

    kinds: Mapping[str, int] = field(default_factory=dict)
    drafts: Mapping[str, int] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)
    rooms: Mapping[str, int] = field(default_factory=dict)
    channels: Mapping[str, int] = field(default_factory=dict)
    stances: Mapping[str, int] = field(default_factory=dict)
    verdicts: Mapping[str, int] = field(default_factory=dict)
    outcomes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Passage:
    """What the index holds of a text, folded and without blanks, and of the title and headings above it."""

    wording: str
    setting: str


@dataclass(frozen=True, slots=True)
class Matches:
    """Everything that matches, counted, and the first of it with the engine's score.

    ``read`` are the passages of as many of the first as the question wanted read.
    """

    total: int
    facets: Facets
    first: tuple[tuple[Key, float], ...]
    read: tuple[Passage, ...] = ()
