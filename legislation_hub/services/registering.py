"""A register of comments (意见登记表) becomes comments: looked through first, then written whole or not at all."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, Comment, Intake, Task
from legislation_hub.policies import Action, demand
from legislation_hub.problems import CommentRejected, ConsultationClosed, IntakeNotReady, Problem, TooManyRows
from legislation_hub.queries.provisions import text_of
from legislation_hub.services.collecting import AT_ONCE, Arrival, Found, rehearse, take_all
from legislation_hub.services.deciphering import HEADS, Register, Remark, Tongues, decipher, find_heads
from legislation_hub.services.hearing import Brought, Heard
from legislation_hub.services.nearing import nearby
from legislation_hub.services.recording import record
from legislation_hub.services.storing import discard, path_of, store
from legislation_hub.services.unrolling import sheets_of
from legislation_hub.vocabulary import N_, ImportState, Tag

MOST_ROWS = 20_000
# So many rows are shown before they are written, from among so many lines of the sheet.
FIRST_ROWS, FIRST_LINES = 10, 60
# What was looked through and never confirmed is people's words in a file that nobody needs.
KEPT_UNCONFIRMED = timedelta(days=7)
NOT_TAKEN = N_("The consultation takes nothing that was heard on this day.")
NOT_NOW = N_("This line cannot be taken now. Look at the task and at the comment that is here already.")

Progress = Callable[[int, int], None]
_HEADING = {head.name: head.text for head in HEADS}


@dataclass(frozen=True, slots=True)
class Prospect:
    """What would become of a table: how many rows it has, how many are new, how many are here, what to mend.

    ``near`` are the new rows that are one sign away from a comment that is here; they are taken like any other.
    So many ``common`` ones were not compared, because many say the same.
    """

    rows: int
    created: int
    known: int
    remarks: Sequence[Remark]
    near: Sequence[Remark] = ()
    common: int = 0


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
    found = _Found(register)
    for portion in found.portions:
        found.count(portion, rehearse(session, _brought(intake, portion)))
        progress(found.created + found.known, found.rows)
    for portion in _portions(_alone(register.flawed)):
        found.find_more(portion, rehearse(session, _brought(intake, portion)))
    # A day on which nothing is taken hides what else is wrong in its line.
    day = clock.noon(intake.task.consultation.opens_on)
    for portion in _portions(_alone([(line, replace(one, heard_at=day)) for line, one in found.closed])):
        found.find_more(portion, rehearse(session, _brought(intake, portion)))
    beside = nearby(session, intake.task_id, found.new)
    near = [Remark(one.line, "", "", one.number, str(one.comment_id)) for one in beside.near]
    remarks = sorted(found.remarks, key=lambda one: one.line)
    return Prospect(found.rows, found.created, found.known, remarks, near, beside.common)


def note(session: Session, intake: Intake, prospect: Prospect, folder: Path) -> None:
    """Note what was found: the table is ready, or it is to be mended and its file is let go."""
    intake.rows, intake.created, intake.known = prospect.rows, prospect.created, prospect.known
    intake.remarks = [asdict(one) for one in (*prospect.remarks, *prospect.near)]
    if prospect.common:
        intake.remarks = [*intake.remarks, {"common": prospect.common}]
    if prospect.remarks:
        _finish(session, intake, folder, ImportState.REFUSED)
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
    found = _Found(register)
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


class _Found:
    """What stands in a table, portion by portion, and what has become of it so far."""

    def __init__(self, register: Register) -> None:
        heard, self.rows, self.remarks = register.heard, register.rows, list(register.remarks)
        self.portions = _portions(heard)
        self.created = self.known = 0
        self.new: list[tuple[int, Heard]] = []
        self.closed: list[tuple[int, Heard]] = []
        self._told = defaultdict[int, set[str]](set)
        for one in self.remarks:
            self._told[one.line].add(one.column)

    def count(self, portion: Sequence[tuple[int, Heard]], answers: Sequence[Found | Problem]) -> None:
        """Count what became of rows that could be read, and note why one was not taken."""
        for (line, heard), answer in zip(portion, answers, strict=True):
            match answer:
                case Found(status=Arrival.CREATED):
                    self.created += 1
                    self.new.append((line, heard))
                case Found(status=Arrival.EXISTS):
                    self.known += 1
                case _:
                    self._reject(line, heard, answer)

    def find_more(self, portion: Sequence[tuple[int, Heard]], answers: Sequence[Found | Problem]) -> None:
        """Note what else is wrong in rows of which something is told already."""
        for (line, heard), answer in zip(portion, answers, strict=True):
            if isinstance(answer, CommentRejected | ConsultationClosed):
                self._reject(line, heard, answer)

    def _reject(self, line: int, heard: Heard, answer: Found | Problem) -> None:
        match answer:
            case CommentRejected(errors=errors):
                self._tell(line, [(_HEADING.get(name, ""), text) for name, text in errors])
            case ConsultationClosed():
                self.closed.append((line, heard))
                self._tell(line, [(_HEADING["heard_at"], NOT_TAKEN)])
            case _:
                self._tell(line, [("", NOT_NOW)])

    def _tell(self, line: int, reasons: Sequence[tuple[str, str]]) -> None:
        # A cell that could not be read was told so: what was read in its place says nothing.
        new = [Remark(line, column, text) for column, text in reasons if column not in self._told[line]]
        self.remarks += new
        self._told[line] |= {one.column for one in new}


def _portions(heard: list[tuple[int, Heard]]) -> list[list[tuple[int, Heard]]]:
    return [heard[start : start + AT_ONCE] for start in range(0, len(heard), AT_ONCE)]


def _alone(heard: list[tuple[int, Heard]]) -> list[tuple[int, Heard]]:
    """Return lines as if each came alone: what is not alike in one group is told already, by its own column."""
    return [(line, replace(one, submission=None)) for line, one in heard]


def _demand_ready(actor: Account, intake: Intake) -> None:
    demand(actor, Action.RECORD_COMMENT, intake.task)
    if intake.state is not ImportState.READY:
        raise IntakeNotReady()


def _finish(session: Session, intake: Intake, folder: Path, state: ImportState) -> None:
    """Let the file go: what it said is comments now, or stands in the person's own copy."""
    file, intake.file_id = intake.file, None
    intake.state, intake.finished_at = state, clock.now()
    session.flush()
    if file is not None:
        discard(session, folder, file)


def _brought(intake: Intake, portion: Sequence[tuple[int, Heard]]) -> list[Brought]:
    return [Brought(heard, intake.brought_by_id) for _line, heard in portion]
