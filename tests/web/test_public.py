"""A resident without an account: read, say, and see what became of it; nothing after the closing."""

import json
import re

import pytest
from sqlalchemy import func, select

from legislation_hub import clock
from legislation_hub.models import Comment, Gathering, Outcome, Point, Report, Submission, Words
from legislation_hub.models.base import new_id
from legislation_hub.proofs import manifest, receipts
from legislation_hub.proofs.leaves import leaf
from legislation_hub.services.withdrawing import withdraw
from legislation_hub.vocabulary import OutcomeKind, Place, ReportState, Role, Stage
from tests.makers import in_days

WORDS = "春节回家开车，最后一公里全是坑。"


@pytest.fixture
def task(make):
    return make.task(code="qr77")


@pytest.fixture
def resident(session, task, browse):
    session.commit()
    return browse()


def filled(**more):
    return {"id": str(new_id()), "about": "whole", "words": WORDS, "consent": "y", **more}


def text(page):
    return page.get_data(as_text=True)


def code_in(page):
    return re.search(r'id="code">([0-9A-Z-]{34})<', text(page))[1]


class TestReading:
    def test_shows_what_is_open_and_the_text_with_an_anchor_for_each_article(self, task, resident):
        title, room = task.consultation.title, task.unit.name

        assert title in text(resident.get("/"))
        page = text(resident.get("/c/qr77"))

        assert 'id="art_2"' in page
        assert "第二条的内容。" in page
        assert room in page

    def test_hides_what_is_being_prepared_or_not_for_the_public(self, session, make, resident):
        preparing = make.consultation(stage=Stage.PREPARING, title="还没发出的草案")
        inner = make.consultation(is_public=False, title="只问部门的草案")
        hidden = [preparing.id, inner.id]
        session.commit()

        page = text(resident.get("/"))
        assert "还没发出的草案" not in page
        assert "只问部门的草案" not in page
        for one in hidden:
            assert resident.get(f"/consultations/{one}").status_code == 404
            assert resident.get(f"/consultations/{one}/draft").status_code == 404

    def test_tells_what_became_of_an_answered_one(self, session, make, resident):
        asked = make.consultation(stage=Stage.ANSWERED)
        task = make.task(consultation=asked)
        author = make.coordinator()
        common = {"station_id": asked.station_id}
        point = Point(
            consultation_id=asked.id, number=1, place=Place.WHOLE, wording="建议纳入通组路。",
            made_by_id=author.id, made_at=clock.now(), **common,
        )  # fmt: skip
        left = Point(
            consultation_id=asked.id, number=2, place=Place.WHOLE, wording="后来没有人再提的一条。",
            made_by_id=author.id, made_at=clock.now(), **common,
        )  # fmt: skip
        session.add_all([point, left])
        session.flush()
        comment = make.comment(task)
        session.add_all([
            Gathering(comment_id=comment.id, point_id=point.id, gathered_by_id=author.id, gathered_at=clock.now()),
            Outcome(
                point_id=point.id, position=1, kind=OutcomeKind.NOT_ADOPTED, reason="由各省另行规定。",
                recorded_by_id=author.id, recorded_at=clock.now(), **common,
            ),
        ])  # fmt: skip
        session.commit()

        page = text(resident.get(f"/consultations/{asked.id}"))

        assert "建议纳入通组路。" in page
        assert "由各省另行规定。" in page
        assert "后来没有人再提的一条。" not in page


