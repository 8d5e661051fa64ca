"""A meeting on one screen: called, told, listed, written down, closed, printed, signed and scanned."""

import re
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from PIL import Image
from sqlalchemy import func, select

from legislation_hub import clock
from legislation_hub.models import Attachment, Attendee, Comment, Event, Meeting, Submission, Words
from legislation_hub.models.base import new_id
from legislation_hub.proofs import receipts
from legislation_hub.services.withdrawing import withdraw
from legislation_hub.vocabulary import Channel, Consent, Stage, Tag
from tests.pictures import PDF

HEAD = {
    "kind": "courtyard",
    "title": "庙边院坝会",
    "when": "then",
    "held_time": "19:30",
    "presider": "王主任",
    "recorder": "李信息员",
}
SPEECH = {
    "about": "art_2",
    "stance": "amend",
    "words": "路窄，错不了车。",
    "language": "汉语",
    "wants_answer": "y",
}


@pytest.fixture
def task(make):
    return make.task()


@pytest.fixture
def collector(make, task):
    return make.collector(task.unit)


@pytest.fixture
def screen(session, browse, collector):
    session.commit()
    return browse(collector)


@pytest.fixture
def meeting(session, make, task, collector):
    """A meeting at which all were told, with two on its list."""
    meeting = make.meeting(task, collector, told_at=clock.now(), topics="art_3")
    make.attendee(meeting, name="张三", identity="村民")
    make.attendee(meeting, identity="教师")
    session.commit()
    return meeting


def closing(revision, summary="", sure="1"):
    """Return what the button sends that closes a record: the summary on the screen, and that it is meant so."""
    return {"summary-revision": str(revision), "summary-summary": summary, **({"sure": sure} if sure else {})}


def text(page):
    return page.get_data(as_text=True)


def today():
    return clock.today().isoformat()


def as_it_stands(session, meeting):
    """The meeting as the database has it after what other requests wrote."""
    session.rollback()
    return session.get(Meeting, meeting.id, populate_existing=True)


def people(session, meeting):
    session.rollback()
    query = select(Attendee).where(Attendee.meeting_id == meeting.id).order_by(Attendee.position)
    return session.scalars(query.execution_options(populate_existing=True)).all()


def speech(who, **more):
    return {"id": str(new_id()), **SPEECH, "who": str(who), **more}


