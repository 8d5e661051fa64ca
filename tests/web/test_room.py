"""A room head signs, shares, looks at comments one by one, passes on, hands up; another room's pages stay shut."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from legislation_hub import clock
from legislation_hub.models import Assignment, Comment, Conflict, Event, Question, Task, Transfer, Verdict
from legislation_hub.models.base import new_id
from legislation_hub.models.database import db
from legislation_hub.services.collecting import take
from legislation_hub.services.dispatching import share
from legislation_hub.services.hearing import Heard
from legislation_hub.services.issuing import Order, issue
from legislation_hub.services.keying import key
from legislation_hub.services.reviewing import Opinion, give_verdict
from legislation_hub.services.transcribing import Opinion as Slot
from legislation_hub.services.transcribing import Reading
from legislation_hub.vocabulary import Channel, Consent, Role, SlipKind, Stage, Stance, Tag, VerdictKind
from tests.exporters.rendered import pages
from tests.makers import in_days

PAGES = (
    "/room/tasks/{task}",
    "/room/tasks/{task}/share",
    "/room/tasks/{task}/hand-up",
    "/room/tasks/{task}/next",
    "/room/tasks/{task}/twice",
    "/room/tasks/{task}/poster",
    "/room/tasks/{task}/poster.pdf",
    "/room/comments/{comment}",
)
ACTS = (
    "/room/tasks/{task}/sign",
    "/room/tasks/{task}/share",
    "/room/tasks/{task}/hand-up",
    "/room/tasks/{task}/no-comment",
    "/room/tasks/{task}/accept",
    "/room/comments/{comment}/accepted",
    "/room/transfers/{transfer}/close",
    "/room/conflicts/{conflict}/settle",
)

TWICE = "同一条意见先后收到两份，内容不一致"


@pytest.fixture(autouse=True)
def _readable(session):
    """Rows stay readable after a request has taken the session away."""
    session.expire_on_commit = False


@pytest.fixture
def head(make):
    return make.room_head()


@pytest.fixture
def task(make, head):
    return make.task(head.unit, signed_at=clock.now(), signed_by_id=head.id)


@pytest.fixture
def comment(make, task):
    provision = make.article(task.consultation.version, 7, "村道由村民委员会养护。")
    collector = make.collector(task.unit)
    return make.comment(task, "边沟没得人掏。", recorded_by=collector, provision_id=provision.id)


@pytest.fixture
def conflict(session, comment):
    """What came second under the id of the comment."""
    ours = {"station_id": comment.station_id, "room_id": comment.room_id, "received_at": clock.now()}
    made = Conflict(comment_id=comment.id, **ours, fingerprint="f", content={"words": "涵洞也堵了。"})
    session.add(made)
    session.commit()
    return made


@pytest.fixture
def desk(session, head, comment, browse):
    """The room head's browser, everything being there."""
    session.commit()
    return browse(head)


def path(address, **rows):
    return address.format(**{name: row.id for name, row in rows.items()})


def fresh(kind, row_id):
    db.session.remove()
    return db.session.get(kind, row_id)


def main_acts(page):
    """Return what the solid buttons of a page say."""
    solid = r'<(?:a|button) class="button ?"[^>]*>(.*?)</(?:a|button)>'
    return [re.sub("<[^>]+>", "", one).strip() for one in re.findall(solid, page.get_data(as_text=True))]


class TestHome:
    def test_shows_what_waits_and_leads_to_the_next_comment(self, desk, task):
        text = desk.get("/room/").get_data(as_text=True)

        assert "1 条待审核" in text
        assert f"/room/tasks/{task.id}/next" in text

    def test_shows_why_the_station_returned_it(self, session, desk, task):
        task.returned_at, task.return_reason = clock.now(), "小结太短，请补充。"
        session.commit()

        assert "小结太短，请补充。" in desk.get("/room/").get_data(as_text=True)

    @pytest.mark.parametrize("rows", [1, 12])
    def test_makes_the_same_queries_for_many_tasks(self, session, make, head, browse, queries_made, rows):
        for _ in range(rows):
            make.comment(make.task(head.unit, signed_at=clock.now()))
        session.commit()
        browser = browse(head)

        with queries_made() as made:
            browser.get("/room/")

        assert len(made) == 9


