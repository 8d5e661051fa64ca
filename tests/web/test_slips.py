import re
from io import BytesIO

import pytest
import segno
import zxingcpp
from PIL import Image
from sqlalchemy import select

from legislation_hub import clock
from legislation_hub.models import Account, Attachment, Comment, KeyProvision, Provision, Question, Slip
from legislation_hub.models.base import new_id
from legislation_hub.proofs.slips import address_of, code_of
from legislation_hub.services.attaching import attach, shown
from legislation_hub.services.collecting import take
from legislation_hub.services.hearing import Heard
from legislation_hub.services.issuing import Order, issue
from legislation_hub.services.keying import let_go
from legislation_hub.services.reviewing import Opinion, give_verdict
from legislation_hub.vocabulary import Channel, Consent, SlipKind, Stance, VerdictKind
from tests.exporters.rendered import pages


@pytest.fixture
def task(make, session):
    task = make.task()
    asked = task.consultation
    second = session.scalar(
        select(Provision).where(Provision.version_id == asked.version_id, Provision.eid == "art_2")
    )
    session.add(Question(consultation_id=asked.id, position=1, text="垃圾几天清运一次合适？"))
    session.add(KeyProvision(consultation_id=asked.id, provision_id=second.id, position=1))
    session.commit()
    return task


@pytest.fixture
def clerk(make, task):
    return make.collector(task.unit)


@pytest.fixture
def desk(browse, clerk, session):
    session.commit()
    return browse(clerk)


@pytest.fixture
def slips(session, task, clerk):
    found = issue(session, clerk, task, Order(id=new_id(), kind=SlipKind.SPARE, count=3))
    session.commit()
    return found


def at(task, *parts):
    return "/".join(["/room/slips", str(task.id), *map(str, parts)])


def filled(**more):
    return {
        "id": str(new_id()),
        "question-1-words": "一周两次",
        "key-art_2-stance": "amend",
        "key-art_2-words": "",
        "free-1-about": "missing",
        "free-1-words": "还缺一条路灯。",
        "free-2-about": "whole",
        "identity": "村民",
        **more,
    }


def comments(session):
    return session.scalars(select(Comment).order_by(Comment.number)).all()


def text_of(answer):
    return answer.get_data(as_text=True)


def photo(text=None):
    page = Image.new("RGB", (1200, 1600), "white")
    if text:
        code = BytesIO()
        segno.make_qr(text).save(code, kind="png", scale=8)
        page.paste(Image.open(code).convert("RGB").rotate(5, expand=True, fillcolor="white"), (700, 100))
    content = BytesIO()
    page.save(content, "JPEG")
    return content.getvalue()


def printed_on(answer):
    """Return what the QR codes of a printed file say."""
    sheets = (page.render(scale=3).to_pil() for page in pages(answer.data))
    return {one.text for sheet in sheets for one in zxingcpp.read_barcodes(sheet)}


