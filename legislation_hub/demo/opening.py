"""A story begins: the draft is read, the consultation planned and sent, and rooms and departments sign for it."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select

from legislation_hub.demo.corpus import Extension, Reply
from legislation_hub.demo.diary import at
from legislation_hub.demo.play import Play
from legislation_hub.models import Provision, Task, Version
from legislation_hub.models.base import new_id
from legislation_hub.services import changing, collecting, dispatching, drafting, noticing, publishing, reviewing
from legislation_hub.services.drafting import NewPaper, Upload
from legislation_hub.services.hearing import Heard
from legislation_hub.services.publishing import NewCard, NewQuestion, Plan
from legislation_hub.settings import SHIPPED
from legislation_hub.vocabulary import Channel, Consent, Role

DRAFTS = SHIPPED / "drafts"
NO_COMMENT = "经征求，本室暂无意见。（示例）"
NOTHING_TO_ADD = "经研究，我单位无意见。（示例）"


def note_opening(play: Play) -> None:
    """Put the beginning into the diary, up to the signatures of rooms and departments."""
    days, diary = play.story.days, play.diary
    diary.note(at(days.sent, 10), partial(_publish, play))
    for morning in (days.opens, days.closes + timedelta(days=1)):
        if morning <= play.today:
            diary.note(at(morning, 0, 5), partial(publishing.advance, play.session))
    reminding = days.rooms_due - noticing.DUE_SOON
    if reminding < play.today:
        diary.note(at(reminding, 8), partial(noticing.remind_of_due_dates, play.session))
    if play.story.extension is not None:
        diary.note(at(play.story.extension.made, 15), partial(_extend, play, play.story.extension))


def _publish(play: Play) -> None:
    version = _add_draft(play) if play.story.draft else None
    ids = _ids_by_eid(play, version)
    story, session = play.story, play.session
    first = story.extension or story.days
    plan = Plan(
        title=story.title,
        about=story.about,
        kind=story.kind,
        opens_on=story.days.opens,
        closes_on=first.closes,
        rooms_due_on=first.rooms_due,
        key_provisions=tuple(ids[eid] for eid in story.key_provisions),
        cards=tuple(NewCard(one.title, one.text, ids.get(one.on)) for one in story.cards),
        questions=tuple(NewQuestion(one.text, ids.get(one.on)) for one in story.questions),
    )
    play.consultation = publishing.prepare_consultation(session, play.coordinator, version, plan)
    units = [play.cast.units[code] for code in (*play.rooms, *story.departments)]
    tasks = publishing.send(session, play.coordinator, play.consultation, units)
    play.tasks = {unit.code: task for unit, task in zip(units, tasks, strict=True)}
    for room in play.rooms:
        _note_signing(play, room)
    for department in story.departments:
        _note_department(play, department)


def _add_draft(play: Play) -> Version:
    draft, files = play.story.draft, play.settings.files
    upload = Upload(
        name=draft["file"],
        content=(DRAFTS / draft["file"]).read_bytes(),
        reading=draft["reading"],
        title=draft["title"],
    )
    version = drafting.add_version(play.session, play.coordinator, play.station, files, upload)
    for sheet in play.story.papers:
        paper = NewPaper(sheet.kind, sheet.file, sheet.text.encode(), sheet.title)
        drafting.add_paper(play.session, play.coordinator, version, files, paper)
    return version


def _ids_by_eid(play: Play, version: Version | None) -> dict[str, UUID]:
    if version is None:
        return {}
    found = select(Provision).where(Provision.version_id == version.id)
    return {one.eid: one.id for one in play.session.scalars(found)}


def _extend(play: Play, extension: Extension) -> None:
    days = play.story.days
    changing.extend(
        play.session, play.coordinator, play.consultation, days.closes, days.rooms_due, extension.reason
    )


def _note_signing(play: Play, room: str) -> None:
    """Rooms sign on the day itself or the next; those that stay silent are reminded the day before yesterday."""
    task, days = play.tasks[room], play.story.days
    if room in play.story.standing("unsigned"):
        reminder = at(play.today - timedelta(days=2), 9)
        play.diary.note(reminder, partial(dispatching.remind, play.session, play.coordinator, [task]))
        return
    signing = at(days.sent, 11) + timedelta(minutes=play.random.randrange(300))
    play.diary.note(signing, partial(_sign_and_share, play, room))
    if room in play.story.standing("no_comment"):
        reply = at(days.closes + timedelta(days=1) if play.is_over else play.today - timedelta(days=3), 9, 30)
        act = partial(reviewing.reply_no_comment, play.session, play.head(room), task, NO_COMMENT)
        play.diary.note(reply, act)


def _sign_and_share(play: Play, room: str) -> None:
    task = dispatching.sign_for(play.session, play.head(room), play.tasks[room])
    collectors = dict.fromkeys(play.cast.collectors_of(room), "")
    dispatching.share(play.session, play.head(room), task, collectors)


def _note_department(play: Play, department: str) -> None:
    """Departments sign the next day; while it is open only those that have written have replied."""
    reply = next((one for one in play.story.replies if one.department == department), None)
    officer, task = play.cast.holder(Role.DEPARTMENT_OFFICER, department), play.tasks[department]
    if not play.is_over and play.random.random() < 0.5 and reply is None:
        return
    day = play.story.days.sent + timedelta(days=1)
    signing = at(day, 9) + timedelta(minutes=play.random.randrange(180))
    play.diary.note(signing, partial(dispatching.sign_for, play.session, officer, task))
    if reply is not None:
        play.diary.note(at(day + timedelta(days=7), 16), partial(_reply, play, task, reply))
    elif play.is_over:
        act = partial(reviewing.reply_no_comment, play.session, officer, task, NOTHING_TO_ADD)
        play.diary.note(at(day + timedelta(days=9), 16), act)


def _reply(play: Play, task: Task, reply: Reply) -> None:
    officer = play.cast.holder(Role.DEPARTMENT_OFFICER, reply.department)
    heard = Heard(
        id=new_id(),
        task=task.id,
        provision=reply.on,
        stance=reply.stance,
        words=reply.words,
        proposal=reply.proposal,
        reason=reply.reason,
        channel=Channel.DEPARTMENT,
        consent=Consent.WRITTEN,
    )
    taken = collecting.take(play.session, officer, task, heard, play.settings.secret)
    play.behind.setdefault(reply.point, []).append(taken.comment)
    reviewing.hand_up(play.session, officer, task, "已盖章报送书面意见。（示例）")