class TestTask:
    def test_is_noted_when_it_is_looked_at_first(self, desk, task):
        desk.get(f"/room/tasks/{task.id}")
        first = fresh(Task, task.id).seen_at
        desk.get(f"/room/tasks/{task.id}")

        assert first is not None
        assert fresh(Task, task.id).seen_at == first

    def test_counts_apart_what_was_taken_back(self, session, make, desk, task):
        make.comment(task, withdrawn_at=clock.now())
        session.commit()

        text = desk.get(f"/room/tasks/{task.id}").get_data(as_text=True)

        assert "另有 1 条已撤回或已更正" in text
        assert "全部 2" in text

    def test_is_signed_for(self, session, make, head, browse):
        task = make.task(head.unit)
        session.commit()

        answer = browse(head).post(f"/room/tasks/{task.id}/sign")

        assert answer.status_code == 200
        assert fresh(Task, task.id).signed_by_id == head.id

    def test_shows_what_came_in_and_leaves_what_is_asked_for(self, desk, task):
        shown = desk.get(f"/room/tasks/{task.id}").get_data(as_text=True)
        accepted = desk.get(f"/room/tasks/{task.id}?show=accepted").get_data(as_text=True)

        assert "边沟没得人掏。" in shown
        assert "边沟没得人掏。" not in accepted

    def test_takes_no_notice_of_a_standing_that_there_is_not(self, desk, task):
        assert desk.get(f"/room/tasks/{task.id}?show=x&page=-3").status_code == 200

    @pytest.mark.parametrize("rows", [1, 12])
    def test_makes_the_same_queries_for_many_comments(self, session, make, head, browse, queries_made, rows):
        task = make.task(head.unit, signed_at=clock.now(), signed_by_id=head.id, seen_at=clock.now())
        for _ in range(rows):
            make.comment(task, recorded_by=make.collector(head.unit))
        session.commit()
        browser, address = browse(head), f"/room/tasks/{task.id}"

        with queries_made() as made:
            browser.get(address)

        assert len(made) <= 16


class TestTheOneNextAct:
    """Of a task's page and the board: what is really next, and handing up only where nothing is left."""

    def test_is_to_look_at_what_waits(self, desk, task):
        assert main_acts(desk.get(f"/room/tasks/{task.id}")) == ["审核下一条"]
        assert main_acts(desk.get("/room/")) == ["审核下一条"]

    def test_is_to_see_to_what_came_back_for_detail(self, session, desk, head, task, comment):
        give_verdict(session, head, comment, Opinion(VerdictKind.DETAIL, note="哪一段？"))
        session.commit()

        page = desk.get(f"/room/tasks/{task.id}")
        assert main_acts(page) == ["查看退回补充的 1 条"]
        assert "上报前还要办的" in page.get_data(as_text=True)
        assert main_acts(desk.get("/room/")) == ["查看任务"]

    def test_is_to_settle_the_slips_that_were_half_read(self, session, make, desk, head, task, comment):
        comment.verdict = VerdictKind.ACCEPTED
        [slip] = issue(session, head, task, Order(id=new_id(), kind=SlipKind.SPARE, count=1))
        about = {"heard_at": clock.now(), "channel": Channel.QUESTIONNAIRE}
        said = Reading(id=new_id(), opinions=(Slot("free-1", "边沟也要修。", "", "whole"),), **about)
        key(session, make.collector(task.unit), slip, said, True, b"only for tests")
        session.commit()

        assert main_acts(desk.get(f"/room/tasks/{task.id}")) == ["办结 1 张征集单"]
        page = desk.get(f"/room/tasks/{task.id}/hand-up")
        assert main_acts(page) == ["查看征集单"]
        assert 'name="summary"' not in page.get_data(as_text=True)

    def test_is_to_hand_up_once_nothing_is_left(self, session, desk, task, comment):
        comment.verdict = VerdictKind.ACCEPTED
        session.commit()

        assert main_acts(desk.get(f"/room/tasks/{task.id}")) == ["上报联络站"]

    def test_is_after_the_handing_up_what_came_since(self, session, make, desk, task, comment):
        task.handed_up_at = clock.now()
        make.comment(task, recorded_at=clock.now() + timedelta(seconds=1))
        session.commit()

        page = desk.get(f"/room/tasks/{task.id}")
        assert main_acts(page) == ["审核下一条"]
        assert page.get_data(as_text=True).count('form="ticked"') == 1
        assert "此后又收到 1 条意见" in page.text
        assert "<strong>1 条待审核</strong>" in desk.get("/room/").get_data(as_text=True)

    def test_is_none_where_no_verdict_can_be_given_any_more(self, session, desk, task, comment):
        task.consultation.stage = Stage.ARCHIVED
        session.commit()

        assert main_acts(desk.get(f"/room/tasks/{task.id}")) == []
        assert desk.get(f"/room/tasks/{task.id}/next").request.path == f"/room/tasks/{task.id}"