class TestPrinting:
    def test_households_that_were_not_heard_get_a_slip_each(self, session, make, task, desk):
        make.household(task.unit)
        make.household(task.unit)
        session.commit()

        page = desk.post(
            at(task, "print"), {"id": str(new_id()), "kind": "household", "unheard": "y", "size": "a4", "grid": ""}
        )

        assert "编号 1 至 2" in text_of(page)
        assert "first=1&amp;last=2&amp;size=a4" in text_of(page)
        assert re.findall(r'<a class="button" href="([^"?]+)', text_of(page)) == [at(task, "slips.pdf")]

    def test_the_file_holds_the_slips_that_were_asked_for(self, task, desk, slips):
        answer = desk.get(at(task, "slips.pdf?first=2&last=3&size=a5"))

        codes = [
            one.text
            for page in pages(answer.data)
            for one in zxingcpp.read_barcodes(page.render(scale=3).to_pil())
        ]
        assert answer.mimetype == "application/pdf"
        assert sorted(codes) == [
            address_of(f"http://localhost/c/{task.code}", task.id, number) for number in (2, 3)
        ]

    def test_single_slips_are_printed_by_what_stands_on_them(self, session, task, desk, clerk):
        clerk = session.get_one(Account, clerk.id)
        issue(session, clerk, task, Order(id=new_id(), kind=SlipKind.SPARE, count=150))
        session.commit()
        # One that reads like twenty or more slips, where chance has printed such a number, and two others.
        spans = (
            n for n in range(3, 151) if code_of(task.id, n).check.isdigit() and code_of(task.id, n).check > "20"
        )
        like = next(spans, 3)
        typed = f"{code_of(task.id, 2)}，{code_of(task.id, like)}\n{code_of(task.id, 1)}、 "

        answer = desk.get(at(task, "slips.pdf"), query_string={"numbers": typed, "size": "a5"})

        assert printed_on(answer) == {
            address_of(f"http://localhost/c/{task.code}", task.id, n) for n in (1, 2, like)
        }

    def test_numbers_that_are_on_no_slip_are_named_and_nothing_is_printed(self, task, desk, slips):
        page = desk.get(at(task, "slips.pdf"), query_string={"numbers": f"{code_of(task.id, 1)} 2-ZZ 4 1-3"})

        assert page.status_code == 422
        assert "本任务没有印过这些编号的征集单：2-ZZ, 4, 1-3。" in text_of(page)
        assert f"{code_of(task.id, 1)} 2-ZZ 4 1-3" in text_of(page)

    def test_numbers_that_were_never_given_print_nothing(self, task, desk, slips):
        told = {
            "first=9": "本任务没有印过这些编号的征集单：9。",
            "first=8&last=9": "本任务没有印过这些编号的征集单：8–9。",
            "first=1&last=2-ZZ": "本任务没有印过这些编号的征集单：2-ZZ。",
            "": "请输入编号。",
        }
        for asked, text in told.items():
            page = desk.get(at(task, f"slips.pdf?{asked}"))
            assert (page.status_code, text in text_of(page)) == (422, True)

    def test_a_number_is_taken_with_and_without_its_check_characters_in_both_places(self, task, desk, slips):
        first, last = code_of(task.id, 2), code_of(task.id, 3)

        files = [
            desk.get(at(task, "slips.pdf"), query_string=asked).data
            for asked in ({"first": "2", "last": str(last)}, {"numbers": f"2 {last}"}, {"numbers": f"{first} 3"})
        ]

        assert all(one.startswith(b"%PDF") and len(pages(one)) == len(pages(files[0])) for one in files)

    def test_what_was_taken_back_is_not_printed_again(self, session, task, desk, slips):
        gone = code_of(task.id, 2)
        let_go(session, None, session.merge(slips[1]))
        session.commit()

        for asked in ({"first": "2", "last": "2"}, {"numbers": "2"}, {"numbers": "1 2 3"}):
            page = desk.get(at(task, "slips.pdf"), query_string=asked)
            told = f"以下征集单的内容已按本人意愿撤回：{gone}。" in text_of(page)
            assert (page.status_code, told) == (422, True)

        ranged = desk.get(at(task, "slips.pdf"), query_string={"first": "1", "last": "3", "size": "a5"})
        assert printed_on(ranged) == {address_of(f"http://localhost/c/{task.code}", task.id, n) for n in (1, 3)}

    @pytest.mark.parametrize("count", ["0", "201", "x"])
    def test_an_order_without_bounds_comes_back(self, task, desk, count):
        page = desk.post(
            at(task, "print"),
            {"id": str(new_id()), "kind": "spare", "count": count, "size": "a4", "grid": "", "meeting": ""},
        )

        assert page.status_code == 422

    def test_the_list_shows_where_each_slip_stands(self, task, desk, slips):
        desk.post(at(task, "key", 2, "blank"))

        text = text_of(desk.get(at(task)))
        assert str(code_of(task.id, 1)) in text
        assert "空白交回 1" in text
        assert "未收回 2" in text


