"""A draft law, its readings, and the provisions that comments stand on."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from legislation_hub.models.base import Base, Identified, word
from legislation_hub.models.unit import Unit
from legislation_hub.vocabulary import Level, PaperKind


class StoredFile(Identified, Base):
    """A file kept whole under its SHA-256 in the data folder; never changed."""

    __tablename__ = "stored_file"

    sha256: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    size: Mapped[int]
    media_type: Mapped[str]
    stored_at: Mapped[datetime]


class Draft(Identified, Base):
    """A law being consulted on, over all its readings."""

    __tablename__ = "draft"

    title: Mapped[str]
    station_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    created_at: Mapped[datetime]

    station: Mapped[Unit] = relationship()


class Version(Identified, Base):
    """One reading of a draft with its source file; its provisions are frozen once it is published.

    A text that the program combined from an amendment names it as ``decision`` and the law it changes as ``base``.
    """

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("draft_id", "ordinal"),)

    draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id"), index=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    ordinal: Mapped[int]
    reading: Mapped[str]
    title: Mapped[str]
    genre: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_file.id"))
    text: Mapped[dict[str, Any]]
    repairs: Mapped[list[Any]] = mapped_column(default=list)
    uploaded_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    base_id: Mapped[UUID | None] = mapped_column(ForeignKey("version.id"))
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("version.id"))

    draft: Mapped[Draft] = relationship()
    station: Mapped[Unit] = relationship()
    file: Mapped[StoredFile] = relationship()
    base: Mapped["Version | None"] = relationship(foreign_keys=[base_id], remote_side="Version.id")
    decision: Mapped["Version | None"] = relationship(foreign_keys=[decision_id], remote_side="Version.id")


class Provision(Identified, Base):
    """One numbered piece of a version, in reading order; ``citation`` is how an official names it.

    ``text`` is its own, ``whole`` also all that stands below it, a line a paragraph, as it is printed.
    """

    __tablename__ = "provision"
    __table_args__ = (UniqueConstraint("version_id", "eid"), UniqueConstraint("version_id", "position"))

    version_id: Mapped[UUID] = mapped_column(ForeignKey("version.id"))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("provision.id"))
    position: Mapped[int]
    depth: Mapped[int]
    level: Mapped[Level] = mapped_column(word(Level))
    number: Mapped[str]
    label: Mapped[str]
    heading: Mapped[str]
    eid: Mapped[str]
    citation: Mapped[str]
    text: Mapped[str]
    whole: Mapped[str]

    version: Mapped[Version] = relationship()


class Paper(Identified, Base):
    """A paper that came with a version: the explanation, the letter, the comparison table."""

    __tablename__ = "paper"

    version_id: Mapped[UUID] = mapped_column(ForeignKey("version.id"), index=True)
    kind: Mapped[PaperKind] = mapped_column(word(PaperKind))
    title: Mapped[str]
    public: Mapped[bool] = mapped_column(default=True)
    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_file.id"))

    file: Mapped[StoredFile] = relationship()