class TestCalling:
    def test_a_task_leads_to_its_meetings_and_a_first_one(self, session, task, screen):
        assert f"/meetings/tasks/{task.id}" in text(screen.get(f"/field/tasks/{task.id}"))
        page = text(screen.get(f"/meetings/tasks/{task.id}"))

        assert f"/meetings/tasks/{task.id}/new" in page

    def test_makes_one_meeting_however_often_the_form_is_sent(self, session, task, screen):
        form = {"id": str(new_id()), "held_on": today(), "topics": ["art_2"], "other_topics": "村道管护", **HEAD}

        screen.post(f"/meetings/tasks/{task.id}/new", form)
        page = screen.post(f"/meetings/tasks/{task.id}/new", form)

        made = session.scalars(select(Meeting)).one()
        assert page.status_code == 200
        assert (made.title, made.topics) == ("庙边院坝会", "art_2\n村道管护")
        assert made.held_at.astimezone(clock.COUNTY).hour == 19

    def test_what_is_not_right_comes_back_with_what_was_typed(self, session, task, screen):
        page = screen.post(f"/meetings/tasks/{task.id}/new", {**HEAD, "held_on": "昨天"})

        assert page.status_code == 422
        assert "王主任" in text(page)

    def test_is_called_by_its_kind_and_day_where_nobody_names_it(self, session, task, screen):
        yesterday = clock.today() - timedelta(days=1)
        sent = {"id": new_id(), "held_on": yesterday.isoformat(), **HEAD, "title": ""}

        assert screen.post(f"/meetings/tasks/{task.id}/new", sent).status_code == 200
        assert session.scalars(select(Meeting.title)).one() == f"{yesterday.month}月{yesterday.day}日院坝会"

    def test_nobody_assumes_when_it_is_held(self, session, task, screen):
        address = f"/meetings/tasks/{task.id}/new"
        page = text(screen.get(address))
        sent = {"id": new_id(), "kind": "courtyard", "title": ""}

        assert re.search(r'name="when"[^>]* checked', page) is None
        assert re.findall(r'name="held_(?:on|time)"[^>]* value="([^"]*)"', page) == ["", ""]
        assert screen.post(address, sent).status_code == 422
        refused = text(screen.post(address, {**sent, "when": "then"}))
        assert ("请填日期" in refused, "请填写时间" in refused) == (True, True)
        assert session.scalars(select(Meeting)).all() == []

    def test_is_held_now_where_somebody_says_so_and_begins_once(self, session, task, screen):
        sent = {"id": new_id(), "kind": "courtyard", "when": "now", "held_on": "", "held_time": ""}

        for _ in range(2):
            assert screen.post(f"/meetings/tasks/{task.id}/new", sent).status_code == 200

        made = session.scalars(select(Meeting)).one()
        assert (clock.day_of(made.held_at), made.revision) == (clock.today(), 1)

    def test_says_on_the_form_what_has_to_be_given_before_the_closing(self, task, screen):
        page = text(screen.get(f"/meetings/tasks/{task.id}/new"))

        for name in ("presider", "recorder"):
            label, hint = re.search(
                rf'<label for="{name}">(.*?)</label>.*?<p class="hint"[^>]*>(.*?)</p>', page, re.S
            ).groups()
            assert ("选填" in label, hint) == (False, "定稿前须填写。")

    def test_the_head_is_put_right_unless_somebody_else_did_so_meanwhile(self, session, meeting, screen):
        page = text(screen.get(f"/meetings/{meeting.id}/head"))
        form = {**HEAD, "id": str(meeting.id), "held_on": today(), "revision": "1", "topics": ["art_1"]}
        assert 'value="art_3" checked' in page

        first = screen.post(f"/meetings/{meeting.id}/head", {**form, "venue": "村委会"})
        second = screen.post(f"/meetings/{meeting.id}/head", {**form, "venue": "小学"})

        venue = as_it_stands(session, meeting).venue
        assert (first.status_code, second.status_code, venue) == (200, 422, "村委会")

    def test_is_for_its_own_collector_and_the_head_of_the_room(self, session, make, browse, task, meeting):
        accounts = make.collector(task.unit), make.room_head(), make.coordinator(), make.room_head(task.unit)
        session.commit()
        *others, head = [browse(one) for one in accounts]

        assert [one.get(f"/meetings/{meeting.id}").status_code for one in others] == [403, 403, 403]
        assert head.get(f"/meetings/{meeting.id}").status_code == 200

    def test_tells_a_colleague_of_the_room_whose_it_is(self, session, make, browse, task):
        meeting = make.meeting(task, make.room_head(task.unit, person="周主任"))
        accounts = make.collector(task.unit), make.collector()
        session.commit()
        colleague, stranger = [browse(one) for one in accounts]
        told, kept = (one.get(f"/meetings/{meeting.id}") for one in (colleague, stranger))

        assert (told.status_code, kept.status_code) == (403, 403)
        assert "这次会议由周主任建立和记录" in text(told)
        assert "周主任" not in text(kept)


