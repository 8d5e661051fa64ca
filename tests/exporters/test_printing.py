"""Printed pages against GB/T 9704-2012: the PDF by Typst, and the Word file as LibreOffice prints it."""

from collections import Counter
from io import BytesIO
from itertools import pairwise

import pytest
from docx import Document
from fontTools.ttLib import TTFont

from legislation_hub.exporters.documents import render_docx
from legislation_hub.exporters.faces import OWN
from legislation_hub.exporters.paper import BASICS, SectionPaper
from legislation_hub.exporters.printing import render_pdf
from tests.exporters.papers import SAY, report
from tests.exporters.rendered import (
    POINTS,
    dashes,
    fonts,
    pages,
    plain_text,
    printing,
    rows,
    squeezed,
)

PAPER = report(points=12, comments=120)
SOLID = report(sections=(SectionPaper(BASICS, ("国" * 28 * 60,)),), title="关于条例的报告")


def saying(*words):
    return report(sections=(SectionPaper(BASICS, words),))


printed = printing(lambda one: render_pdf(one, SAY), lambda one: render_docx(one, SAY))


class TestPages:
    def test_a_full_page_holds_22_lines_of_28_characters(self, printed):
        *lines, number = rows(pages(printed(SOLID))[1])

        assert [len(line.text) for line in lines] == [28] * 22
        assert number.text == "—2—"

    def test_the_text_block_is_where_the_standard_has_it(self, printed):
        lines = rows(pages(printed(SOLID))[1])[:-1]

        assert {round(line.left / POINTS) for line in lines} == {28}
        assert all(183 < line.right / POINTS <= 184.5 for line in lines)
        pitches = {round(above.bottom - below.bottom) for above, below in pairwise(lines)}
        assert pitches == {29}

    def test_page_numbers_stand_7_mm_below_it_outside_and_one_character_in(self, printed):
        for place, page in enumerate(pages(printed(PAPER)), start=1):
            width, _ = page.get_size()
            upright = width < 600
            left, right = (28, 184) if upright else (35, 260)
            foot = 35 if upright else 26
            (first, bottom, _, top), (_, _, last, _) = dashes(page)
            assert (bottom + top) / 2 / POINTS == pytest.approx(foot - 7, abs=0.3)
            if place % 2:
                assert last / POINTS == pytest.approx(right - 14 / POINTS, abs=0.7)
            else:
                assert first / POINTS == pytest.approx(left + 14 / POINTS, abs=0.7)

    def test_paragraphs_begin_two_characters_in_and_the_addressee_does_not(self, printed):
        by_text = {row.text: row for row in rows(pages(printed(PAPER))[0])}

        assert by_text["毕节市人民代表大会常务委员会法制工作委员会："].left / POINTS == pytest.approx(28, abs=0.3)
        assert by_text["一、基本情况"].left / POINTS == pytest.approx(28 + 31.5 / POINTS, abs=0.5)

    def test_the_title_is_centred_and_broken_by_sense(self, printed):
        first, second = rows(pages(printed(PAPER))[0])[:2]

        assert first.text == "关于《大方县农村人居环境治理条例"
        assert second.text == "（草案）》征求意见情况的报告"
        for line in (first, second):
            assert (line.left + line.right) / 2 / POINTS == pytest.approx(106, abs=3)

    def test_the_name_ends_two_characters_from_the_edge_and_the_date_begins_two_behind_it(self, printed):
        every = [row for page in pages(printed(PAPER)) for row in rows(page)]
        unit = next(row for row in every if row.text == "大方县人大常委会基层立法联络站")
        day = next(row for row in every if row.text == "2026年8月5日")

        assert unit.right / POINTS == pytest.approx(184 - 31.5 / POINTS, abs=1)
        assert day.left - unit.left == pytest.approx(31.5, abs=0.6)

    def test_an_annex_begins_a_page_and_its_title_stands_on_line_three(self, printed):
        label, title = next(rows(page)[:2] for page in pages(printed(PAPER)) if rows(page)[0].text == "附件1")

        assert title.text == "《大方县农村人居环境治理条例（草案）》意见建议汇总表"
        assert label.bottom - title.bottom == pytest.approx(2 * 28.95, abs=4)

    def test_the_head_of_a_table_is_on_each_of_its_pages(self, printed):
        texts = [squeezed(page.get_textpage().get_text_range()) for page in pages(printed(PAPER))]
        annex = [text for text in texts if "合并自编号" in text]

        assert len(annex) > 1
        assert all("序号条款草案原文修改建议理由" in text for text in annex)

    def test_no_page_is_empty(self, printed):
        assert all(len(rows(page)) > 1 for page in pages(printed(PAPER)))


