"""What comments add to the database: made row by row, written all at one go, each line of the log with them."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, Comment, Conflict, Counter, Submission, Task, Words
from legislation_hub.models.base import new_id
from legislation_hub.models.bulk import insert_all
from legislation_hub.proofs import receipts
from legislation_hub.proofs.leaves import SALT_BYTES, leaf
from legislation_hub.queries.differences import usual_channel
from legislation_hub.services.checking import Checked
from legislation_hub.services.consenting import NOTICE
from legislation_hub.services.hearing import Brought, Heard, content_of, fingerprint
from legislation_hub.services.knowing import SERIES, HandedIn, Known, Standing
from legislation_hub.services.noticing import notify, people_of
from legislation_hub.services.recording import Act, record_all
from legislation_hub.vocabulary import NoticeKind, Role, Stance, Tag

Row = dict[str, Any]

# In the order in which rows may refer to each other.
_KINDS = (Submission, Comment, Words, Conflict)
_COUNT_ON = (
    update(Counter)
    .where(Counter.unit_id == bindparam("unit"), Counter.series == SERIES, Counter.year == bindparam("of"))
    .values(last=bindparam("now"))
)
_WISHED = update(Submission).where(Submission.id == bindparam("submission")).values(wants_answer=True)
_SETTLE = (
    update(Conflict)
    .where(Conflict.id == bindparam("conflict"), Conflict.settled_at.is_(None))
    .values(settled_at=bindparam("now"))
)
_SETTLED = select(func.max(Conflict.settled_at)).where(Conflict.comment_id == bindparam("comment"))


@dataclass(slots=True)
class Rows:
    """Everything that a number of comments adds, kept until all of them have been looked at."""

    submissions: list[Row] = field(default_factory=list)
    comments: list[Row] = field(default_factory=list)
    words: list[Row] = field(default_factory=list)
    conflicts: list[Row] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    wishes: list[Row] = field(default_factory=list)
    settled: list[Row] = field(default_factory=list)
    numbers: dict[UUID, int] = field(default_factory=dict)
    from_residents: list[tuple[UUID, Standing]] = field(default_factory=list)
    in_conflict: dict[UUID, Standing] = field(default_factory=dict)
    after_closing: dict[UUID, Task] = field(default_factory=dict)

    def open(
        self,
        known: Known,
        actor: Account | None,
        task: Task,
        heard: Heard,
        checked: Checked,
        moment: datetime,
        secret: bytes,
    ) -> HandedIn:
        """Make the submission (件) to which this comment, and others later, belong."""
        made = HandedIn(
            task_id=task.id,
            recorded_by_id=actor.id if actor else None,
            household_id=checked.household_id,
            channel=heard.channel
            or usual_channel(actor is not None, task.room_id is not None, heard.meeting is not None),
            meeting_id=checked.meeting_id,
            slip_id=checked.slip_id,
            wants_answer=heard.wants_answer,
        )
        self.submissions.append(
            {
                "id": checked.submission_id,
                "task_id": made.task_id,
                "station_id": task.station_id,
                "room_id": task.room_id,
                "household_id": made.household_id,
                "channel": made.channel,
                "consent": heard.consent,
                "notice": NOTICE if actor is None else "",
                "language": heard.language or "",
                "interpreter": heard.interpreter or "",
                "speaker": heard.speaker or "",
                "identity": heard.identity or "",
                "age_band": heard.age_band or "",
                "wants_answer": made.wants_answer,
                "recorded_by_id": made.recorded_by_id,
                "meeting_id": made.meeting_id,
                "slip_id": made.slip_id,
                "receipt_hash": receipts.stored(receipts.derive(secret, checked.submission_id)),
                "heard_at": moment,
                "received_at": known.now,
            }
        )
        return made

    def wish(self, submission_id: UUID, submission: HandedIn) -> None:
        """Note that who speaks wishes to hear what becomes of it, having not said so at the comments before."""
        if not submission.wants_answer:
            submission.wants_answer = True
            self.wishes.append({"submission": submission_id})

    def write_down(
        self,
        known: Known,
        actor: Account | None,
        task: Task,
        brought: Brought,
        checked: Checked,
        moment: datetime,
        late: bool,
    ) -> Standing:
        """Make the comment (条), its words, its number and its line of the log."""
        heard, salt = brought.heard, secrets.token_bytes(SALT_BYTES)
        made = Standing(
            id=heard.id,
            number=self._next_number(known, task),
            submission_id=checked.submission_id,
            task_id=task.id,
            station_id=task.station_id,
            room_id=task.room_id,
            recorded_by_id=actor.id if actor else None,
            late=late,
            fingerprint=fingerprint(salt, heard),
            withdrawn_at=None,
            salt=salt,
        )
        self.comments.append(
            {
                "id": made.id,
                "number": made.number,
                "submission_id": made.submission_id,
                "task_id": made.task_id,
                "consultation_id": task.consultation_id,
                "station_id": made.station_id,
                "room_id": made.room_id,
                "place": checked.place,
                "provision_id": checked.provision.id if checked.provision else None,
                "quote": checked.quote,
                "quote_start": checked.span.start if checked.span else None,
                "stance": heard.stance or Stance.OTHER,
                "corrects_id": heard.corrects,
                "late": late,
                "fingerprint": made.fingerprint,
                "recorded_by_id": made.recorded_by_id,
                "heard_at": moment,
                "device_heard_at": heard.heard_at if brought.device_time and moment != heard.heard_at else None,
                "recorded_at": known.now,
            }
        )
        self.words.append(
            {
                "comment_id": made.id,
                "words": heard.words,
                "proposal": heard.proposal or "",
                "reason": heard.reason or "",
                "salt": salt,
            }
        )
        digest = leaf(salt, made.number, heard.words).hex()
        self.acts.append(_act(actor, Tag.COMMENT_RECORDED, made, leaf=digest, late=late))
        if late:
            self.after_closing[task.id] = task
        if actor is None:
            self.from_residents.append((task.unit_id, made))
        return made

    def keep_beside(
        self, known: Known, actor: Account | None, earlier: Standing, heard: Heard, second: str
    ) -> None:
        """Keep what came second under the id of ``earlier``, whole; ``second`` is its fingerprint."""
        identity = new_id()
        self.conflicts.append(
            {
                "id": identity,
                "comment_id": earlier.id,
                "station_id": earlier.station_id,
                "room_id": earlier.room_id,
                "fingerprint": second,
                "content": content_of(heard),
                "account_id": actor.id if actor else None,
                "received_at": known.now,
            }
        )
        self.in_conflict[earlier.id] = earlier
        known.unsettled[earlier.id].append(identity)
        self.acts.append(_act(actor, Tag.COMMENT_CONFLICT, earlier, second=second))

    def settle(self, known: Known, actor: Account | None, earlier: Standing, correction: Standing) -> None:
        """Settle what came second before this correction: the hand that wrote both says here what was meant."""
        for conflict in known.unsettled.pop(earlier.id, ()):
            self.settled.append({"conflict": conflict, "now": known.now})
            about = {"conflict": str(conflict), "settled": True, "corrected_by": correction.number}
            self.acts.append(_act(actor, Tag.COMMENT_CONFLICT, earlier, **about))
        self.in_conflict.pop(earlier.id, None)

    def _next_number(self, known: Known, task: Task) -> str:
        """Return 乡码-年-流水, the next of this room or department in this year of the county's calendar."""
        last = self.numbers.get(task.unit_id, known.numbers.get(task.unit_id, 0))
        self.numbers[task.unit_id] = number = last + 1
        return f"{task.unit.code}-{known.year}-{number:05}"