class TestTheList:
    def test_takes_several_names_at_once_and_none_twice(self, session, meeting, screen):
        form = {"present-id": str(new_id()), "present-name": "王五、 赵六,", "present-identity": "村民"}

        screen.post(f"/meetings/{meeting.id}/people", form)
        screen.post(f"/meetings/{meeting.id}/people", form)

        assert [one.name for one in people(session, meeting)] == ["张三", "", "王五", "赵六"]

    def test_takes_somebody_who_is_not_named_by_what_they_are(self, session, meeting, screen):
        refused = screen.post(f"/meetings/{meeting.id}/people", {"present-id": str(new_id()), "present-name": " "})
        screen.post(f"/meetings/{meeting.id}/people", {"present-id": str(new_id()), "present-identity": "村民"})

        assert refused.status_code == 422
        assert [one.identity for one in people(session, meeting)] == ["村民", "教师", "村民"]

    def test_the_last_figures_of_a_household_are_enough(self, session, make, task, meeting, screen):
        make.household(task.unit, code="102206-1-07")
        session.commit()

        screen.post(
            f"/meetings/{meeting.id}/people",
            {"present-id": str(new_id()), "present-name": "王五", "present-household": "1-07"},
        )

        assert people(session, meeting)[-1].household == "102206-1-07"

    def test_a_person_is_put_right_or_taken_off(self, session, meeting, screen):
        first, second = people(session, meeting)
        assert "张三" in text(screen.get(f"/meetings/{meeting.id}/people/{first.id}"))

        screen.post(
            f"/meetings/{meeting.id}/people/{first.id}", {"present-id": str(first.id), "present-name": "张珊"}
        )
        screen.post(f"/meetings/{meeting.id}/people/{second.id}/remove")

        assert [one.name for one in people(session, meeting)] == ["张珊"]


class TestSpeaking:
    def test_nobody_is_written_down_before_all_were_told(self, session, meeting, screen):
        meeting.told_at = None
        session.commit()
        who = people(session, meeting)[0].id
        assert 'name="words"' not in text(screen.get(f"/meetings/{meeting.id}"))

        refused = screen.post(f"/meetings/{meeting.id}/speeches", speech(who))
        screen.post(f"/meetings/{meeting.id}/told")

        assert refused.status_code == 422
        assert 'name="words"' in text(screen.get(f"/meetings/{meeting.id}"))

    def test_a_speech_is_a_comment_of_somebody_on_the_list(self, session, meeting, screen):
        who = people(session, meeting)[0].id

        page = text(screen.post(f"/meetings/{meeting.id}/speeches", speech(who)))

        comment, submission = session.scalars(select(Comment)).one(), session.scalars(select(Submission)).one()
        assert (submission.id, submission.meeting_id) == (who, meeting.id)
        assert (submission.channel, submission.consent) == (Channel.MEETING, Consent.ORAL)
        assert (submission.speaker, submission.identity) == ("张三", "村民")
        assert comment.provision.eid == "art_2"
        assert comment.number in page
        assert "路窄，错不了车。" in page
        assert "data-saved" in page

    def test_the_form_stands_empty_at_the_same_speaker(self, session, meeting, screen):
        who = people(session, meeting)[1].id

        page = text(screen.post(f"/meetings/{meeting.id}/speeches", speech(who)))

        assert re.search(rf'name="who"[^>]*value="{who}"[^>]*checked', page)
        assert re.search(r"<textarea[^>]*name=\"words\"[^>]*>\s*</textarea>", page)
        assert 'value="art_2" checked' not in page

    def test_what_one_person_says_stands_in_one_submission(self, session, meeting, screen):
        who = people(session, meeting)[0].id

        for words in ("先说。", "再说。"):
            screen.post(f"/meetings/{meeting.id}/speeches", speech(who, words=words))

        assert session.scalar(select(func.count()).select_from(Submission)) == 1
        assert session.scalars(select(Words.words).order_by(Words.words)).all() == ["先说。", "再说。"]

    def test_sending_twice_makes_one_speech_and_one_newcomer(self, session, meeting, screen):
        form = speech("else", name="王五", identity="村民")

        for _ in range(2):
            page = screen.post(f"/meetings/{meeting.id}/speeches", form)
            assert page.status_code == 200

        assert session.scalar(select(func.count()).select_from(Comment)) == 1
        assert [one.name for one in people(session, meeting)] == ["张三", "", "王五"]

    def test_a_newcomer_is_named_or_known_by_what_they_are(self, session, meeting, screen):
        page = screen.post(f"/meetings/{meeting.id}/speeches", speech("else"))

        assert page.status_code == 422
        assert "路窄，错不了车。" in text(page)
        assert session.scalar(select(func.count()).select_from(Comment)) == 0

    def test_another_language_names_who_put_it_into_chinese(self, session, meeting, screen):
        who = people(session, meeting)[0].id

        page = text(
            screen.post(f"/meetings/{meeting.id}/speeches", speech(who, language="彝语", interpreter="阿木"))
        )

        assert session.scalars(select(Submission)).one().interpreter == "阿木"
        assert "彝语" in page

    def test_a_slip_is_mended_beside_the_first_version(self, session, meeting, screen):
        who = people(session, meeting)[0].id
        screen.post(f"/meetings/{meeting.id}/speeches", speech(who, words="写错了。"))
        first = session.scalars(select(Comment)).one()
        assert "写错了。" in text(screen.get(f"/meetings/{meeting.id}?corrects={first.id}"))

        page = screen.post(
            f"/meetings/{meeting.id}/speeches", speech(who, words="写对了。", corrects=str(first.id))
        )

        session.rollback()
        assert page.status_code == 200
        assert {"写错了。", "写对了。"} == set(session.scalars(select(Words.words)))

    def test_topics_come_first_among_the_provisions(self, meeting, screen):
        page = text(screen.get(f"/meetings/{meeting.id}"))

        assert page.index('id="about-art_3"') < page.index('id="about-whole"') < page.index('id="about-art_1"')

    def test_takes_nobody_of_another_meeting(self, session, make, task, collector, meeting, screen):
        stranger = make.attendee(make.meeting(task, collector))
        session.commit()

        assert screen.post(f"/meetings/{meeting.id}/speeches", speech(stranger.id)).status_code == 422

    def test_keeps_what_was_typed_on_the_device_until_it_arrived(self, meeting, screen):
        page = text(screen.get(f"/meetings/{meeting.id}"))

        assert f'data-keep="speech-{meeting.id}"' in page
        assert 'data-once="id"' in page


