"""A story goes on: words are written down, rooms look at them, pass grievances on, and hand up."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.demo.corpus import OMITTED, Said
from legislation_hub.demo.diary import at, in_office_hours
from legislation_hub.demo.play import Play
from legislation_hub.demo.spreading import HandedIn, spread
from legislation_hub.models import Account, Comment, Transfer
from legislation_hub.models.base import new_id
from legislation_hub.proofs import receipts
from legislation_hub.services import collecting, dispatching, reviewing, transferring, withdrawing
from legislation_hub.services.hearing import Heard
from legislation_hub.services.reviewing import Opinion
from legislation_hub.vocabulary import VerdictKind

NOT_REACHED = "多次联系未果，按原话登记。"
RETURNED = "小结没有写明各村征集的情况，请补充后再报。（示例）"
HOUR = timedelta(hours=1)
TO_BE_SETTLED = timedelta(days=15)


def note_listening(play: Play) -> None:
    """Put everything that is heard into the diary, and what each room does with it."""
    until = play.story.days.closes if play.is_over else play.today - timedelta(days=2)
    for one in spread(play.story, play.cast.county, play.collecting, until):
        play.diary.note(one.at + timedelta(minutes=10), partial(_write_down, play, one))
    for room in play.collecting:
        moment = _handing_up(play, room)
        if moment is not None:
            play.diary.note(moment, partial(_hand_up, play, room))
    for room in play.story.standing("returned"):
        act = partial(_return, play, room)
        play.diary.note(at(play.today - timedelta(days=1), 16), act)


def _handing_up(play: Play, room: str) -> datetime | None:
    """Return when a room hands up: after the closing, or yesterday morning while it is open; some have not yet."""
    number = play.rooms.index(room)
    days = play.story.days
    if not play.is_over:
        given = room in play.story.standing("handed_up")
        return at(play.today - timedelta(days=1), 9 + number % 3, number) if given else None
    if room in play.story.standing("overdue"):
        return None
    later = 1 + number % (days.rooms_due - days.closes).days
    return at(days.closes + timedelta(days=later), 10 + number % 6, number)


def _write_down(play: Play, one: HandedIn) -> None:
    """Let the collector type, or the resident send, what was handed in; the room then looks at it."""
    actor = play.cast.accounts[one.collector.login] if one.collector else None
    earlier = [play.comments[said.corrects] for said in one.comments if said.corrects]
    submission = earlier[0].submission_id if earlier else new_id()
    for said in one.comments:
        play.comments[said.no] = comment = _take(play, actor, one, said, submission)
        if said.point:
            play.behind.setdefault(said.point, []).append(comment)
        _note_verdict(play, one, said)
        if said.no in play.story.standing("withdrawn"):
            code = receipts.derive(play.settings.secret, submission)
            act = partial(withdrawing.withdraw, play.session, None, code, comment.id)
            play.diary.note(one.at + 20 * HOUR, act)


def _take(play: Play, actor: Account | None, one: HandedIn, said: Said, submission: UUID) -> Comment:
    task = play.tasks[one.room]
    heard = Heard(
        id=new_id(),
        task=task.id,
        provision=said.on or None,
        place=said.place,
        quote=said.quote or None,
        stance=said.stance,
        words=said.words,
        proposal=said.proposal,
        reason=said.reason,
        household=one.household or None,
        channel=one.channel,
        consent=one.consent,
        language=one.language,
        interpreter=one.interpreter,
        speaker=one.speaker,
        identity=one.identity,
        age_band=one.age,
        wants_answer=one.wants_answer,
        heard_at=one.at,
        submission=submission,
        corrects=play.comments[said.corrects].id if said.corrects else None,
    )
    return collecting.take(play.session, actor, task, heard, play.settings.secret).comment


def _note_verdict(play: Play, one: HandedIn, said: Said) -> None:
    """The room looks within three days, before it hands up; where it has time it leaves some for tomorrow."""
    handing_up = _handing_up(play, one.room)
    diligence = 0.5 if one.room in play.story.standing("reviewing") else 0.3
    moment = in_office_hours(one.at, play.random.choice((1, 1, 2, 3)))
    if handing_up is not None:
        play.diary.note(min(moment, handing_up - 2 * HOUR), partial(_look, play, one, said))
    elif moment < at(play.today, 0) and (said.fate or play.random.random() < diligence):
        play.diary.note(moment, partial(_look, play, one, said))


def _look(play: Play, one: HandedIn, said: Said) -> None:
    comment, head = play.comments[said.no], play.head(one.room)
    if comment.withdrawn_at is None:
        reviewing.give_verdict(play.session, head, comment, _opinion(play, said, comment))
    if said.fate == "transfer" and said.then:
        _note_within(play, one, timedelta(days=9), partial(_close, play, head, comment, said.then))
    corrected = any(other.corrects == said.no for other in play.story.comments)
    then = said.then or (NOT_REACHED if _handing_up(play, one.room) else "")
    if said.fate == "detail" and not corrected and then:
        _note_within(play, one, timedelta(days=2), partial(_add_detail, play, head, comment, then))


def _note_within(play: Play, one: HandedIn, after: timedelta, act: Callable[[], object]) -> None:
    """Put what follows a verdict ``after`` it was heard, but before the room hands up or the demo's today."""
    handing_up = _handing_up(play, one.room)
    last = handing_up - HOUR if handing_up else at(play.today, 0) - HOUR
    # Looked at late, it follows at once: time only goes forward.
    play.diary.note(max(min(one.at + after, last), clock.now() + HOUR / 3), act)


