"""What a plan takes over from the asking before: cards, questions and key provisions whose new place is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from legislation_hub.models import Card, Consultation, Provision, Question, Succession, Version
from legislation_hub.queries.consultations import CardRow, QuestionRow
from legislation_hub.queries.standings import asked_before, unfollowed
from legislation_hub.queries.successions import Entry, carried_to
from legislation_hub.vocabulary import Carried, Fate


@dataclass(frozen=True, slots=True)
class Inheritance:
    """What comes into a plan, what waits for a person, and what is gone; ``unfollowed`` was not looked at."""

    keys: Sequence[UUID] = ()
    cards: Sequence[CardRow] = ()
    questions: Sequence[QuestionRow] = ()
    came: Sequence[Entry] = ()
    waiting: Sequence[Entry] = ()
    gone: Sequence[Entry] = ()
    unfollowed: int = 0


def inheritance_of(session: Session, version: Version | None) -> Inheritance:
    """Return what a consultation on ``version`` takes over from those before; nothing for a first version."""
    if version is None or version.ordinal == 1:
        return Inheritance()
    carried = carried_to(session, version.id)
    by_fate = {fate: [one for one in carried if one.fate is fate] for fate in Fate}
    return Inheritance(
        keys=list(dict.fromkeys(one.new.id for one in by_fate[Fate.MOVED] if one.new and one.kind is Carried.KEY)),
        cards=_cards(session, version),
        questions=_questions(session, version),
        came=by_fate[Fate.MOVED],
        waiting=by_fate[Fate.REVIEW],
        gone=by_fate[Fate.GONE],
        unfollowed=unfollowed(session, version),
    )


def _cards(session: Session, version: Version) -> Sequence[CardRow]:
    query = _taken_over(version, Card, Succession.card_id == Card.id)
    found = (CardRow(one.title, one.text, citation or "") for one, citation in session.execute(query))
    return list(dict.fromkeys(found))


def _questions(session: Session, version: Version) -> Sequence[QuestionRow]:
    query = _taken_over(version, Question, Succession.question_id == Question.id)
    found = (QuestionRow(one.text, citation or "") for one, citation in session.execute(query))
    return list(dict.fromkeys(found))


def _taken_over(version: Version, kind: Any, its_row: ColumnElement[bool]) -> Select[Any]:
    """Return what is about the whole draft, and what lives on in this version."""
    lives_on = Succession.fate == Fate.MOVED
    return (
        select(kind, Provision.citation)
        .join(Consultation, Consultation.id == kind.consultation_id)
        .outerjoin(Succession, and_(its_row, Succession.version_id == version.id, lives_on))
        .outerjoin(Provision, Provision.id == Succession.provision_id)
        .where(
            kind.consultation_id.in_(asked_before(version)),
            or_(kind.provision_id.is_(None), Provision.id.is_not(None)),
        )
        .order_by(Consultation.created_at, kind.position)
    )