class TestSaying:
    def test_ticks_nothing_for_the_person(self, resident):
        boxes = re.findall(r'<input[^>]*type="checkbox"[^>]*>', text(resident.get("/c/qr77/say")))

        assert {re.search(r'name="(\w+)"', one)[1] for one in boxes} == {"wants_answer", "guardian", "consent"}
        assert [one for one in boxes if "checked" in one] == []

    def test_gives_a_receipt_that_shows_the_words_again(self, session, resident):
        page = resident.post("/c/qr77/say", filled())

        again = resident.post("/receipt", {"code": code_in(page).lower().replace("-", " ")})

        assert page.status_code == 200
        assert WORDS in text(again)
        assert "http://localhost/receipt" in text(again)
        assert session.scalars(select(Comment.number)).one() in text(again)

    def test_is_not_opened_by_whoever_sees_the_comment_and_writes_the_form_again(self, session, resident):
        form = filled()
        first = code_in(resident.post("/c/qr77/say", form))
        seen = session.scalars(select(Comment.id)).one()

        again = resident.post("/c/qr77/say", {**form, "id": str(seen)})

        assert code_in(again) != first

    def test_sent_twice_is_one_comment_with_one_receipt(self, session, resident):
        form = filled()

        codes = {code_in(resident.post("/c/qr77/say", form)) for _ in range(2)}

        assert len(codes) == 1
        assert session.scalar(select(func.count()).select_from(Comment)) == 1

    def test_with_other_words_under_one_id_asks_before_it_takes_them(self, session, resident):
        form = filled()
        resident.post("/c/qr77/say", form)

        page = resident.post("/c/qr77/say", {**form, "words": "班车也没有。"})
        assert page.status_code == 422
        fresh = re.search(r'name="id"[^>]*value="([0-9a-f-]{36})"', text(page))[1]
        assert fresh != form["id"]
        resident.post("/c/qr77/say", {**form, "words": "班车也没有。", "id": fresh})

        assert session.scalar(select(func.count()).select_from(Comment)) == 2

    def test_without_a_qr_code_goes_to_the_room_that_was_chosen(self, session, task, resident):
        address, room = f"/consultations/{task.consultation_id}/say", task.room_id

        assert resident.post(address, filled()).status_code == 422
        assert resident.post(address, filled(room="qr77")).status_code == 200

        assert session.scalars(select(Comment.room_id)).one() == room

    def test_never_goes_to_a_room_of_another_consultation(self, session, make, task, resident):
        address = f"/consultations/{task.consultation_id}/say"
        make.task(code="other")
        session.commit()

        assert resident.post(address, filled(room="other")).status_code == 404

    @pytest.mark.parametrize("slip", [{"consent": ""}, {"words": " "}, {"about": "art_99"}, {"age_band": "0-13"}])
    def test_brings_the_form_back_when_something_is_missing(self, session, resident, slip):
        page = resident.post("/c/qr77/say", filled(reason="油钱都不够", **slip))

        assert page.status_code == 422
        assert "油钱都不够" in text(page)
        assert session.scalar(select(func.count()).select_from(Comment)) == 0

    def test_takes_a_child_s_words_with_a_guardian(self, resident):
        assert resident.post("/c/qr77/say", filled(age_band="0-13", guardian="y")).status_code == 200

    def test_joins_a_second_comment_by_the_receipt(self, session, resident):
        code = code_in(resident.post("/c/qr77/say", filled()))
        form = text(resident.post("/c/qr77/more", {"code": code}))
        assert f'value="{code}"' in form

        resident.post("/c/qr77/say", filled(receipt=code))

        assert session.scalar(select(func.count()).select_from(Submission)) == 1
        assert session.scalar(select(func.count()).select_from(Comment)) == 2

    def test_is_refused_after_the_closing_with_the_words_given_back(self, session, make, resident):
        asked = make.consultation(stage=Stage.OPEN, opens_on=in_days(-9), closes_on=in_days(-1))
        make.task(consultation=asked, code="late")
        session.commit()

        assert resident.get("/c/late/say").status_code == 200
        page = resident.post("/c/late/say", filled(proposal="通组路也要修。", reason="油钱都不够"))

        assert page.status_code == 409
        assert all(one in text(page) for one in (WORDS, "通组路也要修。", "油钱都不够"))
        assert session.scalar(select(func.count()).select_from(Comment)) == 0

    def test_names_above_the_words_nothing_that_may_be_chosen_otherwise_on_the_same_page(self, resident):
        page = text(resident.get("/c/qr77/say?about=art_2"))

        assert "<p data-chosen hidden>您的意见针对：<strong></strong></p>" in page

    def test_needs_no_script(self, resident):
        page = text(resident.get("/c/qr77/say"))

        assert "<noscript" not in page
        assert re.search(r"<(style|script)(?![^>]*\bsrc=)", page) is None


