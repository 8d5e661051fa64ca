"""A point is put to departments, and they answer in writing (行政法规制定程序条例 20)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, Inquiry, Point, StoredFile, Unit
from legislation_hub.policies import Action, demand
from legislation_hub.problems import (
    DeadlinePassed,
    FieldMissing,
    FileEmpty,
    FileNotWhatItSays,
    FileTooLarge,
    NobodyChosen,
    PointDissolved,
    ScanKindUnknown,
)
from legislation_hub.services.noticing import notify, people_of
from legislation_hub.services.recording import record
from legislation_hub.services.staging import demand_stage
from legislation_hub.services.storing import store
from legislation_hub.vocabulary import N_, NoticeKind, Role, Stage, Tag, UnitKind

# How a scan begins, by the ending of its name.
SCANS: Mapping[str, bytes] = {
    ".pdf": b"%PDF-",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".png": b"\x89PNG\r\n\x1a\n",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of departments about a point, and by when (a day, included)."""

    question: str
    due_on: date


def ask(
    session: Session, actor: Account, point: Point, departments: Sequence[Unit], asked: Asked
) -> list[Inquiry]:
    """Put a point to departments of the station; one that was asked before is not asked twice.

    Raises :class:`DeadlinePassed`, :class:`PointDissolved` and :class:`NobodyChosen`.
    """
    demand(actor, Action.MERGE, point)
    demand_stage(point.consultation, Stage.OPEN, Stage.REVIEWING)
    if point.dissolved_at is not None:
        raise PointDissolved(number=point.number)
    if asked.due_on < clock.today():
        raise DeadlinePassed(day=asked.due_on)
    if not departments or any(
        one.kind is not UnitKind.DEPARTMENT or one.station_id != point.station_id for one in departments
    ):
        raise NobodyChosen()
    known = set(session.scalars(select(Inquiry.unit_id).where(Inquiry.point_id == point.id)))
    made = []
    for department in departments:
        if department.id in known:
            continue
        inquiry = Inquiry(
            point_id=point.id,
            unit_id=department.id,
            station_id=point.station_id,
            question=asked.question.strip(),
            due_on=asked.due_on,
            asked_by_id=actor.id,
            asked_at=clock.now(),
        )
        session.add(inquiry)
        record(session, actor, Tag.INQUIRY_MADE, inquiry, point=point.number, department=department.code)
        people = people_of(session, department.id, Role.DEPARTMENT_OFFICER)
        about = {"title": point.consultation.title, "due": asked.due_on.isoformat()}
        notify(session, people, NoticeKind.INQUIRY_ARRIVED, inquiry, **about)
        made.append(inquiry)
    return made


def keep_scan(session: Session, folder: Path, name: str, content: bytes, limit: int) -> StoredFile:
    """Keep the scan of a sealed reply whole; what it is, its content says and not its name alone.

    Raises :class:`FileEmpty`, :class:`FileTooLarge` (``limit`` is in bytes), :class:`ScanKindUnknown` and
    :class:`FileNotWhatItSays`.
    """
    shown = Path(name.replace("\\", "/")).name
    kind = Path(shown).suffix.lower()
    if not content:
        raise FileEmpty(name=shown)
    if len(content) > limit:
        raise FileTooLarge(name=shown, limit=limit // (1024 * 1024))
    if kind not in SCANS:
        raise ScanKindUnknown(name=shown)
    if not content.startswith(SCANS[kind]):
        raise FileNotWhatItSays(name=shown, kind=kind.removeprefix(".").upper())
    return store(session, folder, name, content)


def answer_inquiry(
    session: Session, actor: Account, inquiry: Inquiry, answer: str, sealed: StoredFile | None = None
) -> Inquiry:
    """Write down what the department answers; ``sealed`` is the scan of its sealed reply.

    It may be improved until the report is signed. Raises :class:`FieldMissing` and :class:`PointDissolved`.
    """
    demand(actor, Action.ANSWER_INQUIRY, inquiry)
    demand_stage(inquiry.point.consultation, Stage.OPEN, Stage.REVIEWING)
    if inquiry.point.dissolved_at is not None:
        raise PointDissolved(number=inquiry.point.number)
    if not answer.strip():
        raise FieldMissing(field=N_("Answer"))
    inquiry.answer = answer.strip()
    inquiry.file_id = sealed.id if sealed else inquiry.file_id
    inquiry.answered_by_id, inquiry.answered_at = actor.id, clock.now()
    record(session, actor, Tag.INQUIRY_ANSWERED, inquiry, point=inquiry.point.number)
    about = {"department": inquiry.unit.name, "title": inquiry.point.consultation.title}
    told = people_of(session, inquiry.station_id, Role.COORDINATOR)
    notify(session, told, NoticeKind.INQUIRY_ANSWERED, inquiry, occasion=inquiry.answered_at.isoformat(), **about)
    return inquiry
