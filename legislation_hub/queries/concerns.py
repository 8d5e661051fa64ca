"""What an act may have changed of what can be found: from the subjects of events to keys of the index."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from legislation_hub.models import (
    Comment,
    Consultation,
    Gathering,
    Outcome,
    Paper,
    Point,
    Provision,
    Report,
    ReportLine,
    Version,
)
from legislation_hub.queries.provisions import IS_ARTICLE
from legislation_hub.search.scope import Key
from legislation_hub.vocabulary import Findable


def drafts_of(session: Session, version_ids: Sequence[UUID]) -> list[Key]:
    """Return the keys of the drafts of these versions."""
    return _keys(session, Findable.DRAFT, select(Version.draft_id).where(Version.id.in_(version_ids)).distinct())


def papers_of(session: Session, version_ids: Sequence[UUID]) -> list[Key]:
    """Return the keys of the papers that came with these versions."""
    return _keys(session, Findable.PAPER, select(Paper.id).where(Paper.version_id.in_(version_ids)))


def texts_asked_in(session: Session, consultation_ids: Sequence[UUID]) -> list[Key]:
    """Return the keys of what these consultations ask about: the draft, its papers, articles and clauses."""
    query = select(Consultation.version_id).where(Consultation.id.in_(consultation_ids))
    versions = [one for one in session.scalars(query) if one is not None]
    articles = select(Provision.id).where(IS_ARTICLE, Provision.version_id.in_(versions))
    texts = _keys(session, Findable.PROVISION, articles.order_by(Provision.position))
    return [*drafts_of(session, versions), *papers_of(session, versions), *texts]


def with_corrected(session: Session, comment_ids: Sequence[UUID]) -> list[Key]:
    """Return the keys of these comments and of those that they correct."""
    corrected = select(Comment.corrects_id).where(Comment.id.in_(comment_ids), Comment.corrects_id.is_not(None))
    own = [Key(Findable.COMMENT, str(identity)) for identity in comment_ids]
    return own + _keys(session, Findable.COMMENT, corrected)


def points(_session: Session, point_ids: Sequence[UUID]) -> list[Key]:
    """Return the keys of these points."""
    return [Key(Findable.POINT, str(identity)) for identity in point_ids]


def with_comments_near(session: Session, point_ids: Sequence[UUID]) -> list[Key]:
    """Return the keys of these points and of all comments of the consultations to which they belong."""
    consultations = select(Point.consultation_id).where(Point.id.in_(point_ids))
    near = select(Comment.id).where(Comment.consultation_id.in_(consultations))
    return points(session, point_ids) + _keys(session, Findable.COMMENT, near)


def reports(_session: Session, report_ids: Sequence[UUID]) -> list[Key]:
    """Return the keys of these reports."""
    return [Key(Findable.REPORT, str(identity)) for identity in report_ids]


def with_all_reported(session: Session, report_ids: Sequence[UUID]) -> list[Key]:
    """Return the keys of these reports, of their points, and of all comments of their consultations."""
    consultations = select(Report.consultation_id).where(Report.id.in_(report_ids))
    said = select(Comment.id).where(Comment.consultation_id.in_(consultations))
    listed = select(ReportLine.point_id).where(ReportLine.report_id.in_(report_ids))
    return [
        *reports(session, report_ids),
        *_keys(session, Findable.POINT, listed),
        *_keys(session, Findable.COMMENT, said),
    ]


def settled_by(session: Session, outcome_ids: Sequence[UUID]) -> list[Key]:
    """Return the keys of the points that have these outcomes, and of the comments behind them."""
    settled = select(Outcome.point_id).where(Outcome.id.in_(outcome_ids))
    behind = select(Gathering.comment_id).where(Gathering.point_id.in_(settled))
    return [*_keys(session, Findable.POINT, settled), *_keys(session, Findable.COMMENT, behind)]


def _keys(session: Session, kind: Findable, query: Select[Any]) -> list[Key]:
    return [Key(kind, str(identity)) for identity in session.scalars(query)]
