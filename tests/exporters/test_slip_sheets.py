from dataclasses import replace
from datetime import date
from uuid import UUID

import pypdfium2 as pdfium
import pytest
import zxingcpp

from legislation_hub.exporters.slip_sheets import (
    AskedProvision,
    BlankSlip,
    BlankSlipPaper,
    blank_slips_pdf,
    provisions_on,
)
from legislation_hub.proofs.slips import address_of, code_of, read
from tests.exporters.papers import SAY, SIGNED
from tests.exporters.rendered import pages, plain_text, squeezed

TASK = UUID("019892a0-0000-7000-8000-000000000001")
DOOR = "https://lianluo.example.gov.cn/c/k7Qd2mXp"
QUESTIONS = ("垃圾几天清运一次合适？", "费用该谁出？", "还有哪里不方便？")
TEXT = "任何单位和个人都应当遵守农村人居环境治理的规定，有权劝阻、举报破坏农村人居环境的行为。"
A4, A5 = "a4", "a5"


def paper(size=A4, count=3, questions=QUESTIONS, provisions=1, repeat=1, household=""):
    laws = tuple(AskedProvision(f"第{'一二三四五六七八'[n]}条", "目的", TEXT * repeat) for n in range(provisions))
    slips = tuple(
        BlankSlip(str(code_of(TASK, number)), address_of(DOOR, TASK, number), household)
        for number in range(1, count + 1)
    )
    return BlankSlipPaper(
        "大方县农村人居环境治理条例（草案）", "百纳彝族乡立法联络室", "大方县基层立法联络站", date(2026, 8, 5),
        questions, laws, ("村民", "村干部", "教师", "其他"), size, SIGNED, slips,
    )  # fmt: skip


def codes_on(page, dpi=200):
    """What a scanner reads on a printed page, from left to right."""
    found = zxingcpp.read_barcodes(page.render(scale=dpi / 72).to_pil())
    return [one.text for one in sorted(found, key=lambda one: one.position.top_left.x)]


class TestCodes:
    @pytest.mark.parametrize("size", [A4, A5])
    def test_every_slip_leads_to_its_own_number(self, size):
        printed = pages(blank_slips_pdf(paper(size, count=4), SAY))
        read_there = [code for page in printed for code in codes_on(page)]

        assert read_there == [address_of(DOOR, TASK, number) for number in range(1, 5)]
        assert all(read(code).belongs_to(TASK) for code in read_there)

    def test_can_be_read_from_a_photo_of_a_poor_camera(self):
        (page, *_others) = pages(blank_slips_pdf(paper(count=1), SAY))

        assert codes_on(page, dpi=80) == [address_of(DOOR, TASK, 1)]

    @pytest.mark.parametrize("size", [A4, A5])
    def test_the_number_stands_there_to_be_typed(self, size):
        text = plain_text(blank_slips_pdf(paper(size, count=3), SAY))

        for number in (1, 2, 3):
            assert text.count(f"编号{code_of(TASK, number)}") >= 2  # at the head, and on what the person keeps

    def test_every_page_of_a_slip_carries_its_number(self):
        printed = pages(blank_slips_pdf(paper(count=2, provisions=4), SAY))
        text = [squeezed(page.get_textpage().get_text_range()) for page in printed]

        assert len(printed) == 4
        assert all(f"编号{code_of(TASK, 1)}" in one for one in text[:2])
        assert all(f"编号{code_of(TASK, 2)}" in one for one in text[2:])