class TestClosing:
    def test_freezes_the_record_but_for_a_correction(self, session, meeting, screen):
        who = people(session, meeting)[0].id
        screen.post(f"/meetings/{meeting.id}/speeches", speech(who, words="写错了。"))
        first = session.scalars(select(Comment)).one()
        screen.post(f"/meetings/{meeting.id}/summary", {"summary-revision": "1", "summary-summary": "大家赞成。"})
        revision = as_it_stands(session, meeting).revision

        screen.post(f"/meetings/{meeting.id}/close", closing(revision, "大家赞成。"))
        refused = screen.post(f"/meetings/{meeting.id}/speeches", speech(who))
        mended = screen.post(
            f"/meetings/{meeting.id}/speeches", speech(who, words="写对了。", corrects=str(first.id))
        )

        assert as_it_stands(session, meeting).closed_at is not None
        assert (refused.status_code, mended.status_code) == (422, 200)
        page = text(screen.get(f"/meetings/{meeting.id}"))
        assert "大家赞成。" in page
        assert "summary-summary" not in page

    def test_keeps_the_summary_that_was_typed_and_not_saved_yet(self, session, meeting, screen):
        page = text(screen.get(f"/meetings/{meeting.id}"))
        button = f'formaction="/meetings/{meeting.id}/close#summary"'
        screen.post(f"/meetings/{meeting.id}/close", closing(1, "大家赞成，担心补路的时限。"))

        # The button stands in the summary's own form, so that a browser sends both.
        assert button in page[page.index('name="summary-summary"') : page.index('id="papers"')]
        stands = as_it_stands(session, meeting)
        assert (stands.closed_at is not None, stands.summary) == (True, "大家赞成，担心补路的时限。")

    def test_closes_nothing_that_somebody_else_changed_meanwhile(self, session, meeting, screen):
        screen.post(f"/meetings/{meeting.id}/summary", {"summary-revision": "1", "summary-summary": "大家赞成。"})

        page = screen.post(f"/meetings/{meeting.id}/close", closing(1, "有人反对。"))

        assert page.status_code == 422
        assert "有人反对。" in text(page)
        stands = as_it_stands(session, meeting)
        assert (stands.closed_at, stands.summary) == (None, "大家赞成。")

    def test_asks_about_what_looks_odd_before_it_closes(self, session, meeting, screen):
        meeting.recorder = meeting.presider
        session.commit()
        odd = ["没有发言记录。", "没有写小结。", "主持人和记录人是同一人"]

        before = text(screen.get(f"/meetings/{meeting.id}"))
        asked = screen.post(f"/meetings/{meeting.id}/close", closing(1, sure=""))
        asked_of_less = text(screen.post(f"/meetings/{meeting.id}/close", closing(1, "大家赞成。", sure="")))

        assert [one for one in odd if one not in before or one not in text(asked)] == []
        assert (asked.status_code, as_it_stands(session, meeting).closed_at) == (422, None)
        assert 'name="sure" value="1">仍然定稿' in text(asked)
        assert "定稿前请核对" in text(asked)
        assert "未能办理" not in text(asked)
        assert "没有写小结。" not in asked_of_less[: asked_of_less.index('name="summary-summary"')]
        screen.post(f"/meetings/{meeting.id}/close", closing(1))
        assert as_it_stands(session, meeting).closed_at is not None

    def test_can_be_put_right_and_closed_after_the_report_was_handed_in(self, session, make, browse):
        task = make.task(stage=Stage.REPORTED)
        head = make.room_head(task.unit)
        meeting = make.meeting(task, told_at=clock.now(), presider="")
        session.commit()
        desk = browse(head)

        assert f'href="/meetings/{meeting.id}/head#presider"' in text(desk.get(f"/meetings/{meeting.id}"))
        held_on = clock.day_of(meeting.held_at).isoformat()
        form = {**HEAD, "id": str(meeting.id), "held_on": held_on, "held_time": "00:00", "revision": "1"}
        desk.post(f"/meetings/{meeting.id}/head", form)
        desk.post(f"/meetings/{meeting.id}/people", {"present-id": new_id(), "present-name": "王五"})
        desk.post(f"/meetings/{meeting.id}/close", closing(3, "大家赞成。"))

        assert as_it_stands(session, meeting).closed_at is not None

    def test_tells_what_is_missing_and_nothing_else(self, session, meeting, screen):
        meeting.recorder = ""
        session.commit()

        page = screen.post(f"/meetings/{meeting.id}/close", closing(1, "大家赞成。", sure=""))

        assert page.status_code == 422
        assert "记录还不能定稿，缺少：记录人。" in text(page)
        assert "大家赞成。" in text(page)
        assert as_it_stands(session, meeting).closed_at is None
        assert f'href="/meetings/{meeting.id}/head#recorder"' in text(page)
        assert f'href="/meetings/{meeting.id}/head#presider"' not in text(page)

    def test_nothing_is_written_once_the_report_was_handed_in(self, session, make, browse):
        task = make.task(stage=Stage.REPORTED)
        head = make.room_head(task.unit)
        meeting = make.meeting(task, told_at=clock.now())
        session.commit()

        page = text(browse(head).get(f"/meetings/{meeting.id}"))

        assert 'name="words"' not in page


