import struct
import zipfile
from io import BytesIO

import docx
import pytest

from legislation_hub.legaltext import reading
from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.reading import read
from legislation_hub.legaltext.repairing import Act, Repair, repair
from legislation_hub.legaltext.source import Found, source_of
from legislation_hub.legaltext.tree import Remark
from legislation_hub.problems import (
    FileEmpty,
    FileEncrypted,
    FileKindUnknown,
    FileNotWhatItSays,
    FileTooLarge,
    FileUnsafe,
)

TEXT = "第一条　为了甲，制定本法。\n第二条　2020年起施行。"


def texts(name, content):
    return [line.text for line in read(name, content).lines]


class TestPlainText:
    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
    )
    def test_is_read_in_the_encodings_of_offices(self, encoding):
        assert texts("a.txt", TEXT.encode(encoding)) == TEXT.splitlines()

    def test_lines_keep_the_number_that_they_have_in_the_file(self):
        source = read("a.txt", "\ufeff甲\r\n\r\n　\r\n\u200b乙\x00\r\n".encode().replace(b"\x00", b""))

        assert [(line.number, line.text) for line in source.lines] == [(1, "甲"), (4, "乙")]

    def test_rare_glyphs_of_old_typesetting_stay(self):
        assert texts("a.txt", "\ue4c1江".encode()) == ["\ue4c1江"]

    def test_markdown_loses_its_signs_and_nothing_else(self):
        content = "---\ntitle: 甲\n---\n# 某条例\n\n- **第一条**　甲。\n***\n（一）2\\.5%；\n"

        assert texts("a.md", content.encode()) == ["某条例", "第一条　甲。", "（一）2.5%；"]


class TestReadingAgain:
    def test_a_file_that_was_just_read_is_not_read_again(self, monkeypatch):
        times = []
        monkeypatch.setattr(reading, "READERS", {".txt": lambda name, content: times.append(name) or Found("甲")})

        assert texts("again.txt", b"x") == texts("again.txt", b"x") == ["甲"]
        assert times == ["again.txt"]

    def test_what_a_reader_tells_stays_through_repairs_and_comes_first(self):
        source = source_of("a.txt", TEXT, (Remark(0, "", "told"),))

        mended = repair(source, [Repair(Act.JOIN, 2)])

        assert mended.remarks == source.remarks
        assert parse(mended).remarks[0].reason == "told"


class TestRefusals:
    @pytest.mark.parametrize("content", [b"", b" \r\n\t", "\ufeff　\n".encode()])
    def test_a_file_without_text_is_empty(self, content):
        with pytest.raises(FileEmpty):
            read("a.txt", content)

    def test_a_word_file_without_text_is_empty(self, word):
        with pytest.raises(FileEmpty):
            read("a.docx", word("<w:p/>"))

    def test_a_kind_without_a_reader_is_named(self):
        with pytest.raises(FileKindUnknown):
            read("a.xls", b"x")

    def test_a_file_above_the_limit_is_not_opened(self, monkeypatch):
        monkeypatch.setattr(reading, "LIMIT_MB", 0)

        with pytest.raises(FileTooLarge):
            read("a.txt", b"x")

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.docx", b"%PDF-1.7"),
            ("a.docx", b"PK\x03\x04 not an archive"),
            ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old .doc"),
            ("a.txt", b"PK\x03\x04"),
            ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00\xd8\x00\xd8\x00\x00"),
        ],
    )
    def test_a_file_that_is_something_else_is_not_taken(self, name, content):
        with pytest.raises(FileNotWhatItSays):
            read(name, content)

    def test_an_archive_without_a_document_is_no_word_file(self):
        file = BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("a.txt", "甲")

        with pytest.raises(FileNotWhatItSays):
            read("a.docx", file.getvalue())

    def test_a_document_with_a_password_is_encrypted(self):
        content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64 + "EncryptedPackage".encode("utf-16-le")

        with pytest.raises(FileEncrypted):
            read("a.docx", content)

    def test_an_archive_with_a_password_is_encrypted(self, word):
        content = bytearray(word("<w:p/>"))
        at = content.index(b"PK\x01\x02") + 8
        content[at : at + 2] = struct.pack("<H", 1)

        with pytest.raises(FileEncrypted):
            read("a.docx", bytes(content))

    def test_an_archive_that_would_burst_is_not_unpacked(self):
        file = BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", b"0" * 30_000_000)

        with pytest.raises(FileUnsafe):
            read("a.docx", file.getvalue())

    def test_a_document_that_declares_entities_is_not_parsed(self, word):
        bomb = '<!DOCTYPE d [<!ENTITY a "甲甲甲甲">]>'

        with pytest.raises(FileUnsafe):
            read("a.docx", word("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", prolog=bomb))


