"""What became of the points of signed reports, what still waits for an outcome, and who has heard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from legislation_hub.models import (
    Account,
    Answer,
    Consultation,
    Gathering,
    Outcome,
    Point,
    Provision,
    Report,
    ReportLine,
    Unit,
    Version,
)
from legislation_hub.queries.provisions import IS_ARTICLE
from legislation_hub.vocabulary import AnswerWay, OutcomeKind, Place, ReportState, Stage

# Outcomes are recorded while the consultation stands here.
SETTLING = (Stage.REPORTED, Stage.ANSWERED)


@dataclass(frozen=True, slots=True)
class Settling:
    """One point of a signed report as the municipality settles it; without an outcome ``kind`` is None.

    ``open`` says that an outcome can be recorded now, ``of_text`` that a text was put to people.
    """

    point_id: UUID
    report_id: UUID
    report_number: str
    title: str
    station: str
    position: int
    citation: str
    place: Place
    wording: str
    kind: OutcomeKind | None
    passed_article: str
    basis: str
    reason: str
    open: bool
    of_text: bool

    @property
    def waits(self) -> bool:
        """Return whether somebody has yet to say what became of it."""
        return self.kind in (None, OutcomeKind.PENDING)


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a point and how its people heard of it: how many each way, until when, by whom."""

    kind: OutcomeKind
    passed_article: str
    basis: str
    reason: str
    ways: Mapping[AnswerWay, int]
    last_told: date | None
    tellers: tuple[str, ...]


def settlings_of(session: Session, municipality_id: UUID, report_id: UUID | None = None) -> Sequence[Settling]:
    """Return the points of all signed reports under a municipality, or of one, as they are printed; one query.

    A report that a later signed one corrects is left out: its points stand in the later one.
    """
    later, station = aliased(Report), aliased(Unit)
    corrected = exists().where(later.corrects_id == Report.id, later.state == ReportState.SIGNED)
    query = (
        select(Point, ReportLine.position, Provision.citation, Outcome)
        .add_columns(
            Report.id, Report.number, Report.title, station.name, Consultation.stage, Consultation.version_id
        )
        .join(ReportLine, ReportLine.point_id == Point.id)
        .join(Report, Report.id == ReportLine.report_id)
        .join(Consultation, Consultation.id == Report.consultation_id)
        .join(station, station.id == Report.station_id)
        .outerjoin(Provision, Provision.id == Point.provision_id)
        .outerjoin(Outcome, (Outcome.point_id == Point.id) & Outcome.current)
        .where(station.parent_id == municipality_id, Report.state == ReportState.SIGNED)
        .order_by(Report.signed_at, Report.id, ReportLine.position)
    )
    query = query.where(~corrected) if report_id is None else query.where(Report.id == report_id)
    found = session.execute(query)
    return [
        Settling(
            point.id,
            found_id,
            number,
            title,
            station_name,
            position,
            citation or "",
            point.place,
            point.wording,
            outcome.kind if outcome else None,
            outcome.passed_article if outcome else "",
            outcome.basis if outcome else "",
            outcome.reason if outcome else "",
            stage in SETTLING,
            version_id is not None,
        )
        for point, position, citation, outcome, found_id, number, title, station_name, stage, version_id in found
    ]


def settled_in(session: Session, report_id: UUID) -> Mapping[UUID, Settled]:
    """Return what became of the points of a report, by point, with the answers given; two queries."""
    lines = select(ReportLine.point_id).where(ReportLine.report_id == report_id)
    ways: dict[UUID, dict[AnswerWay, int]] = {}
    last: dict[UUID, date] = {}
    tellers: dict[UUID, dict[str, None]] = {}
    told = session.execute(
        select(Gathering.point_id, Answer.way, Account.person, func.count(), func.max(Answer.told_on))
        .join(Answer, Answer.comment_id == Gathering.comment_id)
        .join(Outcome, (Outcome.id == Answer.outcome_id) & Outcome.current)
        .join(Account, Account.id == Answer.told_by_id)
        .where(Gathering.point_id.in_(lines))
        .group_by(Gathering.point_id, Answer.way, Account.person)
        .order_by(Account.person)
    )
    for point_id, way, person, number, day in told:
        counts = ways.setdefault(point_id, {})
        counts[way] = counts.get(way, 0) + number
        last[point_id] = max(day, last.get(point_id, day))
        tellers.setdefault(point_id, {})[person] = None
    outcomes = session.scalars(select(Outcome).where(Outcome.current, Outcome.point_id.in_(lines)))
    return {
        one.point_id: Settled(
            one.kind,
            one.passed_article,
            one.basis,
            one.reason,
            ways.get(one.point_id, {}),
            last.get(one.point_id),
            tuple(tellers.get(one.point_id, ())),
        )
        for one in outcomes
    }


def articles_of(session: Session, version_id: UUID) -> Sequence[str]:
    """Return how the articles of a text are cited, in their order."""
    query = select(Provision.citation).where(Provision.version_id == version_id, IS_ARTICLE)
    return session.scalars(query.order_by(Provision.position)).all()


def passed_candidates(session: Session, consultation: Consultation) -> list[tuple[UUID, str]]:
    """Return the other readings of the consulted draft (id, reading), newest first: one may be the passed text."""
    if consultation.version is None:
        return []
    query = select(Version.id, Version.reading).where(
        Version.draft_id == consultation.version.draft_id, Version.id != consultation.version_id
    )
    return [(one, reading) for one, reading in session.execute(query.order_by(Version.ordinal.desc()))]