class TestKeying:
    def test_a_number_opens_its_slip(self, task, desk, slips):
        for typed in (str(code_of(task.id, 2)), address_of(f"http://localhost/c/{task.code}", task.id, 2)):
            page = desk.get(at(task, "key"), query_string={"s": typed})

            assert f"征集单 {code_of(task.id, 2)}" in text_of(page)
            assert "垃圾几天清运一次合适？" in text_of(page)

    def test_a_mistyped_number_is_told_and_kept(self, task, desk, slips):
        page = desk.get(at(task, "key"), query_string={"s": "2-ZZ"})

        assert page.status_code == 422
        assert "不是征集单编号" in text_of(page)
        assert 'value="2-ZZ"' in text_of(page)

    def test_what_stands_on_it_becomes_comments(self, session, task, desk, slips):
        page = desk.post(at(task, "key", 1), filled())

        said = [(one.said.words, one.stance, one.place.value) for one in comments(session)]
        assert said == [
            ("一周两次", Stance.OTHER, "whole"),
            ("", Stance.AMEND, "provision"),
            ("还缺一条路灯。", Stance.OTHER, "missing"),
        ]
        assert {session.get(Slip, one.submission.slip_id).number for one in comments(session)} == {1}
        assert "已录入 3 条意见" in text_of(page)

    def test_the_form_asks_what_the_paper_has_room_for_and_the_rest_one_step_away(
        self, session, task, desk, slips
    ):
        asked = task.consultation
        for place, eid in enumerate(("art_1", "art_3"), start=2):
            found = select(Provision).where(Provision.version_id == asked.version_id, Provision.eid == eid)
            session.add(
                KeyProvision(consultation_id=asked.id, provision_id=session.scalar(found).id, position=place)
            )
        for place in (2, 3):
            session.add(Question(consultation_id=asked.id, position=place, text="垃圾几天清运一次合适？"))
        session.commit()

        def shown():
            page = text_of(desk.get(at(task, "key", 1)))
            where = {one: page.index(f'name="{one}-words"') for one in
                     ("question-3", "key-art_2", "key-art_1", "key-art_3", "free-1", "free-2")}  # fmt: skip
            return page, sorted(where, key=where.get)

        on_paper = ["question-3", "key-art_2", "key-art_1", "key-art_3", "free-1", "free-2"]
        page, order = shown()
        assert order == on_paper
        assert "只列名" not in page

        desk.post(at(task, "key"), {"channel": "box", "heard_on": clock.today().isoformat(), "size": "a5"})
        page, order = shown()
        rest = int(re.search(r"A5 纸上只列名的重点条款（(\d) 条）", page)[1])
        assert order == [*on_paper[: 4 - rest], "free-1", "free-2", *on_paper[4 - rest : 4]]

    def test_the_form_asks_for_a_guardian_and_no_age_as_the_paper_does(self, session, task, desk, slips):
        page = text_of(desk.get(at(task, "key", 1)))
        assert 'name="age_band"' not in page

        desk.post(at(task, "key", 1), filled(guardian="y"))
        desk.post(at(task, "key", 2), filled())

        assert {one.submission.age_band for one in comments(session)} == {"0-13", ""}

    def test_the_stack_s_way_and_day_are_remembered(self, session, task, desk, slips):
        day = task.consultation.opens_on
        desk.post(at(task, "key"), {"channel": "box", "heard_on": day.isoformat()})
        desk.post(at(task, "key", 1), filled())

        submission = comments(session)[0].submission
        assert (submission.channel, clock.day_of(submission.heard_at)) == (Channel.BOX, day)

    def test_what_is_read_on_paper_was_heard_on_a_day_without_an_hour(self, session, task, desk, slips):
        day = task.consultation.opens_on
        desk.post(at(task, "key"), {"channel": "box", "heard_on": day.isoformat()})
        desk.post(at(task, "key", 1), filled())

        shown = text_of(desk.get(f"/field/comments/{comments(session)[0].id}"))
        written = f"{day.year}年{day.month}月{day.day}日"
        assert written in shown
        assert f"{written} 00:00" not in shown
        assert f"{written} 12:00" not in shown

    def test_the_question_stands_before_the_words_that_answer_it(self, session, task, desk, slips, browse, make):
        head = browse(make.room_head(task.unit))
        session.commit()
        desk.post(at(task, "key", 1), filled())
        first = comments(session)[0].id

        for page in (
            text_of(desk.get(f"/field/comments/{first}")),
            text_of(head.get(f"/room/comments/{first}")),
            text_of(head.get(f"/room/tasks/{task.id}")),
        ):
            assert page.index("征集单上问：") < page.index("垃圾几天清运一次合适？") < page.index("一周两次")
            assert "补充情况" not in page
            assert " 补充</p>" not in page

    def test_a_day_ahead_is_refused(self, task, desk):
        page = desk.post(at(task, "key"), {"channel": "box", "heard_on": "2999-01-01"})

        assert page.status_code == 422

    def test_a_slip_keyed_before_is_shown_with_who_did_it(self, task, desk, clerk, slips):
        name = clerk.person
        desk.post(at(task, "key", 1), filled())

        page = desk.get(at(task, "key"), query_string={"s": str(code_of(task.id, 1))})
        assert "不再重复录入" in text_of(page)
        assert name in text_of(page)

    def test_keying_it_in_by_another_form_is_refused_and_nothing_typed_is_lost(self, session, task, desk, slips):
        desk.post(at(task, "key", 1), filled())
        page = desk.post(at(task, "key", 1), filled(**{"question-1-words": "一周三次"}))

        assert page.status_code == 422
        assert "一周三次" in text_of(page)
        assert len(comments(session)) == 3

    def test_the_same_form_sent_twice_makes_nothing(self, session, task, desk, slips):
        form = filled()
        desk.post(at(task, "key", 1), form)
        page = desk.post(at(task, "key", 1), form)

        assert page.status_code == 200
        assert len(comments(session)) == 3

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"question-1-words": "我是520181199001011234"}, "身份证号"),
            ({"household": "9999"}, "户编号"),
            ({"question-1-words": "", "key-art_2-stance": "", "free-1-words": ""}, "空白交回"),
            ({"free-1-about": "art_99"}, ""),
        ],
    )  # fmt: skip
    def test_what_cannot_stand_comes_back_whole(self, session, task, desk, slips, wrong, told):
        page = desk.post(at(task, "key", 1), filled(**wrong))

        assert page.status_code == 422
        assert told in text_of(page)
        assert comments(session) == []

    def test_an_empty_slip_comes_back_blank_and_can_be_taken_up_again(self, session, task, desk, slips):
        desk.post(at(task, "key", 1, "blank"))
        assert "记为空白交回" in text_of(desk.get(at(task, 1)))

        page = desk.post(at(task, 1, "not-blank"))
        assert "垃圾几天清运一次合适？" in text_of(page)


