"""The 修改前后对照表 in every form: what is marked, what is counted, and how it looks on paper."""

from io import BytesIO

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from legislation_hub.exporters.contrast import ContrastPaper, lay_out
from legislation_hub.exporters.contrast_files import contrast_docx, contrast_pdf, contrast_workbook
from legislation_hub.legaltext.comparing import compare
from legislation_hub.queries.comparisons import table_of
from legislation_hub.vocabulary import Change
from tests.exporters.laws import MOMENT, UNIT, law
from tests.exporters.papers import SAY
from tests.exporters.rendered import (
    POINTS,
    fonts,
    pages,
    plain_text,
    printing,
    rows,
    squeezed,
)

TAIL = "国家鼓励单位和个人参与农村人居环境治理，对作出突出贡献的单位和个人给予表彰奖励。"
OLD = (
    "某条例", "第一章　总则", "第一条　为了改善农村人居环境，制定本条例。", f"第二条　本条例适用于全县。{TAIL}",
    "第二章　生活垃圾和生活污水治理", "第三条　禁止下列行为：", "（一）乱倒垃圾；", "（二）乱排污水。",
    "第四条　违反本条例规定，由公安机关处五十元以上二百元以下罚款，情节严重的依法给予处理。",
    *(f"第{number}条　{number}、{TAIL * 2}" for number in ("五", "六", "七", "八", "九")),
)  # fmt: skip
NEW = (
    "某条例", "第一章　总则", "第一条　为了改善农村人居环境，制定本条例。",
    f"第二条　本条例适用于全县和开发区。{TAIL}",
    "第三条　=1+1 乡镇人民政府应当设立农村生活垃圾收集点并安排专人管护，保障收集点正常运行。",
    "第二章　生活垃圾和生活污水管理", "第四条　禁止下列行为：", "（一）乱倒垃圾；", "（二）乱排生活污水。",
    *(f"第{number}条　{old}、{TAIL * 2}" for number, old in zip("五六七八九", "五六七八九", strict=True)),
)  # fmt: skip


def paper(only_changed=False, old=OLD, new=NEW):
    table = table_of(compare(law(*old), law(*new)))
    return ContrastPaper("某条例对照", "某条例", "一审稿", "二审稿", table, only_changed, UNIT, MOMENT)


@pytest.fixture(scope="module")
def laid():
    return lay_out(paper(), SAY)


def side(lines, kind=None):
    return ["".join(piece.text for piece in line if kind in (None, piece.kind)) for line in lines]


def row_with(laid, text):
    return next(one for one in laid.rows if text in "".join(side((*one.old, *one.new))))


class TestRows:
    def test_what_changed_is_marked_and_each_side_reads_as_its_version(self, laid):
        row = row_with(laid, "开发区")

        assert side(row.old) == [f"第二条　本条例适用于全县。{TAIL}"]
        assert side(row.new) == [f"第二条　本条例适用于全县和开发区。{TAIL}"]
        assert side(row.new, Change.ADDED) == ["和开发区"]

    def test_a_new_number_is_marked_and_so_is_a_word_in_an_item(self, laid):
        row = row_with(laid, "乱倒垃圾")

        assert side(row.old, Change.DROPPED) == ["第三条", "", ""]
        assert side(row.new, Change.ADDED) == ["第四条", "", "生活"]
        assert side(row.new)[1:] == ["（一）乱倒垃圾；", "（二）乱排生活污水。"]

    def test_what_is_new_or_gone_has_a_word_on_the_other_side(self, laid):
        assert side(row_with(laid, "收集点").old) == ["（新增）"]
        assert side(row_with(laid, "公安机关").new) == ["（删去）"]
        assert side(row_with(laid, "公安机关").old, Change.DROPPED)[0].startswith(
            "第四条　违反本条例".replace("　", "")
        )

    def test_a_heading_goes_across_with_both_wordings(self, laid):
        across = [one.across for one in laid.rows if one.across]

        assert side(across[0]) == ["第一章　总则"]
        assert side(across[1]) == ["第二章　生活垃圾和生活污水治管理"]
        assert side(across[1], Change.DROPPED) == ["治"]
        assert side(across[1], Change.ADDED) == ["管"]

    def test_the_foot_explains_the_marks_and_counts_articles(self, laid):
        assert laid.notes[0].startswith("说明：")
        assert laid.notes[1:] == ("修改2条、新增1条、删去1条、未改6条。", "条号有变动的1条。")

    def test_unchanged_articles_can_be_left_out(self):
        short = lay_out(paper(only_changed=True), SAY)
        said = "".join("".join(side((*one.old, *one.new, *one.across))) for one in short.rows)

        assert "制定本条例" not in said
        assert "第一章　总则" in said
        assert short.notes[-1] == "未改的条文未列出。"

    def test_an_item_that_was_dropped_leaves_no_number_on_the_other_side(self):
        old = ("第一条　禁止下列行为：", "（一）乱倒生活垃圾和建筑垃圾；", "（二）向河道排放未经处理的生活污水。")
        new = ("第一条　禁止下列行为：", "（一）乱倒生活垃圾和建筑垃圾。")
        (row,) = lay_out(paper(old=old, new=new), SAY).rows

        assert side(row.old)[-1] == "（二）向河道排放未经处理的生活污水。"
        assert side(row.new) == ["第一条　禁止下列行为：", "（一）乱倒生活垃圾和建筑垃圾。"]


