"""The Word file against GB/T 9704-2012, as DOMAIN.md, section 7, transcribes it: measured in its XML."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from legislation_hub.exporters.documents import render_docx
from legislation_hub.exporters.paper import BASICS, SectionPaper
from tests.exporters.papers import SAY, SIGNED, report

HALF_MILLIMETRE = Mm(0.5)


@pytest.fixture(scope="module")
def file():
    return render_docx(report(points=12, comments=120), SAY)


@pytest.fixture(scope="module")
def document(file):
    return Document(BytesIO(file))


def near(length, millimetres):
    return abs(length - Mm(millimetres)) < HALF_MILLIMETRE


def value(parent, *path, of="val"):
    for name in path:
        parent = parent.find(qn(name))
    return parent.get(qn(f"w:{of}"))


class TestPage:
    def test_is_a4_with_a_text_block_of_156_by_225(self, document):
        page = document.sections[0]

        assert near(page.page_width, 210)
        assert near(page.page_height, 297)
        assert near(page.top_margin, 37)
        assert near(page.left_margin, 28)
        assert near(page.page_width - page.left_margin - page.right_margin, 156)
        assert near(page.page_height - page.top_margin - page.bottom_margin, 225)

    def test_an_annex_lies_on_its_side_with_the_same_block(self, document):
        page = document.sections[1]

        assert page.orientation is WD_ORIENT.LANDSCAPE
        assert near(page.page_width - page.left_margin - page.right_margin, 225)
        assert near(page.page_height - page.top_margin - page.bottom_margin, 156)

    def test_22_lines_fill_it_and_a_23rd_does_not_fit(self, document):
        grid = document.sections[0]._sectPr.find(qn("w:docGrid"))
        page = document.sections[0]
        block = page.page_height - page.top_margin - page.bottom_margin

        assert grid.get(qn("w:type")) == "lines"
        assert block // Pt(int(grid.get(qn("w:linePitch"))) / 20) == 22

    def test_numbers_stand_right_on_odd_pages_and_left_on_even_ones(self, document):
        page = document.sections[0]

        assert document.settings.odd_and_even_pages_header_footer
        for footer, side in ((page.footer, "right"), (page.even_page_footer, "left")):
            (paragraph,) = footer.paragraphs
            assert value(paragraph._p, "w:pPr", "w:jc") == side
            assert value(paragraph._p, "w:pPr", "w:ind", of=f"{side}Chars") == "100"
            assert paragraph.text.startswith("— ")
            assert paragraph.text.endswith(" —")
            assert " PAGE " in paragraph._p.xml
        assert page.footer.paragraphs[0].style.font.size == Pt(14)


class TestStyles:
    @pytest.mark.parametrize(
        ("style", "font", "size"),
        [
            ("Title", "方正小标宋简体", 22),
            ("Heading 1", "黑体", None),
            ("Heading 2", "楷体_GB2312", None),
            ("Annex Label", "黑体", None),
            ("Annex Title", "方正小标宋简体", 22),
            ("Footer", "宋体", 14),
        ],
    )
    def test_name_the_official_fonts(self, document, style, font, size):
        made = document.styles[style]

        assert value(made.element, "w:rPr", "w:rFonts", of="eastAsia") == font
        assert made.font.size == (Pt(size) if size else None)
        assert not made.font.bold

    def test_all_else_is_16_pt_fangsong_with_exact_lines_and_28_characters(self, document):
        defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
        normal = document.styles["Normal"].element

        assert value(defaults, "w:rPr", "w:rFonts", of="eastAsia") == "仿宋_GB2312"
        assert value(defaults, "w:rPr", "w:sz") == "32"
        assert value(normal, "w:pPr", "w:spacing", of="line") == "579"
        assert value(normal, "w:pPr", "w:spacing", of="lineRule") == "exact"
        pitch = 16 + int(value(normal, "w:rPr", "w:spacing")) / 20
        assert Mm(156) // Pt(pitch) == 28

    @pytest.mark.parametrize("style", ["Body Text", "Heading 1", "Heading 2"])
    def test_indent_two_characters(self, document, style):
        assert value(document.styles[style].element, "w:pPr", "w:ind", of="firstLineChars") == "200"

    def test_every_font_has_a_stand_in_by_name(self, file):
        table = ZipFile(BytesIO(file)).read("word/fontTable.xml").decode()

        assert table.count("<w:altName") == table.count("<w:font ") == 5


class TestText:
    def test_headings_are_such_as_words_navigation_shows(self, document):
        shown = [p.text for p in document.paragraphs if p.style.name in ("Heading 1", "Annex Label")]

        assert shown == [
            "一、基本情况",
            "二、总体评价",
            "三、主要修改意见",
            "四、其他意见",
            "五、分歧意见",
            "附件1",
            "附件2",
        ]
        assert value(document.styles["Annex Label"].element, "w:pPr", "w:outlineLvl") == "0"

    def test_an_annex_begins_a_page_and_its_title_stands_on_line_three(self, document):
        kinds = [p.style.name for p in document.paragraphs]
        at = kinds.index("Annex Label")

        assert kinds[at : at + 3] == ["Annex Label", "Normal", "Annex Title"]
        assert document.paragraphs[at - 1]._p.find(qn("w:pPr")).find(qn("w:sectPr")) is not None
        assert "pageBreakBefore" in document.paragraphs[kinds.index("Annex Label", at + 1)]._p.xml

    def test_the_signature_and_the_date_are_indented_in_characters(self, document):
        by_text = {p.text: p for p in document.paragraphs}
        unit = by_text["大方县人大常委会基层立法联络站"]._p
        day = by_text["2026年8月5日"]._p

        assert value(unit, "w:pPr", "w:ind", of="leftChars") == "1100"
        assert value(day, "w:pPr", "w:ind", of="leftChars") == "1300"

    def test_a_table_repeats_its_head_and_never_splits_a_row(self, document):
        for table in document.tables:
            rows = table._tbl.tr_lst
            assert [row.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for row in rows] == [True] + [
                False
            ] * 12
            assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in rows)

    def test_no_line_breaks_inside_a_comment_number(self, document):
        cell = document.tables[0].rows[1].cells[7]

        assert cell.text.startswith("520521100-2026-00001\n")
        assert cell._tc.xml.count("w:noBreakHyphen") == 6

    def test_nobodys_words_are_markup(self):
        said = "<w:p/> & ]]> \x00\x0b\ud800 <b>一</b>"
        made = Document(BytesIO(render_docx(report(sections=(SectionPaper(BASICS, (said,)),)), SAY)))

        assert "<w:p/> & ]]> \ufffd <b>一</b>" in [p.text for p in made.paragraphs]


class TestBytes:
    def test_are_the_same_each_time(self, file):
        assert render_docx(report(points=12, comments=120), SAY) == file

    def test_carry_no_time_but_that_of_the_signing(self, file, document):
        assert {entry.date_time for entry in ZipFile(BytesIO(file)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert document.core_properties.created == document.core_properties.modified == SIGNED
