"""From what the database knows to the papers that are printed: every label is put into words here."""

from collections.abc import Sequence
from datetime import date

from legislation_hub.exporters.paper import (
    APPRAISAL,
    BASICS,
    DIVIDED,
    MAIN,
    OTHER,
    PointPaper,
    RegisterRow,
    ReportPaper,
    Say,
    SectionPaper,
    SummaryRow,
    Tally,
    TallyRow,
)
from legislation_hub.legaltext.spanning import named
from legislation_hub.legaltext.titling import titled
from legislation_hub.models import Report
from legislation_hub.problems import ReportNotSigned
from legislation_hub.queries.contents import Content, Count, Entry, Line
from legislation_hub.services import composing, reckoning
from legislation_hub.vocabulary import LABELS, N_, Channel, Consent, Form, Place, Section, Stance

HEADINGS = {Section.MAIN: MAIN, Section.OTHER: OTHER, Section.DIVIDED: DIVIDED}
UNNAMED = N_("wishes not to be named")
GONE = N_("withdrawn")


def report_paper(report: Report, content: Content, form: Form, say: Say, references: bool = True) -> ReportPaper:
    """Return the signed report as it is printed, de-identified or in full.

    ``references`` prints the comment numbers of each point at the end. Raises :class:`ReportNotSigned`.
    """
    if report.signed_at is None or report.dated is None:
        raise ReportNotSigned(number=report.number)
    return ReportPaper(
        number=report.number,
        title=report.title,
        addressee=report.addressee,
        sections=tuple(_sections(report, content, say)),
        attachment=say(N_("Summary table of comments")),
        unit=report.signature,
        dated=report.dated,
        signed_at=report.signed_at,
        root=report.root or "",
        form=form,
        references=references,
        summary=tuple(_summary(line, say) for line in content.lines),
        register=tuple(_register(one, content, form, say) for one in content.entries),
        tallies=tuple(_tallies(content, say)),
    )


def _sections(report: Report, content: Content, say: Say) -> list[SectionPaper]:
    sections = [
        SectionPaper(BASICS, _paragraphs(report.sections.get(reckoning.BASICS, ""))),
        SectionPaper(APPRAISAL, _paragraphs(report.sections.get(reckoning.APPRAISAL, ""))),
    ]
    of_text = report.consultation.version_id is not None
    for section, heading in HEADINGS.items():
        points = tuple(
            PointPaper(composing.heading(line, say, of_text), composing.paragraph(line, say), line.numbers)
            for line in content.lines
            if line.section == section
        )
        sections.append(SectionPaper(heading, () if points else (say(N_("None.")),), points))
    return sections


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _summary(line: Line, say: Say) -> SummaryRow:
    return SummaryRow(
        provision=provision_named(line.provision, line.place, say),
        text=line.provision_text,
        proposal=line.proposal or composing.wording_of(line, say),
        reason=line.reason,
        proposers=say(N_("%(count)s households")) % {"count": line.households} if line.households else "",
        heads=line.submissions,
        rooms=say(N_(", ")).join((*line.rooms, *line.departments)),
        comments=line.numbers,
    )


def provision_named(provision: str, place: str, say: Say) -> str:
    """Return what a line is about: the provision's citation, the whole draft, or what it lacks."""
    return provision or say(LABELS[Place(place)])


def _register(entry: Entry, content: Content, form: Form, say: Say) -> RegisterRow:
    full = form is Form.FULL
    return RegisterRow(
        number=entry.number,
        version=titled(content.law, content.reading),
        provision=named(provision_named(entry.provision, entry.place, say), entry.quote),
        text=entry.provision_text,
        words=say(composing.WITHDRAWN) if entry.words is None else entry.words,
        language=entry.language,
        interpreter=entry.interpreter if full else "",
        stance=say(LABELS[Stance(entry.stance)]),
        proposal=entry.proposal,
        reason=entry.reason,
        person=(entry.speaker or say(GONE if entry.words is None else UNNAMED)) if full else "",
        identity=entry.identity,
        age_and_sex=entry.age_band if full else "",
        place=entry.grid,
        household=entry.household if full else "",
        body=entry.room if entry.channel == Channel.DEPARTMENT else "",
        channel=say(LABELS[Channel(entry.channel)]),
        heard=date.fromisoformat(entry.heard_on),
        collector=entry.collector if full else "",
        consent=say(LABELS[Consent(entry.consent)]),
        attachments="",
        point=entry.line or None,
    )


def _tallies(content: Content, say: Say) -> list[Tally]:
    total = TallyRow(say(N_("Total")), content.submissions, content.comments)
    return [
        Tally(say(N_("By channel")), _counts(content.channels, lambda key: say(LABELS[Channel(key)])), total),
        Tally(say(N_("By room")), _counts(content.rooms, str), total),
        Tally(say(N_("By stance")), _counts(content.stances, lambda key: say(LABELS[Stance(key)])), total),
        Tally(say(N_("By identity")), _counts(content.identities, lambda key: key or say(N_("not said"))), total),
    ]


def _counts(counts: Sequence[Count], name: Say) -> tuple[TallyRow, ...]:
    return tuple(TallyRow(name(one.key), one.submissions, one.comments) for one in counts)
