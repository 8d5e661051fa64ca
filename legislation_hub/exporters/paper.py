"""What a paper says, as frozen plain values: the same for DOCX, PDF, XLSX and CSV.

Every text is ready to print, in the reader's language; exporters add only their own fixed wording
(column heads, 附件, 署名 …) through ``say``. Whatever is unknown is "" or None, never a dash.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from legislation_hub.vocabulary import N_, Form

Say = Callable[[str], str]
"""What turns an English source text into the reader's language: gettext."""

BASICS = N_("Basic facts")
APPRAISAL = N_("Overall appraisal")
MAIN = N_("Main comments on the text")
OTHER = N_("Further comments")
DIVIDED = N_("Divided opinions")


@dataclass(frozen=True, slots=True)
class PointPaper:
    """One point as the report prints it: 关于第八条第二款 / 建议修改为……。理由：…… / its comments."""

    heading: str
    wording: str
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionPaper:
    """One section of a report: its heading without the numeral, edited paragraphs, then points.

    ``heading`` is one of the five constants of this file or a text of the writer's own.
    """

    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[PointPaper, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A line of the 意见建议汇总表: one point. ``proposers`` is 提出人或单位, ``heads`` 人次."""

    provision: str
    text: str
    proposal: str
    reason: str
    proposers: str
    heads: int
    rooms: str
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A line of the 意见登记表: one comment. ``point`` is its line in the 汇总表, None if not reported."""

    number: str
    version: str
    provision: str
    text: str
    words: str
    language: str
    interpreter: str
    stance: str
    proposal: str
    reason: str
    person: str
    identity: str
    age_and_sex: str
    place: str
    household: str
    body: str
    channel: str
    heard: date | None
    collector: str
    consent: str
    attachments: str
    point: int | None = None


@dataclass(frozen=True, slots=True)
class TallyRow:
    """How much came from one channel, room, stance or identity: 件 and 条."""

    label: str
    submissions: int
    comments: int


@dataclass(frozen=True, slots=True)
class Tally:
    """One table of the 统计: 按渠道, 按联络室, 按类型 or 按身份, in the order to be printed.

    One submission may hold comments of several stances, so its rows need not add up to the
    report's total of submissions; that is why every tally brings its own total.
    """

    title: str
    rows: tuple[TallyRow, ...]
    total: TallyRow


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """A report with everything that its files print.

    ``title`` may hold line breaks where it is to be broken by sense; ``number`` names the folder of
    the files; ``dated`` is the 成文日期; ``root`` is the manifest's root in hex; ``references`` says
    whether the comment numbers of each point are printed as a list at the end. ``summary`` has a row
    for each point of the sections, in the same order; without points there is no annex.
    """

    number: str
    title: str
    addressee: str
    sections: tuple[SectionPaper, ...]
    attachment: str
    unit: str
    dated: date
    signed_at: datetime
    root: str
    form: Form
    references: bool
    summary: tuple[SummaryRow, ...]
    register: tuple[RegisterRow, ...]
    tallies: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A line of the 采纳情况反馈表; ``proposal`` is the 建议, ``passed`` the article of the passed text."""

    comments: tuple[str, ...]
    provision: str
    proposal: str
    outcome: str
    passed: str
    reason: str
    basis: str
    way: str
    answered: date | None
    answered_by: str


@dataclass(frozen=True, slots=True)
class OutcomePaper:
    """The 采纳情况反馈表 of a consultation, as it stood at ``made_at``."""

    title: str
    unit: str
    made_at: datetime
    rows: tuple[OutcomeRow, ...]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A line of the 任务分解表."""

    unit: str
    provisions: str
    means: str
    audience: str
    due: date | None
    responsible: str
    signed_for: datetime | None
    progress: str


@dataclass(frozen=True, slots=True)
class TaskPaper:
    """The 任务分解表 of a consultation, as it stood at ``made_at``."""

    title: str
    unit: str
    made_at: datetime
    rows: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True)
class SlipItem:
    """One comment on a feedback slip, with what became of it."""

    number: str
    provision: str
    words: str
    outcome: str
    answer: str


@dataclass(frozen=True, slots=True)
class Slip:
    """What one household is told. ``household`` is its code, ``place`` its village and grid."""

    household: str
    place: str
    items: tuple[SlipItem, ...]


@dataclass(frozen=True, slots=True)
class SlipPaper:
    """Feedback slips, one a household, with lines to cut along; ``title`` is the consultation's."""

    title: str
    unit: str
    contact: str
    dated: date
    made_at: datetime
    slips: tuple[Slip, ...]


@dataclass(frozen=True, slots=True)
class PosterPaper:
    """A poster of one room and consultation; ``url`` stands in the QR code and beside it, ``size`` is a4 or a3."""

    title: str
    unit: str
    questions: tuple[str, ...]
    closes: date
    url: str
    contact: str
    made_at: datetime
    size: str = "a4"


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """The receipt of one submission; the QR carries ``code`` as text, never inside an address.

    ``url`` is the page on which the code is typed.
    """

    title: str
    unit: str
    code: str
    numbers: tuple[str, ...]
    received: date
    url: str
    contact: str
    made_at: datetime
