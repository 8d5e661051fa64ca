"""A report is compiled, written, signed; once signed nothing in it changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import (
    Account,
    Comment,
    Consultation,
    Counter,
    Report,
    ReportLine,
    Unit,
    Words,
)
from legislation_hub.policies import Action, demand
from legislation_hub.problems import (
    FieldMissing,
    NotAllowed,
    ReportChangedMeanwhile,
    ReportDoesNotAddUp,
    ReportExists,
    ReportFrozen,
    ReportNotAsRead,
)
from legislation_hub.proofs import manifest
from legislation_hub.proofs.leaves import leaf
from legislation_hub.proofs.manifest import Counted
from legislation_hub.queries.contents import Content, frozen
from legislation_hub.queries.reports import PORTION, content_of
from legislation_hub.services import composing
from legislation_hub.services.composing import Say
from legislation_hub.services.noticing import notify, people_of
from legislation_hub.services.reckoning import APPRAISAL, BASICS, as_read, differences
from legislation_hub.services.recording import record
from legislation_hub.services.staging import demand_stage, move_on
from legislation_hub.services.turning import take_turns_everywhere
from legislation_hub.vocabulary import N_, Form, NoticeKind, ReportState, Role, Stage, Tag, UnitKind

SERIES = "report"


@dataclass(frozen=True, slots=True)
class Written:
    """What a person writes in a report. Blank basics follow the data until the report is signed.

    ``revision`` is the one that the person had before them, so that nobody overwrites another's text.
    """

    title: str
    addressee: str
    signature: str
    basics: str
    appraisal: str
    revision: int


def compile_report(
    session: Session,
    actor: Account,
    consultation: Consultation,
    unit: Unit,
    say: Say,
    corrects: Report | None = None,
) -> Report:
    """Begin the report of a room or of the station on a consultation; ``say`` gives its language.

    A signed report is corrected by a new one that names it (``corrects``). Raises :class:`ReportExists` while
    another one is being written, or was signed and is not corrected by this, and :class:`NotAllowed` for a
    consultation of another station, or to correct what is not this unit's signed report on it.
    """
    demand(actor, Action.COMPILE_REPORT, unit)
    own = (consultation.id, unit.id, ReportState.SIGNED)
    foreign = corrects is not None and (corrects.consultation_id, corrects.unit_id, corrects.state) != own
    if foreign or consultation.station_id != unit.station_id:
        raise NotAllowed()
    stages = (Stage.REPORTED, Stage.ANSWERED) if corrects and unit.kind is UnitKind.STATION else ()
    demand_stage(consultation, Stage.OPEN, Stage.REVIEWING, *stages)
    earlier = session.scalars(
        select(Report).where(Report.consultation_id == consultation.id, Report.unit_id == unit.id)
    ).all()
    replaced = {one.corrects_id for one in earlier} | ({corrects.id} if corrects else set())
    standing = next((one for one in earlier if one.id not in replaced), None)
    if standing is not None:
        raise ReportExists(number=standing.number)
    station = consultation.station
    above = station.parent.name if station.parent else ""
    report = Report(
        number=_next_number(session, unit),
        consultation_id=consultation.id,
        unit_id=unit.id,
        station_id=consultation.station_id,
        room_id=unit.room_id,
        title=composing.title(consultation, say),
        addressee=above if unit.kind is UnitKind.STATION else station.name,
        signature=unit.name,
        sections={},
        compiled_by_id=actor.id,
        compiled_at=clock.now(),
        corrects_id=corrects.id if corrects else None,
    )
    # The relationships are read before the next flush would load them.
    report.consultation = consultation
    session.add(report)
    session.flush()
    report.sections = {BASICS: "", APPRAISAL: composing.appraisal(content_of(session, report), say)}
    record(session, actor, Tag.REPORT_COMPILED, report, number=report.number)
    return report


def write_report(session: Session, actor: Account, report: Report, written: Written) -> Report:
    """Keep what a person wrote.

    Raises :class:`ReportFrozen`, :class:`ReportChangedMeanwhile` and :class:`FieldMissing`.
    """
    demand(actor, Action.COMPILE_REPORT, report)
    _demand_open(report)
    if written.revision != report.revision:
        raise ReportChangedMeanwhile()
    for label, text in ((N_("Title"), written.title), (N_("Addressee"), written.addressee)):
        if not text.strip():
            raise FieldMissing(field=label)
    report.title, report.addressee = written.title.strip(), written.addressee.strip()
    report.signature = written.signature.strip() or report.unit.name
    report.sections = {BASICS: written.basics.strip(), APPRAISAL: written.appraisal.strip()}
    report.revision += 1
    report.state = ReportState.WRITING
    record(session, actor, Tag.REPORT_EDITED, report, number=report.number, revision=report.revision)
    return report


def submit_report(session: Session, actor: Account, report: Report) -> Report:
    """Lay the report before whoever signs it; one that came back is laid before them anew."""
    demand(actor, Action.COMPILE_REPORT, report)
    _demand_open(report)
    report.state = ReportState.WRITING
    role = Role.STATION_HEAD if report.room_id is None else Role.ROOM_HEAD
    occasion = clock.now().isoformat()
    people = people_of(session, report.unit_id, role)
    notify(session, people, NoticeKind.REPORT_TO_SIGN, report, occasion=occasion, title=report.title)
    record(session, actor, Tag.REPORT_SUBMITTED, report, number=report.number)
    return report


def return_report(session: Session, actor: Account, report: Report, reason: str) -> Report:
    """Give a report back for change, with a reason; only who would sign it may."""
    demand(actor, Action.SIGN_REPORT, report)
    _demand_open(report)
    if not reason.strip():
        raise FieldMissing(field=N_("Reason"))
    report.state, report.return_reason = ReportState.RETURNED, reason.strip()
    record(session, actor, Tag.REPORT_RETURNED, report, number=report.number)
    people = people_of(session, report.unit_id, Role.COORDINATOR, Role.ROOM_HEAD)
    occasion, about = clock.now().isoformat(), {"title": report.title, "reason": report.return_reason}
    others = [one for one in people if one.id != actor.id]
    notify(session, others, NoticeKind.REPORT_RETURNED, report, occasion=occasion, **about)
    return report


def sign_report(session: Session, actor: Account, report: Report, say: Say, read: str = "") -> Report:
    """Sign and freeze a report: texts, figures, the lines with their comments, manifest and Merkle root.

    ``read`` is what :func:`as_read` gave for the page that the person had before them. The station's report
    brings the consultation to REPORTED. Raises :class:`ReportFrozen`, :class:`ReportNotAsRead`,
    :class:`ReportDoesNotAddUp`.
    """
    demand(actor, Action.SIGN_REPORT, report)
    _demand_open(report)
    of_station = report.room_id is None
    if report.corrects_id is None:
        demand_stage(report.consultation, *((Stage.REVIEWING,) if of_station else (Stage.OPEN, Stage.REVIEWING)))
    content = content_of(session, report)
    if read and read != as_read(report, content):
        raise ReportNotAsRead()
    left = differences(report, content, say)
    if left:
        raise ReportDoesNotAddUp(left)
    basics = report.sections.get(BASICS) or composing.basics(
        report.consultation, content, say, of_room=not of_station
    )
    moment = clock.now()
    proof = manifest.build(report.number, moment, _counted(session, content))
    if of_station:
        session.add_all(
            ReportLine(report_id=report.id, point_id=UUID(line.point), position=line.position)
            for line in content.lines
        )
    report.sections = {BASICS: basics, APPRAISAL: report.sections[APPRAISAL]}
    report.frozen = frozen(content)
    report.manifest = manifest.write(proof).decode()
    report.root = proof["root"]
    report.state = ReportState.SIGNED
    report.signed_by_id, report.signed_at, report.dated = actor.id, moment, clock.day_of(moment)
    record(
        session, actor, Tag.REPORT_SIGNED, report, number=report.number, root=proof["root"], digest=proof["digest"]
    )
    if of_station and report.consultation.stage is Stage.REVIEWING:
        move_on(session, actor, report.consultation, Stage.REPORTED)
    _tell(session, actor, report)
    return report


def close_collecting(session: Session, actor: Account, consultation: Consultation) -> Consultation:
    """End the collecting before its last day, whoever has handed up by then."""
    demand(actor, Action.PREPARE_CONSULTATION, consultation)
    take_turns_everywhere(session, [consultation])
    # Today was the last day then: pages and report must not name one on which nothing was taken.
    consultation.closes_on = min(consultation.closes_on, clock.today())
    return move_on(session, actor, consultation, Stage.REVIEWING)


def note_export(
    session: Session,
    actor: Account,
    report: Report,
    files: Mapping[str, str],
    form: Form = Form.DEIDENTIFIED,
    reason: str = "",
) -> None:
    """Note that a signed report was taken away: which files (name -> SHA-256), and why in the full form.

    Raises :class:`FieldMissing` where people are named without a reason (PIPL art. 6).
    """
    demand(actor, Action.EXPORT_FULL if form is Form.FULL else Action.READ_REPORT, report)
    if form is Form.FULL and not reason.strip():
        raise FieldMissing(field=N_("Reason"))
    about = {"number": report.number, "form": form.value, "reason": reason.strip(), "files": dict(files)}
    record(session, actor, Tag.REPORT_EXPORTED, report, **about)


def _demand_open(report: Report) -> None:
    if report.state is ReportState.SIGNED:
        raise ReportFrozen(number=report.number)


def _counted(session: Session, content: Content) -> list[list[Counted]]:
    """Return each line's comments with their leaves, in the order of the lines."""
    ids = [UUID(one.comment) for one in content.entries if one.line]
    leaves: dict[str, bytes] = {}
    for start in range(0, len(ids), PORTION):
        found = session.execute(
            select(Comment.number, Words.words, Words.salt)
            .join(Words, Words.comment_id == Comment.id)
            .where(Comment.id.in_(ids[start : start + PORTION]))
        )
        leaves |= {number: leaf(salt or b"", number, words) for number, words, salt in found}
    return [[Counted(number, leaves[number]) for number in line.numbers] for line in content.lines]


def _tell(session: Session, actor: Account, report: Report) -> None:
    """Tell the municipality of a station's signed report, and the station of a room's."""
    if report.room_id is not None:
        people = people_of(session, report.station_id, Role.COORDINATOR)
    elif report.station.parent_id is not None:
        people = people_of(session, report.station.parent_id, Role.MUNICIPAL_OFFICER)
    else:
        people = []
    notify(session, people, NoticeKind.REPORT_SIGNED, report, title=report.title)


def _next_number(session: Session, unit: Unit) -> str:
    """Return the next report number of a unit in this year: its code, the year, BG and two digits."""
    year = clock.today().year
    counter = session.get(Counter, (unit.id, SERIES, year), with_for_update=True)
    counter = counter or Counter(unit_id=unit.id, series=SERIES, year=year, last=0)
    session.add(counter)
    counter.last += 1
    return f"{unit.code}-{year}-BG{counter.last:02}"