class TestPdf:
    def test_says_exactly_what_the_word_file_says(self):
        document = Document(BytesIO(render_docx(PAPER, SAY)))
        pdf, heads = plain_text(render_pdf(PAPER, SAY)), []
        said = ""
        for part in document.iter_inner_content():
            if hasattr(part, "rows"):
                cells = [[cell.text for cell in row.cells] for row in part.rows]
                heads.append(squeezed("".join(cells[0])))
                said += "".join("".join(row) for row in cells)
            else:
                said += part.text
        said = squeezed(said)
        for head in heads:
            first = pdf.index(head) + len(head)
            pdf = pdf[:first] + pdf[first:].replace(head, "")

        assert pdf == said

    def test_has_bookmarks_for_sections_points_and_annexes(self):
        (pdf,) = {pages(render_pdf(PAPER, SAY))[0].pdf}
        marks = [(mark.level, mark.get_title()) for mark in pdf.get_toc()]

        assert marks[:4] == [
            (0, "一、基本情况"),
            (0, "二、总体评价"),
            (0, "三、主要修改意见"),
            (1, "（一）关于第2条第一款"),
        ]
        assert Counter(level for level, _ in marks) == {0: 7, 1: 12}
        assert [title for level, title in marks if level == 0][-2:] == ["附件1", "附件2"]

    def test_carries_its_fonts(self):
        found = fonts(render_pdf(PAPER, SAY))

        assert set(found) == {
            "FandolFang-Regular",
            "LXGWWenKai-Regular",
            "NotoSansCJKsc-Regular",
            "NotoSerifCJKsc-Bold",
            "NotoSerifCJKsc-Regular",
        }
        assert all(found.values())

    def test_is_the_same_each_time(self):
        assert render_pdf(PAPER, SAY) == render_pdf(PAPER, SAY)

    def test_prints_rare_names_and_says_which_sign_no_font_has(self):
        text = plain_text(render_pdf(saying("王喆昇、李祎镕、龘先生说好😀\u200d。"), SAY))

        assert "王喆昇、李祎镕、龘先生说好〔U+1F600〕。" in text

    def test_speaks_the_readers_language(self):
        text = plain_text(render_pdf(PAPER, str))

        assert "一、Basicfacts" in text
        assert "2026-8-5" in text

    def test_nobodys_words_are_markup(self):
        said = r'#panic("x") *粗* $x$ @a <b> \ [c] "d" = 一 // 二'

        assert squeezed(said) in plain_text(render_pdf(saying(said), SAY))

    def test_a_row_higher_than_a_page_loses_nothing(self):
        paper = report(points=1, comments=2)
        long = "".join(f"第{n}句话。" for n in range(1200))
        (row,) = paper.summary
        pdf = render_pdf(report(points=1, comments=2, summary=(type(row)(*_fields(row, proposal=long)),)), SAY)

        assert all(f"第{n}句话" in plain_text(pdf) for n in (0, 600, 1199))

    def test_an_office_folder_without_fonts_changes_nothing(self, tmp_path):
        (tmp_path / "readme.ttf").write_text("no font")

        assert (
            render_pdf(PAPER, SAY, tmp_path) == render_pdf(PAPER, SAY) == render_pdf(PAPER, SAY, tmp_path / "none")
        )

    def test_the_offices_own_font_comes_first(self, tmp_path):
        # The small Song face of our own, called by the official name, stands for a licensed one.
        with TTFont(OWN / "NotoSerifCJKsc-Regular-subset.otf") as font:
            for record in font["name"].names:
                if record.nameID in (1, 4, 16):
                    record.string = "SimSun"
                if record.nameID == 6:
                    record.string = "OfficeSong"
            font["CFF "].cff.fontNames = ["OfficeSong"]
            font.save(tmp_path / "song.otf")

        assert any(name.startswith("OfficeSong") for name in fonts(render_pdf(PAPER, SAY, tmp_path)))


def _fields(row, **changes):
    return [changes.get(name, getattr(row, name)) for name in row.__slots__]
