"""Every file that leaves the house, as a literal list: its name, what people call it, and what makes it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from legislation_hub.exporters.contrast import ContrastPaper
from legislation_hub.exporters.contrast_files import contrast_docx, contrast_pdf, contrast_workbook
from legislation_hub.exporters.documents import render_docx
from legislation_hub.exporters.markup import law_akn, law_json, law_markdown
from legislation_hub.exporters.minutes import attendance_pdf, minutes_docx, minutes_pdf
from legislation_hub.exporters.paper import (
    OutcomePaper,
    PosterPaper,
    ReceiptPaper,
    ReportPaper,
    Say,
    SlipPaper,
    TaskPaper,
)
from legislation_hub.exporters.printing import render_pdf
from legislation_hub.exporters.sheets import poster_pdf, receipt_pdf, slips_pdf
from legislation_hub.exporters.slip_sheets import BlankSlipPaper, blank_slips_pdf
from legislation_hub.exporters.statute import LawPaper
from legislation_hub.exporters.statute_files import law_docx, law_pdf
from legislation_hub.exporters.tables import register_csv, summary_csv, tallies_csv
from legislation_hub.exporters.workbooks import outcome_workbook, report_workbook, task_workbook
from legislation_hub.legaltext.akoma import MEDIA_TYPE
from legislation_hub.queries.meetings import Record
from legislation_hub.vocabulary import N_

Paper = TypeVar("Paper")

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
CSV = "text/csv; charset=utf-8"
MARKDOWN = "text/markdown"
JSON = "application/json"


Render = Callable[[Paper, Say, Path | None], bytes]


def _fontless(render: Callable[[Paper, Say], bytes]) -> Render[Paper]:
    # A file that names its fonts, or has none, does not ask for the office's.
    return lambda paper, say, office: render(paper, say)


@dataclass(frozen=True, slots=True)
class Exporter(Generic[Paper]):
    """How one paper becomes one file.

    ``format`` is what a person asks for (``docx``); ``name`` is the file's name, or how it ends where a version
    gives the rest. ``render`` takes the paper, gettext, and the office's own folder of fonts or None.
    """

    format: str
    name: str
    label: str
    media_type: str
    render: Render[Paper]


REPORT: tuple[Exporter[ReportPaper], ...] = (
    Exporter("docx", "report.docx", N_("Report (Word)"), DOCX, _fontless(render_docx)),
    Exporter("pdf", "report.pdf", N_("Report (PDF)"), PDF, render_pdf),
    Exporter("xlsx", "report.xlsx", N_("Tables (Excel)"), XLSX, _fontless(report_workbook)),
    Exporter("csv", "summary.csv", N_("Summary (CSV)"), CSV, _fontless(summary_csv)),
    Exporter("csv", "register.csv", N_("Register (CSV)"), CSV, _fontless(register_csv)),
    Exporter("csv", "tallies.csv", N_("Statistics (CSV)"), CSV, _fontless(tallies_csv)),
)
OUTCOMES: Exporter[OutcomePaper] = Exporter(
    "xlsx", "outcomes.xlsx", N_("Outcome sheet"), XLSX, _fontless(outcome_workbook)
)
TASKS: Exporter[TaskPaper] = Exporter("xlsx", "tasks.xlsx", N_("Task sheet"), XLSX, _fontless(task_workbook))
SLIPS: Exporter[SlipPaper] = Exporter("pdf", "slips.pdf", N_("Feedback slips"), PDF, slips_pdf)
BLANK_SLIPS: Exporter[BlankSlipPaper] = Exporter("pdf", "blank.pdf", N_("Comment slips"), PDF, blank_slips_pdf)
POSTER: Exporter[PosterPaper] = Exporter("pdf", "poster.pdf", N_("Poster with QR code"), PDF, poster_pdf)
RECEIPT: Exporter[ReceiptPaper] = Exporter("pdf", "receipt.pdf", N_("Receipt"), PDF, receipt_pdf)
MINUTES: tuple[Exporter[Record], ...] = (
    Exporter("docx", "docx", N_("Record (Word)"), DOCX, _fontless(minutes_docx)),
    Exporter("pdf", "pdf", N_("Record (PDF)"), PDF, minutes_pdf),
)
ATTENDANCE: Exporter[Record] = Exporter("pdf", "pdf", N_("Sign-in sheet"), PDF, attendance_pdf)
TEXT: tuple[Exporter[LawPaper], ...] = (
    Exporter("docx", "docx", "Word", DOCX, _fontless(law_docx)),
    Exporter("pdf", "pdf", "PDF", PDF, law_pdf),
    Exporter("md", "md", "Markdown", MARKDOWN, _fontless(law_markdown)),
    Exporter("akn", "xml", "Akoma Ntoso", MEDIA_TYPE, _fontless(law_akn)),
    Exporter("json", "json", "JSON", JSON, _fontless(law_json)),
)
CONTRAST: tuple[Exporter[ContrastPaper], ...] = (
    Exporter("docx", "docx", "Word", DOCX, _fontless(contrast_docx)),
    Exporter("pdf", "pdf", "PDF", PDF, contrast_pdf),
    Exporter("xlsx", "xlsx", "Excel", XLSX, _fontless(contrast_workbook)),
)

FORMATS = (*dict.fromkeys(exporter.format for exporter in REPORT), "json")
"""What a report can be asked for as; ``json`` is the manifest, which every bundle has."""
