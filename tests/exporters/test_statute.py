"""The printed law: the usual layout of published laws, measured in the PDF and in what LibreOffice prints."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings

from legislation_hub.exporters.statute import compose_law
from legislation_hub.exporters.statute_files import law_docx, law_pdf
from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.reading import read
from tests.exporters.laws import LINES, law, paper
from tests.exporters.papers import SAY
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
from tests.legaltext.random_laws import laws

PAPER = paper()
SOLID = paper("某法", f"第一条　{'国' * 28 * 60}。", reading="")
INDENT = 31.5


printed = printing(lambda one: law_pdf(one, SAY), lambda one: law_docx(one, SAY))


@pytest.fixture
def first(printed):
    """The lines of the first page by their text."""
    return {row.text: row for row in rows(pages(printed(PAPER))[0])}


def middle(row):
    return (row.left + row.right) / 2 / POINTS


class TestPages:
    def test_a_full_page_holds_22_lines_of_28_characters(self, printed):
        *lines, number = rows(pages(printed(SOLID))[1])

        assert [len(line.text) for line in lines] == [28] * 22
        assert {round(line.left / POINTS) for line in lines} == {28}
        assert number.text == "—2—"

    def test_numbers_stand_outside(self, printed):
        one, two = list(pages(printed(SOLID)))[:2]

        assert dashes(one)[1][2] / POINTS == pytest.approx(184 - 14 / POINTS, abs=0.7)
        assert dashes(two)[0][0] / POINTS == pytest.approx(28 + 14 / POINTS, abs=0.7)

    def test_title_reading_and_note_are_centred(self, first):
        for text in ("大方县农村人居环境治理条例（草案）", "（二审稿）", "目录", "第一章总则"):
            assert middle(first[text]) == pytest.approx(106, abs=3), text

    def test_the_contents_stand_in_steps_of_two_characters(self, first):
        assert first["第二章治理"].left / POINTS == pytest.approx(28 + INDENT / POINTS, abs=0.5)
        assert first["第一节垃圾"].left / POINTS == pytest.approx(28 + 2 * INDENT / POINTS, abs=0.7)

    def test_articles_and_items_begin_two_characters_in(self, printed):
        every = {row.text: row for page in pages(printed(PAPER)) for row in rows(page)}

        for text in ("（一）生活垃圾；", "1.厨房污水；", "第十一条本条例自2027年1月1日起施行。"):
            assert every[text].left / POINTS == pytest.approx(28 + INDENT / POINTS, abs=1), text

    def test_the_signature_ends_two_characters_from_the_edge(self, printed):
        every = {row.text: row for page in pages(printed(PAPER)) for row in rows(page)}

        for text in ("大方县人民代表大会常务委员会", "2026年12月1日"):
            assert every[text].right / POINTS == pytest.approx(184 - INDENT / POINTS, abs=1), text

    def test_an_annex_begins_a_page_and_brings_its_table(self, printed):
        last = rows(list(pages(printed(PAPER)))[-1])

        assert [row.text for row in last] == [
            "附件1", "收费标准", "收费标准如下。", "项目标准", "=1+1二元", last[-1].text,
        ]  # fmt: skip


class TestPdf:
    def test_says_exactly_what_the_word_file_says(self):
        said = "".join(
            "".join(cell.text for row in part.rows for cell in row.cells) if hasattr(part, "rows") else part.text
            for part in Document(BytesIO(law_docx(PAPER, SAY))).iter_inner_content()
        )

        assert plain_text(law_pdf(PAPER, SAY)) == squeezed(said)

    def test_has_bookmarks_for_its_headings(self):
        marks = pages(law_pdf(PAPER, SAY))[0].pdf.get_toc()

        assert [(mark.level, squeezed(mark.get_title())) for mark in marks] == [
            (0, "第一章总则"), (0, "第二章治理"), (1, "第一节垃圾"), (0, "附则"), (0, "附件1"),
        ]  # fmt: skip

    def test_carries_the_faces_of_a_published_law(self):
        found = fonts(law_pdf(PAPER, SAY))

        assert {"FandolFang-Regular", "LXGWWenKai-Regular", "NotoSansCJKsc-Regular", "NotoSerifCJKsc-Bold"} <= set(
            found
        )
        assert all(found.values())

    def test_is_the_same_each_time(self):
        assert law_pdf(PAPER, SAY) == law_pdf(PAPER, SAY)


class TestWord:
    def test_is_the_same_each_time(self):
        assert law_docx(PAPER, SAY) == law_docx(PAPER, SAY)

    def test_its_headings_are_those_that_word_navigates_by(self):
        document = Document(BytesIO(law_docx(PAPER, SAY)))
        levels = [
            (one.text, one._p.pPr.find(qn("w:outlineLvl")).get(qn("w:val")))
            for one in document.paragraphs
            if one.style.name in {"Law Heading", "Law Section"}
        ]

        assert levels == [("第一章　总则", "0"), ("第二章　治理", "0"), ("第一节　垃圾", "1"), ("附则", "0")]

    def test_the_contents_lead_to_the_headings(self):
        xml = Document(BytesIO(law_docx(PAPER, SAY)))._body._element
        marks = [one.get(qn("w:name")) for one in xml.iter(qn("w:bookmarkStart"))]

        assert len(marks) == 4
        assert [one.get(qn("w:anchor")) for one in xml.iter(qn("w:hyperlink"))] == marks

    def test_the_number_of_an_article_is_set_in_hei_and_its_text_is_not(self):
        document = Document(BytesIO(law_docx(PAPER, SAY)))
        (article,) = [one for one in document.paragraphs if one.text.startswith("第一条")]

        assert [(run.text, run.style and run.style.name) for run in article.runs] == [
            ("第一条【立法目的】", "Numeral"),
            ("　为了改善农村人居环境，制定本条例。", None),
        ]

    def test_reads_back_to_the_law_that_was_printed(self):
        again = parse(read("law.docx", law_docx(paper(reading=""), SAY)))

        rule = "\n| --- | --- |"
        told = law(*LINES)
        (annex,) = told.annexes
        expected = replace(told, annexes=(replace(annex, text=annex.text.replace(rule, "")),))
        assert replace(again, remarks=()) == replace(expected, remarks=())

    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
    @given(laws())
    def test_any_law_reads_back_as_itself(self, law):
        one = replace(PAPER, law=law, imprint=replace(PAPER.imprint, title=law.title, reading=""))

        again = parse(read("law.docx", law_docx(one, SAY)))

        # A rule under the head of a table is not printed.
        assert replace(again, remarks=(), annexes=()) == replace(law, annexes=())
        assert [one.provisions for one in again.annexes] == [one.provisions for one in law.annexes]

    def test_real_laws_read_back_whole(self, shared):
        files = sorted((shared / "data" / "laws" / "text").glob("*.txt"))[::8]
        assert len(files) > 15
        for file in files:
            law = parse(read(file.name, file.read_bytes()))
            one = replace(PAPER, law=law, imprint=replace(PAPER.imprint, title=law.title, reading=""))
            again = parse(read("law.docx", law_docx(one, SAY)))

            assert again.provisions == law.provisions, file.name


class TestComposing:
    def test_a_table_is_as_wide_as_its_longest_row_and_loses_an_empty_head(self):
        lines = ("第一条　甲。", "附件1　乙", "|  |  |", "| --- | --- |", "| 名 | 率 |", "| 烟 | 三 | 注 |")
        (table,) = [one for one in compose_law(paper(*lines)).blocks if not hasattr(one, "face")]

        assert table.heads == ("名", "率", "")
        assert table.rows == (("烟", "三", "注"),)

    def test_an_empty_law_still_makes_a_page(self):
        assert law_pdf(paper("", reading=""), SAY).startswith(b"%PDF")
        assert Document(BytesIO(law_docx(paper("", reading=""), SAY))).paragraphs == []

    def test_control_signs_of_a_law_do_not_reach_the_files(self):
        one = replace(PAPER, law=replace(PAPER.law, title="甲\x07乙\u202e丙"))

        assert compose_law(one).blocks[0].text == "甲乙丙"
