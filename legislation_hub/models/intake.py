"""Tables of comments (意见登记表) that somebody brought, from the first look to the last row."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from legislation_hub.models.base import Base, Identified, word
from legislation_hub.models.draft import StoredFile
from legislation_hub.models.task import Task
from legislation_hub.vocabulary import ImportState


class Intake(Identified, Base):
    """One file with a row an opinion: checked as a whole, then written as a whole, or not at all.

    The file is let go as soon as nothing more will be read from it, because it holds people's words.
    ``remarks`` names every bad row with its reason; ``created`` and ``known`` count what became of the rows.
    """

    __tablename__ = "intake"

    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"), index=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str]
    file_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_file.id"))
    state: Mapped[ImportState] = mapped_column(word(ImportState))
    rows: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=0)
    known: Mapped[int] = mapped_column(default=0)
    remarks: Mapped[list[Any]]
    brought_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    brought_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    task: Mapped[Task] = relationship()
    file: Mapped[StoredFile | None] = relationship()
