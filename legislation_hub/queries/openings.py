"""What everybody may see without an account: what is asked now, what was asked, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased

from legislation_hub import clock
from legislation_hub.models import (
    Change,
    ClosedCode,
    Comment,
    Consultation,
    Gathering,
    Outcome,
    Paper,
    Point,
    Provision,
    StoredFile,
    Task,
    Unit,
    Version,
)
from legislation_hub.problems import CodeClosed, NotFound
from legislation_hub.queries.comments import is_reportable
from legislation_hub.vocabulary import ChangeKind, OutcomeKind, PaperKind, Stage, UnitKind

SHOWN = (Stage.OPEN, Stage.REVIEWING, Stage.REPORTED, Stage.ANSWERED, Stage.ARCHIVED)
TOLD = (Stage.ANSWERED, Stage.ARCHIVED)


# A point that everybody has left speaks for nobody and is not told of.
_speaks = (
    exists()
    .where(Gathering.point_id == Point.id, Comment.id == Gathering.comment_id, is_reportable)
    .correlate(Point)
)


_asker = aliased(Unit)
# Asked at every view of a busy page: composed once, for composing it costs ten times what asking does.
_IMPRINT = (
    select(
        Consultation.id,
        Consultation.opens_on,
        Consultation.closes_on,
        Consultation.recalled_at,
        Unit.name,
        _asker.name,
        select(func.count())
        .where(Change.consultation_id == Consultation.id)
        .correlate(Consultation)
        .scalar_subquery(),
        select(func.count())
        .where(Paper.version_id == Consultation.version_id, Paper.public)
        .correlate(Consultation)
        .scalar_subquery(),
    )
    .join(Task, Task.consultation_id == Consultation.id)
    .join(Unit, Unit.id == Task.unit_id)
    .join(_asker, _asker.id == Consultation.station_id)
    .where(Task.code == bindparam("code"), Task.room_id.is_not(None))
    .where(Consultation.is_public, Consultation.stage == Stage.OPEN)
)


@dataclass(frozen=True, slots=True)
class Opening:
    """A consultation in the public list; ``adopted`` counts the points adopted wholly, partly or otherwise."""

    id: UUID
    title: str
    about: str
    station: str
    stage: Stage
    opens_on: date
    closes_on: date
    open_now: bool
    recalled: bool
    points: int
    adopted: int


@dataclass(frozen=True, slots=True)
class Place:
    """A room that takes part, by the code that its QR code carries."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Altered:
    """A change after the sending, with the reason that everybody sees."""

    kind: ChangeKind
    reason: str
    on: date


@dataclass(frozen=True, slots=True)
class Download:
    """A paper to take home."""

    id: UUID
    kind: PaperKind
    title: str
    size: int


@dataclass(frozen=True, slots=True)
class Fate:
    """One point of the station's report and what became of it."""

    citation: str
    wording: str
    comments: int
    outcome: OutcomeKind | None
    passed_article: str
    reason: str


def openings(session: Session) -> Sequence[Opening]:
    """Return every public consultation that was sent: open ones by their last day, then the others."""
    today = clock.today()
    query = (
        select(Consultation, Unit.name)
        .join(Unit, Unit.id == Consultation.station_id)
        .where(Consultation.is_public, Consultation.stage.in_(SHOWN))
        .order_by(Consultation.closes_on.desc())
    )
    tally: dict[UUID, tuple[int, int]] = {}
    settled = (OutcomeKind.ADOPTED, OutcomeKind.PARTLY, OutcomeKind.OTHERWISE)
    counts = (
        select(
            Point.consultation_id,
            func.count(Point.id),
            func.count(Outcome.id).filter(Outcome.kind.in_(settled)),
        )
        .outerjoin(Outcome, (Outcome.point_id == Point.id) & Outcome.current)
        .where(Point.dissolved_at.is_(None), _speaks)
        .group_by(Point.consultation_id)
    )
    for consultation_id, points, adopted in session.execute(counts):
        tally[consultation_id] = (points, adopted)
    rows = []
    for one, station in session.execute(query):
        live = one.stage is Stage.OPEN and one.recalled_at is None and one.opens_on <= today <= one.closes_on
        points, adopted = tally.get(one.id, (0, 0)) if one.stage in TOLD else (0, 0)
        rows.append(
            Opening(
                one.id, one.title, one.about, station, one.stage, one.opens_on, one.closes_on,
                live, one.recalled_at is not None, points, adopted,
            )
        )  # fmt: skip
    return sorted((row for row in rows if row.open_now), key=lambda row: row.closes_on) + [
        row for row in rows if not row.open_now
    ]


