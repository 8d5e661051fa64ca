"""What leaves the house: a signed report's files, the same bytes every time, and each taking noted in the log."""

from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from uuid import UUID

from flask import Blueprint, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub import clock
from legislation_hub.exporters.bundle import MANIFEST, files_of
from legislation_hub.exporters.catalogue import FORMATS, OUTCOMES, REPORT, TASKS
from legislation_hub.exporters.following import outcome_paper, task_paper
from legislation_hub.exporters.packing import packed
from legislation_hub.exporters.paper import ReportPaper
from legislation_hub.exporters.reporting import report_paper
from legislation_hub.models import Report
from legislation_hub.models.database import db, transaction
from legislation_hub.policies import Action, demand
from legislation_hub.problems import NotFound, ReportNotSigned
from legislation_hub.queries.consultations import asked_in
from legislation_hub.queries.outcomes import settled_in
from legislation_hub.queries.reports import content_of
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.tasks import channels_in, tasks_of
from legislation_hub.services.compiling import note_export
from legislation_hub.vocabulary import Form, Role
from legislation_hub.web.edge import actor, only, settings
from legislation_hub.web.i18n import official

wing = Blueprint("downloads", __name__, url_prefix="/reports")
wing.before_request(only(Role.ROOM_HEAD, Role.COORDINATOR, Role.STATION_HEAD, Role.MUNICIPAL_OFFICER))

BUNDLE = "all.zip"
MEDIA_TYPES: Mapping[str, str] = {
    **{one.name: one.media_type for one in REPORT},
    OUTCOMES.name: OUTCOMES.media_type,
    TASKS.name: TASKS.media_type,
    MANIFEST: "application/json",
    BUNDLE: "application/zip",
}


@wing.get("/<uuid:report_id>/files/<name>")
def file(report_id: UUID, name: str) -> ResponseReturnValue:
    """Give one file of a signed report, or all of them in one, without what names people."""
    demand(actor(), Action.READ_REPORT, fetch(db.session(), Report, report_id))
    return _give(report_id, name, _render(report_id, name, Form.DEIDENTIFIED))


@wing.post("/<uuid:report_id>/full")
def full(report_id: UUID) -> ResponseReturnValue:
    """Give all files with the names that they have in the register, to whoever may and says why."""
    demand(actor(), Action.EXPORT_FULL, fetch(db.session(), Report, report_id))
    content = _render(report_id, BUNDLE, Form.FULL)
    return _give(report_id, BUNDLE, content, Form.FULL, request.form.get("reason", ""))


@wing.get("/<uuid:report_id>/outcomes.xlsx")
def outcomes(report_id: UUID) -> ResponseReturnValue:
    """Give the outcome sheet as things stand now."""
    report, session = _of_station(report_id, Action.READ_REPORT), db.session()
    content, settled = content_of(session, report), settled_in(session, report.id)
    with official(_language()):
        paper = outcome_paper(report, content, settled, _, clock.now())
        return _give(report_id, OUTCOMES.name, OUTCOMES.render(paper, _, settings().fonts))


@wing.get("/<uuid:report_id>/tasks.xlsx")
def tasks(report_id: UUID) -> ResponseReturnValue:
    """Give the task sheet of the consultation as things stand now."""
    report, session = _of_station(report_id, Action.READ_CONSULTATION), db.session()
    asked = report.consultation
    keys = [one.citation for one in asked_in(session, asked).key_provisions]
    units, channels = tasks_of(session, [asked.id]).get(asked.id, ()), channels_in(session, asked.id)
    with official(_language()):
        paper = task_paper(asked, keys, units, channels, _, clock.now())
        return _give(report_id, TASKS.name, TASKS.render(paper, _, settings().fonts))


def _of_station(report_id: UUID, action: Action) -> Report:
    """Return a signed report of a station that the reader may read; outcomes and tasks hang on no other."""
    report = fetch(db.session(), Report, report_id)
    demand(actor(), action, report)
    if report.room_id is not None:
        raise NotFound()
    if report.signed_at is None:
        raise ReportNotSigned(number=report.number)
    return report


def _render(report_id: UUID, name: str, form: Form) -> bytes:
    session, office = db.session(), settings().fonts
    report = fetch(session, Report, report_id)
    with official(_language()):
        paper = report_paper(report, content_of(session, report), form, _)
        manifest = (report.manifest or "").encode()
        if name == MANIFEST:
            return manifest
        if name == BUNDLE:
            return _bundle(paper, manifest)
        exporter = next((one for one in REPORT if one.name == name), None)
        if exporter is None:
            raise NotFound()
        return exporter.render(paper, _, office)


def _bundle(paper: ReportPaper, manifest: bytes) -> bytes:
    files = files_of(paper, manifest, FORMATS, _, settings().fonts)
    return packed({f"{paper.number}/{name}": content for name, content in files.items()})


def _give(
    report_id: UUID, name: str, content: bytes, form: Form = Form.DEIDENTIFIED, reason: str = ""
) -> ResponseReturnValue:
    """Note the taking, then give the file."""
    with transaction() as writing:
        report = fetch(writing, Report, report_id)
        note_export(writing, actor(), report, {name: sha256(content).hexdigest()}, form, reason)
        number = report.number
    shown = f"{number}-{name}" if form is Form.DEIDENTIFIED else f"{number}-full-{name}"
    return send_file(BytesIO(content), MEDIA_TYPES[name], as_attachment=True, download_name=shown)


def _language() -> str:
    # The document's own language is Chinese; English headings are for whoever asks for them.
    return request.args.get("language", "zh")
