"""A story ends: comments become points, departments answer, the report is signed, and the answer goes back."""

from datetime import timedelta
from functools import partial

from flask_babel import gettext
from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.demo.corpus import OMITTED, Asked, Ending, Topic
from legislation_hub.demo.diary import at
from legislation_hub.demo.opening import DRAFTS
from legislation_hub.demo.play import Play
from legislation_hub.models import Account, Comment, Report
from legislation_hub.services import adopting, answering, asking, compiling, drafting, following, merging
from legislation_hub.services.adopting import Finding
from legislation_hub.services.answering import Telling
from legislation_hub.services.compiling import Written
from legislation_hub.services.drafting import Upload
from legislation_hub.services.merging import Wording
from legislation_hub.vocabulary import AnswerWay, Channel, Role

UNPLACEABLE = "没有写明条款和事由，又无法回访，不能归入任何一条意见。（示例）"
WAYS = {
    Channel.VISIT: AnswerWay.VISIT,
    Channel.MEETING: AnswerWay.MEETING,
    Channel.PHONE: AnswerWay.PHONE,
}


def note_merging_begun(play: Play) -> None:
    """Put into the diary that the station merged some topics yesterday evening, and asked about them."""
    evening = at(play.today - timedelta(days=1), 17)
    merged = [topic for topic in play.story.topics if topic.key in play.story.standing("merged")]
    for number, topic in enumerate(merged):
        play.diary.note(evening + timedelta(minutes=6 * number), partial(_merge, play, topic))
    for asked in play.story.inquiries:
        play.diary.note(evening + timedelta(minutes=40), partial(_ask, play, asked))


def note_conclusion(play: Play, ending: Ending) -> None:
    """Put the whole ending into the diary, from the first point to the last answer."""
    diary = play.diary
    merging_day = play.story.days.rooms_due + timedelta(days=1)
    for number, topic in enumerate(play.story.topics):
        diary.note(at(merging_day, 9) + timedelta(minutes=7 * number), partial(_merge, play, topic))
    diary.note(at(merging_day, 16), partial(_omit, play))
    for number, asked in enumerate(play.story.inquiries):
        diary.note(at(merging_day, 17, number), partial(_ask, play, asked))
    diary.note(at(ending.reported, 9), partial(_report, play))
    recording = at(ending.passed + timedelta(days=18), 9)
    diary.note(recording, partial(_name_passed_text, play))
    for number, topic in enumerate(play.story.topics, start=1):
        diary.note(recording + timedelta(minutes=5 * number), partial(_record, play, topic))
    _note_answers(play, ending)
    diary.note(at(ending.answered, 10), partial(_conclude, play))


def _merge(play: Play, topic: Topic) -> None:
    comments = [one for one in play.behind.get(topic.key, ()) if _is_reportable(play, one)]
    wording = Wording(topic.wording or f"建议{topic.topic}。", topic.proposal, topic.reason, topic.section)
    point = merging.make_point(play.session, play.coordinator, play.consultation, comments, wording)
    play.points[topic.key] = point


def _is_reportable(play: Play, comment: Comment) -> bool:
    corrected = {one.corrects_id for one in play.comments.values()}
    return comment.withdrawn_at is None and comment.id not in corrected


def _omit(play: Play) -> None:
    for comment in play.behind.get(OMITTED, ()):
        merging.omit(play.session, play.coordinator, comment, UNPLACEABLE)


def _ask(play: Play, asked: Asked) -> None:
    """Ask a department; where the corpus has its answer, it comes within two days."""
    due, department = clock.today() + timedelta(days=3), play.cast.units[asked.department]
    question = asking.Asked(asked.question, due)
    point = play.points[asked.point]
    inquiries = asking.ask(play.session, play.coordinator, point, [department], question)
    if asked.answer:
        officer = play.cast.holder(Role.DEPARTMENT_OFFICER, asked.department)
        hours = timedelta(hours=play.random.randrange(16, 23), minutes=play.random.randrange(60))
        for inquiry in inquiries:
            act = partial(asking.answer_inquiry, play.session, officer, inquiry, asked.answer)
            play.diary.note(clock.now() + hours, act)


def _report(play: Play) -> None:
    """Compile the station's report, write the overall appraisal, and lay it before the head, who signs."""
    session, told = play.session, play.story.report
    report = compiling.compile_report(session, play.coordinator, play.consultation, play.station, gettext)
    written = Written(
        title=told["title"],
        addressee=told["addressee"],
        signature=told["signature"],
        basics="",
        appraisal=told["appraisal"],
        revision=report.revision,
    )
    play.diary.note(clock.now() + timedelta(hours=2), partial(_submit, play, report, written))


def _submit(play: Play, report: Report, written: Written) -> None:
    compiling.write_report(play.session, play.coordinator, report, written)
    compiling.submit_report(play.session, play.coordinator, report)
    head = play.cast.holder(Role.STATION_HEAD)
    sign = partial(compiling.sign_report, play.session, head, report, gettext)
    play.diary.note(clock.now() + timedelta(hours=5), sign)


def _name_passed_text(play: Play) -> None:
    draft = play.story.draft
    upload = Upload(
        name=draft["passed_file"],
        content=(DRAFTS / draft["passed_file"]).read_bytes(),
        reading=draft["passed_reading"],
        title=draft["passed_title"],
        draft=play.consultation.version.draft if play.consultation.version else None,
    )
    version = drafting.add_version(play.session, play.coordinator, play.station, play.settings.files, upload)
    following.follow_text(play.session, play.coordinator, version)
    officer = play.cast.holder(Role.MUNICIPAL_OFFICER)
    adopting.name_passed_text(play.session, officer, play.consultation, version)


def _record(play: Play, topic: Topic) -> None:
    officer = play.cast.holder(Role.MUNICIPAL_OFFICER)
    finding = Finding(topic.outcome, topic.passed, topic.basis, topic.why)
    adopting.record_outcome(play.session, officer, play.points[topic.key], finding)


def _note_answers(play: Play, ending: Ending) -> None:
    """Rooms carry the answers round in the weeks after the outcomes; who wrote alone reads it online."""
    first = ending.passed + timedelta(days=30)
    span = (ending.answered - first).days - 2
    play.diary.note(at(first, 9), partial(_publish_online, play))
    for room in play.collecting:
        morning = at(first + timedelta(days=play.random.randrange(span)), 10)
        play.diary.note(morning, partial(_tell, play, play.head(room), room))
    for department in play.story.departments:
        act = partial(_tell, play, play.coordinator, department)
        play.diary.note(at(first + timedelta(days=2), 11), act)


def _publish_online(play: Play) -> None:
    answering.publish_online(play.session, play.coordinator, play.consultation)


def _tell(play: Play, actor: Account, unit: str) -> None:
    """Tell everybody of one room (or department) who wanted to hear, in the way in which they were asked."""
    task = play.tasks[unit]
    waiting = play.session.scalars(
        select(Comment)
        .join(Comment.submission)
        .where(answering.awaiting(play.consultation.id), Comment.task_id == task.id)
        .order_by(Comment.number)
    ).all()
    for comment in waiting:
        way = WAYS.get(comment.submission.channel, AnswerWay.SLIP)
        answering.tell(play.session, actor, [comment], Telling(way, clock.today()))


def _conclude(play: Play) -> None:
    answering.conclude(play.session, play.coordinator, play.consultation)
