"""Which slip a number means that somebody types, scans or carries."""

import re
import unicodedata
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub.models import ClosedCode, Slip, Task
from legislation_hub.problems import (
    SlipMistyped,
    SlipOfAnotherTask,
    SlipsLetGo,
    SlipsMistyped,
    SlipsTooMany,
    SlipUnknown,
)
from legislation_hub.proofs.slips import LONGEST, SlipCode, code_of, read
from legislation_hub.queries.slips import let_go_among

_BETWEEN = re.compile(r"[\s,;、]+")
_BARE = re.compile(rf"[0-9]{{1,{LONGEST}}}")


def slip_named(session: Session, task: Task, typed: str) -> Slip:
    """Return the slip that a typed number or a scanned address means.

    Raises :class:`SlipMistyped`, :class:`SlipOfAnotherTask` where it proves itself as one of another task that one
    may have mixed up with this, and :class:`SlipUnknown` for a number that was never printed.
    """
    code = read(typed)
    elsewhere = code.door not in _doors(session, task)
    if elsewhere or not code.belongs_to(task.id):
        other = _elsewhere(session, task, code)
        if other is not None:
            raise SlipOfAnotherTask(title=other.consultation.title, room=other.unit.name)
        raise SlipMistyped()
    slip = session.scalar(select(Slip).where(Slip.task_id == task.id, Slip.number == code.number))
    if slip is None:
        raise SlipUnknown(number=str(code))
    return slip


def slips_named(session: Session, task: Task, typed: str, most: int) -> Sequence[Slip]:
    """Return the slips whose numbers stand in a text, by number: blanks, commas or lines between them.

    Each may be the bare number or have its check characters. ``1-20`` is the slip with the number 1 and the check
    characters 20, as it is printed, and never twenty slips. Raises :class:`SlipsMistyped` with all that are on no
    slip of the task, :class:`SlipsTooMany`, and :class:`SlipsLetGo`.
    """
    texts = [found for found in _BETWEEN.split(unicodedata.normalize("NFKC", typed)) if found]
    meant = {one: _numbers_of(task, one) for one in texts}
    possible = [number for numbers in meant.values() for number in numbers]
    query = select(Slip).where(Slip.task_id == task.id, Slip.number.in_(possible))
    there = {one.number: one for one in session.scalars(query)}
    found = {one: next((number for number in meant[one] if number in there), None) for one in texts}
    unknown = [one for one, number in found.items() if number is None]
    if unknown or not found:
        raise SlipsMistyped(numbers=", ".join(unknown) or typed)
    wanted = sorted({number for number in found.values() if number is not None})
    return _to_print(session, [there[number] for number in wanted], most)


def slips_from(session: Session, task: Task, first: str, last: str, most: int) -> Sequence[Slip]:
    """Return the slips from one number to another, both bare or with their check characters; ``last`` may be "".

    Those between them that were let go are left out: nobody named them. Raises :class:`SlipsMistyped` where one is
    no number, or none was printed between them, :class:`SlipsTooMany`, and :class:`SlipsLetGo` where all of them
    were.
    """
    ends = [unicodedata.normalize("NFKC", one).strip() for one in (first, last or first)]
    numbers = [_numbers_of(task, one) for one in ends]
    unknown = [one for one, found in zip(ends, numbers, strict=True) if not found]
    if unknown:
        raise SlipsMistyped(numbers=", ".join(dict.fromkeys(unknown)))
    low, high = sorted(found[0] for found in numbers)
    slips = slips_between(session, task, low, high, most + 1)
    if not slips:
        raise SlipsMistyped(numbers="–".join(dict.fromkeys(ends)))
    gone = {one.number for one in let_go_among(session, slips)}
    return _to_print(session, [one for one in slips if one.number not in gone] or slips, most)


def slip_carried(session: Session, task: Task, carried: str) -> int | None:
    """Return the number of the slip that a resident's address carries, or None if it does not prove itself."""
    try:
        return slip_named(session, task, carried).number
    except (SlipMistyped, SlipOfAnotherTask, SlipUnknown):
        return None


def slips_between(session: Session, task: Task, first: int, last: int, most: int) -> Sequence[Slip]:
    """Return the slips with these numbers, at most so many."""
    query = select(Slip).where(Slip.task_id == task.id, Slip.number.between(first, last))
    return session.scalars(query.order_by(Slip.number).limit(most)).all()


def _to_print(session: Session, slips: Sequence[Slip], most: int) -> Sequence[Slip]:
    """Return the slips unless they are too many, or one of them would come back and not be keyed in."""
    if len(slips) > most:
        raise SlipsTooMany(limit=most)
    gone = let_go_among(session, slips)
    if gone:
        raise SlipsLetGo(numbers=", ".join(str(code_of(one.task_id, one.number)) for one in gone))
    return slips


def _numbers_of(task: Task, typed: str) -> Sequence[int]:
    """Return what a number of this task may mean, the likelier first: itself, or what proves itself in it."""
    bare = [int(typed)] if _BARE.fullmatch(typed) else []
    try:
        code = read(typed)
    except SlipMistyped:
        return bare
    return [*bare, code.number] if code.belongs_to(task.id) else bare


def _doors(session: Session, task: Task) -> set[str]:
    """Return the codes that the task's QR codes ever carried; a number alone names no door."""
    closed = session.scalars(select(ClosedCode.code).where(ClosedCode.task_id == task.id))
    return {"", task.code, *closed}


def _elsewhere(session: Session, task: Task, code: SlipCode) -> Task | None:
    """Return the other task of the room, or of the consultation, whose slip this proves to be."""
    query = (
        select(Task)
        .join(Slip, Slip.task_id == Task.id)
        .where(Slip.number == code.number, Task.id != task.id, Task.station_id == task.station_id)
        .where((Task.room_id == task.room_id) | (Task.consultation_id == task.consultation_id))
    )
    return next((one for one in session.scalars(query) if code.belongs_to(one.id)), None)