def paragraph(text, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text, depth, list_id=1):
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(depth, text, form="chineseCountingThousand", more=""):
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


LISTS = (
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "第%1章")
    + level(1, "第%2条", more='<w:lvlRestart w:val="0"/>')
    + level(2, "（%3）")
    + level(3, "%4.", "decimal")
    + level(4, "●", "bullet")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    + '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


class TestWord:
    def test_paragraphs_and_tables_come_in_reading_order(self):
        document = docx.Document()
        document.add_paragraph("第一条　甲。")
        table = document.add_table(rows=2, cols=2)
        for at, cell in enumerate(table._cells):
            cell.text = str(at)
        document.add_table(rows=1, cols=1).cell(0, 0).text = "框里的话"
        document.add_paragraph("第二条　乙。")
        file = BytesIO()
        document.save(file)

        assert texts("a.docx", file.getvalue()) == [
            "第一条　甲。",
            "| 0 | 1 |",
            "| 2 | 3 |",
            "框里的话",
            "第二条　乙。",
        ]

    def test_numbers_that_word_counts_are_printed(self, word):
        body = (
            numbered("总则", 0)
            + numbered("甲。", 1)
            + numbered("子；", 2)
            + numbered("丑。", 2)
            + numbered("附则", 0)
            + numbered("乙：", 1)
            + numbered("寅；", 2)
            + numbered("卯；", 3)
            + numbered("辰", 4)
        )

        assert texts("a.docx", word(body, numbering__xml=LISTS)) == [
            "第一章 总则",
            "第一条 甲。",
            "（一） 子；",
            "（二） 丑。",
            "第二章 附则",
            "第二条 乙：",
            "（一） 寅；",
            "1. 卯；",
            "辰",
        ]

    def test_a_list_that_starts_anew_counts_from_its_start(self, word):
        body = numbered("子；", 2) + numbered("丑。", 2) + numbered("寅；", 2, list_id=2)

        assert texts("a.docx", word(body, numbering__xml=LISTS))[-1] == "（一） 寅；"

    def test_a_style_brings_its_list_along(self, word):
        lists = LISTS.replace('<w:lvl w:ilvl="1">', '<w:lvl w:ilvl="1"><w:pStyle w:val="Article"/>')
        styles = (
            '<w:style w:type="paragraph" w:styleId="Base">'
            '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="Article"><w:basedOn w:val="Base"/></w:style>'
        )
        body = paragraph("甲。", '<w:pStyle w:val="Article"/>') * 2

        assert texts("a.docx", word(body, numbering__xml=lists, styles__xml=styles)) == [
            "第一条 甲。",
            "第二条 甲。",
        ]

    def test_an_embedded_web_page_is_read(self, word):
        page = (
            'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
            'Content-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: 8bit\n\n'
            "<html><head><title>不看</title></head><body><h1>某法</h1><p>第一条 甲。<br/>\n第二条&nbsp;乙。</p>"
            "<pre>第三条 丙。\n第四条 丁。</pre><ol><li>子</li><li>丑</li></ol>"
            "<table><tr><td>1</td><td>2</td></tr></table></body></html>\n--b--\n"
        ).encode()

        assert texts("a.docx", word('<w:altChunk r:id="page__mht"/>', page__mht=page)) == [
            "某法",
            "第一条 甲。",
            "第二条 乙。",
            "第三条 丙。",
            "第四条 丁。",
            "1. 子",
            "2. 丑",
            "| 1 | 2 |",
        ]

    def test_tracked_changes_are_taken_and_hidden_text_is_not(self, word):
        body = (
            "<w:p><w:r><w:t>甲</w:t></w:r><w:ins><w:r><w:t>乙</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>丙</w:delText></w:r></w:del>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>丁</w:t></w:r><w:r><w:tab/><w:t>戊</w:t><w:br/><w:t>己</w:t></w:r></w:p>"
        )

        assert texts("a.docx", word(body)) == ["甲乙 戊", "己"]

    def test_a_text_box_follows_the_paragraph_that_holds_it(self, word):
        box = "<w:pict><w:txbxContent>" + paragraph("框") + "</w:txbxContent></w:pict>"
        body = f"<w:p><w:r><w:t>前</w:t></w:r><w:r>{box}</w:r></w:p>" + paragraph("后")

        assert texts("a.docx", word(body)) == ["前", "框", "后"]
