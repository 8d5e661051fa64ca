"""What Word keeps out of the running text, and what it only keeps for itself."""

import time
import zipfile
from contextlib import suppress
from hashlib import sha256
from io import BytesIO

import pytest
from lxml import etree

from legislation_hub.legaltext.parsing import outline
from legislation_hub.legaltext.reading import read
from legislation_hub.problems import FileNotWhatItSays, FilePartUnknown, FileUnsafe
from tests.legaltext.listed import listed

SAMPLES = ("D040", "D013", "D049", "D037", "D093", "D139")


def lines(content, name="a.docx"):
    return [line.text for line in read(name, content).lines]


def told(content):
    return {remark.reason.partition(" (")[0].partition(".")[0]: remark.values.get("count", 1)
            for remark in read("a.docx", content).remarks}  # fmt: skip


def p(*pieces, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(pieces)}</w:p>"


def r(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def field(instruction, result):
    def turn(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    begun = f"{turn('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"{begun}{turn('separate')}{result}{turn('end')}"


def numbered(text, depth=0, list_id=1, more=""):
    return p(r(text), properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>{more}')


def numbering(*levels, more=""):
    described = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text, extra) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="7">{described}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{more}'
    )


class TestTrackedChanges:
    def test_are_taken_as_accepted_and_told(self, word):
        body = p(
            r("第一条 甲"),
            f"<w:ins>{r('乙')}</w:ins>",
            "<w:del><w:r><w:delText>丙</w:delText></w:r></w:del>",
            "<w:moveFrom><w:r><w:t>丁</w:t></w:r></w:moveFrom>",
            f"<w:moveTo>{r('戊')}</w:moveTo>",
        )

        assert lines(word(body)) == ["第一条 甲乙戊"]
        assert told(word(body)) == {"Tracked changes were taken as accepted": 4}

    def test_a_paragraph_mark_that_was_struck_out_joins_two_paragraphs(self, word):
        struck = "<w:rPr><w:del/></w:rPr>"
        body = p(r("国家鼓励"), properties=struck) + p(r("公民参与。")) + p(r("第二条"))

        assert lines(word(body)) == ["国家鼓励公民参与。", "第二条"]

    def test_a_numbered_paragraph_that_was_struck_out_is_not_counted(self, word):
        gone = p(
            "<w:del><w:r><w:delText>删。</w:delText></w:r></w:del>",
            properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>',
        )
        body = numbered("甲。") + gone + numbered("乙。")

        made = word(body, numbering__xml=numbering(("chineseCountingThousand", "第%1条", "")))

        assert lines(made) == ["第一条 甲。", "第二条 乙。"]

    def test_rows_and_cells_that_were_struck_out_go(self, word):
        def row(*cells, properties=""):
            return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

        gone = "<w:tcPr><w:cellDel/></w:tcPr>"
        first, second = row(p(r("甲")), p(r("乙")), gone + p(r("丙"))), row(p(r("丁")), properties="<w:del/>")
        body = f"<w:tbl>{first}{second}</w:tbl>"

        assert lines(word(body)) == ["| 甲 | 乙 |"]

    def test_an_earlier_look_of_a_paragraph_counts_for_nothing(self, word):
        before = (
            "<w:pPrChange><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr></w:pPrChange>"
        )

        made = word(p(r("甲。"), properties=before), numbering__xml=numbering(("decimal", "%1.", "")))

        assert lines(made) == ["甲。"]
        assert told(made) == {}


class TestNotesAndMargins:
    NOTE = (
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>见立法法。</w:t></w:r></w:p></w:footnote>'
    )

    def test_a_footnote_stands_at_the_end_of_its_line_once(self, word):
        reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
        body = p(r("第一条 甲"), reference, r("乙。")) + p(r("第二条 丙。"), reference)

        made = word(body, footnotes__xml=self.NOTE)

        assert lines(made) == ["第一条 甲乙。〔见立法法。〕", "第二条 丙。"]
        assert told(made) == {"Footnotes stand in 〔〕 at the end of their line": 1}

    def test_comments_in_the_margin_are_left_out_and_told(self, word):
        body = p(r("甲。"), '<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>')

        made = word(body, comments__xml='<w:comment w:id="0"><w:p><w:r><w:t>不对</w:t></w:r></w:p></w:comment>')

        assert lines(made) == ["甲。"]
        assert told(made) == {"Comments in the margin were left out": 1}

    def test_heads_of_pages_are_told_unless_they_only_count(self, word):
        def head(text):
            return word(p(r("甲。")), header__xml=p(r(text)))

        assert told(head("征求意见稿")) == {"The heads and feet of the pages were left out": 1}
        assert told(head("— 1 —")) == {}

    def test_pictures_are_told(self, word):
        picture = (
            '<w:r><w:drawing><a:graphic xmlns:a="urn:a"><pic:pic xmlns:pic="urn:p"/></a:graphic></w:drawing></w:r>'
        )

        assert told(word(p(r("甲。"), picture))) == {"Pictures were left out": 1}


class TestBoxes:
    def test_a_text_box_kept_twice_for_old_programs_is_read_once(self, word):
        inner = f"<w:txbxContent>{p(r('框'))}</w:txbxContent>"
        both = (
            '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f'<mc:Choice Requires="wps"><w:drawing>{inner}</w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent>"
        )
        made = word(p(r("前"), f"<w:r>{both}</w:r>") + p(r("后")))

        assert lines(made) == ["前", "框", "后"]
        assert told(made) == {"Text boxes were put behind the paragraph that they stand at": 1}


class TestFields:
    def test_a_result_is_text_and_an_instruction_never(self, word):
        assert lines(word(p(r("依照第"), field(" REF a ", r("三")), r("条")))) == ["依照第三条"]

    def test_entries_of_a_table_of_contents_lose_their_page(self, word):
        entry = f"{r('第一章 总则')}<w:r><w:tab/></w:r>{field(' PAGEREF _1 ', r('12'))}"
        begun = p(*field(' TOC \\o "1-3" ', f"</w:p><w:p>{entry}</w:p><w:p>").partition("</w:p>"))
        body = (
            p(r("目录"))
            + begun
            + p(r("第一章 总则"))
            + p(r("第一条 甲，见第"), field(" PAGEREF _2 ", r("5")), r("页。"))
        )

        assert lines(word(body)) == ["目录", "第一章 总则", "第一章 总则", "第一条 甲，见第5页。"]

    def test_a_field_that_never_ends_swallows_nothing(self, word):
        body = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', r("甲。")) + p(r("乙。"))

        assert lines(word(body)) == ["甲。", "乙。"]


class TestSigns:
    def test_breaks_spaces_hyphens_and_symbols_are_what_they_look_like(self, word):
        run = "<w:t>甲　乙</w:t><w:br/><w:t>丙</w:t><w:cr/><w:t>丁</w:t><w:noBreakHyphen/><w:softHyphen/>"
        boxes = '<w:sym w:font="Wingdings" w:char="F0A8"/><w:sym w:font="X" w:char="2103"/><w:sym w:char="zz"/>'

        assert lines(word(p(f"<w:r>{run}{boxes}</w:r>"))) == ["甲　乙", "丙", "丁-□℃"]

    def test_what_is_read_aloud_over_a_character_is_left_out_and_told(self, word):
        ruby = f"<w:r><w:ruby><w:rt>{r('yí')}</w:rt><w:rubyBase>{r('彝')}</w:rubyBase></w:ruby></w:r>"

        assert lines(word(p(ruby, r("族")))) == ["彝族"]
        assert told(word(p(ruby))) == {"Readings printed over characters were left out": 1}

    def test_hidden_text_is_left_out_whoever_hides_it(self, word):
        styles = '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
        body = p(
            r("甲"), r("乙", "<w:vanish/>"), r("丙", '<w:rStyle w:val="H"/>'), r("丁", '<w:vanish w:val="0"/>')
        )

        assert lines(word(body, styles__xml=styles)) == ["甲丁"]
        assert told(word(body, styles__xml=styles)) == {"Hidden text was left out": 2}

    def test_the_words_that_wait_in_an_empty_form_field_are_no_text(self, word):
        waiting = (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('单击此处')}</w:sdtContent></w:sdt>"
        )

        assert lines(word(p(r("甲"), waiting))) == ["甲"]


