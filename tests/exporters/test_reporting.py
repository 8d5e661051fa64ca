"""From the database to the files: what a signed report counts is what every file says."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import docx
import openpyxl
import pytest

from legislation_hub.exporters.bundle import files_of
from legislation_hub.exporters.catalogue import FORMATS
from legislation_hub.exporters.reporting import report_paper
from legislation_hub.problems import ReportNotSigned
from legislation_hub.proofs import manifest, receipts
from legislation_hub.queries.reports import content_of
from legislation_hub.services import compiling, composing
from legislation_hub.services.withdrawing import withdraw
from legislation_hub.vocabulary import LABELS, Form, Stance
from tests.exporters.rendered import plain_text, squeezed
from tests.reported import Reported, say

COMMENTS = 30


@pytest.fixture
def scene(session, make):
    return Reported(session, make, COMMENTS).sign()


def files(session, report, form=Form.DEIDENTIFIED):
    paper = report_paper(report, content_of(session, report), form, say)
    return files_of(paper, report.manifest.encode(), FORMATS, say)


def words_of(data):
    document = docx.Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return squeezed("".join([*(one.text for one in document.paragraphs), *cells]))


def heads_of(data):
    tables = docx.Document(BytesIO(data)).tables
    return [squeezed("".join(cell.text for cell in table.rows[0].cells)) for table in tables]


def table(data, sheet):
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(BytesIO(data))[sheet]]


class TestReportPaper:
    def test_an_unsigned_report_is_no_paper(self, session, make):
        report = Reported(session, make).report

        with pytest.raises(ReportNotSigned):
            report_paper(report, content_of(session, report), Form.DEIDENTIFIED, say)

    def test_totals_in_the_text_are_totals_in_the_tables(self, session, scene):
        made = files(session, scene.report)
        tallies = table(made["report.xlsx"], "Statistics sheet")[1:]
        totals = {(row[2], row[3]) for row in tallies if row[1] == "Total"}
        by_way = [row for row in tallies if row[0] == "By channel" and row[1] != "Total"]

        assert totals == {(COMMENTS, COMMENTS)}
        assert sum(row[3] for row in by_way) == COMMENTS
        for text in (words_of(made["report.docx"]), plain_text(made["report.pdf"])):
            assert squeezed(f"{COMMENTS} submissions with {COMMENTS} comments came in") in text
            assert squeezed(f"merged into {len(scene.points)} points") in text

    @pytest.mark.parametrize(
        ("law", "reading", "named"),
        [
            ("村道条例", "一审稿", "村道条例（一审稿）"),
            ("村道条例（征求意见稿）", "征求意见稿", "村道条例（征求意见稿）"),
            ("村道条例（征求意见稿）", "", "村道条例（征求意见稿）"),
        ],
    )
    def test_names_the_reading_once(self, session, scene, law, reading, named):
        content = replace(content_of(session, scene.report), law=law, reading=reading)

        paper = report_paper(scene.report, content, Form.DEIDENTIFIED, say)

        assert {row.version for row in paper.register} == {named}

    def test_the_tables_hold_every_comment_once(self, session, scene):
        made = files(session, scene.report)
        register = table(made["report.xlsx"], "Register sheet")[1:]
        summary = table(made["report.xlsx"], "Summary sheet")[1:]
        sheet = list(csv.reader(StringIO(made["register.csv"].decode("utf-8-sig"))))[1:]

        assert sorted(row[0] for row in register) == sorted(one.number for one in scene.comments)
        assert [row[0] for row in sheet] == [row[0] for row in register]
        assert len(summary) == len(scene.points)
        merged = [number for row in summary for number in row[-1].split("、")]
        assert sorted(merged) == sorted(one.number for one in scene.comments[:-1])
        counted = manifest.counted_in(manifest.read(made["manifest.json"]))
        assert [one.number for one in counted] == sorted(merged)

    def test_word_and_pdf_say_the_same(self, session, scene):
        made = files(session, scene.report)
        word, pdf = words_of(made["report.docx"]), plain_text(made["report.pdf"])

        # The PDF repeats the head of a table on every page.
        for head in heads_of(made["report.docx"]):
            word, pdf = word.replace(head, ""), pdf.replace(head, "")
        assert sorted(word) == sorted(pdf)
        for point in scene.points:
            assert squeezed(point.wording) in word
            assert squeezed(point.wording) in pdf
        assert scene.report.root in word.replace("\n", "")
        assert scene.report.root in pdf

    def test_twice_gives_the_same_bytes(self, session, scene):
        assert files(session, scene.report) == files(session, scene.report)

    def test_the_register_says_which_words_of_the_provision_are_meant(self, session, make):
        scene = Reported(session, make)
        quoting = make.comment(
            scene.tasks[0], "哪个的原文？", provision_id=scene.articles[0].id, quote="原文", quote_start=4
        )
        report = compiling.compile_report(
            session, scene.room_heads[0], scene.consultation, scene.tasks[0].unit, say
        )
        compiling.sign_report(session, scene.room_heads[0], report, say)

        register = {row[0]: row for row in table(files(session, report)["report.xlsx"], "Register sheet")}
        assert "第五条“原文”" in register[quoting.number]
        assert "第五条" in register[scene.comments[0].number]

    def test_what_was_signed_before_words_could_be_quoted_still_reads(self, session, scene):
        for entry in scene.report.frozen["entries"]:
            del entry["quote"], entry["quote_start"]

        assert all(not one.quote for one in content_of(session, scene.report).entries)

    def test_a_tick_without_words_stands_as_the_kind_of_opinion_and_never_as_words(self, session, make):
        scene = Reported(session, make)
        task, head = scene.tasks[0], scene.room_heads[0]
        tick = make.comment(task, "", recorded_by=scene.collectors[0], stance=Stance.AMEND)
        report = compiling.compile_report(session, head, scene.consultation, task.unit, say)
        compiling.sign_report(session, head, report, say)

        made = files(session, report)

        register = {row[0]: row for row in table(made["report.xlsx"], "Register sheet")}
        assert LABELS[Stance.AMEND] in register[tick.number]
        assert not any("ticked" in str(cell) or composing.WITHDRAWN in str(cell) for cell in register[tick.number])
        assert squeezed(composing.TICKED.split(":")[0]) in words_of(made["report.docx"])
        assert squeezed(composing.WITHDRAWN) not in words_of(made["report.docx"])

    def test_what_was_taken_back_is_blank_and_still_counted(self, session, make):
        scene = Reported(session, make)
        room, head = scene.tasks[0].unit, scene.room_heads[0]
        report = compiling.compile_report(session, head, scene.consultation, room, say)
        compiling.sign_report(session, head, report, say)
        submission = scene.comments[0].submission
        code = receipts.derive(b"secret", submission.id)
        submission.receipt_hash = receipts.fingerprint(code)
        withdraw(session, None, code, scene.comments[0].id)

        made = files(session, report)

        register = {row[0]: row for row in table(made["report.xlsx"], "Register sheet")}
        assert composing.WITHDRAWN in register[scene.comments[0].number]
        assert squeezed(composing.WITHDRAWN) in plain_text(made["report.pdf"])
        assert "第1个人" not in words_of(made["report.docx"])
