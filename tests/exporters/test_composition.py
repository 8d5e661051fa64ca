from datetime import date

import pytest

from legislation_hub.exporters.composition import COLUMNS, Style, compose
from legislation_hub.exporters.paper import MAIN, PointPaper, SectionPaper
from legislation_hub.exporters.plain import width
from tests.exporters.papers import ROOT_HEX, SAY, report


def lines(*styles, **changes):
    return [line.text for line in compose(report(**changes), SAY).body if line.style in styles]


def placed(**changes):
    return [line for line in compose(report(**changes), SAY).body if line.style is Style.PLACED]


class TestCompose:
    def test_numbers_sections_and_the_points_in_each(self):
        assert lines(Style.HEADING, Style.SUBHEADING, points=6) == [
            "一、基本情况",
            "二、总体评价",
            "三、主要修改意见",
            "（一）关于第2条第一款",
            "（二）关于第3条第二款",
            "（三）关于第4条第三款",
            "（四）关于第5条第一款",
            "四、其他意见",
            "（一）关于第6条第二款",
            "（二）关于第7条第三款",
            "五、分歧意见",
        ]

    def test_a_section_without_anything_says_so(self):
        assert lines(Style.BODY, sections=(SectionPaper(MAIN),)) == ["无。"]

    def test_the_addressee_ends_with_one_colon(self):
        assert lines(Style.ADDRESSEE, addressee="毕节市人大常委会：") == ["毕节市人大常委会："]

    def test_a_point_names_its_line_of_the_summary_across_sections(self):
        body = lines(Style.BODY, points=6)

        assert body[3].endswith("（汇总表第1项）")
        assert body[-2].endswith("（汇总表第6项）")

    def test_words_on_several_lines_are_several_paragraphs(self):
        sections = (SectionPaper(MAIN, ("一。\n\n 二。",), (PointPaper("关于总体", "三。\r\n四。", ()),)),)

        assert lines(Style.BODY, sections=sections, references=False) == ["一。", "二。", "三。", "四。"]

    def test_the_root_is_printed_in_groups(self):
        (note,) = lines(Style.NOTE)

        assert ROOT_HEX in note.replace(" ", "")
        assert note.startswith("（报告编号：大方联〔2026〕3号。核验根：3f8a1c5d 3f8a1c5d")


class TestTitle:
    def test_a_long_one_breaks_by_sense_and_evenly(self):
        assert lines(Style.TITLE) == ["关于《大方县农村人居环境治理条例", "（草案）》征求意见情况的报告"]

    def test_the_writers_own_breaks_stand(self):
        assert lines(Style.TITLE, title="关于《条例》\n征求意见情况的报告") == [
            "关于《条例》",
            "征求意见情况的报告",
        ]

    def test_a_short_one_stays_whole(self):
        assert lines(Style.TITLE, title="关于条例的报告") == ["关于条例的报告"]


class TestAttachments:
    def test_a_single_one_has_no_number_and_wraps_under_its_name(self):
        line = placed(references=False)[0]

        assert line.text == "附件：《大方县农村人居环境治理条例（草案）》意见建议汇总表"
        assert (line.start, line.hang) == (2, 5)

    def test_two_are_numbered_below_each_other(self):
        first, second = placed(references=True)[:2]

        assert first.text.startswith("附件：1.《")
        assert second.text == "2.意见编号对照表"
        assert (first.start, first.hang, second.start, second.hang) == (2, 6, 5, 6)

    def test_a_report_without_points_has_none(self):
        made = compose(report(points=0, comments=0), SAY)

        assert made.annexes == ()
        assert not any("附件" in line.text for line in made.body)

    def test_the_list_of_numbers_can_be_left_out(self):
        assert [annex.label for annex in compose(report(references=True), SAY).annexes] == ["附件1", "附件2"]
        assert [annex.label for annex in compose(report(references=False), SAY).annexes] == ["附件"]
        assert not any("汇总表第" in text for text in lines(Style.BODY, references=False))

    def test_the_list_holds_every_comment_once(self):
        paper = report(points=4, comments=90)
        rows = compose(paper, SAY).annexes[1].table.rows

        assert sorted(" ".join(row[3] for row in rows).split()) == sorted(row.number for row in paper.register)


class TestSignature:
    def test_the_name_ends_two_before_the_edge_and_the_date_begins_two_behind_it(self):
        unit, day = placed()[-2:]

        assert unit.start + width(unit.text) == COLUMNS - 2
        assert day.start == unit.start + 2
        assert day.text == "2026年8月5日"

    def test_a_date_longer_than_the_name_pushes_it_left(self):
        unit, day = placed(unit="某站", dated=date(2026, 12, 25))[-2:]

        assert day.start + width(day.text) == COLUMNS - 2
        assert unit.start == day.start - 2

    @pytest.mark.parametrize("unit", ["站" * 26, "站" * 40])
    def test_a_very_long_name_stays_on_the_page(self, unit):
        assert placed(unit=unit)[-2].start == 0