class TestWord:
    def test_marks_are_bold_type_with_a_line_below_and_a_line_through(self):
        xml = Document(BytesIO(contrast_docx(paper(), SAY)))._body._element
        styled = {
            (run.findtext(qn("w:t")), run.find(qn("w:rPr")).find(qn("w:rStyle"))) for run in xml.iter(qn("w:r"))
        }
        marks = {(text, mark.get(qn("w:val"))) for text, mark in styled if mark is not None}

        assert ("和开发区", "Added") in marks
        assert ("第三条", "Dropped") in marks

    def test_the_head_repeats_and_headings_span_both_columns(self):
        table = Document(BytesIO(contrast_docx(paper(), SAY))).tables[0]

        assert table._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
        assert [cell.text for cell in table.rows[0].cells] == ["一审稿", "二审稿"]
        spans = [row for row in table._tbl.tr_lst if len(row.tc_lst) == 1]
        assert len(spans) == 2

    def test_every_form_is_the_same_each_time(self):
        for render in (contrast_docx, contrast_pdf, contrast_workbook):
            assert render(paper(), SAY) == render(paper(), SAY)


PAPER = paper()
printed = printing(lambda one: contrast_pdf(one, SAY), lambda one: contrast_docx(one, SAY))


class TestPages:
    def test_the_page_lies_on_its_side_and_the_title_is_centred(self, printed):
        page = pages(printed(PAPER))[0]
        title = rows(page)[0]

        assert page.get_size()[0] > page.get_size()[1]
        assert title.text == "《某条例》修改前后对照表"
        assert (title.left + title.right) / 2 / POINTS == pytest.approx(35 + 225 / 2, abs=3)

    def test_both_columns_are_equal_and_the_head_is_on_every_page(self, printed):
        every = pages(printed(PAPER))
        texts = [squeezed(page.get_textpage().get_text_range()) for page in every]
        assert len(every) > 1
        assert all("一审稿二审稿" in text or text.startswith("说明：") for text in texts)

    def test_what_each_version_says_is_there_to_be_searched(self, printed):
        text = plain_text(printed(PAPER))

        for words in (
            "乱排生活污水",
            "由公安机关处五十元以上",
            "适用于全县和开发区",
            "修改2条、新增1条、删去1条、未改6条",
        ):
            assert words in text, words

    def test_added_words_are_set_in_hei(self):
        assert {"NotoSansCJKsc-Regular", "FandolFang-Regular"} <= set(fonts(contrast_pdf(paper(), SAY)))


class TestWorkbook:
    def test_it_has_a_row_an_article_and_says_what_became_of_it(self):
        sheet = openpyxl.load_workbook(BytesIO(contrast_workbook(paper(), SAY))).active
        cells = [[cell.value for cell in row] for row in sheet.iter_rows()]

        assert cells[0] == ["一审稿", "二审稿", "变化"]
        changes = [row[2] for row in cells[1:] if row[2]]
        assert changes.count("新增") == 1
        assert len(changes) == 10

    def test_changed_words_are_marked_in_the_cell(self):
        sheet = openpyxl.load_workbook(BytesIO(contrast_workbook(paper(), SAY)), rich_text=True).active
        (cell,) = [cell for row in sheet.iter_rows() for cell in row if "和开发区" in str(cell.value)]
        marked = [part for part in cell.value if not isinstance(part, str) and part.text == "和开发区"]

        assert marked
        assert marked[0].font.b
        assert marked[0].font.u == "single"

    def test_no_cell_is_a_formula(self):
        lines = ("第一条　甲。", '第二条　=HYPERLINK("http://x")。', "=1+1")
        book = openpyxl.load_workbook(BytesIO(contrast_workbook(paper(old=("第一条　甲。",), new=lines), SAY)))

        assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)
