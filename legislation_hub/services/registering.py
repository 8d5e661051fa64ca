"""A register of comments (意见登记表) becomes comments: looked through first, then written whole or not at all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, Comment, Intake, Task
from legislation_hub.policies import Action, demand
from legislation_hub.problems import IntakeNotReady, TooManyRows
from legislation_hub.queries.intakes import origins_of
from legislation_hub.queries.provisions import text_of
from legislation_hub.services.collecting import AT_ONCE, rehearse, take_all
from legislation_hub.services.deciphering import Register, Tongues, decipher, find_heads
from legislation_hub.services.foreseeing import Near, Outlook, Prospect, portions
from legislation_hub.services.hearing import Brought, Heard, content_of
from legislation_hub.services.nearing import nearby
from legislation_hub.services.recording import record
from legislation_hub.services.storing import discard, path_of, store
from legislation_hub.services.unrolling import sheets_of
from legislation_hub.vocabulary import ImportState, Tag

MOST_ROWS = 20_000
# So many rows are shown before they are written, from among so many lines of the sheet.
FIRST_ROWS, FIRST_LINES = 10, 60
# And so many of those that are near a comment are laid beside it.
SIDE_BY_SIDE = 100
# What was looked through and never confirmed is people's words in a file that nobody needs.
KEPT_UNCONFIRMED = timedelta(days=7)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class FirstRow:
    """One row of a table as it would be taken: its line, what it is about as it is cited, and what was heard."""

    line: int
    citation: str
    heard: Heard


def demand_register(name: str, content: bytes, tongues: Tongues) -> None:
    """Raise a problem unless the file is a table that has the columns of a register, and not too many rows."""
    sheet = sheets_of(name, content)[0]
    find_heads(sheet, tongues)
    if len(sheet) > MOST_ROWS:
        raise TooManyRows(limit=MOST_ROWS)


def bring(session: Session, actor: Account, task: Task, name: str, content: bytes, folder: Path) -> Intake:
    """Keep the file until every row was looked at; raise :class:`NotAllowed`."""
    demand(actor, Action.RECORD_COMMENT, task)
    file = store(session, folder, name, content)
    intake = Intake(
        task_id=task.id,
        station_id=task.station_id,
        room_id=task.room_id,
        file_id=file.id,
        name=file.name,
        state=ImportState.CHECKING,
        remarks=[],
        brought_by_id=actor.id,
        brought_at=clock.now(),
    )
    session.add(intake)
    record(session, actor, Tag.REGISTER_BROUGHT, intake, sha256=file.sha256)
    return intake


def read(session: Session, intake: Intake, folder: Path, tongues: Tongues) -> Register:
    """Return what the table says; the longest part of the work, done before anybody has to wait for it."""
    assert intake.file is not None, "a table is read before its file is let go"
    sheet = sheets_of(intake.name, path_of(folder, intake.file.sha256).read_bytes())[0]
    version = intake.task.consultation.version_id
    register = decipher(sheet, intake.task_id, text_of(session, version) if version else [], tongues)
    register.heard = _joined(session, register.heard)
    return register


def first_rows(session: Session, intake: Intake, folder: Path, tongues: Tongues) -> Sequence[FirstRow]:
    """Return the first rows of a table as they would be taken, so that a wrong column is noticed."""
    if intake.file is None:
        return ()
    sheet = sheets_of(intake.name, path_of(folder, intake.file.sha256).read_bytes(), FIRST_LINES)[0]
    version = intake.task.consultation.version_id
    text = text_of(session, version) if version else []
    cited = {one.eid: one.citation for one in text}
    heard = decipher(sheet, intake.task_id, text, tongues).heard[:FIRST_ROWS]
    return [FirstRow(line, cited.get(one.provision or "", ""), one) for line, one in heard]


def look_through(session: Session, intake: Intake, register: Register, progress: Progress) -> Prospect:
    """Return what would become of every row, with all reasons of every bad one; nothing is written."""
    found = Outlook(register)
    for portion in found.portions:
        found.count(portion, rehearse(session, _brought(intake, portion)))
        progress(found.created + found.known, found.rows)
    for portion in portions(_alone(register.flawed)):
        found.find_more(portion, rehearse(session, _brought(intake, portion)))
    # A day on which nothing is taken hides what else is wrong in its line.
    day = clock.noon(intake.task.consultation.opens_on)
    for portion in portions(_alone([(line, replace(one, heard_at=day)) for line, one in found.closed])):
        found.find_more(portion, rehearse(session, _brought(intake, portion)))
    beside = nearby(session, intake.task_id, found.new)
    new = dict(found.new)
    near = [Near(one.line, one.number, one.comment_id, new[one.line]) for one in beside.near]
    remarks = sorted(found.remarks, key=lambda one: one.line)
    origins = origins_of(session, intake.task_id, found.here)
    return Prospect(found.rows, found.created, found.known, remarks, origins, near, beside.common)


def note(session: Session, intake: Intake, prospect: Prospect, folder: Path) -> None:
    """Note what was found: the table is ready; or to be mended, or all of it is here, and its file is let go."""
    intake.rows, intake.created, intake.known = prospect.rows, prospect.created, prospect.known
    intake.remarks = [
        *(asdict(one) for one in prospect.remarks),
        *_told_near(prospect.near),
        *({"intake": str(one), "rows": rows} for one, rows in prospect.origins.items()),
        *([{"common": prospect.common}] if prospect.common else []),
    ]
    if prospect.remarks:
        _finish(session, intake, folder, ImportState.REFUSED)
    elif prospect.is_here:
        _finish(session, intake, folder, ImportState.DONE)
    else:
        intake.state = ImportState.READY
    record(session, None, Tag.REGISTER_CHECKED, intake, rows=intake.rows, remarks=len(prospect.remarks))


def confirm(session: Session, actor: Account, intake: Intake) -> None:
    """Say that the table is to be written; raise :class:`NotAllowed` or :class:`IntakeNotReady`."""
    _demand_ready(actor, intake)
    intake.state = ImportState.WRITING
    record(session, actor, Tag.REGISTER_CONFIRMED, intake)


def write(
    session: Session, intake: Intake, register: Register, folder: Path, secret: bytes, progress: Progress
) -> None:
    """Write every row in the name of who brought the table.

    Raises :class:`IntakeNotReady` where a row cannot stand any more; the caller's transaction then takes
    everything back, and :func:`look_through` tells which and why.
    """
    found = Outlook(register)
    for portion in found.portions:
        found.count(portion, take_all(session, _brought(intake, portion), secret))
        progress(found.created + found.known, found.rows)
    if found.remarks:
        raise IntakeNotReady()
    intake.created, intake.known, intake.done = found.created, found.known, found.rows
    _finish(session, intake, folder, ImportState.DONE)
    actor = session.get_one(Account, intake.brought_by_id)
    record(session, actor, Tag.COMMENTS_IMPORTED, intake, created=found.created, known=found.known)


def drop(session: Session, actor: Account, intake: Intake, folder: Path) -> None:
    """Take a table back that was not confirmed; raise :class:`NotAllowed` or :class:`IntakeNotReady`."""
    _demand_ready(actor, intake)
    _finish(session, intake, folder, ImportState.DROPPED)
    record(session, actor, Tag.REGISTER_DROPPED, intake)


def drop_forgotten(session: Session, folder: Path) -> int:
    """Take tables back that nobody confirmed in a week; return how many."""
    since = clock.now() - KEPT_UNCONFIRMED
    old = session.scalars(select(Intake).where(Intake.state == ImportState.READY, Intake.brought_at < since)).all()
    for intake in old:
        _finish(session, intake, folder, ImportState.DROPPED)
        record(session, None, Tag.REGISTER_DROPPED, intake)
    return len(old)


def _joined(session: Session, heard: list[tuple[int, Heard]]) -> list[tuple[int, Heard]]:
    """Let lines join the submission that others of theirs made when the table, or one like it, came before."""
    ids = [one.id for _line, one in heard if one.submission]
    made: dict[UUID, UUID] = {}
    for start in range(0, len(ids), AT_ONCE):
        known = select(Comment.id, Comment.submission_id).where(Comment.id.in_(ids[start : start + AT_ONCE]))
        made |= {row.id: row.submission_id for row in session.execute(known)}
    homes = {one.submission: made[one.id] for _line, one in reversed(heard) if one.id in made}
    return [(line, replace(one, submission=homes.get(one.submission, one.submission))) for line, one in heard]


def _alone(heard: list[tuple[int, Heard]]) -> list[tuple[int, Heard]]:
    """Return lines as if each came alone: what is not alike in one group is told already, by its own column."""
    return [(line, replace(one, submission=None)) for line, one in heard]


def _demand_ready(actor: Account, intake: Intake) -> None:
    demand(actor, Action.RECORD_COMMENT, intake.task)
    if intake.state is not ImportState.READY:
        raise IntakeNotReady()


def _finish(session: Session, intake: Intake, folder: Path, state: ImportState) -> None:
    """Let the file go, and what was kept of it: it is comments now, or stands in the person's own copy."""
    file, intake.file_id = intake.file, None
    intake.remarks = [{name: one[name] for name in one if name != "said"} for one in intake.remarks]
    intake.state, intake.finished_at = state, clock.now()
    session.flush()
    if file is not None:
        discard(session, folder, file)


def _told_near(near: Sequence[Near]) -> Iterator[dict[str, Any]]:
    """Yield what is noted of lines near a comment; of the first of them what they say, to be laid beside it."""
    for place, one in enumerate(near):
        said = {"said": content_of(one.heard)} if place < SIDE_BY_SIDE else {}
        yield {"line": one.line, "number": one.number, "comment": str(one.comment_id), **said}


def _brought(intake: Intake, portion: Sequence[tuple[int, Heard]]) -> list[Brought]:
    return [Brought(heard, intake.brought_by_id) for _line, heard in portion]