def public_consultation(session: Session, consultation_id: UUID) -> Consultation:
    """Return a consultation that everybody may see; raise :class:`NotFound` for any other."""
    found = session.get(Consultation, consultation_id)
    if found is None or not found.is_public or found.stage not in SHOWN:
        raise NotFound()
    return found


def public_task(session: Session, code: str, consultation_id: UUID | None = None) -> Task:
    """Return the room's task that a QR code (or the choice of a room) names.

    Raises :class:`CodeClosed` for a code that the room closed, :class:`NotFound` for what is none.
    """
    task, closed = behind(session, code)
    if closed is not None:
        raise CodeClosed()
    if consultation_id not in (None, task.consultation_id):
        raise NotFound()
    return task


def behind(session: Session, code: str) -> tuple[Task, ClosedCode | None]:
    """Return the room's task that a QR code names or named, and how the room closed that code.

    Raises :class:`NotFound` for what is none.
    """
    task = session.scalar(select(Task).where(Task.code == code, Task.room_id.is_not(None)))
    closed = session.get(ClosedCode, code) if task is None else None
    task = closed.task if closed else task
    if task is None:
        raise NotFound()
    public_consultation(session, task.consultation_id)
    return task, closed


def imprint(session: Session, code: str) -> tuple[object, ...] | None:
    """Return all that may change on the page behind a code while people speak, in one query; None for other codes.

    The text is frozen, and what stands around it changes only with a :class:`Change` that tells why.
    """
    row = session.execute(_IMPRINT, {"code": code}).one_or_none()
    return (*row, clock.today()) if row else None


def places_of(session: Session, consultation_id: UUID) -> Sequence[Place]:
    """Return the rooms that were asked, in the order of their codes."""
    query = (
        select(Task.code, Unit.name)
        .join(Unit, Unit.id == Task.unit_id)
        .where(Task.consultation_id == consultation_id, Unit.kind == UnitKind.ROOM)
        .order_by(Unit.code)
    )
    return [Place(code, name) for code, name in session.execute(query)]


def altered(session: Session, consultation_id: UUID) -> Sequence[Altered]:
    """Return what was changed after the sending, latest first."""
    query = select(Change).where(Change.consultation_id == consultation_id).order_by(Change.position.desc())
    return [Altered(one.kind, one.reason, clock.day_of(one.made_at)) for one in session.scalars(query)]


def downloads(session: Session, version_id: UUID | None) -> Sequence[Download]:
    """Return the public papers of a version."""
    query = (
        select(Paper.id, Paper.kind, Paper.title, StoredFile.size)
        .join(StoredFile, StoredFile.id == Paper.file_id)
        .where(Paper.version_id == version_id, Paper.public)
        .order_by(Paper.kind, Paper.title)
    )
    return [Download(*row) for row in session.execute(query)]


def download(session: Session, paper_id: UUID) -> StoredFile:
    """Return the file of a public paper of a public consultation; raise :class:`NotFound` for any other."""
    file = session.scalar(
        select(StoredFile)
        .join(Paper, Paper.file_id == StoredFile.id)
        .join(Consultation, Consultation.version_id == Paper.version_id)
        .where(Paper.id == paper_id, Paper.public, Consultation.is_public, Consultation.stage.in_(SHOWN))
        .limit(1)
    )
    if file is None:
        raise NotFound()
    return file


def source(session: Session, consultation: Consultation) -> StoredFile:
    """Return the draft's own file, as it came; raise :class:`NotFound` where there is no text."""
    query = select(StoredFile).join(Version, Version.file_id == StoredFile.id)
    file = session.scalar(query.where(Version.id == consultation.version_id))
    if file is None:
        raise NotFound()
    return file


def fates(session: Session, consultation: Consultation) -> Sequence[Fate]:
    """Return the points of an answered consultation with their outcomes, in the order of the articles."""
    if consultation.stage not in TOLD:
        return []
    heads = (
        select(Gathering.point_id, func.count().label("comments"))
        .join(Comment, Comment.id == Gathering.comment_id)
        .where(is_reportable)
        .group_by(Gathering.point_id)
        .subquery()
    )
    query = (
        select(Point, Provision.citation, heads.c.comments, Outcome)
        .outerjoin(Provision, Provision.id == Point.provision_id)
        .join(heads, heads.c.point_id == Point.id)
        .outerjoin(Outcome, (Outcome.point_id == Point.id) & Outcome.current)
        .where(Point.consultation_id == consultation.id, Point.dissolved_at.is_(None))
        .order_by(Provision.position.is_(None), Provision.position, Point.number)
    )
    return [
        Fate(
            citation or "",
            point.wording,
            comments,
            outcome.kind if outcome else None,
            outcome.passed_article if outcome else "",
            outcome.reason if outcome else "",
        )
        for point, citation, comments, outcome in session.execute(query)
    ]
