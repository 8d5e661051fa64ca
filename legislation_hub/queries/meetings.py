"""Meetings of a task, and one meeting's whole record: who was there, who said what on which provision."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, aliased

from legislation_hub.models import (
    Account,
    Attendee,
    Comment,
    Consultation,
    Meeting,
    Notice,
    Provision,
    Submission,
    Task,
    Unit,
    Version,
    Words,
)
from legislation_hub.vocabulary import MeetingKind, NoticeKind, Place, Role, Stance

# The last four come by outer joins and may be missing.
_Row = Row[Comment, Submission, Words, Provision, str, str, str]


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting in a list: what it is, how many were there and how many speeches it has."""

    id: UUID
    kind: MeetingKind
    title: str
    venue: str
    held_at: datetime
    closed_at: datetime | None
    present: int
    speeches: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the list, by their place on it; ``speeches`` counts what they said, withdrawn or not.

    ``gone`` says that they took back all of it, and their name with it.
    """

    id: UUID
    place: int
    name: str
    identity: str
    household: str
    speeches: int
    gone: bool


@dataclass(frozen=True, slots=True)
class Topic:
    """One line of what the meeting is about; ``eid`` is empty where it is no provision."""

    text: str
    eid: str


@dataclass(frozen=True, slots=True)
class Speech:
    """One comment as the record has it. ``words`` is None once they were withdrawn.

    ``by`` is the id of whoever spoke, ``speaker`` their place on the list, None where a device brought the speech
    and not the person. ``recorded_by`` is the id of who wrote it down, ``hand`` their name.
    ``corrected_by`` is the number of the comment that mends a slip in it, ``corrects`` that of the one it mends.
    ``added`` says that it came after the record was closed, ``gone`` that whoever spoke took back all that they
    said there, and their name with it.
    """

    id: UUID
    number: str
    by: UUID
    speaker: int | None
    name: str
    identity: str
    about: Place
    eid: str
    citation: str
    quote: str
    quote_start: int | None
    stance: Stance
    words: str | None
    proposal: str
    reason: str
    language: str
    interpreter: str
    recorded_by: UUID | None
    hand: str
    corrects: str
    corrected_by: str
    added: bool
    gone: bool


@dataclass(frozen=True, slots=True)
class Record:
    """A meeting with all that its record prints; ``told`` names who was told of withdrawals, by name and duty."""

    id: UUID
    task_id: UUID
    kind: MeetingKind
    title: str
    venue: str
    held_at: datetime
    presider: str
    recorder: str
    topics: Sequence[Topic]
    summary: str
    told_at: datetime | None
    revision: int
    closed_at: datetime | None
    closed_by: str
    unit: str
    consultation: str
    law: str
    people: Sequence[Person]
    speeches: Sequence[Speech]
    told: Sequence[tuple[str, Role]]

    @property
    def standing(self) -> Sequence[Speech]:
        """Return the speeches of the record; one that mends another stands where that one stood.

        What was mended after the closing stays, for so it was signed; the mended one follows with what was added.
        """
        rank: dict[str, int] = {}
        for place, one in enumerate(self.speeches):
            rank[one.number] = rank.get(one.corrects, place)
        late = {one.number for one in self.speeches if one.added}
        signed = [one for one in self.speeches if not one.added and one.corrected_by in {"", *late}]
        added = [one for one in self.speeches if one.added and not one.corrected_by]
        return sorted(signed, key=lambda one: rank[one.number]) + added

    @property
    def withdrawn(self) -> Sequence[Speech]:
        """Return the speeches whose words were taken back."""
        return [one for one in self.standing if one.words is None]

    def speeches_of(self, person: Person) -> Sequence[Speech]:
        """Return what one person said, in order."""
        return [one for one in self.speeches if one.speaker == person.place]


def meetings_of(session: Session, actor: Account, task: Task) -> Sequence[Held]:
    """Return the task's meetings, the newest first; a collector is shown their own."""
    present = select(func.count()).where(Attendee.meeting_id == Meeting.id).scalar_subquery()
    spoken = (
        select(func.count(Comment.id))
        .join(Submission, Submission.id == Comment.submission_id)
        .where(Submission.meeting_id == Meeting.id)
        .scalar_subquery()
    )
    query = select(
        Meeting.id, Meeting.kind, Meeting.title, Meeting.venue, Meeting.held_at, Meeting.closed_at, present, spoken
    ).where(Meeting.task_id == task.id)
    if actor.role is not Role.ROOM_HEAD:
        query = query.where(Meeting.begun_by_id == actor.id)
    return [Held(*row) for row in session.execute(query.order_by(Meeting.held_at.desc(), Meeting.id))]