class TestPaper:
    def test_prints_sheet_and_record(self, session, meeting, screen):
        screen.post(f"/meetings/{meeting.id}/speeches", speech(people(session, meeting)[0].id))

        for name, begins in (("attendance.pdf", b"%PDF"), ("record.pdf", b"%PDF"), ("record.docx", b"PK")):
            answer = screen.get(f"/meetings/{meeting.id}/{name}")
            assert answer.status_code == 200
            assert answer.data.startswith(begins)
            assert "attachment" in answer.headers["Content-Disposition"]
        assert screen.get(f"/meetings/{meeting.id}/record.xlsx").status_code == 404

    def test_everybody_who_spoke_gets_a_receipt(self, session, settings, meeting, screen):
        first, second = people(session, meeting)
        screen.post(f"/meetings/{meeting.id}/speeches", speech(first.id))

        page = text(screen.get(f"/meetings/{meeting.id}/receipts"))

        assert receipts.derive(settings.secret, first.id) in page
        assert receipts.derive(settings.secret, second.id) not in page
        assert page.count('class="segno"') == 1

    def test_a_receipt_is_handed_over_only_by_who_wrote_the_words_down(
        self, session, settings, browse, make, task, meeting, screen
    ):
        _first, second = people(session, meeting)
        other, head = make.collector(task.unit, person="赵信息员"), make.room_head(task.unit)
        make.speech(second, recorded_by_id=other.id)
        session.commit()
        chief = browse(head)
        ids = [one.id for one in people(session, meeting)]
        screen.post(f"/meetings/{meeting.id}/speeches", speech(ids[0]))
        own, others = [receipts.derive(settings.secret, one) for one in ids]

        page = text(screen.get(f"/meetings/{meeting.id}/receipts"))
        for_the_head = text(chief.get(f"/meetings/{meeting.id}/receipts"))

        assert own in page
        assert others not in page
        assert "由赵信息员交付" in page
        assert own not in for_the_head
        assert 'class="segno"' not in for_the_head
        assert others not in for_the_head


