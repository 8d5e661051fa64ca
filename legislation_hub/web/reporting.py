"""A report as it is read on the screen, written in the browser and signed; shared by the wings that have one."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from legislation_hub.exporters.paper import APPRAISAL, BASICS
from legislation_hub.exporters.reporting import HEADINGS
from legislation_hub.legaltext.numbering import chinese
from legislation_hub.models import Consultation, Report, Unit
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import CommentsNotPlaced, FigureMissing, Problem, TextMissing
from legislation_hub.proofs import manifest
from legislation_hub.queries.contents import Content
from legislation_hub.queries.reports import content_of
from legislation_hub.queries.rows import fetch
from legislation_hub.services import compiling, composing, reckoning
from legislation_hub.vocabulary import ReportState
from legislation_hub.web.edge import actor, attempt
from legislation_hub.web.forms.reporting import ReportForm, SignForm
from legislation_hub.web.i18n import official


@dataclass(frozen=True, slots=True)
class Voice:
    """One comment that a point stands for, and the way to it."""

    id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class Point:
    """One point as it is printed; ``id`` is None in a room's report, which has no points of the station's."""

    id: UUID | None
    position: int
    heading: str
    text: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One section under its numeral."""

    heading: str
    paragraphs: tuple[str, ...]
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that does not add up, and where it is mended: points, basics or appraisal."""

    problem: Problem
    place: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A report as it stands before a reader; ``seen`` is what they sign."""

    content: Content
    basics: str
    sections: tuple[Section, ...]
    differences: tuple[Difference, ...]
    seen: str
    digest: str


PLACES: Sequence[tuple[type[Problem], str]] = (
    (CommentsNotPlaced, "points"),
    (FigureMissing, "basics"),
    (TextMissing, "appraisal"),
)


def read(report: Report) -> Reading:
    """Return the report as it is printed if it is signed, else as it would be if it were signed now."""
    content = content_of(db.session(), report)
    signed = report.state is ReportState.SIGNED
    with official():
        basics = report.sections.get(reckoning.BASICS) or _composed(report, content)
        sections = tuple(_sections(report, content, basics))
        left = () if signed else tuple(reckoning.differences(report, content, _))
    return Reading(
        content=content,
        basics=basics,
        sections=sections,
        differences=tuple(Difference(one, _place(one)) for one in left),
        seen=reckoning.as_read(report, content),
        digest=manifest.read(report.manifest.encode())["digest"] if report.manifest else "",
    )


def compiled(consultation_id: UUID, unit_id: UUID, corrects_id: UUID | None = None) -> UUID:
    """Begin a report in the official language and return its id."""
    with official(), transaction() as session:
        consultation, unit = fetch(session, Consultation, consultation_id), fetch(session, Unit, unit_id)
        corrects = fetch(session, Report, corrects_id) if corrects_id else None
        report = compiling.compile_report(session, actor(), consultation, unit, _, corrects)
        return report.id


def begun(report: Report) -> ReportForm:
    """Return the form with what stands in the report, or with what was just typed."""
    return ReportForm(
        data={
            "title": report.title,
            "addressee": report.addressee,
            "basics": read(report).basics,
            "appraisal": report.sections.get(reckoning.APPRAISAL, ""),
            "signature": report.signature,
            "revision": report.revision,
        }
    )


def saved(report_id: UUID, form: ReportForm) -> bool:
    """Keep what was written and say whether it was; if not, the form says why.

    Whoever meets another's text keeps their own in the form and may save it once they have seen the other.
    """
    with attempt(form), transaction() as session:
        report = fetch(session, Report, report_id)
        with official():
            composed = _composed(report, content_of(session, report))
        compiling.write_report(session, actor(), report, form.written(composed))
    return not form.form_errors


def met_another(report: Report, form: ReportForm) -> bool:
    """Say whether somebody else saved in the meantime, and let the next saving go on from theirs."""
    met = form.is_submitted() and form.revision.data != report.revision
    form.revision.data = report.revision
    form.revision.raw_data = None
    return met


def signed(report_id: UUID, form: SignForm) -> bool:
    """Sign what was read and say whether it is signed; if not, the form says why."""
    with attempt(form), official(), transaction() as session:
        compiling.sign_report(session, actor(), fetch(session, Report, report_id), _, form.read.data or "unread")
    return not form.form_errors


def _composed(report: Report, content: Content) -> str:
    return composing.basics(report.consultation, content, _, of_room=report.room_id is not None)


def _sections(report: Report, content: Content, basics: str) -> Sequence[Section]:
    voices: dict[int, list[Voice]] = {}
    for one in content.entries:
        voices.setdefault(one.line, []).append(Voice(UUID(one.comment), one.number))
    texts = ((BASICS, basics), (APPRAISAL, report.sections.get(reckoning.APPRAISAL, "")))
    sections = [
        Section(_numbered(place, heading), tuple(filter(None, map(str.strip, text.splitlines()))))
        for place, (heading, text) in enumerate(texts, start=1)
    ]
    of_text = report.consultation.version_id is not None
    for section, heading in HEADINGS.items():
        lines = [line for line in content.lines if line.section == section]
        points = tuple(
            Point(
                UUID(line.point) if line.point else None,
                line.position,
                f"（{chinese(place)}）{composing.heading(line, _, of_text)}",
                composing.paragraph(line, _),
                tuple(voices.get(line.position, ())),
            )
            for place, line in enumerate(lines, start=1)
        )
        none = () if points else (_("None."),)
        sections.append(Section(_numbered(len(sections) + 1, heading), none, points))
    return sections


def _numbered(place: int, heading: str) -> str:
    return f"{chinese(place)}、{_(heading)}"


def _place(problem: Problem) -> str:
    return next(place for kind, place in PLACES if isinstance(problem, kind))
