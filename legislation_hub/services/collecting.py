"""A person's words become a comment once, however often they arrive, and never change afterwards."""

import secrets
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import (
    Account,
    Comment,
    Conflict,
    Consultation,
    Counter,
    Submission,
    Supplement,
    Task,
    Unit,
    Words,
)
from legislation_hub.policies import Action, demand
from legislation_hub.problems import CommentRejected, CommentWithdrawn, ConsultationClosed, NotFound
from legislation_hub.proofs import receipts
from legislation_hub.proofs.leaves import SALT_BYTES, leaf
from legislation_hub.services.checking import Checked, check
from legislation_hub.services.consenting import NOTICE
from legislation_hub.services.hearing import BLANK, Heard, content_of, fingerprint
from legislation_hub.services.noticing import notify, people_of
from legislation_hub.services.recording import record
from legislation_hub.services.staging import demand_stage
from legislation_hub.vocabulary import Channel, NoticeKind, Role, Stage, Stance, Tag

SERIES = "comment"


class Arrival(StrEnum):
    """What became of a comment that came in."""

    CREATED = "created"
    EXISTS = "exists"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Taken:
    """The comment that stands under the id, and how this arrival relates to it.

    A conflict is an outcome and no problem that is raised, because what came second must be committed.
    """

    comment: Comment
    status: Arrival

    @property
    def created(self) -> bool:
        """Return whether the comment is new."""
        return self.status is Arrival.CREATED


def take(session: Session, actor: Account | None, task: Task, heard: Heard, secret: bytes) -> Taken:
    """Write down one comment for a task, or recognise it; ``actor`` is None for a resident's own form.

    The same id with the same content is the same comment; with other content both are kept. ``secret`` is the
    instance's, from which the receipt code of the submission follows. Raises :class:`CommentRejected` with the
    fields that are not right, :class:`ConsultationClosed`, :class:`ConsultationRecalled`, :class:`NotAllowed`;
    and, for a resident, :class:`CommentWithdrawn`.
    """
    _demand(actor, task)
    # All arrivals of one room take turns from here on: neither an id nor a number can race.
    unit = session.get_one(Unit, task.unit_id, with_for_update={"key_share": True}, populate_existing=True)
    earlier = session.get(Comment, heard.id, populate_existing=True)
    if earlier is not None:
        return _recognise(session, actor, earlier, heard)
    late = _is_late(task.consultation, actor, heard)
    checked = check(session, actor, task, heard)
    submission = checked.submission or _open(session, actor, task, heard, checked, secret)
    salt = secrets.token_bytes(SALT_BYTES)
    comment = Comment(
        id=heard.id,
        number=_next_number(session, unit),
        submission_id=submission.id,
        task_id=task.id,
        consultation_id=task.consultation_id,
        station_id=task.station_id,
        room_id=task.room_id,
        place=checked.place,
        provision_id=checked.provision.id if checked.provision else None,
        quote=checked.quote,
        quote_start=checked.span.start if checked.span else None,
        stance=heard.stance or Stance.OTHER,
        corrects_id=heard.corrects,
        late=late,
        fingerprint=fingerprint(salt, heard),
        recorded_by_id=actor.id if actor else None,
        heard_at=heard.heard_at or clock.now(),
        recorded_at=clock.now(),
    )
    comment.said = Words(words=heard.words, proposal=heard.proposal or "", reason=heard.reason or "", salt=salt)
    session.add(comment)
    digest = leaf(salt, comment.number, heard.words).hex()
    record(session, actor, Tag.COMMENT_RECORDED, comment, number=comment.number, leaf=digest, late=late)
    if actor is None:
        heads = people_of(session, task.unit_id, Role.ROOM_HEAD)
        notify(session, heads, NoticeKind.COMMENT_ARRIVED, comment, number=comment.number)
    return Taken(comment, Arrival.CREATED)


def supplement(session: Session, actor: Account, comment: Comment, text: str) -> Supplement:
    """Put detail beside a comment that came back for it; the words themselves stay as they are.

    Raises :class:`CommentRejected` for a blank text or a withdrawn comment.
    """
    demand(actor, Action.SUPPLEMENT_COMMENT, comment)
    demand_stage(comment.task.consultation, Stage.OPEN, Stage.REVIEWING)
    if not text.strip() or comment.withdrawn_at is not None:
        raise CommentRejected([("text", BLANK)])
    row = Supplement(comment_id=comment.id, text=text.strip(), added_by_id=actor.id, added_at=clock.now())
    session.add(row)
    record(session, actor, Tag.COMMENT_SUPPLEMENTED, comment, number=comment.number)
    heads = people_of(session, comment.task.unit_id, Role.ROOM_HEAD)
    occasion = str(row.id)
    notify(
        session,
        [one for one in heads if one.id != actor.id],
        NoticeKind.COMMENT_SUPPLEMENTED,
        comment,
        occasion=occasion,
        number=comment.number,
    )
    return row