class TestCorrecting:
    def test_leads_who_wrote_a_comment_down_to_its_correction(self, session, make, browse, task, slips):
        head = browse(make.room_head(task.unit))
        session.commit()
        head.post(at(task, "key", 1), filled())
        first = comments(session)[0].id

        way = f"/field/tasks/{task.id}/comments?corrects={first}"
        assert way in text_of(head.get(at(task, 1)))
        assert "一周两次" in text_of(head.get(way))

    def test_names_to_others_who_can(self, session, make, browse, task, clerk, desk, slips):
        name, head = clerk.person, browse(make.room_head(task.unit))
        session.commit()
        desk.post(at(task, "key", 1), filled())

        text = text_of(head.get(at(task, 1)))
        assert f"由记录人{name}更正" in text
        assert "corrects=" not in text


class TestStub:
    """The slip promises: name its number, and hear what became of it, or take it back."""

    def seen(self, page, subject_id):
        """Return what a person sends who looked at the stub, and read on this page what goes with it."""
        name = f"stub-{subject_id}-known"
        found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]+)"', text_of(page))
        return {f"stub-{subject_id}-seen": "y", name: found[1] if found else ""}

    def test_what_became_of_each_comment_stands_on_the_slip_s_page(self, session, task, desk, slips):
        desk.post(at(task, "key", 1), filled())

        text = text_of(desk.get(at(task, 1)))
        assert text.count("联络室审核") == 3
        assert f"请核对对方手中的存根编号：{code_of(task.id, 1)}" in text

    def test_words_are_taken_back_once_the_stub_was_looked_at(self, session, task, desk, clerk, slips):
        name = clerk.person
        desk.post(at(task, "key", 1), filled())
        first = comments(session)[0].id

        unseen = desk.post(at(task, 1, "comments", first, "withdraw"), {})
        session.rollback()
        kept = comments(session)[0].said.words
        page = text_of(desk.post(at(task, 1, "comments", first, "withdraw"), self.seen(unseen, first)))

        assert (unseen.status_code, kept) == (422, "一周两次")
        assert "请先核对存根" in text_of(unseen)
        session.rollback()
        assert comments(session)[0].said.words == ""
        for told in (page, text_of(desk.get(f"/field/comments/{first}"))):
            assert "联络室按本人意愿撤回" in told
            assert name in told
            assert "已由本人撤回" not in told

    def test_the_picture_of_the_whole_slip_is_told_before_it_goes_and_no_other_is_asked_for(
        self, session, task, desk, clerk, slips, settings
    ):
        slip = slips[0]
        attach(session, clerk, new_id(), slip, shown(photo(), slip), settings.files)
        session.commit()
        desk.post(at(task, "key", 1), filled())
        first = comments(session)[0].id

        before = desk.get(at(task, 1))
        after = text_of(desk.post(at(task, 1, "comments", first, "withdraw"), self.seen(before, first)))

        assert "照片 1 张，连同照片上这张征集单的其他内容" in text_of(before)
        assert "此后这张征集单不再收照片" in text_of(before)
        assert ["添加这张征集单的照片" in page for page in (text_of(before), after)] == [True, False]
        assert "单上有内容已撤回，不再收照片" in after

    def test_a_number_is_printed_again_only_while_it_may_be_keyed_in(self, task, desk, slips):
        again = "重印这一张"
        assert again in text_of(desk.get(at(task, 1)))
        desk.post(at(task, "key", 1), filled())
        assert again not in text_of(desk.get(at(task, 1)))

    def test_a_slip_of_which_all_was_taken_back_says_so(self, session, task, desk, slips):
        desk.post(at(task, "key", 1), filled())
        for one in [one.id for one in comments(session)]:
            desk.post(at(task, 1, "comments", one, "withdraw"), self.seen(desk.get(at(task, 1)), one))

        assert "这张征集单的内容已全部按本人意愿撤回" in text_of(desk.get(at(task, 1)))

    def test_what_was_read_once_can_be_taken_back_before_it_is_a_comment(self, session, task, desk, slips):
        slip = slips[0].id
        form = {"channel": "questionnaire", "heard_on": clock.today().isoformat(), "twice": "y"}
        desk.post(at(task, "key"), form)
        desk.post(at(task, "key", 1), filled())

        text = text_of(desk.post(at(task, 1, "withdraw"), self.seen(desk.get(at(task, 1)), slip)))

        assert "这张征集单的内容已全部按本人意愿撤回" in text
        assert comments(session) == []

    def test_one_that_nobody_has_read_is_let_go_and_not_keyed_in(self, task, desk, slips):
        slip = slips[0].id
        before = desk.get(at(task, 1))

        text = text_of(desk.post(at(task, 1, "withdraw"), self.seen(before, slip)))

        assert "撤回后，这张征集单不再录入" in text_of(before)
        assert "纸面内容已撤回" in text
        assert "群众要求撤回" not in text
        assert "已处理 1 张" in text_of(desk.get(at(task, "key")))

    def test_what_goes_with_the_only_comment_is_told_first_and_asked_again_once_it_is_more(
        self, session, make, browse, task, desk, clerk, slips
    ):
        head, name = browse(make.room_head(task.unit)), clerk.person
        said = Heard(id=new_id(), task=task.id, words="路要修。", consent=Consent.ELECTRONIC, slip=1)
        online = take(session, None, task, said, b"secret").comment.id
        session.commit()
        before = head.get(at(task, 1))
        desk.post(at(task, "key"), {"channel": "box", "heard_on": clock.today().isoformat(), "twice": "y"})
        desk.post(at(task, "key", 1), filled())

        refused = head.post(at(task, 1, "comments", online, "withdraw"), self.seen(before, online))
        told = f"{name}已从纸面录入、尚未成为正式意见的内容 3 条"

        assert told not in text_of(before)
        assert refused.status_code == 422
        assert "尚未撤回。请重新核对" in text_of(refused)
        assert told in text_of(refused)
        assert f'name="stub-{online}-seen" type="checkbox" value="y" checked' not in text_of(refused)
        head.post(at(task, 1, "comments", online, "withdraw"), self.seen(refused, online))
        session.rollback()
        assert comments(session)[0].said.words == ""

    def test_the_head_s_note_is_shown_to_who_needs_it(self, session, make, browse, task, desk, slips):
        chief = make.room_head(task.unit)
        chief_id, head, colleague = chief.id, browse(chief), browse(make.collector(task.unit))
        session.commit()
        desk.post(at(task, "key", 1), filled())
        chief = session.get_one(Account, chief_id)
        give_verdict(session, chief, comments(session)[0], Opinion(VerdictKind.DETAIL, note="请问是哪个组"))
        session.commit()

        assert ["请问是哪个组" in text_of(one.get(at(task, 1))) for one in (head, desk, colleague)] == [
            True,
            True,
            False,
        ]

    def test_is_closed_to_another_room_and_other_duties(self, session, make, browse, task, desk, slips):
        strangers = [make.room_head(), make.collector(), make.coordinator(), make.station_head(), make.auditor()]
        session.commit()
        people = [browse(one) for one in strangers]
        desk.post(at(task, "key", 1), filled())
        first = comments(session)[0].id

        for stranger in people:
            for path in (("comments", first, "withdraw"), ("withdraw",)):
                assert (
                    stranger.post(at(task, 1, *path), self.seen(desk.get(at(task, 1)), first)).status_code == 403
                )
        session.rollback()
        assert comments(session)[0].said.words == "一周两次"