class TestShare:
    def test_gives_the_task_to_those_chosen_with_a_note_each(self, session, make, desk, task):
        one, other = make.collector(task.unit), make.collector(task.unit)
        session.commit()

        sent = {"collectors": [str(one.id)], f"note-{one.id}": "三组", f"note-{other.id}": "不要"}
        answer = desk.post(f"/room/tasks/{task.id}/share", sent)

        assert answer.status_code == 200
        rows = {row.account_id: row.note for row in db.session.scalars(select(Assignment))}
        assert rows == {one.id: "三组"}

    def test_takes_the_task_back_from_everybody(self, session, make, head, desk, task):
        share(session, head, task, {make.collector(task.unit): ""})
        session.commit()

        answer = desk.post(f"/room/tasks/{task.id}/share", {"submit": "1"})

        assert "没有分派给任何人" in answer.text
        assert db.session.scalar(select(func.count()).select_from(Assignment)) == 0

    def test_offers_nobody_of_another_room(self, session, make, desk, task):
        stranger = make.collector()
        session.commit()

        assert desk.post(f"/room/tasks/{task.id}/share", {"collectors": [str(stranger.id)]}).status_code == 422


class TestComment:
    def test_shows_the_words_beside_the_provision(self, desk, comment):
        text = desk.get(f"/room/comments/{comment.id}").get_data(as_text=True)

        assert "边沟没得人掏。" in text
        assert "村道由村民委员会养护。" in text
        assert "原话，不可修改" in text

    def test_goes_on_to_the_next_one_after_a_verdict(self, session, make, desk, task, comment):
        following = make.comment(task, "第二条意见。")
        session.commit()

        answer = desk.post(f"/room/comments/{comment.id}/accepted")

        assert answer.request.path == f"/room/comments/{following.id}"
        assert fresh(Comment, comment.id).verdict is VerdictKind.ACCEPTED

    def test_goes_back_to_the_task_after_the_last_one(self, desk, task, comment):
        answer = desk.post(f"/room/comments/{comment.id}/accepted")

        assert answer.request.path == f"/room/tasks/{task.id}"

    def test_is_sent_back_with_what_is_missing(self, desk, comment):
        desk.post(f"/room/comments/{comment.id}/detail", {"missing": "哪一段？"})

        assert db.session.scalars(select(Verdict.note)).one() == "哪一段？"

    def test_comes_back_with_what_was_typed_when_something_is_wrong(self, desk, comment):
        sent = {"passed_to": "县民政局", "due_on": in_days(-3).isoformat(), "matter": "低保"}
        answer = desk.post(f"/room/comments/{comment.id}/transfer", sent)

        text = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert "县民政局" in text
        assert "低保" in text
        assert fresh(Comment, comment.id).verdict is None

    @pytest.mark.parametrize("kind", ["detail", "same", "transfer"])
    def test_says_what_a_verdict_lacks(self, desk, comment, kind):
        assert desk.post(f"/room/comments/{comment.id}/{kind}").status_code == 422
        assert desk.post(f"/room/comments/{comment.id}/{kind}", {"same_as": "x"}).status_code == 422

    def test_says_the_same_as_another(self, session, make, desk, task, comment):
        first = make.comment(task, provision_id=comment.provision_id)
        session.commit()

        desk.post(f"/room/comments/{comment.id}/same", {"same_as": str(first.id)})

        assert db.session.scalars(select(Verdict.same_as_id)).one() == first.id

    def test_finds_another_by_its_number(self, session, make, desk, task, comment):
        make.comment(task, "别的条款的意见。", number="520521206-2026-00099")
        session.commit()

        found = desk.get(f"/room/comments/{comment.id}?number=00099").get_data(as_text=True)
        assert "别的条款的意见。" in found

    def test_is_passed_on_and_closed(self, desk, comment):
        sent = {"passed_to": "县民政局", "due_on": in_days(9).isoformat()}
        desk.post(f"/room/comments/{comment.id}/transfer", sent)
        transfer = db.session.scalars(select(Transfer)).one()
        assert "县民政局" in desk.get("/room/transfers").get_data(as_text=True)

        desk.post(f"/room/transfers/{transfer.id}/close", {"answer": "已纳入低保。"})

        assert fresh(Transfer, transfer.id).answer == "已纳入低保。"

    def test_is_passed_on_with_the_box_that_was_ticked_where_nobody_wrote_a_word(self, session, make, desk, task):
        comment = make.comment(task, "", stance=Stance.OPPOSE)
        session.commit()

        desk.post(f"/room/comments/{comment.id}/transfer", {"passed_to": "县民政局"})

        assert "勾选：反对" in desk.get("/room/transfers").text

    def test_asks_to_compare_two_contents_before_the_verdict(self, desk, head, comment, conflict):
        page = desk.get(f"/room/comments/{comment.id}").get_data(as_text=True)
        assert "<mark>涵洞也堵了</mark>" in page
        assert "<mark>第七条</mark>" in page
        assert "<mark>整部草案</mark>" in page
        assert (TWICE in page, "data-verdicts" in page) == (True, False)

        settled = desk.post(f"/room/conflicts/{conflict.id}/settle").get_data(as_text=True)

        assert fresh(Conflict, conflict.id).settled_at is not None
        assert f"{head.person}于 " in settled
        assert "确认，以先收到的为准。" in settled
        assert "data-verdicts" in settled

    @pytest.mark.parametrize(
        ("note", "told"),
        [
            ({"speaker": "王大妈"}, ["<dt>姓名</dt>", "<mark>未说明</mark>", "王大妈"]),
            ({"consent": "written"}, ["<mark>口头同意</mark>", "<mark>书面同意</mark>"]),
            ({"wants_answer": False}, ["<dt>希望得到反馈</dt>", "<mark>是</mark>", "<mark>否</mark>"]),
            ({"heard_at": "2026-08-05T01:30:00+00:00"}, ["<mark>2026年8月5日 09:30</mark>"]),
            ({"proposal": "加上边沟"}, ["<mark>（空）</mark>", "<mark>加上边沟</mark>"]),
        ],
    )
    def test_marks_on_both_sides_what_two_contents_note_otherwise(
        self, session, desk, comment, conflict, note, told
    ):
        conflict.content = {"words": comment.said.words, "consent": "oral", **note}
        session.commit()

        page = desk.get(f"/room/comments/{comment.id}").get_data(as_text=True)

        twice = page[page.index('id="twice"') :]
        assert [one for one in told if one not in twice] == []

    def test_says_where_nothing_that_can_be_read_differs(self, session, desk, comment, conflict):
        conflict.content = {
            "words": comment.said.words,
            "consent": "oral",
            "provision": comment.provision.eid,
            "stance": "amend",
            "channel": "visit",
            "submission": str(comment.submission_id),
        }
        session.commit()

        assert "两份可查看的内容完全相同" in desk.get(f"/room/comments/{comment.id}").get_data(as_text=True)

    @pytest.mark.parametrize(
        ("writer", "told"),
        [("resident", "这条意见由群众自行提交"), ("head", "由您直接登记更正"), ("gone", "已不在本室采集意见")],
    )
    def test_leads_on_where_there_is_no_collector_to_send_it_back_to(
        self, session, make, head, task, browse, writer, told
    ):
        by = {"resident": None, "head": head, "gone": make.collector(task.unit, active=False)}[writer]
        comment = make.comment(task, recorded_by=by)
        ours = {"station_id": comment.station_id, "room_id": comment.room_id, "received_at": clock.now()}
        session.add(Conflict(comment_id=comment.id, **ours, fingerprint="f", content={"words": "缓修。"}))
        session.commit()

        page = browse(head).get(f"/room/comments/{comment.id}").get_data(as_text=True)

        assert told in page
        assert "在手机上对该份选" not in page
        assert (f"/field/tasks/{task.id}/comments?corrects={comment.id}" in page) is (writer == "head")

    def test_corrected_by_its_writer_after_it_came_twice_has_nothing_left_to_settle(
        self, session, make, desk, task
    ):
        writer = make.collector(task.unit)
        said = Heard(id=new_id(), task=task.id, words="缓修。", consent=Consent.ORAL)
        mended = replace(said, id=new_id(), words="快修。", corrects=said.id)
        for one in (said, replace(said, words="快修。")):
            take(session, writer, task, one, b"secret")
        session.commit()
        page = desk.get(f"/room/comments/{said.id}").get_data(as_text=True)
        assert "在手机上对该份选“这个是原话”" in page

        number = take(session, writer, task, mended, b"secret").comment.number
        session.commit()
        session.expire_all()

        page = desk.get(f"/room/comments/{said.id}").get_data(as_text=True)
        assert f"已由{writer.person}于 " in page
        assert f"以 {number} 为准" in page
        assert ("先收到的（已更正）" in page, "<mark>缓</mark>" in page, "<mark>快</mark>" in page) == (True,) * 3
        assert "先收到的（为准）" not in page
        assert "/room/conflicts/" not in page
        assert "data-verdicts" in desk.get(f"/room/comments/{mended.id}").get_data(as_text=True)
        assert str(said.id) not in desk.get(f"/room/tasks/{task.id}/twice").get_data(as_text=True)

    def test_that_came_twice_after_the_handing_up_leads_to_the_station(
        self, session, desk, task, comment, conflict
    ):
        task.handed_up_at = clock.now()
        session.commit()

        for page in ("/room/", f"/room/tasks/{task.id}/twice", f"/room/comments/{comment.id}"):
            text = desk.get(page).get_data(as_text=True)
            assert "请商联络站退回本任务" in text
            assert "本室也不能上报" not in text

    def test_is_refused_its_verdict_while_it_came_twice(self, desk, comment, conflict):
        answer = desk.post(f"/room/comments/{comment.id}/accepted")

        assert (answer.status_code, fresh(Comment, comment.id).verdict) == (422, None)

    def test_that_came_after_the_handing_up_goes_up_at_once(self, session, make, desk, task):
        task.handed_up_at = clock.now()
        later = make.comment(task, recorded_at=clock.now() + timedelta(seconds=1))
        session.commit()

        assert "采用，联络站随即可见" in desk.get(f"/room/comments/{later.id}").text

    def test_offers_no_verdict_after_handing_up(self, session, desk, task, comment):
        task.handed_up_at = clock.now()
        session.commit()

        assert "data-verdicts" not in desk.get(f"/room/comments/{comment.id}").get_data(as_text=True)

    def test_shows_none_of_the_words_that_were_taken_back(self, session, desk, comment):
        comment.withdrawn_at = clock.now()
        session.commit()

        text = desk.get(f"/room/comments/{comment.id}").get_data(as_text=True)
        assert "边沟没得人掏。" not in text
        assert "data-verdicts" not in text