def is_open_to_the_public(consultation: Consultation) -> bool:
    """Return whether a resident may hand something in today."""
    today = clock.today()
    asked = consultation.stage is Stage.OPEN and consultation.recalled_at is None and consultation.is_public
    return asked and consultation.opens_on <= today <= consultation.closes_on


def _demand(actor: Account | None, task: Task) -> None:
    if actor is not None:
        demand(actor, Action.RECORD_COMMENT, task)
    elif task.room_id is None or not task.consultation.is_public:
        raise NotFound()


def _recognise(session: Session, actor: Account | None, earlier: Comment, heard: Heard) -> Taken:
    if earlier.withdrawn_at is not None or earlier.said.salt is None:
        if actor is None:
            # A resident's page shows the receipt; whoever knows no more than an id must not be given it.
            raise CommentWithdrawn(number=earlier.number)
        return Taken(earlier, Arrival.EXISTS)
    second = fingerprint(earlier.said.salt, heard)
    if second == earlier.fingerprint:
        return Taken(earlier, Arrival.EXISTS)
    known = select(Conflict.id).where(Conflict.comment_id == earlier.id, Conflict.fingerprint == second)
    if session.scalar(known) is None:
        conflict = Conflict(
            comment_id=earlier.id,
            station_id=earlier.station_id,
            room_id=earlier.room_id,
            fingerprint=second,
            content=content_of(heard),
            account_id=actor.id if actor else None,
            received_at=clock.now(),
        )
        session.add(conflict)
        record(session, actor, Tag.COMMENT_CONFLICT, earlier, number=earlier.number, second=second)
    return Taken(earlier, Arrival.CONFLICT)


def _is_late(consultation: Consultation, actor: Account | None, heard: Heard) -> bool:
    """Return whether this comes after the closing though it was heard before; refuse what was heard after it."""
    demand_stage(consultation, *Stage)
    moment = heard.heard_at or clock.now()
    closed = ConsultationClosed(
        title=consultation.title,
        opens=consultation.opens_on,
        closes=consultation.closes_on,
    )
    if actor is None:
        if not is_open_to_the_public(consultation):
            raise closed
        return False
    if consultation.stage not in (Stage.OPEN, Stage.REVIEWING) or clock.day_of(moment) > consultation.closes_on:
        raise closed
    return consultation.stage is Stage.REVIEWING or clock.today() > consultation.closes_on


def _open(
    session: Session, actor: Account | None, task: Task, heard: Heard, checked: Checked, secret: bytes
) -> Submission:
    """Make the submission (件) to which this comment, and others later, belong."""
    submission = Submission(
        id=checked.submission_id,
        task_id=task.id,
        station_id=task.station_id,
        room_id=task.room_id,
        household_id=checked.household.id if checked.household else None,
        channel=heard.channel or _usual_channel(actor, task),
        consent=heard.consent,
        notice=NOTICE if actor is None else "",
        language=heard.language or "",
        interpreter=heard.interpreter or "",
        speaker=heard.speaker or "",
        identity=heard.identity or "",
        age_band=heard.age_band or "",
        wants_answer=heard.wants_answer,
        recorded_by_id=actor.id if actor else None,
        receipt_hash=receipts.fingerprint(receipts.derive(secret, checked.submission_id)),
        heard_at=heard.heard_at or clock.now(),
        received_at=clock.now(),
    )
    session.add(submission)
    session.flush()
    return submission


def _usual_channel(actor: Account | None, task: Task) -> Channel:
    if actor is None:
        return Channel.QR
    return Channel.VISIT if task.room_id else Channel.DEPARTMENT


def _next_number(session: Session, unit: Unit) -> str:
    """Return 乡码-年-流水, the next of this room or department in this year of the county's calendar."""
    year = clock.today().year
    counter = session.get(Counter, (unit.id, SERIES, year), populate_existing=True)
    if counter is None:
        counter = Counter(unit_id=unit.id, series=SERIES, year=year, last=0)
        session.add(counter)
    counter.last += 1
    return f"{unit.code}-{year}-{counter.last:05}"