class TestTwice:
    @pytest.fixture
    def chief(self, make, task):
        return make.room_head(task.unit)

    @pytest.fixture
    def head(self, chief):
        return chief.person

    @pytest.fixture
    def other(self, chief, head, session, browse, slips):
        session.commit()
        return browse(chief)

    @pytest.fixture
    def first(self, task, desk, slips):
        desk.post(
            at(task, "key"), {"channel": "questionnaire", "heard_on": clock.today().isoformat(), "twice": "y"}
        )
        return desk.post(at(task, "key", 1), filled())

    def test_the_first_waits_and_is_not_seen_by_the_second(self, session, task, other, first):
        text = text_of(other.get(at(task, "key", 1)))

        assert "待另一人再录一遍" in text_of(first)
        assert "一周两次" not in text
        assert comments(session) == []

    def test_the_same_person_is_told_that_it_must_be_another(self, task, desk, first):
        page = desk.post(at(task, "key", 1), filled())

        assert page.status_code == 422
        assert "须由另一人录入" in text_of(page)

    def test_who_read_it_first_is_offered_no_second_form_but_their_own_anew(self, session, task, desk, first):
        page = text_of(desk.get(at(task, "key", 1)))

        assert "垃圾几天清运一次合适？" not in page
        assert "须由另一人录入第二遍" in page

        anew = text_of(desk.post(at(task, "key", 1, "again")))
        assert "垃圾几天清运一次合适？" in anew
        assert "一周两次" not in anew
        assert desk.post(at(task, "key", 1), filled()).status_code == 200

    def test_the_stack_tells_what_this_person_did(self, task, desk, other, first):
        assert "共 3 张，已处理 0 张 · 本人录入 1 张 · 待录第二遍 1 张" in text_of(first)
        assert "本人录入" not in text_of(other.get(at(task, "key")))

    def test_a_blank_one_is_looked_at_by_a_second_person(self, task, desk, other, first):
        once = text_of(desk.post(at(task, "key", 2, "blank")))
        twice = text_of(other.post(at(task, "key", 2, "blank")))

        assert "待另一人再录一遍" in once
        assert f"征集单 {code_of(task.id, 2)} 已记为空白交回" in twice

    def test_one_that_was_blank_to_one_person_only_is_decided(self, task, desk, other, first):
        desk.post(at(task, "key", 2, "blank"))
        page = text_of(other.post(at(task, "key", 2), filled()))

        assert "一周两次" in page
        assert "（空）" in page

    def test_equal_readings_are_comments_at_once(self, session, task, other, first):
        other.post(at(task, "key", 1), filled())

        assert len(comments(session)) == 3

    def test_differences_are_shown_marked_and_decided(self, session, task, other, head, first):
        page = other.post(at(task, "key", 1), filled(**{"question-1-words": "一周三次", "identity": "居民"}))
        text = text_of(page)

        assert "<mark>两</mark>" in text
        assert "<mark>三</mark>" in text
        assert "<del>" not in text
        assert "还缺一条路灯" not in text

        undecided = other.post(at(task, 1, "settle"), {"id": str(new_id()), "identity-pick": "first"})
        assert undecided.status_code == 422

        settled = other.post(
            at(task, 1, "settle"),
            {
                "id": str(new_id()),
                "question-1.words-pick": "other",
                "question-1.words-other": "一周二次",
                "identity-pick": "second",
            },
        )
        assert "下一张的编号" in text_of(settled)
        assert f"征集单 {code_of(task.id, 1)} 已由{head}核定" in text_of(settled)
        assert f'核定</dt><dd><span lang="zh-CN">{head}</span>' in text_of(other.get(at(task, 1)))
        assert comments(session)[0].said.words == "一周二次"
        assert comments(session)[0].submission.identity == "居民"

    def test_the_first_alone_is_taken_where_nobody_else_is_there(self, session, task, other, first):
        other.post(at(task, 1, "first"))

        assert len(comments(session)) == 3


