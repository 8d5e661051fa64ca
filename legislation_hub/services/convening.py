"""A meeting is called, its list and record are kept; once closed, the record stays as it was signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, Attachment, Attendee, Comment, Household, Meeting, Submission, Task
from legislation_hub.policies import Action, demand
from legislation_hub.problems import (
    MeetingChangedMeanwhile,
    MeetingClosed,
    MeetingIncomplete,
    MeetingOpen,
    MeetingRejected,
    NotFound,
)
from legislation_hub.queries.closings import lacks_of
from legislation_hub.services.attending import Convened, Present, cleaned, slips_in, slips_of
from legislation_hub.services.checking import HOUSEHOLD_UNKNOWN
from legislation_hub.services.hearing import FieldError
from legislation_hub.services.recording import record
from legislation_hub.services.staging import demand_stage
from legislation_hub.services.turning import take_turns
from legislation_hub.vocabulary import N_, Stage, Tag

AFTER_CLOSING = N_("This is after the last day for comments.")
HAS_SPOKEN = N_("Somebody who has spoken stays on the list. Whoever takes their words back is taken off by that.")
NOT_HERE = N_("Somebody on this list belongs to another meeting. Please put them on it afresh.")
OTHER_TASK = N_("This meeting was called on another draft. Please begin a new one.")


@dataclass(frozen=True, slots=True)
class Kept:
    """The meeting that stands under the id, and whether it was begun by this."""

    meeting: Meeting
    created: bool


def convene(session: Session, actor: Account, task: Task, convened: Convened) -> Kept:
    """Begin a meeting on a task or bring it up to date; the same again changes nothing.

    Whoever stands on the list keeps place and id, new ones follow in their order. Raises :class:`NotAllowed`,
    :class:`MeetingRejected` with the fields that are not right, :class:`MeetingChangedMeanwhile` if the server's
    revision is not the one that this was made from, :class:`MeetingClosed`, :class:`ConsultationNotAt`.
    """
    demand(actor, Action.CALL_MEETING, task)
    take_turns(session, task)
    said = cleaned(convened)
    meeting = session.get(Meeting, said.id, populate_existing=True)
    if meeting is None:
        return Kept(_begin(session, actor, task, said), created=True)
    demand(actor, Action.KEEP_MEETING, meeting)
    if not standing(session, meeting).says_the_same(said):
        _change(session, actor, task, meeting, said)
    return Kept(meeting, created=False)


def welcome(session: Session, actor: Account, meeting: Meeting, present: Present) -> Meeting:
    """Put one person on the list, or put right what stands there under the same id.

    Raises what :func:`convene` raises, with the fields of this person.
    """
    errors = slips_of(present) or _unknown_households(session, meeting.task, [present])
    if errors:
        raise MeetingRejected(errors)
    now = _in_turn(session, meeting)
    others = tuple(one for one in now.attendees if one.id != present.id)
    return convene(session, actor, meeting.task, replace(now, attendees=(*others, present))).meeting


def dismiss(session: Session, actor: Account, meeting: Meeting, attendee_id: UUID) -> Meeting:
    """Take somebody off the list who was not there after all; raise :class:`MeetingRejected` if they spoke.

    Where a scan of the sign-in sheet is here already, the name stands on it, and it counts as struck there.
    """
    now = _in_turn(session, meeting)
    others = tuple(one for one in now.attendees if one.id != attendee_id)
    return convene(session, actor, meeting.task, replace(now, attendees=others)).meeting


def strike(session: Session, actor: Account, meeting: Meeting, attendee_id: UUID) -> Meeting:
    """Take a name off the list of a closed record because the person asks for it; that somebody was there stays.

    Only the head of the room does. Raises :class:`NotAllowed`, :class:`NotFound`, :class:`MeetingOpen` for a list
    that can still be changed, so that the name could come back, and :class:`MeetingRejected` for somebody who
    spoke: their words go with their receipt, and the name with these.
    """
    demand(actor, Action.MEND_SIGNED, meeting)
    _in_turn(session, meeting)
    if meeting.closed_at is None:
        raise MeetingOpen()
    attendee = session.get(Attendee, attendee_id, populate_existing=True)
    if attendee is None or attendee.meeting_id != meeting.id:
        raise NotFound()
    if session.get(Submission, attendee_id) is not None:
        raise MeetingRejected([("attendees", HAS_SPOKEN)])
    attendee.name = attendee.identity = attendee.household = ""
    meeting.revision += 1
    record(session, actor, Tag.MEETING_NAME_STRUCK, meeting, place=attendee.position)
    return meeting


def close(session: Session, actor: Account, meeting: Meeting, revision: int) -> Meeting:
    """Close the record that stood at ``revision``: it can be signed, and neither head nor list change any more.

    Raises :class:`MeetingIncomplete` with all that it lacks, and :class:`MeetingChangedMeanwhile`; what is closed
    already stays as it is.
    """
    demand(actor, Action.KEEP_MEETING, meeting)
    if meeting.closed_at is not None:
        return meeting
    if meeting.revision != revision:
        raise MeetingChangedMeanwhile()
    present = _count(session, meeting)
    lacks = lacks_of(meeting, present)
    if lacks:
        raise MeetingIncomplete(lacks=tuple(lacks))
    meeting.closed_at, meeting.closed_by_id = clock.now(), actor.id
    record(session, actor, Tag.MEETING_CLOSED, meeting, revision=revision, present=present)
    return meeting


def standing(session: Session, meeting: Meeting) -> Convened:
    """Return how the record stands now, as what a page or a device would send."""
    rows = _attendees(session, meeting.id)
    return Convened(
        id=meeting.id,
        kind=meeting.kind,
        title=meeting.title,
        held_at=meeting.held_at,
        venue=meeting.venue,
        presider=meeting.presider,
        recorder=meeting.recorder,
        topics=meeting.topics,
        summary=meeting.summary,
        told=meeting.told_at is not None,
        attendees=tuple(
            Present(id=one.id, name=one.name, identity=one.identity, household=one.household) for one in rows
        ),
        revision=meeting.revision,
    )


def forget(session: Session, submission: Submission) -> None:
    """Take off the list who took back all that they said there; that somebody was present stays."""
    attendee = session.get(Attendee, submission.id)
    if attendee is not None:
        attendee.name = attendee.identity = attendee.household = ""
        attendee.meeting.revision += 1


def _in_turn(session: Session, meeting: Meeting) -> Convened:
    take_turns(session, meeting.task)
    session.refresh(meeting)
    return standing(session, meeting)


def _begin(session: Session, actor: Account, task: Task, said: Convened) -> Meeting:
    _check(session, task, said, before=())
    meeting = Meeting(
        id=said.id,
        task_id=task.id,
        station_id=task.station_id,
        room_id=task.room_id,
        revision=1,
        begun_by_id=actor.id,
        begun_at=clock.now(),
    )
    _write_head(meeting, said)
    session.add(meeting)
    session.flush()
    _add(session, meeting, said.attendees)
    record(session, actor, Tag.MEETING_BEGUN, meeting, kind=said.kind.value, present=len(said.attendees))
    return meeting


def _change(session: Session, actor: Account, task: Task, meeting: Meeting, said: Convened) -> None:
    if meeting.closed_at is not None:
        raise MeetingClosed()
    if meeting.revision != said.revision:
        raise MeetingChangedMeanwhile()
    if meeting.task_id != task.id:
        raise MeetingRejected([("task", OTHER_TASK)])
    before = {one.id: one for one in _attendees(session, meeting.id)}
    _check(session, task, said, before=tuple(before))
    _write_head(meeting, said)
    wanted = {one.id: one for one in said.attendees}
    gone = [attendee for attendee in before.values() if attendee.id not in wanted]
    for attendee in gone:
        session.delete(attendee)
    _put_right(session, task, [(before[one.id], one) for one in said.attendees if one.id in before])
    session.flush()
    _add(session, meeting, [one for one in said.attendees if one.id not in before])
    meeting.revision += 1
    record(session, actor, Tag.MEETING_CHANGED, meeting, revision=meeting.revision, present=len(wanted))
    scan = select(Attachment.id).where(Attachment.meeting_id == meeting.id, Attachment.removed_at.is_(None))
    # On a scan that is here the name can be read, as on one of a closed record.
    for attendee in gone if gone and session.scalar(scan.limit(1)) else ():
        record(session, actor, Tag.MEETING_NAME_STRUCK, meeting, place=attendee.position)


def _write_head(meeting: Meeting, said: Convened) -> None:
    meeting.kind, meeting.title, meeting.held_at = said.kind, said.title, said.held_at
    meeting.venue, meeting.presider, meeting.recorder = said.venue, said.presider, said.recorder
    meeting.topics, meeting.summary = said.topics, said.summary
    meeting.told_at = (meeting.told_at or clock.now()) if said.told else None


def _add(session: Session, meeting: Meeting, people: Sequence[Present]) -> None:
    last = session.scalar(select(func.max(Attendee.position)).where(Attendee.meeting_id == meeting.id)) or 0
    for position, one in enumerate(people, last + 1):
        session.add(
            Attendee(
                id=one.id,
                meeting_id=meeting.id,
                position=position,
                name=one.name,
                identity=one.identity,
                household=one.household,
            )
        )


def _put_right(session: Session, task: Task, changes: Sequence[tuple[Attendee, Present]]) -> None:
    """Write what is now known of people on the list, also where their words stand: who spoke is no word of theirs.

    Nothing comes back of somebody who took all their words back.
    """
    changed = [(row, one) for row, one in changes if (row.name, row.identity, row.household) != _of(one)]
    ids = [row.id for row, _one in changed]
    handed_in = {one.id: one for one in session.scalars(select(Submission).where(Submission.id.in_(ids)))}
    living = exists().where(Comment.submission_id == Submission.id, Comment.withdrawn_at.is_(None))
    alive = set(session.scalars(select(Submission.id).where(Submission.id.in_(ids), living)))
    homes = _homes(session, task, [one for _row, one in changed])
    for row, one in changed:
        submission = handed_in.get(row.id)
        if submission is not None and submission.id not in alive:
            continue
        row.name, row.identity, row.household = _of(one)
        if submission is not None:
            submission.speaker, submission.identity = one.name, one.identity
            submission.household_id = homes.get(one.household)


def _check(session: Session, task: Task, said: Convened, before: Sequence[UUID]) -> None:
    """Raise :class:`MeetingRejected` with everything that cannot stand."""
    # As with comments, which name it: what was held in time is taken from a phone that comes after the report.
    demand_stage(task.consultation, *(stage for stage in Stage if stage is not Stage.PREPARING))
    errors = slips_in(said)
    if clock.day_of(said.held_at) > task.consultation.closes_on:
        errors.append(("held_at", AFTER_CLOSING))
    if not errors:
        errors += [("attendees", text) for _name, text in _unknown_households(session, task, said.attendees)]
    ids = {one.id for one in said.attendees}
    gone = [one for one in before if one not in ids]
    stay = session.scalars(select(Submission.id).where(Submission.id.in_(gone))).all()
    if stay:
        errors.append(("attendees", HAS_SPOKEN))
    fresh = ids.difference(before)
    elsewhere = select(Attendee.id).where(Attendee.id.in_(fresh), Attendee.meeting_id != said.id)
    other = Submission.meeting_id.is_distinct_from(said.id)
    spoken = select(Submission.id).where(Submission.id.in_(fresh), other)
    if session.scalar(elsewhere.union_all(spoken).limit(1)):
        errors.append(("attendees", NOT_HERE))
    if errors:
        raise MeetingRejected(errors, stay)


def _unknown_households(session: Session, task: Task, people: Sequence[Present]) -> list[FieldError]:
    known = _homes(session, task, people)
    missing = any(one.household and one.household not in known for one in people)
    return [("household", HOUSEHOLD_UNKNOWN)] if missing else []


def _homes(session: Session, task: Task, people: Sequence[Present]) -> Mapping[str, UUID]:
    codes = {one.household for one in people if one.household}
    query = select(Household.code, Household.id).where(
        Household.room_id == task.room_id, Household.code.in_(codes)
    )
    return {row.code: row.id for row in session.execute(query)}


def _attendees(session: Session, meeting_id: UUID) -> Sequence[Attendee]:
    query = select(Attendee).where(Attendee.meeting_id == meeting_id).order_by(Attendee.position)
    return session.scalars(query).all()


def _count(session: Session, meeting: Meeting) -> int:
    query = select(func.count()).select_from(Attendee).where(Attendee.meeting_id == meeting.id)
    return session.scalar(query) or 0


def _of(one: Present) -> tuple[str, str, str]:
    return one.name, one.identity, one.household