def _opinion(play: Play, said: Said, comment: Comment) -> Opinion:
    if said.fate == "transfer":
        due = clock.today() + TO_BE_SETTLED
        return Opinion(VerdictKind.TRANSFER, said.beside, passed_to=said.passed_to, due_on=due)
    if said.fate == "detail":
        return Opinion(VerdictKind.DETAIL, said.beside)
    alike = (
        one
        for one in play.behind.get(said.point, ())
        if one.task_id == comment.task_id and one.stance is comment.stance and one is not comment
    )
    standing = (one for one in alike if one.verdict is VerdictKind.ACCEPTED and one.withdrawn_at is None)
    first = next(standing, None)
    if first is not None and play.random.random() < 0.6:
        return Opinion(VerdictKind.SAME, same_as=first)
    return Opinion(VerdictKind.ACCEPTED, said.beside)


def _add_detail(play: Play, head: Account, comment: Comment, text: str) -> None:
    collecting.supplement(play.session, comment.recorded_by or head, comment, text)
    reviewing.give_verdict(play.session, head, comment, Opinion(VerdictKind.ACCEPTED))


def _close(play: Play, head: Account, comment: Comment, answer: str) -> None:
    transfer = play.session.scalars(select(Transfer).where(Transfer.comment_id == comment.id)).one()
    transferring.close_transfer(play.session, head, transfer, answer)


def _hand_up(play: Play, room: str) -> None:
    reviewing.hand_up(play.session, play.head(room), play.tasks[room], _summary(play, room))


def _summary(play: Play, room: str) -> str:
    """Return what a room writes above its table: how much it heard, and what was spoken of most."""
    task = play.tasks[room]
    said = {no: comment for no, comment in play.comments.items() if comment.task_id == task.id}
    homes = {comment.submission.household_id for comment in said.values()} - {None}
    spoken = Counter(one.point for one in play.story.comments if one.no in said and one.point not in ("", OMITTED))
    topics = [play.story.topic(key).topic for key, _count in spoken.most_common(3)]
    passed_on = sum(comment.verdict is VerdictKind.TRANSFER for comment in said.values())
    parts = [f"本室共收到意见{len(said)}条，涉及农户{len(homes)}户"]
    if topics:
        parts.append(f"意见较集中的是：{'；'.join(topics)}")
    if passed_on:
        parts.append(f"另有{passed_on}条属于个人具体事项，已按程序转办")
    return "。".join(parts) + "。（示例）"


def _return(play: Play, room: str) -> None:
    dispatching.return_task(play.session, play.coordinator, play.tasks[room], RETURNED)