class TestLists:
    @pytest.mark.parametrize(
        ("form", "printed"),
        [
            ("chineseCounting", "十一"), ("taiwaneseCountingThousand", "十一"), ("ideographDigital", "一一"),
            ("chineseLegalSimplified", "壹拾壹"), ("ideographLegalTraditional", "壹拾壹"),
            ("decimalFullWidth", "１１"), ("decimalEnclosedCircle", "⑪"), ("decimalZero", "11"),
            ("upperRoman", "XI"), ("lowerLetter", "k"), ("ideographZodiac", "戌"), ("ideographTraditional", "11"),
            ("a format of the future", "11"),
        ],
    )  # fmt: skip
    def test_numbers_come_in_their_format(self, word, form, printed):
        lists = numbering((form, "%1、", "")).replace('<w:start w:val="1"/>', '<w:start w:val="11"/>')

        assert lines(word(numbered("甲"), numbering__xml=lists)) == [f"{printed}、 甲"]

    def test_a_level_may_print_those_above_it_and_all_in_figures(self, word):
        lists = numbering(
            ("chineseCounting", "%1", ""), ("decimal", "%1.%2", "<w:isLgl/>"), ("decimal", "%1-%3", "")
        )
        body = numbered("甲") + numbered("乙", 1) + numbered("丙", 1) + numbered("丁", 2)

        assert lines(word(body, numbering__xml=lists)) == ["一 甲", "1.1 乙", "1.2 丙", "一-1 丁"]

    def test_a_hidden_number_is_counted_and_not_printed(self, word):
        lists = numbering(("decimal", "%1.", "<w:rPr><w:vanish/></w:rPr>"), ("decimal", "%1.%2", ""))

        assert lines(word(numbered("甲") + numbered("乙", 1), numbering__xml=lists)) == ["甲", "1.1 乙"]

    def test_a_paragraph_may_leave_the_list_of_its_style(self, word):
        styles = (
            '<w:style w:type="paragraph" w:default="1" w:styleId="N">'
            '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="M"><w:basedOn w:val="N"/></w:style>'
        )
        body = p(r("甲"), properties='<w:pStyle w:val="M"/>') + p(r("乙")) + numbered("丙", list_id=0)

        made = word(body, numbering__xml=numbering(("decimal", "%1.", "")), styles__xml=styles)

        assert lines(made) == ["1. 甲", "2. 乙", "丙"]

    def test_a_list_overrides_one_level_and_goes_on_in_the_others(self, word):
        more = (
            '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="1"><w:lvl w:ilvl="1">'
            '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="(%2)"/>'
            "</w:lvl></w:lvlOverride></w:num>"
        )
        lists = numbering(("chineseCounting", "第%1条", ""), ("chineseCounting", "（%2）", ""), more=more)
        body = numbered("甲") + numbered("子", 1) + numbered("乙", list_id=2) + numbered("丑", 1, list_id=2)

        assert lines(word(body, numbering__xml=lists)) == ["第一条 甲", "（一） 子", "第二条 乙", "(1) 丑"]

    def test_a_start_set_anew_holds_whenever_the_level_begins_again(self, word):
        more = (
            '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
            '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="3"/></w:lvlOverride></w:num>'
        )
        lists = numbering(("decimal", "%1.", ""), ("decimal", "%1.%2", ""), more=more)
        body = numbered("甲", list_id=2) + numbered("子", 1, 2) + numbered("乙", list_id=2) + numbered("丑", 1, 2)

        assert lines(word(body, numbering__xml=lists)) == ["1. 甲", "1.3 子", "2. 乙", "2.3 丑"]

    @pytest.mark.parametrize(
        ("restart", "printed"), [("", "2.1.1"), ("0", "2.1.2"), ("1", "2.1.1"), ("2", "2.1.1")]
    )
    def test_a_level_begins_anew_below_those_that_it_names(self, word, restart, printed):
        named = f'<w:lvlRestart w:val="{restart}"/>' if restart else ""
        lists = numbering(("decimal", "%1.", ""), ("decimal", "%1.%2", ""), ("decimal", "%1.%2.%3", named))
        body = numbered("甲") + numbered("乙", 1) + numbered("丙", 2) + numbered("丁") + numbered("戊", 1)

        assert lines(word(body + numbered("己", 2), numbering__xml=lists))[-1] == f"{printed} 己"

    @pytest.mark.parametrize("start", ["99999999999", "-3", "x", "9" * 6000])
    def test_a_start_beyond_reason_is_taken_for_one(self, word, start):
        lists = numbering(("upperLetter", "%1.", "")).replace(
            '<w:start w:val="1"/>', f'<w:start w:val="{start}"/>'
        )

        assert lines(word(numbered("甲"), numbering__xml=lists)) == ["A. 甲"]

    @pytest.mark.parametrize("sample", SAMPLES)
    def test_a_real_law_counted_by_word_keeps_every_number(self, shared_data, sample):
        file = next((shared_data / "laws" / "text").glob(f"{sample}_*"))
        law = read(file.name, file.read_bytes())

        made = lines(listed(law))

        printed = [one.line.text for one in outline(law)[0]]
        assert ["".join(line.split()) for line in made] == ["".join(line.split()) for line in printed]


