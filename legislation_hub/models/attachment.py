"""Pictures of paper slips and sealed replies, and scans of signed records."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from legislation_hub.models.base import Base, Identified, word
from legislation_hub.models.draft import StoredFile
from legislation_hub.vocabulary import AttachmentKind


class Attachment(Identified, Base):
    """One picture or file beside what it belongs to: a submission, a meeting, or a slip.

    ``sent_sha256`` is the digest of the bytes as they came, so that the same id with the same bytes is the same
    picture; the file itself is a picture made anew, without place, time or maker of the camera. What is taken away
    has ``removed_at``, and once it was wiped no ``file_id``: with the first words of its submission that are taken
    back, and a meeting's scan when the head of the room or the calendar says so.
    """

    __tablename__ = "attachment"

    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"), index=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    submission_id: Mapped[UUID | None] = mapped_column(ForeignKey("submission.id"), index=True)
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    slip_id: Mapped[UUID | None] = mapped_column(ForeignKey("slip.id"), index=True)
    kind: Mapped[AttachmentKind] = mapped_column(word(AttachmentKind))
    file_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_file.id"))
    sent_sha256: Mapped[str]
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    file: Mapped[StoredFile | None] = relationship()