class TestScans:
    @staticmethod
    def picture():
        content = BytesIO()
        Image.new("RGB", (40, 30), "white").save(content, "PNG")
        return content.getvalue()

    def add(self, screen, meeting, identity, content, name):
        return screen.post(
            f"/meetings/{meeting.id}/scans",
            {"scan-id": identity, "scan-scans": (BytesIO(content), name)},
            content_type="multipart/form-data",
        )

    def test_are_kept_with_the_closed_record_and_shown(self, session, meeting, screen):
        meeting.closed_at = clock.now()
        session.commit()
        identity = str(new_id())

        for _ in range(2):
            page = self.add(screen, meeting, identity, self.picture(), "签字页.png")

        kept = session.scalars(select(Attachment)).one()
        address = f"/meetings/{meeting.id}/scans/{kept.id}"
        assert kept.meeting_id == meeting.id
        assert address in text(page)
        assert screen.get(address).mimetype == "image/jpeg"

    def test_what_is_no_scan_is_told(self, session, meeting, screen):
        page = self.add(screen, meeting, str(new_id()), b"hello", "a.exe")

        assert page.status_code == 422
        assert session.scalars(select(Attachment)).all() == []

    def test_are_taken_away(self, session, meeting, screen):
        self.add(screen, meeting, str(new_id()), self.picture(), "a.png")
        kept = session.scalars(select(Attachment)).one()

        screen.post(f"/meetings/{meeting.id}/scans/{kept.id}/remove")

        assert screen.get(f"/meetings/{meeting.id}/scans/{kept.id}").status_code == 404

    def test_of_a_closed_record_only_the_head_of_the_room_takes_one_away(
        self, session, browse, make, task, meeting, screen
    ):
        chief = make.room_head(task.unit)
        meeting.closed_at = clock.now()
        session.commit()
        head = browse(chief)
        self.add(screen, meeting, str(new_id()), self.picture(), "签字页.png")
        session.rollback()
        address = f"/meetings/{meeting.id}/scans/{session.scalars(select(Attachment.id)).one()}"

        refused = screen.post(f"{address}/remove")
        assert (refused.status_code, screen.get(address).status_code) == (409, 200)
        assert f"{address}/remove" not in text(screen.get(f"/meetings/{meeting.id}"))

        head.post(f"{address}/remove")
        assert screen.get(address).status_code == 404
        session.rollback()
        assert session.scalars(select(Event).where(Event.tag == Tag.ATTACHMENT_REMOVED)).one().actor_id


