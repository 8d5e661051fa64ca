"""Printed pages: what the page broke is mended, and where nothing tells how, a remark does."""

from io import BytesIO

import pypdfium2
import pytest

from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.readers import pdf
from legislation_hub.legaltext.readers.pdf_layout import UNSURE, Row, paragraphs
from legislation_hub.legaltext.reading import read
from legislation_hub.legaltext.source import Telling
from legislation_hub.problems import FileEncrypted, FileNotWhatItSays, FileScanned, FileTooLong
from tests.legaltext.office import HEAD, needs_office, printed, saved_as
from tests.legaltext.test_real_laws import matches, rows_of


def bare(text):
    return "".join(text.split())


def outline_of(law):
    """What a tree says, white space aside."""
    return [(one.eid, one.label, bare(one.heading), bare(one.text)) for one in law.walk()]


def pages(*texts, width=20, left=100.0, indent=2, size=10.0, pitch=15.0, rows=40):
    """Set ``texts`` as a printer would: rows of ``width`` signs, the first one indented."""
    set_rows = []
    for text in texts:
        begin = indent
        while text:
            piece, text = text[: width - begin], text[width - begin :]
            set_rows.append((begin, piece))
            begin = 0
    return [
        [
            Row(
                page, 842.0, piece, left + begin * size, left + (begin + len(piece)) * size, 700 - at * pitch, size
            )
            for at, (begin, piece) in enumerate(set_rows[page * rows : (page + 1) * rows])
        ]
        for page in range(-(-len(set_rows) // rows))
    ]


LONG = "国家建立健全基层立法联系点制度，听取人民群众对法律草案的意见和建议，保障其参与立法活动。"


class TestLayout:
    def test_rows_of_a_paragraph_are_put_together_over_pages(self):
        texts = [f"第{one}条 {LONG}" for one in "一二三四"]

        assert paragraphs(pages(*texts, rows=5), Telling()) == texts

    def test_a_full_row_ends_its_paragraph_where_the_next_is_indented(self):
        texts = ["国" * 17 + "。", LONG, "民" * 37 + "。", LONG]

        assert paragraphs(pages(*texts), Telling()) == texts

    def test_without_indents_a_sentence_that_fills_its_row_is_told(self):
        telling = Telling()

        found = paragraphs(pages(LONG, "国" * 19 + "。", LONG, LONG, indent=0), telling)

        assert found == [LONG, "国" * 19 + "。", LONG, LONG]
        assert [(one.line, one.text[:4]) for one in telling.remarks() if one.reason == UNSURE] == [(2, LONG[:4])]

    def test_a_reference_at_the_margin_begins_no_article(self):
        text = "依照前款规定处理的，还应当同时遵守本法第一条、第三条 第二款的规定并且说明理由。"

        assert paragraphs(pages(LONG, text, LONG), Telling()) == [LONG, text, LONG]

    def test_running_heads_and_page_numbers_go_and_are_told(self):
        telling = Telling()
        body = pages(*[f"第{one}条 {LONG}" for one in "一二三四五六"], rows=7)
        for rows in body:
            page = rows[0].page
            rows.insert(0, Row(page, 842.0, "某条例（草案）", 200, 270, 810, 10))
            rows.append(Row(page, 842.0, f"— {page + 1} —", 280, 320, 30, 10))

        assert paragraphs(body, telling) == [f"第{one}条 {LONG}" for one in "一二三四五六"]
        assert next(one.values["count"] for one in telling.remarks()) == 2 * len(body)

    def test_a_title_that_the_running_head_repeats_stays(self):
        body = pages(*[f"第{one}条 {LONG}" for one in "一二三四五六"], rows=5)
        for rows in body:
            rows.insert(0, Row(rows[0].page, 842.0, "某条例", 280, 310, 820, 10))
            rows.append(Row(rows[0].page, 842.0, f"第{'一二三四五'[rows[0].page]}页", 280, 320, 30, 10))
        body[0].insert(1, Row(0, 842.0, "某条例", 250, 340, 760, 22))

        assert paragraphs(body, Telling())[:2] == ["某条例", f"第一条 {LONG}"]

    def test_what_only_looks_like_a_number_in_the_margin_stays(self):
        body = [[Row(page, 842.0, text, 100, 150, 60, 10)] for page, text in enumerate(["2024", "7", "19"])]

        assert "".join(paragraphs(body, Telling())).split() == ["2024", "7", "19"]

    def test_entries_that_dots_lead_to_the_margin_stay_apart(self):
        entries = ["总则" + "." * 14 + " 1", "附则" + "." * 14 + " 9"]

        assert paragraphs(pages(*entries, LONG, indent=0, width=18), Telling())[:2] == entries


class TestRealFiles:
    @pytest.mark.parametrize("title", ["仲裁法", "国徽法", "国旗法", "行政处罚法"])
    def test_the_tree_is_that_of_the_same_text_in_word_or_a_remark_tells_where_not(self, shared_data, title):
        folder = shared_data / "laws"
        name = f"中华人民共和国{title}"
        found = read("a.pdf", (folder / "pdf" / f"{name}.pdf").read_bytes())
        wanted = parse(read("a.docx", (folder / "docx" / f"{name}.docx").read_bytes()))

        law = parse(found)

        assert bare("".join(line.text for line in found.lines)) == bare(
            (folder / "docx" / f"{name}.expected.txt").read_text(encoding="utf-8")
        )
        unsure = sum(one.values["count"] for one in found.remarks if one.reason == UNSURE)
        differing = {eid.split("__")[0] for eid, *_rest in set(outline_of(law)) ^ set(outline_of(wanted))}
        assert len(differing) <= unsure
        assert bare(law.title) == bare(wanted.title)

    @pytest.mark.parametrize("title", ["仲裁法", "国徽法", "国旗法", "行政处罚法"])
    def test_headings_and_articles_are_as_many_as_were_counted_by_hand(self, shared_data, title):
        folder = shared_data / "laws"
        row = next(one for one in rows_of(folder, "docx.csv") if one["title"] == f"中华人民共和国{title}")

        assert matches(parse(read("a.pdf", (folder / "pdf" / f"{row['title']}.pdf").read_bytes())), row)

    def test_the_tree_is_that_of_the_text_of_the_table(self, shared_data):
        # Of the other three the table holds another edition: 仲裁法 of 2025, and other punctuation and annexes.
        folder = shared_data / "laws"
        found = read("a.pdf", (folder / "pdf" / "中华人民共和国行政处罚法.pdf").read_bytes())
        text = next((folder / "text").glob("D053_*"))

        wanted, law = parse(read(text.name, text.read_bytes())), parse(found)

        unsure = sum(one.values["count"] for one in found.remarks if one.reason == UNSURE)
        assert (
            len({eid.split("__")[0] for eid, *_rest in set(outline_of(law)) ^ set(outline_of(wanted))}) <= unsure
        )


@needs_office
class TestPrintedByLibreOffice:
    @pytest.mark.parametrize(("sample", "size"), [("D093", 16), ("D037", 12), ("D142", 16)])
    def test_a_law_comes_back_as_it_was(self, shared_data, tmp_path, sample, size):
        file = next((shared_data / "laws" / "text").glob(f"{sample}_*"))
        law = read(file.name, file.read_bytes())

        found = read("a.pdf", saved_as(printed(law, size=size), "pdf", tmp_path))

        assert outline_of(parse(found)) == outline_of(parse(law))
        assert HEAD not in {line.text for line in found.lines}

    def test_without_indents_every_difference_is_told(self, shared_data, tmp_path):
        file = next((shared_data / "laws" / "text").glob("D057_*"))
        law = read(file.name, file.read_bytes())

        found = read("a.pdf", saved_as(printed(law, indent=False), "pdf", tmp_path))

        told = sum(one.values["count"] for one in found.remarks if one.reason == UNSURE)
        made, wanted = [bare(line.text) for line in found.lines], [bare(line.text) for line in law.lines]
        assert "".join(made) == "".join(wanted)
        assert len(set(made) - set(wanted)) <= 2 * told


def _saved(document):
    file = BytesIO()
    document.save(file)
    return file.getvalue()


LOCKED = b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"ab" * 32 + b">/U<" + b"cd" * 32 + b">>>"


class TestSigns:
    @pytest.mark.parametrize(
        ("code", "meant"), [(0x2F00, "一"), (0x2F83, "自"), (0xF9E2, "梨"), (0xAD, ""), (0xD801, "\ufffd")]
    )
    def test_a_shape_is_read_as_the_character_that_it_stands_for(self, code, meant):
        assert pdf._Rows(0, 842.0, Telling()).readable(code) == meant


class TestRefusals:
    def test_a_row_without_end_takes_its_time_once(self):
        drawn = b"BT /F 1 Tf 0.001 0 0 0.001 9 700 Tm (" + b"a" * 30_000 + b") Tj ET"
        objects = (
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            b"<</Length 30044>>stream\n" + drawn + b"\nendstream",
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        )
        body = b" ".join(b"%d 0 obj %s endobj" % (at, one) for at, one in enumerate(objects, start=1))
        content = b"%PDF-1.4\n" + body + b" trailer<</Root 1 0 R>>"

        assert sum(len(line.text) for line in read("a.pdf", content).lines) == 30_000

    def test_a_scan_is_a_clear_problem(self):
        document = pypdfium2.PdfDocument.new()
        document.new_page(595, 842)

        with pytest.raises(FileScanned):
            read("a.pdf", _saved(document))

    def test_what_is_no_pdf_is_not_taken(self):
        for content in (b"x", b"%PDF-1.7 and nothing else", b"%PDF-1.4\n" + b"\0" * 5000):
            with pytest.raises(FileNotWhatItSays):
                read("a.pdf", content)

    def test_a_pdf_with_a_password_is_encrypted(self):
        document = pypdfium2.PdfDocument.new()
        document.new_page(595, 842)

        with pytest.raises(FileEncrypted):
            read(
                "a.pdf",
                _saved(document).replace(b"trailer\r\n<<", b"trailer\r\n<</ID[<ab><ab>]/Encrypt " + LOCKED),
            )

    def test_more_pages_than_any_law_has_are_refused(self, monkeypatch):
        monkeypatch.setattr(pdf, "PAGES", 1)
        document = pypdfium2.PdfDocument.new()
        for _page in range(2):
            document.new_page(595, 842)

        with pytest.raises(FileTooLong):
            read("a.pdf", _saved(document))