class TestText:
    def test_says_who_asks_why_and_what_one_need_not_give(self):
        text = plain_text(blank_slips_pdf(paper(count=1), SAY))

        for part in ("百纳彝族乡立法联络室", "大方县基层立法联络站", "2026年8月5日", "由您自愿", "可以不写姓名",
                     "身份证号", "撤回", "监护人", "存根"):  # fmt: skip
            assert part in text

    def test_asks_every_question_and_prints_the_provision_with_its_boxes(self):
        text = plain_text(blank_slips_pdf(paper(count=1), SAY))

        for part in (*QUESTIONS, "第一条（目的）", TEXT, "赞成", "修改", "反对", "村干部"):
            assert squeezed(part) in text

    def test_names_the_household_that_it_is_for(self):
        assert "户编号XH-03-001" in plain_text(blank_slips_pdf(paper(count=1, household="XH-03-001"), SAY))

    def test_provisions_that_do_not_fit_two_pages_are_named(self):
        pdf = blank_slips_pdf(paper(count=1, provisions=8, repeat=4), SAY)
        text = plain_text(pdf)

        assert len(pages(pdf)) == 2
        assert all(f"第{sign}条（目的）{squeezed(TEXT)}" in text for sign in "一二三")
        assert "第八条（目的）" not in text
        assert "、第八条" in text

    @pytest.mark.parametrize(
        ("size", "household"), [(A4, ""), (A4, "XH-03-001"), (A4, "彝家寨一组第三联户单元零零一号" * 2), (A5, "")]
    )
    def test_says_how_many_provisions_are_printed_in_full(self, size, household):
        asked = paper(size, count=2, provisions=8, repeat=4, household=household)
        text = plain_text(blank_slips_pdf(replace(asked, slips=asked.slips[:1]), SAY))

        assert provisions_on(asked, SAY) == text.count(squeezed(TEXT * 4))

    def test_each_slip_of_a_batch_has_what_it_would_have_alone(self):
        long = "彝家寨一组第三联户单元零零一号" * 2
        asked = paper(A4, count=2, provisions=8, repeat=4)
        bare, named = asked.slips
        batch = replace(asked, slips=(bare, replace(named, household=long)))

        alone = [provisions_on(replace(batch, slips=(one,)), SAY) for one in batch.slips]
        text = plain_text(blank_slips_pdf(batch, SAY))

        assert alone[0] != alone[1], "or this shows nothing"
        assert text.count(squeezed(TEXT * 4)) == sum(alone)

    def test_nobody_s_words_are_markup(self):
        pdf = blank_slips_pdf(paper(count=1, questions=("#set page(fill: red) *几天* $x$？",)), SAY)

        assert squeezed("#set page(fill: red) *几天* $x$？") in plain_text(pdf)


class TestSheets:
    def test_two_of_a5_share_a_sheet_where_questions_alone_are_asked(self):
        printed = pages(blank_slips_pdf(paper(A5, count=5, provisions=0), SAY))

        assert len(printed) == 3
        assert [round(side) for side in printed[0].get_size()] == [842, 595]
        assert [len(codes_on(page)) for page in printed] == [2, 2, 1]

    @pytest.mark.parametrize(("size", "most"), [(A4, 2), (A5, 1)])
    @pytest.mark.parametrize("questions", [0, 1, 3, 5])
    @pytest.mark.parametrize("provisions", [0, 1, 3, 6])
    def test_a_slip_takes_no_more_paper_than_it_may(self, size, most, questions, provisions):
        asked = tuple(f"{QUESTIONS[0]}（{number}）" for number in range(questions))
        printed = pages(blank_slips_pdf(paper(size, count=2, questions=asked, provisions=provisions), SAY))

        assert len(printed) <= 2 * most

    def test_are_the_same_bytes_each_time(self):
        assert blank_slips_pdf(paper(), SAY) == blank_slips_pdf(paper(), SAY)

    @pytest.mark.parametrize("size", [A4, A5])
    def test_questions_and_provisions_are_set_in_14_points_at_least(self, size):
        (page, *_rest) = pages(blank_slips_pdf(paper(size, count=1, provisions=0), SAY))
        texts = page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage())
        large = "".join(one.extract() for one in texts if one.get_font_size() >= 14)

        assert all(squeezed(question) in squeezed(large) for question in QUESTIONS)
