"""What helped people to speak about one version is copied into the plan for the next, once its place is known."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from legislation_hub.models import Card, Consultation, KeyProvision, Question, Succession
from legislation_hub.vocabulary import Carried, Fate, Stage


def inherit(session: Session, row: Succession) -> None:
    """Copy a card, question or key provision that has its place into every plan that nobody was told of yet."""
    if row.provision_id is None or row.fate is not Fate.MOVED or row.kind is Carried.COMMENT:
        return
    for consultation_id in _plans(session, row.version_id):
        if not _copies(session, row, consultation_id):
            table = _table(row)
            last = select(func.max(table.position)).where(table.consultation_id == consultation_id)
            session.add(
                table(
                    consultation_id=consultation_id,
                    provision_id=row.provision_id,
                    position=(session.scalar(last) or 0) + 1,
                    **_says(row),
                )
            )
            session.flush()


def release(session: Session, row: Succession) -> None:
    """Take out of those plans what still stands there as it was copied, because its place no longer holds."""
    if row.provision_id is None or row.fate is not Fate.MOVED or row.kind is Carried.COMMENT:
        return
    for consultation_id in _plans(session, row.version_id):
        for copy in _copies(session, row, consultation_id):
            session.delete(copy)
    session.flush()


def _plans(session: Session, version_id: UUID) -> Sequence[UUID]:
    query = select(Consultation.id).where(
        Consultation.version_id == version_id,
        Consultation.stage == Stage.PREPARING,
        Consultation.sent_at.is_(None),
        Consultation.recalled_at.is_(None),
    )
    return session.scalars(query).all()


def _copies(session: Session, row: Succession, consultation_id: UUID) -> Sequence[Any]:
    table = _table(row)
    query = select(table).filter_by(consultation_id=consultation_id, provision_id=row.provision_id, **_says(row))
    return session.scalars(query).all()


def _table(row: Succession) -> Any:
    return {Carried.CARD: Card, Carried.QUESTION: Question, Carried.KEY: KeyProvision}[row.kind]


def _says(row: Succession) -> dict[str, str]:
    if row.card is not None:
        return {"title": row.card.title, "text": row.card.text}
    return {"text": row.question.text} if row.question is not None else {}