class TestSayingWithoutScripts:
    def test_has_the_printed_text_to_copy_from(self, resident):
        page = text(resident.get("/c/qr77/say"))

        folded = re.search(r"<details[^>]* data-to-copy>.*?</details>", page, re.S).group()
        assert "第二条的内容。" in folded

    def test_is_told_at_once_all_that_is_not_right(self, session, resident):
        sent = {"id": new_id(), "about": "art_2", "quote": "哪里都没有的字", "words": ""}
        page = resident.post("/c/qr77/say", sent)

        assert page.status_code == 422
        told = text(page)
        wanted = ["您同意之后才能保存。", 'href="#words"', 'href="#quote"']
        assert [one for one in wanted if one not in told] == []


class TestReceipts:
    def test_never_stand_in_an_address(self, resident):
        code = code_in(resident.post("/c/qr77/say", filled()))

        page = text(resident.get("/receipt", query_string={"code": code}))

        assert f'value="{code}"' not in page

    @pytest.mark.parametrize("typed", ["7K3M", "hello", "0000-0000-0000-0000-0000-0000-0000"])
    def test_that_are_none_are_told_so(self, resident, typed):
        assert resident.post("/receipt", {"code": typed}).status_code == 422

    def test_take_the_words_back(self, session, resident):
        code = code_in(resident.post("/c/qr77/say", filled()))
        comment = session.scalars(select(Comment.id)).one()
        session.rollback()  # so that what is read below is new

        page = resident.post("/receipt/withdraw", {"code": code, "comment": str(comment)})

        assert WORDS not in text(page)
        assert session.scalars(select(Words.words)).one() == ""

    def test_are_not_given_again_for_words_that_were_taken_back(self, session, resident):
        form = filled()
        code = code_in(resident.post("/c/qr77/say", form))
        withdraw(session, None, code, session.scalars(select(Comment.id)).one())
        session.commit()

        page = resident.post("/c/qr77/say", form)

        assert page.status_code == 422
        assert code not in text(page)

    def test_open_only_their_own_comments(self, session, make, resident):
        foreign = make.comment().id
        session.commit()
        code = code_in(resident.post("/c/qr77/say", filled()))

        answer = {"code": code, "comment": str(foreign)}
        assert resident.post("/receipt/withdraw", answer).status_code == 404
        assert resident.post("/receipt/proof", answer).status_code == 404

    def test_are_printed(self, resident):
        code = code_in(resident.post("/c/qr77/say", filled()))

        assert code in text(resident.post("/receipt/print", {"code": code}))

    def test_are_no_receipts_any_more_once_all_was_taken_back(self, session, resident):
        code = code_in(resident.post("/c/qr77/say", filled()))
        comment = session.scalars(select(Comment)).one()
        sent, number = {"code": code, "comment": str(comment.id)}, comment.number
        session.rollback()

        page = text(resident.post("/receipt/withdraw", sent))
        paper = text(resident.post("/receipt/print", {"code": code}))

        assert ("打印撤回凭证" in page, ">打印<" in page) == (True, False)
        assert [one for one in ("撤回凭证", number, "原话已删除", "撤回于") if one not in paper] == []
        assert "意见回执" not in paper

    def test_give_a_proof_that_verifies_once_the_report_is_signed(self, session, make, resident):
        code = code_in(resident.post("/c/qr77/say", filled()))
        answer = {"code": code, "comment": str(session.scalars(select(Comment.id)).one())}
        assert resident.post("/receipt/proof", answer).status_code == 422
        signed = _sign(session, make)

        page = resident.post("/receipt/proof", answer)

        receipts.verify_receipt(signed, receipts.read_receipt(page.data))
        assert json.loads(page.data)["words"] == WORDS


def _sign(session, make):
    """Put the only comment into a signed report and return its manifest."""
    comment = session.scalars(select(Comment)).one()
    head = make.account(Role.STATION_HEAD, comment.station)
    counted = manifest.Counted(comment.number, leaf(comment.said.salt, comment.number, comment.said.words))
    signed = manifest.build("520521-2026-1", clock.now(), [[counted]])
    session.add(
        Report(
            number="520521-2026-1", consultation_id=comment.consultation_id, unit_id=comment.station_id,
            station_id=comment.station_id, state=ReportState.SIGNED, title="情况报告", addressee="毕节市人大",
            signature="大方县基层立法联络站", sections={}, compiled_by_id=head.id, compiled_at=clock.now(),
            signed_by_id=head.id, signed_at=clock.now(),
            manifest=manifest.write(signed).decode(), root=signed["root"],
        )
    )  # fmt: skip
    session.commit()
    return signed