class TestTicked:
    def test_are_accepted_together_without_scripts(self, session, make, head, task, comment, browse):
        second = make.comment(task, "路灯太少。")
        session.commit()
        desk, chosen = browse(head), [str(comment.id), str(second.id)]
        page = desk.get(f"/room/tasks/{task.id}").get_data(as_text=True)
        assert all(f'name="comments" value="{one}" form="ticked"' in page for one in chosen)

        asked = desk.post(f"/room/tasks/{task.id}/accept", {"comments": chosen}).get_data(as_text=True)
        assert "采用这 2 条意见？" in asked
        assert all(f'name="comments" value="{one}"' in asked for one in chosen)
        assert fresh(Comment, comment.id).verdict is None

        sent = {"comments": chosen, "sure": "1"}
        told = desk.post(f"/room/tasks/{task.id}/accept", sent).get_data(as_text=True)

        assert "已采用 2 条意见" in told
        assert 'form="ticked"' not in told
        assert fresh(Comment, comment.id).verdict is VerdictKind.ACCEPTED

    def test_are_not_accepted_while_they_came_twice(self, desk, task, comment, conflict):
        told = desk.post(f"/room/tasks/{task.id}/accept", {"comments": [str(comment.id)]}).get_data(as_text=True)

        assert "勾选的意见均未采用" in told
        assert f"1 条仍待审核：{TWICE[5:]}" in told
        assert fresh(Comment, comment.id).verdict is None

    def test_are_not_carried_along_and_accepted_once_they_are_settled(
        self, session, make, desk, task, comment, conflict
    ):
        clear = make.comment(task, "路灯太少。")
        session.commit()

        chosen = {"comments": [str(comment.id), str(clear.id)]}
        asked = desk.post(f"/room/tasks/{task.id}/accept", chosen).get_data(as_text=True)

        assert f'name="comments" value="{clear.id}"' in asked
        assert str(comment.id) not in asked

    def test_that_wait_no_more_are_told_without_a_question(self, session, desk, task, comment):
        comment.verdict = VerdictKind.ACCEPTED
        session.commit()

        told = desk.post(f"/room/tasks/{task.id}/accept", {"comments": [str(comment.id)]}).get_data(as_text=True)

        assert "勾选的意见均未采用" in told
        assert db.session.scalars(select(Verdict)).all() == []

    def test_say_in_the_question_what_is_left_out(self, session, make, desk, task, comment, conflict):
        chosen = [str(comment.id), str(make.comment(task, "路灯太少。").id)]
        session.commit()

        asked = desk.post(f"/room/tasks/{task.id}/accept", {"comments": chosen}).get_data(as_text=True)

        assert "采用这 1 条意见？" in asked
        assert f"勾选的意见中有 1 条{TWICE[5:]}" in asked

    def test_are_asked_for_where_there_are_none(self, desk, task):
        told = desk.post(f"/room/tasks/{task.id}/accept", {}).get_data(as_text=True)

        assert "请至少勾选一条意见" in told


