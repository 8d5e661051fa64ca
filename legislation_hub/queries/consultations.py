"""The station's consultations: all of them in a list, one of them in full, and its text to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from legislation_hub.models import (
    Account,
    Card,
    Change,
    Comment,
    Consultation,
    KeyProvision,
    Paper,
    Provision,
    Question,
    StoredFile,
    Submission,
    Task,
    Version,
)
from legislation_hub.queries.comments import is_alive
from legislation_hub.queries.provisions import IS_ARTICLE
from legislation_hub.vocabulary import ChangeKind, ConsultationKind, PaperKind, Stage


@dataclass(frozen=True, slots=True)
class ConsultationRow:
    """A consultation in a list."""

    id: UUID
    title: str
    reading: str
    kind: ConsultationKind
    stage: Stage
    opens_on: date
    closes_on: date
    sent_at: datetime | None
    recalled_at: datetime | None
    tasks: int
    handed_up: int
    submissions: int
    comments: int


@dataclass(frozen=True, slots=True)
class CardRow:
    """A plain-language note; ``citation`` names its provision, empty for the whole draft."""

    title: str
    text: str
    citation: str


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A concrete question; ``citation`` names its provision, empty for the whole draft."""

    text: str
    citation: str


@dataclass(frozen=True, slots=True)
class ProvisionRow:
    """An article or clause to choose, its own words below it as one text."""

    id: UUID
    eid: str
    citation: str
    label: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What was changed after the sending, and why."""

    kind: ChangeKind
    reason: str
    detail: dict[str, Any]
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper that came with a version."""

    id: UUID
    kind: PaperKind
    title: str
    public: bool
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What a consultation asks: key provisions in their order, cards and questions."""

    key_provisions: Sequence[ProvisionRow]
    cards: Sequence[CardRow]
    questions: Sequence[QuestionRow]


def consultations_of(session: Session, station_id: UUID) -> Sequence[ConsultationRow]:
    """Return all consultations of a station, the newest first; three queries."""
    rows = session.execute(
        select(Consultation, Version.reading)
        .outerjoin(Version, Version.id == Consultation.version_id)
        .where(Consultation.station_id == station_id)
        .order_by(Consultation.created_at.desc(), Consultation.id.desc())
    ).all()
    tasks = {
        one: (number, handed_up)
        for one, number, handed_up in session.execute(
            select(Task.consultation_id, func.count(), func.count(Task.handed_up_at))
            .where(Task.station_id == station_id)
            .group_by(Task.consultation_id)
        )
    }
    counts = {
        one: (submissions, comments)
        for one, submissions, comments in session.execute(
            select(Comment.consultation_id, func.count(Submission.id.distinct()), func.count())
            .join(Submission, Submission.id == Comment.submission_id)
            .where(Comment.station_id == station_id, is_alive)
            .group_by(Comment.consultation_id)
        )
    }
    return [
        ConsultationRow(
            one.id,
            one.title,
            reading or "",
            one.kind,
            one.stage,
            one.opens_on,
            one.closes_on,
            one.sent_at,
            one.recalled_at,
            *tasks.get(one.id, (0, 0)),
            *counts.get(one.id, (0, 0)),
        )
        for one, reading in rows
    ]


def asked_in(session: Session, consultation: Consultation) -> Asked:
    """Return the key provisions, cards and questions of a consultation, in their order."""
    keys = session.scalars(
        select(Provision)
        .join(KeyProvision, KeyProvision.provision_id == Provision.id)
        .where(KeyProvision.consultation_id == consultation.id)
        .order_by(KeyProvision.position)
    )
    cards = session.execute(
        select(Card.title, Card.text, func.coalesce(Provision.citation, ""))
        .outerjoin(Provision, Provision.id == Card.provision_id)
        .where(Card.consultation_id == consultation.id)
        .order_by(Card.position)
    )
    questions = session.execute(
        select(Question.text, func.coalesce(Provision.citation, ""))
        .outerjoin(Provision, Provision.id == Question.provision_id)
        .where(Question.consultation_id == consultation.id)
        .order_by(Question.position)
    )
    return Asked(
        [_row(one) for one in keys],
        [CardRow(*one) for one in cards],
        [QuestionRow(*one) for one in questions],
    )


def provisions_to_choose(
    session: Session, version_id: UUID | None, chosen: Sequence[UUID] = ()
) -> Sequence[ProvisionRow]:
    """Return the articles and clauses of a version, and what is chosen already, in reading order."""
    query = select(Provision).where(Provision.version_id == version_id, IS_ARTICLE | Provision.id.in_(chosen))
    return [_row(one) for one in session.scalars(query.order_by(Provision.position))]


def _row(one: Provision) -> ProvisionRow:
    return ProvisionRow(one.id, one.eid, one.citation, one.label, one.heading, one.whole)


def cited(session: Session, version_id: UUID | None, citations: Sequence[str]) -> dict[str, UUID]:
    """Return the provision that each citation (第十二条) names in a version; what names none is left out."""
    query = select(Provision.citation, Provision.id).where(
        Provision.version_id == version_id, Provision.citation.in_(citations)
    )
    # An article is named before the paragraph that is all of it and so is cited alike.
    return dict(session.execute(query.order_by(Provision.position.desc())).all())


def changes_of(session: Session, consultation: Consultation) -> Sequence[ChangeRow]:
    """Return what was changed after the sending, the latest first."""
    query = (
        select(Change, Account.person)
        .join(Account, Account.id == Change.made_by_id)
        .where(Change.consultation_id == consultation.id)
        .order_by(Change.position.desc())
    )
    return [
        ChangeRow(one.kind, one.reason, one.detail, one.made_at, person) for one, person in session.execute(query)
    ]


def papers_of(session: Session, version_id: UUID | None) -> Sequence[PaperRow]:
    """Return the papers that came with a version, as they were added."""
    query = (
        select(Paper, StoredFile.name, StoredFile.size)
        .join(StoredFile, StoredFile.id == Paper.file_id)
        .where(Paper.version_id == version_id)
        .order_by(Paper.id)
    )
    return [
        PaperRow(one.id, one.kind, one.title, one.public, name, size) for one, name, size in session.execute(query)
    ]