class TestTables:
    def test_nested_and_framed_tables_keep_every_word(self, word):
        inner = f"<w:tbl><w:tr><w:tc>{p(r('丙'))}</w:tc><w:tc>{p(r('丁'))}</w:tc></w:tr></w:tbl>"
        outer = f"<w:tbl><w:tr><w:tc>{p(r('甲'))}</w:tc><w:tc>{p(r('乙'))}{inner}</w:tc></w:tr></w:tbl>"
        frame = f"<w:tbl><w:tr><w:tc>{p(r('框一'))}{p(r('框二'))}</w:tc></w:tr></w:tbl>"

        assert lines(word(outer + frame)) == ["| 甲 | 乙 | 丙 | 丁 | |", "框一", "框二"]

    def test_articles_in_a_table_are_told(self, word):
        body = f"<w:tbl><w:tr><w:tc>{p(r('现行'))}</w:tc><w:tc>{p(r('第三条 甲。'))}</w:tc></w:tr></w:tbl>"

        assert list(told(word(body))) == ["Articles stand in a table; each row was read as one line"]


class TestWholeFiles:
    @pytest.mark.parametrize("name", ["a.docm", "a.dotx", "a.dotm", "A.DOCX"])
    def test_macros_and_templates_are_read_the_same(self, word, name):
        assert lines(word(p(r("甲。"))), name) == ["甲。"]

    def test_a_strict_document_is_read_the_same(self, word):
        strict = {
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        }
        made = BytesIO()
        source = zipfile.ZipFile(
            BytesIO(word(numbered("甲。"), numbering__xml=numbering(("decimal", "第%1条", ""))))
        )
        with zipfile.ZipFile(made, "w") as archive:
            for entry in source.namelist():
                content = source.read(entry)
                for old, new in strict.items():
                    content = content.replace(old, new)
                archive.writestr(entry, content)

        assert lines(made.getvalue()) == ["第1条 甲。"]

    def test_genuine_word_files_lose_no_word(self, shared_data):
        """Every run of text that is not struck out comes out again."""
        files = sorted((shared_data / "drafts" / "tw_closelyheld_2015").glob("*.docx"))
        assert files
        for file in files:
            root = etree.fromstring(zipfile.ZipFile(file).read("word/document.xml"))
            text = "".join("".join(line.split()) for line in lines(file.read_bytes()))
            lost = [one.text for one in root.iter("{*}t") if "".join(one.text.split()) not in text]
            assert lost == [], file.name

    def test_the_civil_code_is_read_in_about_a_second(self, shared_data):
        content = listed(read("a.txt", next((shared_data / "laws" / "text").glob("D040_*")).read_bytes()))

        begun = time.process_time()
        read("a.docx", content)

        assert time.process_time() - begun < 2