class TestHandUp:
    def test_says_what_is_left_to_do(self, desk, task):
        answer = desk.post(f"/room/tasks/{task.id}/hand-up", {"summary": "共收到1条。"})

        assert answer.status_code == 422
        assert fresh(Task, task.id).handed_up_at is None

    def test_waits_for_what_came_twice(self, desk, task, comment, conflict):
        comment_page = f"/room/comments/{comment.id}#twice"
        for page in ("/room/", f"/room/tasks/{task.id}", f"/room/tasks/{task.id}/hand-up"):
            assert f'href="/room/tasks/{task.id}/twice"' in desk.get(page).get_data(as_text=True)
        assert f'href="{comment_page}"' in desk.get(f"/room/tasks/{task.id}/twice").get_data(as_text=True)

        assert desk.post(f"/room/tasks/{task.id}/hand-up", {"summary": "共收到1条。"}).status_code == 422
        desk.post(f"/room/conflicts/{conflict.id}/settle")

        assert comment_page not in desk.get(f"/room/tasks/{task.id}/twice").get_data(as_text=True)
        assert "/twice" not in desk.get("/room/").get_data(as_text=True)

    def test_says_what_is_still_open_and_lets_it_be_handed_up(self, session, make, desk, task, comment):
        make.household(task.unit)
        issue(session, make.room_head(task.unit), task, Order(id=new_id(), kind=SlipKind.SPARE, count=3))
        make.meeting(task)
        session.commit()
        desk.post(f"/room/comments/{comment.id}/accepted")

        page = desk.get(f"/room/tasks/{task.id}/hand-up").get_data(as_text=True)

        assert "1 户尚未听取意见；3 张征集单未收回或未录入；1 场座谈会的记录未定稿" in page
        assert 'name="summary"' in page

    def test_still_leads_to_slips_register_and_meetings_afterwards(self, desk, task, comment):
        desk.post(f"/room/comments/{comment.id}/accepted")
        desk.post(f"/room/tasks/{task.id}/hand-up", {"summary": "群众最关心边沟。"})

        page = desk.get(f"/room/tasks/{task.id}").get_data(as_text=True)

        for way in (f"/room/slips/{task.id}", f"/room/tasks/{task.id}/register", f"/meetings/tasks/{task.id}"):
            assert f'href="{way}"' in page
        assert "听到的意见仍可补录" in page

    def test_hands_up_with_a_summary(self, desk, task, comment):
        desk.post(f"/room/comments/{comment.id}/accepted")
        assert "共收到意见1条" in desk.get(f"/room/tasks/{task.id}/hand-up").get_data(as_text=True)

        desk.post(f"/room/tasks/{task.id}/hand-up", {"summary": "群众最关心边沟。"})

        assert fresh(Task, task.id).summary == "群众最关心边沟。"

    def test_replies_that_there_is_nothing_to_say(self, session, make, head, browse):
        task = make.task(head.unit, signed_at=clock.now())
        session.commit()

        browse(head).post(f"/room/tasks/{task.id}/no-comment", {"remark": "已问过三个村。"})

        replied = fresh(Task, task.id)
        assert (replied.no_comment, replied.summary) == (True, "已问过三个村。")