def record_of(session: Session, meeting: Meeting) -> Record:
    """Return the whole record of one meeting, in six queries whatever its length."""
    head = session.execute(
        select(Unit.name, Consultation.title, Consultation.version_id, Version.title, Account.person)
        .select_from(Meeting)
        .join(Task, Task.id == Meeting.task_id)
        .join(Unit, Unit.id == Task.unit_id)
        .join(Consultation, Consultation.id == Task.consultation_id)
        .outerjoin(Version, Version.id == Consultation.version_id)
        .outerjoin(Account, Account.id == Meeting.closed_by_id)
        .where(Meeting.id == meeting.id)
    ).one()
    unit, consultation, version_id, law, closer = head
    attendees = session.scalars(
        select(Attendee).where(Attendee.meeting_id == meeting.id).order_by(Attendee.position)
    ).all()
    rows = session.execute(_speeches_of(meeting.id)).all()
    places = {one.id: place for place, one in enumerate(attendees, 1)}
    living = {comment.submission_id for comment, *_more in rows if comment.withdrawn_at is None}
    speeches = [_speech(row, places, meeting, living) for row in rows]
    return Record(
        id=meeting.id,
        task_id=meeting.task_id,
        kind=meeting.kind,
        title=meeting.title,
        venue=meeting.venue,
        held_at=meeting.held_at,
        presider=meeting.presider,
        recorder=meeting.recorder,
        topics=_topics(session, version_id, meeting.topics),
        summary=meeting.summary,
        told_at=meeting.told_at,
        revision=meeting.revision,
        closed_at=meeting.closed_at,
        closed_by=closer or "",
        unit=unit,
        consultation=consultation,
        law=law or consultation,
        people=_people(attendees, speeches),
        speeches=speeches,
        told=_told(session, [one.id for one in speeches if one.words is None]),
    )


def eids_in(topics: str) -> Sequence[str]:
    """Return the lines of a meeting's topics; those that name a provision are its eid."""
    return [line.strip() for line in topics.splitlines() if line.strip()]


def _speeches_of(meeting_id: UUID) -> Select[Comment, Submission, Words, Provision, str, str, str]:
    mended, mending = aliased(Comment), aliased(Comment)
    return (
        select(Comment, Submission, Words, Provision, mended.number, mending.number, Account.person)
        .join(Submission, Submission.id == Comment.submission_id)
        .join(Words, Words.comment_id == Comment.id)
        .outerjoin(Provision, Provision.id == Comment.provision_id)
        .outerjoin(Account, Account.id == Comment.recorded_by_id)
        .outerjoin(mended, mended.id == Comment.corrects_id)
        .outerjoin(mending, mending.corrects_id == Comment.id)
        .where(Submission.meeting_id == meeting_id)
        .order_by(Comment.heard_at, Comment.number)
    )


def _speech(row: _Row, places: Mapping[UUID, int], meeting: Meeting, living: Container[UUID]) -> Speech:
    comment, submission, said, provision, corrects, corrected_by, hand = row
    return Speech(
        id=comment.id,
        number=comment.number,
        by=submission.id,
        speaker=places.get(submission.id),
        name=submission.speaker,
        identity=submission.identity,
        about=comment.place,
        eid=provision.eid if provision else "",
        citation=provision.citation if provision else "",
        quote=comment.quote,
        quote_start=comment.quote_start,
        stance=comment.stance,
        words=None if comment.withdrawn_at else said.words,
        proposal=said.proposal,
        reason=said.reason,
        language=submission.language,
        interpreter=submission.interpreter,
        recorded_by=comment.recorded_by_id,
        hand=hand or "",
        corrects=corrects or "",
        corrected_by=corrected_by or "",
        added=meeting.closed_at is not None and comment.recorded_at > meeting.closed_at,
        gone=submission.id not in living,
    )


def _people(attendees: Iterable[Attendee], speeches: Sequence[Speech]) -> Sequence[Person]:
    found = []
    for place, one in enumerate(attendees, 1):
        own = [speech for speech in speeches if speech.speaker == place]
        gone = bool(own) and all(speech.words is None for speech in own)
        found.append(Person(one.id, place, one.name, one.identity, one.household, len(own), gone))
    return found


def _topics(session: Session, version_id: UUID | None, topics: str) -> Sequence[Topic]:
    lines = eids_in(topics)
    query = select(Provision.eid, Provision.citation).where(
        Provision.version_id == version_id, Provision.eid.in_(lines)
    )
    named = {row.eid: row.citation for row in session.execute(query)}
    return [Topic(named.get(line, line), line if line in named else "") for line in lines]


def _told(session: Session, comments: Sequence[UUID]) -> Sequence[tuple[str, Role]]:
    """Return the people who were told that words of these comments were taken back, each with their duty."""
    query = (
        select(Account.person, Account.role)
        .distinct()
        .join(Notice, Notice.account_id == Account.id)
        .where(Notice.kind == NoticeKind.COMMENT_WITHDRAWN, Notice.subject_id.in_([str(one) for one in comments]))
        .order_by(Account.person, Account.role)
    )
    return [(person, role) for person, role in session.execute(query)]
