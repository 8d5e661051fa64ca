"""Which comments are here to stay, and with what words: a phone lets go of its own copy only after this."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub.models import Comment, Words


@dataclass(frozen=True, slots=True)
class Holding:
    """One comment that is here; ``digest`` is that of its words, "" once they were taken back."""

    id: UUID
    number: str
    digest: str


def holdings_of(session: Session, account_id: UUID, ids: Iterable[UUID]) -> tuple[Holding, ...]:
    """Return those of these comments that this account wrote down, in the order of their numbers."""
    query = (
        select(Comment.id, Comment.number, Comment.withdrawn_at, Words.words)
        .join(Words, Words.comment_id == Comment.id)
        .where(Comment.id.in_(set(ids)), Comment.recorded_by_id == account_id)
        .order_by(Comment.number)
    )
    return tuple(
        Holding(identity, number, digest_of(words) if withdrawn_at is None else "")
        for identity, number, withdrawn_at, words in session.execute(query)
    )


def digest_of(words: str) -> str:
    """Return the SHA-256 (hex) of words in UTF-8 after NFC, as a phone reckons it, too."""
    return sha256(unicodedata.normalize("NFC", words).encode()).hexdigest()