class TestPoster:
    def test_shows_the_address_that_its_code_opens(self, desk, task):
        text = desk.get(f"/room/tasks/{task.id}/poster").get_data(as_text=True)

        assert f"http://localhost/c/{task.code}" in text
        assert "<svg" in text

    def test_is_a_pdf_to_take_to_the_printer(self, session, desk, task):
        session.add(Question(consultation_id=task.consultation_id, position=1, text="边沟谁来清？"))
        session.commit()

        answer = desk.get(f"/room/tasks/{task.id}/poster.pdf")

        assert answer.mimetype == "application/pdf"
        assert answer.data.startswith(b"%PDF-")
        assert "attachment" in answer.headers["Content-Disposition"]

    def test_comes_in_two_sizes(self, desk, task):
        sides = [
            [
                round(side)
                for side in pages(desk.get(f"/room/tasks/{task.id}/poster.pdf{asked}").data)[0].get_size()
            ]
            for asked in ("", "?size=a4", "?size=a3", "?size=a0")
        ]

        assert sides == [[595, 842], [595, 842], [842, 1191], [595, 842]]

    def test_is_not_made_for_what_is_not_public(self, session, make, head, browse):
        task = make.task(head.unit, make.consultation(is_public=False))
        session.commit()

        assert browse(head).get(f"/room/tasks/{task.id}/poster").status_code == 404