def write(session: Session, rows: Rows, known: Known) -> None:
    """Insert everything, each kind at one go, then count, record and tell."""
    database = session.connection()
    brought = (rows.submissions, rows.comments, rows.words, rows.conflicts)
    for kind, made in zip(_KINDS, brought, strict=True):
        insert_all(database, kind, made)
    if rows.wishes:
        database.execute(_WISHED, rows.wishes)
    if rows.settled:
        database.execute(_SETTLE, rows.settled)
    _count(database, rows.numbers, known)
    record_all(session, rows.acts)
    for unit_id, standing in rows.from_residents:
        comment = session.get_one(Comment, standing.id)
        heads = people_of(session, unit_id, Role.ROOM_HEAD)
        notify(session, heads, NoticeKind.COMMENT_ARRIVED, comment, number=standing.number)
    for standing in rows.in_conflict.values():
        comment = session.get_one(Comment, standing.id)
        if standing.room_id is None:
            # Nobody reviews a department's opinion: its own officers decide which of the two they mean.
            task, about = comment.task, {"number": standing.number, "title": comment.task.consultation.title}
            officers = people_of(session, task.unit_id, Role.DEPARTMENT_OFFICER)
            notify(session, officers, NoticeKind.OPINION_TWICE, task, occasion=standing.number, **about)
        else:
            heads = people_of(session, standing.room_id, Role.ROOM_HEAD)
            # What comes before the room has settled the one before is found together with it.
            settled = session.scalar(_SETTLED, {"comment": standing.id})
            occasion = settled.isoformat() if settled else ""
            notify(session, heads, NoticeKind.COMMENT_TWICE, comment, occasion=occasion, number=standing.number)
    for task in rows.after_closing.values():
        heads = people_of(session, task.unit_id, Role.ROOM_HEAD)
        day, title = clock.today().isoformat(), task.consultation.title
        notify(session, heads, NoticeKind.CAME_LATE, task, occasion=day, title=title)


def _count(database: Connection, numbers: Mapping[UUID, int], known: Known) -> None:
    """Keep the last number that each room or department was given."""
    begun = [
        {"unit_id": unit, "series": SERIES, "year": known.year, "last": last}
        for unit, last in numbers.items()
        if unit not in known.numbers
    ]
    more = [
        {"unit": unit, "of": known.year, "now": last} for unit, last in numbers.items() if unit in known.numbers
    ]
    insert_all(database, Counter, begun)
    if more:
        database.execute(_COUNT_ON, more)


def _act(actor: Account | None, tag: Tag, comment: Standing, **detail: Any) -> Act:
    numbered = {"number": comment.number, **detail}
    return Act(actor, tag, "comment", str(comment.id), comment.station_id, comment.room_id, numbered)
