"""What a collector has to do: the room's tasks, how far they are, and how the last submission was taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, Assignment, Comment, Consultation, Household, Submission, Task, Unit
from legislation_hub.queries.comments import is_alive
from legislation_hub.vocabulary import Channel, Consent, Stage

# How one hears somebody alone.
AT_A_DOOR = (Channel.VISIT, Channel.PHONE)
CLOSED = (Stage.PREPARING, Stage.REPORTED, Stage.ANSWERED, Stage.ARCHIVED)


@dataclass(frozen=True, slots=True)
class Round:
    """One task as somebody who walks for it sees it; ``doors`` counts households, ``open`` whether one may add."""

    task_id: UUID
    consultation_id: UUID
    version_id: UUID | None
    title: str
    room: str
    stage: Stage
    opens_on: date
    closes_on: date
    recalled: bool
    assigned: bool
    note: str
    mine: int
    all: int
    doors: int
    doors_heard: int

    @property
    def open(self) -> bool:
        """Return whether anything can still be added, be it late."""
        return self.stage not in CLOSED and not self.recalled

    @property
    def closed(self) -> bool:
        """Return whether the last day has passed."""
        return self.stage is not Stage.OPEN or self.closes_on < clock.today()


@dataclass(frozen=True, slots=True)
class Usual:
    """How somebody's last submission was taken: what the next form begins with."""

    submission_id: UUID
    household: str
    channel: Channel
    consent: Consent
    language: str
    interpreter: str
    identity: str
    age_band: str
    speaker: str


def rounds_of(session: Session, account: Account) -> Sequence[Round]:
    """Return the tasks of the account's room or department: one's own and open ones first, then by last day."""
    return _rounds(session, account, _tasks(account))


def round_of(session: Session, account: Account, task: Task) -> Round:
    """Return one task as the account sees it."""
    return _rounds(session, account, select(Task.id).where(Task.id == task.id))[0]


def usual_way(session: Session, account: Account, submission_id: UUID | None = None) -> Usual | None:
    """Return how the account took this submission, or the last one at a door; None if there is none of its own.

    How one speaks at a meeting, or on paper, says nothing of the next door.
    """
    query = (
        select(Submission, Household.code)
        .outerjoin(Household, Household.id == Submission.household_id)
        .where(Submission.recorded_by_id == account.id)
        .order_by(Submission.received_at.desc(), Submission.id.desc())
        .limit(1)
    )
    if submission_id is not None:
        query = query.where(Submission.id == submission_id)
    else:
        # A register that was read in names meetings without having their records.
        query = query.where(
            Submission.meeting_id.is_(None), Submission.slip_id.is_(None), Submission.channel.in_(AT_A_DOOR)
        )
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    one, household = row
    return Usual(
        submission_id=one.id,
        household=household or "",
        channel=one.channel,
        consent=one.consent,
        language=one.language,
        interpreter=one.interpreter,
        identity=one.identity,
        age_band=one.age_band,
        speaker=one.speaker,
    )


def _tasks(account: Account) -> Select[UUID]:
    # By the place alone: comparing rooms would give who has none the tasks of all departments.
    return select(Task.id).where(Task.unit_id == account.unit_id)


def _rounds(session: Session, account: Account, tasks: Select[UUID]) -> Sequence[Round]:
    said = dict[UUID, tuple[int, int, int]]()
    counts = (
        select(
            Comment.task_id,
            func.count(case((Comment.recorded_by_id == account.id, 1))),
            func.count(),
            func.count(Submission.household_id.distinct()),
        )
        .join(Submission, Submission.id == Comment.submission_id)
        .where(Comment.task_id.in_(tasks), is_alive)
        .group_by(Comment.task_id)
    )
    for task_id, mine, all_, heard in session.execute(counts):
        said[task_id] = (mine, all_, heard)
    living = select(func.count()).select_from(Household).where(Household.room_id == account.room_id)
    doors = session.scalar(living.where(Household.active)) or 0
    query = (
        select(Task, Consultation, Unit.name, Assignment)
        .join(Consultation, Consultation.id == Task.consultation_id)
        .join(Unit, Unit.id == Task.unit_id)
        .outerjoin(Assignment, (Assignment.task_id == Task.id) & (Assignment.account_id == account.id))
        .where(Task.id.in_(tasks), Consultation.stage != Stage.PREPARING)
        .order_by(Consultation.id)
    )
    rows = []
    for task, asked, room, assignment in session.execute(query):
        mine, all_, heard = said.get(task.id, (0, 0, 0))
        rows.append(
            Round(
                task_id=task.id,
                consultation_id=asked.id,
                version_id=asked.version_id,
                title=asked.title,
                room=room,
                stage=asked.stage,
                opens_on=asked.opens_on,
                closes_on=asked.closes_on,
                recalled=asked.recalled_at is not None,
                assigned=assignment is not None,
                note=assignment.note if assignment else "",
                mine=mine,
                all=all_,
                doors=doors,
                doors_heard=heard,
            )
        )
    return sorted(rows, key=_urgency)


def _urgency(row: Round) -> tuple[bool, bool, bool, int]:
    """What is to be done comes by its last day; what is over, the latest first."""
    last = row.closes_on.toordinal()
    return not row.open, not row.assigned, row.closed, last if row.open else -last