class TestAnotherRoom:
    @pytest.fixture
    def rows(self, session, make, task, comment):
        ours = {"comment_id": comment.id, "station_id": comment.station_id, "room_id": comment.room_id}
        transfer = Transfer(**ours, passed_to="县民政局", passed_by_id=task.signed_by_id, passed_at=clock.now())
        conflict = Conflict(**ours, fingerprint="f", content={}, received_at=clock.now())
        session.add_all([transfer, conflict])
        session.commit()
        return {"task": task, "comment": comment, "transfer": transfer, "conflict": conflict}

    @pytest.mark.parametrize("address", PAGES)
    def test_cannot_open_a_page_by_its_address(self, session, make, browse, rows, address):
        stranger = make.room_head()
        session.commit()

        answer = browse(stranger).get(path(address, **rows))

        assert answer.status_code == 403
        refused = db.session.scalars(select(Event).where(Event.tag == Tag.REFUSED)).one()
        assert (refused.actor, refused.detail["path"]) == (stranger.name, path(address, **rows))

    @pytest.mark.parametrize("address", ACTS)
    def test_cannot_act(self, session, make, browse, rows, address):
        stranger = make.room_head()
        session.commit()
        sent = {"summary": "无", "answer": "已办"}

        assert browse(stranger).post(path(address, **rows), sent).status_code == 403

    @pytest.mark.parametrize("role", [one for one in Role if one is not Role.ROOM_HEAD])
    def test_nor_can_another_duty(self, session, make, browse, rows, role):
        account = make.account(role, rows["task"].unit)
        session.commit()

        assert browse(account).get(f"/room/tasks/{rows['task'].id}").status_code == 403


def test_a_task_that_is_over_can_still_be_read(session, make, head, browse):
    task = make.task(head.unit, stage=Stage.ANSWERED, signed_at=clock.now(), signed_by_id=head.id)
    make.comment(task, verdict=VerdictKind.ACCEPTED)
    session.commit()

    assert browse(head).get(f"/room/tasks/{task.id}").status_code == 200
    assert browse(head).get("/room/").status_code == 200
