"""What stands on a paper slip becomes comments once, read by one person or by two who do not see each other."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import Account, Keying, Slip, Supplement
from legislation_hub.policies import Action, demand
from legislation_hub.problems import SlipBlank, SlipEmpty, SlipKeyed, SlipLetGo, SlipNotDiffering, SlipSamePerson
from legislation_hub.proofs import receipts
from legislation_hub.proofs.slips import code_of
from legislation_hub.queries.slips import state_of
from legislation_hub.services.collecting import Arrival, Found, rehearse, take
from legislation_hub.services.hearing import Brought, Heard
from legislation_hub.services.recording import record
from legislation_hub.services.transcribing import (
    Opinion,
    Reading,
    as_content,
    chosen,
    differences,
    from_content,
)
from legislation_hub.services.turning import take_turns
from legislation_hub.vocabulary import Consent, Place, SlipState, Stance, Tag

FIRST, SECOND = 1, 2


def key(session: Session, actor: Account, slip: Slip, reading: Reading, twice: bool, secret: bytes) -> Slip:
    """Take what one person read on a slip; return the slip, which is settled unless it waits for more.

    ``twice`` asks that somebody else reads it, too, and counts for the first reading only. Two equal readings are
    settled at once; where they differ, somebody decides by :func:`decide`. The same reading that arrives again is
    the same. Raises :class:`SlipLetGo`, as every act on a slip here does, :class:`SlipEmpty`, :class:`SlipBlank`,
    :class:`SlipKeyed`, :class:`SlipSamePerson`, and whatever :func:`take` does not accept: then nothing of the
    slip is taken.
    """
    earlier = _held(session, actor, slip)
    if any(one.id == reading.id for one in earlier):
        return _again(session, actor, slip, reading)
    if slip.blank:
        raise SlipBlank(**_by(session, slip, slip.settled_by_id, slip.settled_at))
    if slip.settled_at is None and not reading.opinions:
        raise SlipEmpty()
    return _add(session, actor, slip, earlier, reading, twice, secret)


def decide(
    session: Session, actor: Account, slip: Slip, choices: Mapping[str, str], identity: UUID, secret: bytes
) -> Slip:
    """Settle a slip that two people read differently, by what a person says of each field that differs.

    ``identity`` is the form's, so that a decision may arrive twice. Raises :class:`SlipNotDiffering`.
    """
    first, second = readings(session, actor, slip)
    _settle(session, actor, slip, chosen(first, second, choices, identity), secret)
    return slip


def trust_the_first(session: Session, actor: Account, slip: Slip, secret: bytes) -> Slip:
    """Settle a slip without the second reading that was asked for: nobody else is there to do it."""
    earlier = _held(session, actor, slip)
    if slip.settled_at is None:
        if len(earlier) != FIRST:
            raise SlipNotDiffering(number=_number(slip))
        _settle(session, actor, slip, from_content(earlier[0].content), secret)
    return slip


def readings(session: Session, actor: Account, slip: Slip) -> tuple[Reading, Reading]:
    """Return both readings of a slip that waits to be decided; raise :class:`SlipNotDiffering` for any other."""
    earlier = _held(session, actor, slip)
    if slip.settled_at is not None or len(earlier) != SECOND:
        raise SlipNotDiffering(number=_number(slip))
    return from_content(earlier[0].content), from_content(earlier[1].content)


def came_back_blank(
    session: Session, actor: Account, slip: Slip, nothing: Reading, twice: bool, secret: bytes
) -> Slip:
    """Note that nothing stands on a slip that came back; the same said twice by one person is once.

    It is a reading without opinions: with ``twice`` it, too, waits for somebody else, who may read something.
    Raises :class:`SlipKeyed` and :class:`SlipSamePerson`.
    """
    earlier = _held(session, actor, slip)
    if slip.blank or any(one.keyed_by_id == actor.id and one.content.get("opinions") == [] for one in earlier):
        return slip
    if earlier or twice or slip.twice or slip.settled_at is not None:
        return _add(session, actor, slip, earlier, nothing, twice, secret)
    _settle(session, actor, slip, nothing, secret)
    return slip


def take_up_again(session: Session, actor: Account, slip: Slip) -> Slip:
    """Drop the actor's own first reading, which nobody has followed, so that they can key the slip in anew.

    Raises :class:`SlipKeyed` once somebody else has read it, or where the first reading is another's.
    """
    earlier = _held(session, actor, slip)
    if not earlier:
        return slip
    if slip.settled_at is not None or len(earlier) != FIRST or earlier[0].keyed_by_id != actor.id:
        raise SlipKeyed(**_by(session, slip, earlier[-1].keyed_by_id, earlier[-1].keyed_at))
    session.delete(earlier[0])
    record(session, actor, Tag.SLIP_READING_DROPPED, slip, number=slip.number, turn=FIRST)
    return slip


def is_not_blank(session: Session, actor: Account, slip: Slip) -> Slip:
    """Take back that a slip is blank: something stands on it after all."""
    _held(session, actor, slip)
    if slip.blank:
        slip.blank, slip.settled_at, slip.settled_by_id = False, None, None
        # Both said that nothing stands there: it is read afresh.
        session.execute(delete(Keying).where(Keying.slip_id == slip.id))
        record(session, actor, Tag.SLIP_SETTLED, slip, number=slip.number, blank=False)
    return slip


def demand_no_comments(session: Session, slip: Slip) -> None:
    """Let nobody go on once what stands on the slip is settled; raise :class:`SlipKeyed` or :class:`SlipBlank`.

    One that was settled by taking all of it back holds neither a comment of the paper nor a blank.
    """
    if slip.settled_at is None or state_of(session, slip) is SlipState.LET_GO:
        return
    settled = _by(session, slip, slip.settled_by_id, slip.settled_at)
    raise SlipBlank(**settled) if slip.blank else SlipKeyed(**settled)


def is_half_read(session: Session, slip: Slip) -> bool:
    """Return whether something was read on the slip and waits to be settled."""
    return slip.settled_at is None and bool(session.scalar(select(exists().where(Keying.slip_id == slip.id))))


def let_go(session: Session, actor: Account | None, slip: Slip) -> None:
    """Let a slip go, with what was read on it: whoever wrote it took their words back.

    It then counts as dealt with, so that nobody reads it once more; one that is settled stays as it is.
    """
    if slip.settled_at is not None:
        return
    session.execute(delete(Keying).where(Keying.slip_id == slip.id))
    slip.settled_at, slip.settled_by_id = clock.now(), actor.id if actor else None
    record(session, actor, Tag.SLIP_SETTLED, slip, number=slip.number, withdrawn=True)


def _held(session: Session, actor: Account, slip: Slip) -> Sequence[Keying]:
    """Let the actor go on, wait for the room's turn, and return how the slip was keyed in so far.

    Raises :class:`SlipLetGo` where whoever wrote the slip had it taken back.
    """
    demand(actor, Action.KEY_SLIPS, slip)
    # The room first, then the log: as comments do, or the two would wait for each other in a circle.
    take_turns(session, slip.task)
    session.refresh(slip)
    if state_of(session, slip) is SlipState.LET_GO:
        raise SlipLetGo(number=_number(slip))
    query = select(Keying).where(Keying.slip_id == slip.id).order_by(Keying.turn)
    return session.scalars(query.execution_options(populate_existing=True)).all()


def _add(
    session: Session,
    actor: Account,
    slip: Slip,
    earlier: Sequence[Keying],
    reading: Reading,
    twice: bool,
    secret: bytes,
) -> Slip:
    """Keep one more reading; settle the slip if none is waited for any more."""
    if slip.settled_at is not None or len(earlier) == SECOND:
        raise SlipKeyed(**_by(session, slip, earlier[0].keyed_by_id, earlier[0].keyed_at))
    if not earlier:
        # What was begun for two stays so, whoever takes it up again.
        slip.twice = slip.twice or twice
    elif earlier[0].keyed_by_id == actor.id:
        raise SlipSamePerson(number=_number(slip))
    turn = FIRST if not earlier else SECOND
    row = Keying(
        id=reading.id,
        slip_id=slip.id,
        turn=turn,
        content=as_content(reading),
        keyed_by_id=actor.id,
        keyed_at=clock.now(),
    )
    session.add(row)
    record(session, actor, Tag.SLIP_KEYED, slip, number=slip.number, turn=turn)
    agreed = turn == SECOND and not differences(from_content(earlier[0].content), reading)
    if agreed or not slip.twice:
        _settle(session, actor, slip, reading, secret)
    return slip


def _settle(session: Session, actor: Account, slip: Slip, reading: Reading, secret: bytes) -> None:
    """Make the comments, or note the slip as blank; the readings are emptied, for what they say is said now."""
    for opinion in reading.opinions:
        taken = take(session, actor, slip.task, _heard(slip, reading, opinion), secret)
        if taken.created and opinion.question:
            # Without what was asked, “twice a week” says nothing.
            said, asked = taken.comment, opinion.question
            session.add(
                Supplement(comment_id=said.id, text=asked, added_by_id=actor.id, added_at=said.recorded_at)
            )
    slip.settled_at, slip.settled_by_id = clock.now(), actor.id
    for row in session.scalars(select(Keying).where(Keying.slip_id == slip.id)):
        row.content = {}
    slip.blank = not reading.opinions
    told = {"blank": True} if slip.blank else {"comments": len(reading.opinions)}
    record(session, actor, Tag.SLIP_SETTLED, slip, number=slip.number, **told)


def _again(session: Session, actor: Account, slip: Slip, reading: Reading) -> Slip:
    """Recognise a reading that arrives a second time; other words under the same id are a second reading."""
    row = session.get_one(Keying, reading.id)
    if row.slip_id != slip.id or row.keyed_by_id != actor.id:
        raise SlipKeyed(**_by(session, slip, row.keyed_by_id, row.keyed_at))
    if row.content:
        # Another paper size asks the same in another order.
        kept = from_content(row.content)
        came = (reading.heard_at, reading.channel) == (kept.heard_at, kept.channel)
        same = came and not differences(kept, reading)
    else:
        # The comments are whoever settled the slip's; other words are told, and not kept beside them.
        heard = [Brought(_heard(slip, reading, one), actor.id) for one in reading.opinions]
        found = rehearse(session, heard)
        same = all(isinstance(one, Found) and one.status is Arrival.EXISTS for one in found)
    if not same:
        raise SlipKeyed(**_by(session, slip, row.keyed_by_id, row.keyed_at))
    return slip


def _heard(slip: Slip, reading: Reading, opinion: Opinion) -> Heard:
    return Heard(
        id=_comment_id(reading, opinion),
        task=slip.task_id,
        submission=reading.id,
        words=opinion.words,
        consent=Consent.WRITTEN,
        place=opinion.place,
        provision=opinion.about if opinion.place is Place.PROVISION else None,
        stance=Stance(opinion.stance) if opinion.stance else None,
        household=reading.household or None,
        channel=reading.channel,
        heard_at=reading.heard_at,
        meeting=slip.meeting_id,
        slip=slip.number,
        speaker=reading.speaker or None,
        identity=reading.identity or None,
        age_band=reading.age_band or None,
        wants_answer=reading.wants_answer,
    )


def _comment_id(reading: Reading, opinion: Opinion) -> UUID:
    # The same each time the form arrives, another for each slot.
    return receipts.behind(opinion.slot.encode(), reading.id)


def _number(slip: Slip) -> str:
    return str(code_of(slip.task_id, slip.number))


def _by(session: Session, slip: Slip, account_id: UUID | None, at: object) -> dict[str, object]:
    person = session.get_one(Account, account_id).person if account_id else ""
    return {"number": _number(slip), "person": person, "day": at}