class TestPartsPutIn:
    def test_a_part_that_cannot_be_read_refuses_the_file(self, word):
        with pytest.raises(FilePartUnknown):
            read("a.docx", word(p(r("甲。")) + '<w:altChunk r:id="part__rtf"/>', part__rtf=b"{\\rtf1 x}"))

    def test_a_part_that_is_not_there_refuses_the_file(self, word):
        with pytest.raises(FilePartUnknown):
            read("a.docx", word(p(r("甲。")) + '<w:altChunk r:id="gone"/>'))

    def test_a_document_in_a_document_is_read_with_what_it_tells(self, word):
        inner = word(p(f"<w:ins>{r('里。')}</w:ins>"))
        made = word(p(r("外。")) + '<w:altChunk r:id="part__docx"/>', part__docx=inner)

        assert lines(made) == ["外。", "里。"]
        assert told(made) == {"Tracked changes were taken as accepted": 1}

    def test_documents_put_into_one_another_without_end_are_refused(self, word):
        content = word(p(r("甲。")))
        for _times in range(6):
            content = word('<w:altChunk r:id="part__docx"/>' * 3, part__docx=content)

        with pytest.raises(FileUnsafe):
            read("a.docx", content)

    def test_a_web_page_with_a_name_of_its_own_is_known_by_its_beginning(self, word):
        page = "<html><body><p>第一条 甲。</p></body></html>".encode("gb18030")

        assert lines(word('<w:altChunk r:id="part__bin"/>', part__bin=page)) == ["第一条 甲。"]


class TestDanger:
    def test_a_part_that_does_not_unpack_is_refused(self, word):
        content = bytearray(word(p(r("第一条 甲。"))))
        begin = content.index(b"word/document.xml") + len(b"word/document.xml")
        content[begin : begin + 8] = b"\xff" * 8

        with pytest.raises(FileNotWhatItSays):
            read("a.docx", bytes(content))

    def test_markup_nested_without_end_is_refused(self, word):
        deep = "<w:ins>" * 5000 + r("甲") + "</w:ins>" * 5000

        with pytest.raises((FileUnsafe, FileNotWhatItSays)):
            read("a.docx", word(p(deep)))

    def test_markup_nested_deep_is_read_or_refused(self, word):
        deep = "<w:tbl><w:tr><w:tc>" * 80 + p(r("甲")) + "</w:tc></w:tr></w:tbl>" * 80

        with suppress(FileUnsafe, FileNotWhatItSays):
            assert lines(word(deep)) == ["甲"]

    def test_a_table_of_many_rows_takes_its_time_once(self, word):
        rows = (f"<w:tr><w:tc>{p(r(sha256(b'%d' % at).hexdigest()))}</w:tc><w:tc/></w:tr>" for at in range(10_000))
        content = word(f"<w:tbl>{''.join(rows)}</w:tbl>")

        begun = time.process_time()

        assert len(lines(content)) == 10_000
        assert time.process_time() - begun < 5
