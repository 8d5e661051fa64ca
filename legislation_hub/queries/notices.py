"""What every page says to an account: what it was told, newest first, its tokens, and whether this is a demo."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from legislation_hub.models import Account, ApiToken, Notice, Setting
from legislation_hub.vocabulary import NoticeKind

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Told:
    """One notice; ``detail`` fills the label of its kind."""

    id: UUID
    kind: NoticeKind
    subject_kind: str
    subject_id: str
    detail: Mapping[str, str]
    told_at: datetime
    seen: bool


@dataclass(frozen=True, slots=True)
class Key:
    """A living token."""

    id: UUID
    name: str
    created_at: datetime


def notices_of(session: Session, account: Account) -> list[Told]:
    """Return the account's latest notices (200 at most), newest first."""
    query = select(Notice).where(Notice.account_id == account.id).order_by(Notice.told_at.desc()).limit(SHOWN)
    return [
        Told(one.id, one.kind, one.subject_kind, one.subject_id, one.detail, one.told_at, one.seen_at is not None)
        for one in session.scalars(query)
    ]


def unseen(session: Session, account: Account | None) -> int | None:
    """Return how many notices the account has not looked at; None for a resident."""
    if account is None:
        return None
    query = select(func.count()).where(Notice.account_id == account.id, Notice.seen_at.is_(None))
    return session.scalar(query) or 0


def is_demo(session: Session) -> bool:
    """Return whether this instance holds invented data, which every page then says."""
    return session.get(Setting, "demo") is not None


def tokens_of(session: Session, account: Account) -> list[Key]:
    """Return the account's living tokens, oldest first."""
    query = select(ApiToken).where(ApiToken.account_id == account.id, ApiToken.ended_at.is_(None))
    return [Key(one.id, one.name, one.created_at) for one in session.scalars(query.order_by(ApiToken.created_at))]