class TestStriking:
    def test_takes_the_name_of_somebody_who_never_spoke_off_a_closed_list(
        self, session, browse, make, task, meeting, screen
    ):
        chief = make.room_head(task.unit)
        meeting.closed_at = clock.now()
        session.commit()
        head, first = browse(chief), people(session, meeting)[0].id
        address = f"/meetings/{meeting.id}/people/{first}/strike"
        assert address in text(head.get(f"/meetings/{meeting.id}"))
        assert address not in text(screen.get(f"/meetings/{meeting.id}"))

        refused = screen.post(address)
        page = text(head.post(address))

        assert refused.status_code == 403
        assert "张三" not in page
        assert "先在纸质记录上涂黑再扫描" in page
        assert [(one.name, one.identity) for one in people(session, meeting)] == [("", ""), ("", "教师")]
        struck = session.scalars(select(Event).where(Event.tag == Tag.MEETING_NAME_STRUCK)).one()
        assert (struck.subject_id, "张三" in str(struck.detail)) == (str(meeting.id), False)

    def test_leaves_the_name_of_somebody_who_spoke_to_their_receipt(
        self, session, browse, make, task, meeting, screen
    ):
        chief = make.room_head(task.unit)
        session.commit()
        head, first = browse(chief), people(session, meeting)[0].id
        screen.post(f"/meetings/{meeting.id}/speeches", speech(first))
        as_it_stands(session, meeting).closed_at = clock.now()
        session.commit()

        refused = head.post(f"/meetings/{meeting.id}/people/{first}/strike")

        assert (refused.status_code, people(session, meeting)[0].name) == (422, "张三")

    def test_leaves_an_open_record_whose_list_is_simply_changed(self, session, browse, make, task, meeting):
        chief = make.room_head(task.unit)
        session.commit()
        head, first = browse(chief), people(session, meeting)[0].id

        refused = head.post(f"/meetings/{meeting.id}/people/{first}/strike")

        assert (refused.status_code, people(session, meeting)[0].name) == (409, "张三")
        assert "记录尚未定稿" in text(refused)


class TestWithdrawing:
    def test_the_page_says_what_is_left_to_do_and_who_was_told(
        self, session, settings, browse, make, task, meeting, screen
    ):
        accounts = make.room_head(task.unit, person="周主任"), make.coordinator(person="吴协调")
        session.commit()
        head, coordinator = [browse(one) for one in accounts]
        who = people(session, meeting)[0].id
        screen.post(f"/meetings/{meeting.id}/speeches", speech(who))
        comment = session.scalars(select(Comment)).one()
        withdraw(session, None, receipts.derive(settings.secret, who), comment.id)
        session.commit()

        page = text(screen.get(f"/meetings/{meeting.id}"))

        assert "路窄" not in page
        assert "张三" not in page
        told = re.search(r"已通知：.*?</p>", page, re.S).group()
        assert re.sub(r"<[^>]+>|\s", "", told) == "已通知：吴协调（协调员）、周主任（联络室负责人）"
        assert f'href="/meetings/{meeting.id}"' in text(head.get("/door/notices"))
        assert f"/meetings/{meeting.id}" not in text(coordinator.get("/door/notices"))
        assert "扫描件的处理见下方" not in page
        # The list and the speech say the same of whoever spoke.
        said = page[page.index('id="speeches"') : page.index('id="summary"')]
        assert ("1 已撤回" in said, "不愿具名" in said) == (True, False)


