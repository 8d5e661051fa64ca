"""What an account should know, and whether it has looked."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from legislation_hub.models.base import Base, Identified, word
from legislation_hub.vocabulary import NoticeKind


class Notice(Identified, Base):
    """One thing told to one account; told once for each ``occasion``."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("account_id", "kind", "subject_id", "occasion"),
        Index("ix_notice_account_id_seen_at", "account_id", "seen_at"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[NoticeKind] = mapped_column(word(NoticeKind))
    subject_kind: Mapped[str]
    subject_id: Mapped[str] = mapped_column(index=True)
    occasion: Mapped[str] = mapped_column(default="")
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
    told_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