class TestPictures:
    def send(self, desk, task, *photos, number=None, form=None, **more):
        where = at(task, number, "pictures") if number else at(task, "pictures")
        files = [(BytesIO(content), f"IMG_{place}.jpg") for place, content in enumerate(photos, start=1)]
        return desk.post(
            where,
            {"pictures-id": str(form or new_id()), "pictures-pictures": files, **more},
            content_type="multipart/form-data",
        )

    def told(self, page):
        """Return which photo the page says went to which slip."""
        return re.findall(r"(IMG_\d\.jpg) → <a[^>]*>([^<]+)</a>", page)

    def test_each_goes_to_the_slip_whose_code_it_shows(self, session, task, desk, slips):
        address = address_of(f"http://localhost/c/{task.code}", task.id, 2)

        page = text_of(self.send(desk, task, photo(address), photo()))

        kept = session.scalars(select(Attachment)).all()
        assert [session.get(Slip, one.slip_id).number for one in kept] == [2]
        assert self.told(page) == [("IMG_1.jpg", str(code_of(task.id, 2)))]
        assert "没有识别到编号：IMG_2.jpg。请打开所属征集单后添加" in page

    @pytest.mark.parametrize("order", ["F1 B1 F2 B2", "B2 F2 B1 F1", "F1 B2 F3 B3"])
    def test_none_without_a_code_goes_to_its_neighbour_s_slip(self, session, task, desk, slips, order):
        address = f"http://localhost/c/{task.code}"
        names = order.split()
        photos = [
            photo(address_of(address, task.id, int(one[1])) if one[0] == "F" else f"back of {one}")
            for one in names
        ]

        page = text_of(self.send(desk, task, *photos, **{"pictures-backs": "y"}))

        fronts = [(place, int(one[1])) for place, one in enumerate(names, start=1) if one[0] == "F"]
        backs = [f"IMG_{place}.jpg" for place, one in enumerate(names, start=1) if one[0] == "B"]
        kept = session.scalars(select(Attachment).order_by(Attachment.added_at)).all()
        assert [session.get(Slip, one.slip_id).number for one in kept] == [number for _place, number in fronts]
        assert self.told(page) == [(f"IMG_{place}.jpg", str(code_of(task.id, n))) for place, n in fronts]
        assert f"没有识别到编号：{'、'.join(backs)}。" in page

    def test_of_a_slip_that_was_taken_back_are_told_as_not_kept(self, session, task, desk, slips):
        slip = session.merge(slips[0])
        let_go(session, None, slip)
        session.commit()
        first, second = (address_of(f"http://localhost/c/{task.code}", task.id, number) for number in (1, 2))

        of_a_stack = text_of(self.send(desk, task, photo(first), photo(second)))
        of_one = text_of(self.send(desk, task, photo(), number=1))

        kept = session.scalars(select(Attachment)).all()
        assert [session.get(Slip, one.slip_id).number for one in kept] == [2]
        assert self.told(of_a_stack) == [("IMG_2.jpg", str(code_of(task.id, 2)))]
        for page in (of_a_stack, of_one):
            assert f"征集单 {code_of(task.id, 1)} 上有内容已按本人意愿撤回，照片未保存：IMG_1.jpg" in page
        assert "照片已保存" not in of_one

    def test_that_come_after_one_that_cannot_be_read_are_told_as_not_kept(self, session, task, desk, slips):
        address = address_of(f"http://localhost/c/{task.code}", task.id, 2)

        of_a_stack = self.send(desk, task, photo(address), b"no picture", photo(), number=None)
        of_one = text_of(self.send(desk, task, photo(), b"no picture", photo("b"), number=1))

        assert of_a_stack.status_code == 422
        assert self.told(text_of(of_a_stack)) == [("IMG_1.jpg", str(code_of(task.id, 2)))]
        for page in (text_of(of_a_stack), of_one):
            assert "以下照片未保存：IMG_2.jpg、IMG_3.jpg" in page
        assert "照片已保存，共 1 张" in of_one

    def test_several_of_one_slip_are_kept_at_once(self, session, task, desk, slips):
        page = self.send(desk, task, photo(), photo("back"), number=1)

        assert "照片已保存，共 2 张" in text_of(page)
        assert len(session.scalars(select(Attachment)).all()) == 2

    def test_stands_beside_the_form_and_is_seen_by_the_room_alone(self, session, make, browse, task, desk, slips):
        stranger = browse(make.collector())
        session.commit()
        assert "照片已保存，共 1 张" in text_of(self.send(desk, task, photo(), number=1))
        (kept,) = session.scalars(select(Attachment.id)).all()
        where = at(task, 1, "pictures", kept)

        assert where in text_of(desk.get(at(task, "key", 1)))
        assert desk.get(where).mimetype == "image/jpeg"
        assert desk.get(at(task, 2, "pictures", kept)).status_code == 404
        assert stranger.get(where).status_code == 403

    def test_a_form_that_was_refused_goes_on_with_other_files(self, session, task, desk, slips):
        front, back, form = photo(), photo("back"), new_id()

        self.send(desk, task, front, b"no picture", number=1, form=form)
        self.send(desk, task, back, front, number=1, form=form)

        assert len(session.scalars(select(Attachment)).all()) == 2

    def test_what_is_no_picture_is_told(self, session, task, desk, slips):
        page = self.send(desk, task, b"no picture", number=1)

        assert session.scalars(select(Attachment)).all() == []
        assert "JPEG" in text_of(page)


class TestRights:
    def test_another_room_s_slips_are_closed(self, make, session, browse, task, slips):
        stranger = browse(make.room_head())
        session.commit()

        for path in ("", "print", "slips.pdf?first=1", "key", "key/1", "1", "1/settle", "pictures"):
            assert stranger.get(at(task, *([path] if path else []))).status_code == 403

    def test_no_page_asks_more_often_for_more_slips(self, make, session, clerk, task, slips, browse, queries_made):
        path, client = at(task), browse(clerk).client

        def count():
            client.get(path)
            session.expire_all()
            with queries_made() as made:
                client.get(path)
            return len(made)

        before = count()
        make.household(task.unit)
        issue(session, clerk, task, Order(id=new_id(), kind=SlipKind.HOUSEHOLD))
        issue(session, clerk, task, Order(id=new_id(), kind=SlipKind.SPARE, count=30))
        session.commit()

        assert session.query(Slip).count() == 34
        assert count() == before