class TestWithholding:
    """A scan on which something may stand that was taken back is seen by the head of the room alone."""

    @pytest.fixture
    def scan(self, session, settings, meeting, screen, head):
        """A scan of the closed record, added before somebody who spoke took it back."""
        who = people(session, meeting)[0].id
        screen.post(f"/meetings/{meeting.id}/speeches", speech(who))
        as_it_stands(session, meeting).closed_at = clock.now()
        session.commit()
        TestScans().add(screen, meeting, str(new_id()), PDF, "记录.pdf")
        session.rollback()
        withdraw(session, None, receipts.derive(settings.secret, who), session.scalars(select(Comment.id)).one())
        session.commit()
        return SimpleNamespace(id=session.scalars(select(Attachment.id)).one())

    @pytest.fixture
    def address(self, meeting, scan):
        return f"/meetings/{meeting.id}/scans/{scan.id}"

    @pytest.fixture
    def head(self, session, make, browse, task):
        chief = make.room_head(task.unit, person="周主任")
        session.commit()
        return browse(chief)

    def put(self, head, address, scan, content, known=1):
        fields = {f"instead-{scan.id}-id": str(new_id()), f"instead-{scan.id}-known": str(known)}
        files = {f"instead-{scan.id}-scans": (BytesIO(content), "新.pdf")}
        return head.post(f"{address}/replace", fields | files, content_type="multipart/form-data")

    @pytest.fixture
    def station(self, session, make, browse):
        people = make.coordinator(), make.station_head()
        session.commit()
        return [browse(one) for one in people]

    def test_tells_everybody_else_why_it_is_not_shown(self, station, meeting, scan, address, screen, head):
        page = text(screen.get(f"/meetings/{meeting.id}"))

        assert "扫描件 1 暂不显示" in page
        assert "扫描件的处理见下方" in page
        assert f'"{address}"' not in page
        for person, where in ((screen, address), *((one, f"/pictures/{scan.id}") for one in station)):
            answer = person.get(where)
            assert (answer.status_code, "撤回" in text(answer), PDF in answer.data) == (403, True, False)
        assert (head.get(address).data, head.get(f"/pictures/{scan.id}").data) == (PDF, PDF)

    def test_shows_the_head_of_the_room_what_to_do_and_by_when(self, meeting, address, head):
        board, page = text(head.get("/room/")), text(head.get(f"/meetings/{meeting.id}"))

        until = clock.today() + timedelta(days=15)
        day = f"{until.month}月{until.day}日"
        assert f"/meetings/{meeting.id}#scans" in board
        assert day in board
        assert day in page
        assert f"{address}/replace" in page
        assert f"{address}/confirm" in page

    def test_is_shown_again_once_the_head_of_the_room_confirmed(self, meeting, address, screen, head):
        assert screen.post(f"{address}/confirm", {"known": "1"}).status_code == 403
        page = text(head.post(f"{address}/confirm", {"known": "1"}))

        assert "周主任于" in page
        assert "扫描件的处理见下方" not in page
        assert f"{address}/confirm" not in page
        assert screen.get(address).data == PDF
        assert f"/meetings/{meeting.id}#scans" not in text(head.get("/room/"))

    def test_is_confirmed_by_nobody_who_saw_less(self, address, head):
        assert head.post(f"{address}/confirm").status_code == 409

    def test_gives_way_to_a_blackened_one(self, session, meeting, scan, address, screen, head):
        assert self.put(screen, address, scan, PDF + b"2").status_code == 403
        same = self.put(head, address, scan, PDF)
        page = self.put(head, address, scan, PDF + b"2")

        assert (same.status_code, "涂黑后的扫描件" in text(same), page.status_code) == (422, True, 200)
        session.rollback()
        new = session.scalars(select(Attachment.id).where(Attachment.removed_at.is_(None))).one()
        assert screen.get(address).status_code == 404
        assert screen.get(f"/meetings/{meeting.id}/scans/{new}").data == PDF + b"2"

    def test_does_not_come_back_by_another_way(self, session, meeting, scan, screen):
        again = TestScans().add(screen, meeting, str(new_id()), PDF, "记录.pdf")
        elsewhere = {"kind": "meeting", "where": str(meeting.id), "file": (BytesIO(PDF), "记录.pdf")}
        screen.post("/pictures/", elsewhere, content_type="multipart/form-data")

        assert (again.status_code, "涂黑后的文件" in text(again)) == (422, True)
        session.rollback()
        assert session.scalars(select(Attachment.id)).all() == [scan.id]

    def test_is_replaced_by_nobody_who_saw_less(self, scan, address, head):
        page = self.put(head, address, scan, PDF + b"2", known=0)

        shown = re.search(rf'<input[^>]*name="instead-{scan.id}-known"[^>]*>', text(page))
        assert (page.status_code, 'value="1"' in shown[0]) == (422, True)


def test_more_people_and_speeches_make_no_more_queries(session, make, meeting, screen, queries_made):
    def count():
        screen.get(f"/meetings/{meeting.id}")
        session.expire_all()
        with queries_made() as made:
            assert screen.get(f"/meetings/{meeting.id}").status_code == 200
        return len(made)

    make.speech(people(session, meeting)[0])
    session.commit()
    before = count()
    for _ in range(8):
        make.speech(make.attendee(meeting))
    session.commit()

    assert count() <= before
