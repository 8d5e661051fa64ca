import csv
from dataclasses import replace
from io import StringIO

import pytest

from legislation_hub.exporters.tables import register_csv, summary_csv, tallies_csv
from tests.exporters.papers import SAY, report

PAPER = report(points=2, comments=9)


def read(file):
    return list(csv.DictReader(StringIO(file.decode("utf-8-sig"), newline="")))


class TestCsv:
    def test_begins_with_the_mark_by_which_excel_knows_utf8(self):
        assert all(
            make(PAPER, SAY).startswith(b"\xef\xbb\xbf") for make in (summary_csv, register_csv, tallies_csv)
        )

    def test_has_a_row_for_each_line(self):
        assert [row["合并自编号"].count("、") + 1 for row in read(summary_csv(PAPER, SAY))] == [5, 4]
        assert [row["编号"] for row in read(register_csv(PAPER, SAY))] == [row.number for row in PAPER.register]
        assert [row["条数"] for row in read(tallies_csv(PAPER, SAY)) if row["项目"] == "合计"] == ["9"] * 4

    def test_writes_days_so_that_they_sort(self):
        assert read(register_csv(PAPER, SAY))[0]["日期"] == "2026-07-01"

    @pytest.mark.parametrize("words", ["=1+1", "@SUM(A1)", "　+86", '-"三",\n四'])
    def test_defuses_formulas(self, words):
        paper = replace(PAPER, register=(replace(PAPER.register[0], words=words),))

        assert read(register_csv(paper, SAY))[0]["意见原话"] == f"'{words}"

    def test_names_nobody_when_deidentified(self):
        assert "提出人" not in read(register_csv(PAPER, SAY))[0]
        assert "王喆昇" not in register_csv(PAPER, SAY).decode()
