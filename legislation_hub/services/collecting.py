"""A person's words become a comment once, however often they arrive, and never change afterwards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import (
    Account,
    Comment,
    Consultation,
    Supplement,
    Task,
)
from legislation_hub.policies import Action, demand
from legislation_hub.problems import (
    CommentRejected,
    CommentWithdrawn,
    ConsultationClosed,
    NotAllowed,
    NotFound,
    Problem,
)
from legislation_hub.services.checking import check
from legislation_hub.services.hearing import (
    BLANK,
    UNWRITABLE,
    Brought,
    Heard,
    fingerprint,
    moment_of,
    slips_in,
)
from legislation_hub.services.knowing import Known, Standing, look_up, standings
from legislation_hub.services.noticing import notify, people_of
from legislation_hub.services.recording import record
from legislation_hub.services.staging import demand_stage
from legislation_hub.services.writing import Rows, write
from legislation_hub.vocabulary import N_, NoticeKind, Role, Stage, Tag

# So many are looked up and written together; a long table comes in several such portions.
AT_ONCE = 500

TASK_UNKNOWN = N_("There is no such task.")
TAKEN = N_(
    "Under this id stands what somebody else wrote down, or what was said on another task. Nothing was saved."
    " Please hand it in as a new comment."
)


class Arrival(StrEnum):
    """What became of a comment that came in."""

    CREATED = "created"
    EXISTS = "exists"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Found:
    """The comment that stands under an id that was brought, and how this arrival relates to it.

    A conflict is an outcome and no problem that is raised, because what came second must be committed.
    """

    comment: Standing
    status: Arrival


@dataclass(frozen=True, slots=True)
class Taken:
    """What :class:`Found` says, with the comment as a row."""

    comment: Comment
    status: Arrival

    @property
    def created(self) -> bool:
        """Return whether the comment is new."""
        return self.status is Arrival.CREATED


def take(
    session: Session,
    actor: Account | None,
    task: Task,
    heard: Heard,
    secret: bytes,
    device_time: datetime | None = None,
) -> Taken:
    """Write down one comment for its task, or recognise it; ``actor`` is None for a resident's own form.

    See :func:`take_all`, of which this is the case of one. Raises what that returns: :class:`CommentRejected`
    with the fields that are not right, :class:`ConsultationClosed`, :class:`ConsultationRecalled`,
    :class:`NotAllowed`; and, for a resident, :class:`CommentWithdrawn`.
    """
    assert heard.task == task.id, "a comment names the task for which it is taken"
    [found] = take_all(session, [Brought(heard, actor.id if actor else None, device_time)], secret)
    if isinstance(found, Problem):
        raise found
    return Taken(session.get_one(Comment, found.comment.id), found.status)


def take_all(session: Session, brought: Sequence[Brought], secret: bytes) -> list[Found | Problem]:
    """Write down many comments, or recognise them; return what became of each, in the order given.

    The same id with the same content is the same comment; with other content both are kept. One that cannot be
    taken is told as a problem and keeps none of the others back. ``secret`` is the instance's, from which the
    receipt codes follow.
    """
    answers: list[Found | Problem] = []
    for start in range(0, len(brought), AT_ONCE):
        portion = brought[start : start + AT_ONCE]
        known, rows = look_up(session, portion), Rows()
        answers += [_answer(known, rows, one, secret) for one in portion]
        write(session, rows, known)
    return answers


def rehearse(session: Session, brought: Sequence[Brought]) -> list[Found | Problem]:
    """Return what :func:`take_all` would answer to at most ``AT_ONCE`` comments; write nothing, wait for none."""
    known, rows = look_up(session, brought, in_turn=False), Rows()
    return [_answer(known, rows, one, b"") for one in brought]


def withdrawn_among(session: Session, ids: Iterable[UUID]) -> dict[UUID, Found]:
    """Return those of the comments with these ids that were taken back."""
    query = standings().where(Comment.id.in_(list(ids)), Comment.withdrawn_at.is_not(None))
    return {row.id: Found(Standing(*row), Arrival.EXISTS) for row in session.execute(query)}


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


def _answer(known: Known, rows: Rows, brought: Brought, secret: bytes) -> Found | Problem:
    try:
        return _take(known, rows, brought, secret)
    except Problem as problem:
        return problem


def _take(known: Known, rows: Rows, brought: Brought, secret: bytes) -> Found:
    """Take one comment in memory: what it adds is put to the rows, and known to those that come after it."""
    heard = brought.heard
    actor, task = _demand(known, brought)
    earlier = known.comments.get(heard.id)
    if earlier is not None:
        return Found(earlier, _recognise(known, rows, actor, task, earlier, brought))
    moment = moment_of(brought, known.now)
    late = _is_late(task.consultation, actor, moment, known.today)
    checked = check(known, actor, task, brought)
    if checked.submission is None:
        known.submissions[checked.submission_id] = rows.open(known, actor, task, heard, checked, moment, secret)
    elif heard.wants_answer:
        rows.wish(checked.submission_id, checked.submission)
    comment = rows.write_down(known, actor, task, brought, checked, moment, late)
    known.comments[comment.id] = comment
    if heard.corrects:
        known.corrected[heard.corrects] = comment.id
        rows.settle(known, actor, known.comments[heard.corrects], comment)
    return Found(comment, Arrival.CREATED)


def _demand(known: Known, brought: Brought) -> tuple[Account | None, Task]:
    """Return who brings it and for which task, if they may."""
    task = known.tasks.get(brought.heard.task)
    if task is None:
        raise CommentRejected([("task", TASK_UNKNOWN)])
    if brought.account_id is None:
        if task.room_id is None or not task.consultation.is_public:
            raise NotFound()
        return None, task
    actor = known.accounts.get(brought.account_id)
    if actor is None:
        raise NotAllowed()
    if (actor.id, task.id) not in known.welcome:
        demand(actor, Action.RECORD_COMMENT, task)
        known.welcome.add((actor.id, task.id))
    return actor, task


def _recognise(
    known: Known, rows: Rows, actor: Account | None, task: Task, earlier: Standing, brought: Brought
) -> Arrival:
    """Return whether this is what was said before; keep it beside that if the same hand says something else.

    What could not be taken as a new comment holds up no room as a second one either. Who else brings the same
    content, word for word, is told that it is there: two may import one table.
    """
    if earlier.withdrawn_at is not None or earlier.salt is None:
        if actor is None:
            # A resident's page shows the receipt; whoever knows no more than an id must not be given it.
            raise CommentWithdrawn(number=earlier.number)
        return Arrival.EXISTS
    heard = brought.heard
    slips = slips_in(heard)
    second = fingerprint(earlier.salt, heard) if all(text != UNWRITABLE for _field, text in slips) else None
    other_hand = earlier.recorded_by_id != (actor.id if actor else None)
    # A resident's page would show the receipt of what somebody else handed in.
    if second == earlier.fingerprint and not (other_hand and actor is None):
        return Arrival.EXISTS
    if other_hand or earlier.task_id != heard.task:
        # Nobody who knows an id holds up a room, whose turn this arrival has perhaps not even awaited.
        raise CommentRejected([("id", TAKEN)])
    if second is None:
        raise CommentRejected(slips)
    if (earlier.id, second) not in known.conflicts:
        _is_late(task.consultation, actor, moment_of(brought, known.now), known.today)
        check(known, actor, task, brought)
        known.conflicts.add((earlier.id, second))
        rows.keep_beside(known, actor, earlier, heard, second)
    return Arrival.CONFLICT


def _is_late(consultation: Consultation, actor: Account | None, moment: datetime, today: date) -> bool:
    """Return whether this comes after the closing though it was heard before; refuse what was heard after it.

    What was heard in time is taken at any later stage, because a phone may come back after the report is out; the
    room then decides. Only a recall ends that.
    """
    demand_stage(consultation, *Stage)
    if actor is None:
        in_time, late = is_open_to_the_public(consultation), False
    else:
        in_time = consultation.stage is not Stage.PREPARING and clock.day_of(moment) <= consultation.closes_on
        late = consultation.stage is not Stage.OPEN or today > consultation.closes_on
    if not in_time:
        raise ConsultationClosed(
            title=consultation.title,
            opens=consultation.opens_on,
            closes=consultation.closes_on,
        )
    return late
