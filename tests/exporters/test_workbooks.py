from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from legislation_hub.exporters.paper import OutcomePaper, OutcomeRow, TaskPaper, TaskRow
from legislation_hub.exporters.workbooks import LONGEST_CELL, outcome_workbook, report_workbook, task_workbook
from legislation_hub.vocabulary import Form
from tests.exporters.papers import SAY, SIGNED, report

PAPER = report(points=4, comments=30)


def opened(file):
    return load_workbook(BytesIO(file))


@pytest.fixture(scope="module")
def book():
    return opened(report_workbook(PAPER, SAY))


def column(sheet, head):
    place = next(cell.column for cell in sheet[1] if cell.value == head)
    return [sheet.cell(row, place) for row in range(2, sheet.max_row + 1)]


def saying(words):
    return replace(PAPER, register=(replace(PAPER.register[0], words=words),))


class TestReportWorkbook:
    def test_has_a_sheet_for_each_table_and_a_row_for_each_line(self, book):
        assert book.sheetnames == ["汇总表", "意见登记表", "统计"]
        assert [sheet.max_row - 1 for sheet in book] == [4, 30, sum(len(t.rows) + 1 for t in PAPER.tallies)]

    def test_every_sheet_can_be_filtered_and_prints_on_a4_landscape(self, book):
        for sheet in book:
            assert sheet.freeze_panes == "A2"
            assert sheet.auto_filter.ref == sheet.dimensions
            assert sheet.print_title_rows == "$1:$1"
            assert sheet.page_setup.orientation == "landscape"
            assert int(sheet.page_setup.paperSize) == 9
            assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
            assert sheet.sheet_properties.pageSetUpPr.fitToPage

    def test_every_comment_of_a_point_is_named(self, book):
        named = [number for cell in column(book["汇总表"], "合并自编号") for number in cell.value.split("、")]

        assert sorted(named) == [row.number for row in sorted(PAPER.register, key=lambda row: row.number)]

    def test_counts_are_numbers_and_days_are_days(self, book):
        assert [cell.value for cell in column(book["汇总表"], "序号")] == [1, 2, 3, 4]
        assert column(book["意见登记表"], "日期")[0].value == datetime(2026, 7, 1)
        assert column(book["意见登记表"], "日期")[0].number_format == 'yyyy"年"m"月"d"日"'
        assert [cell.value for cell in column(book["统计"], "条数")].count(30) == 4

    @pytest.mark.parametrize("words", ["=1+1", "+86", "-3", "@SUM(A1)", '=HYPERLINK("http://x")', " =1", "{=1}"])
    def test_no_cell_is_ever_run_and_the_words_stay_as_they_were(self, words):
        (cell,) = column(opened(report_workbook(saying(words), SAY))["意见登记表"], "意见原话")

        assert cell.data_type in ("s", "inlineStr")
        assert cell.value == words
        assert bool(cell.quotePrefix) == (words != "{=1}")

    def test_a_row_is_as_high_as_its_longest_cell(self):
        sheet = opened(report_workbook(saying("字" * 160), SAY))["意见登记表"]

        assert sheet.row_dimensions[2].height >= 10 * 15

    def test_takes_any_words(self):
        (cell,) = column(opened(report_workbook(saying("一\x00\x0b\ud800\n二😀"), SAY))["意见登记表"], "意见原话")

        assert cell.value == "一\ufffd\n二😀"

    def test_a_list_longer_than_a_cell_says_where_the_rest_is(self):
        crowd = replace(PAPER.summary[0], comments=tuple(f"520521100-2026-{n:05}" for n in range(5000)))
        (cell,) = column(opened(report_workbook(replace(PAPER, summary=(crowd,)), SAY))["汇总表"], "合并自编号")

        assert len(cell.value) == LONGEST_CELL
        assert cell.value.endswith("……其余见意见登记表")

    def test_a_deidentified_one_names_nobody(self):
        text = str([[c.value for c in row] for row in opened(report_workbook(PAPER, SAY))["意见登记表"]])
        full = report_workbook(report(points=4, comments=30, form=Form.FULL), SAY)

        assert "王喆昇" not in text
        assert "王喆昇" in str([[c.value for c in row] for row in opened(full)["意见登记表"]])

    def test_is_the_same_each_time(self):
        assert report_workbook(PAPER, SAY) == report_workbook(PAPER, SAY)

    def test_is_dated_by_the_signing(self, book):
        assert book.properties.created == SIGNED.replace(tzinfo=None)

    def test_an_empty_report_opens(self):
        book = opened(report_workbook(report(points=0, comments=0), SAY))

        assert book["汇总表"].max_row == 1


class TestOutcomeWorkbook:
    def test_is_the_official_table(self):
        row = OutcomeRow(
            ("520521100-2026-00001", "520521100-2026-00002"),
            "第八条第二款",
            "写明期限",
            "直接采纳",
            "第九条",
            "",
            "审议结果报告",
            "入户",
            date(2026, 10, 8),
            "安某",
        )
        book = opened(outcome_workbook(OutcomePaper("条例草案", "大方县站", SIGNED, (row,)), SAY))
        head, line = book["采纳情况反馈表"].values

        assert head[1:5] == ("意见编号", "条款", "建议", "采纳情况")
        assert line[:5] == (
            1,
            "520521100-2026-00001、520521100-2026-00002",
            "第八条第二款",
            "写明期限",
            "直接采纳",
        )
        assert line[9] == datetime(2026, 10, 8)


class TestTaskWorkbook:
    def test_shows_moments_as_the_county_saw_them(self):
        row = TaskRow(
            "达溪镇",
            "第八条",
            "入户",
            "村民",
            date(2026, 7, 30),
            "安某",
            datetime(2026, 7, 1, 17, 5, tzinfo=UTC),
            "",
        )
        book = opened(task_workbook(TaskPaper("条例草案", "大方县站", SIGNED, (row,)), SAY))

        assert book["任务分解表"]["H2"].value == datetime(2026, 7, 2, 1, 5)
