"""The station's reports: compiled, written, laid before the head, signed, corrected."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models import Consultation, Report
from legislation_hub.models.database import db, transaction
from legislation_hub.policies import Action, may
from legislation_hub.queries.consultations import consultations_of
from legislation_hub.queries.reports import laid_before, reports_of, reports_of_rooms
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.tasks import tasks_of
from legislation_hub.services import compiling
from legislation_hub.vocabulary import ReportState, Stage
from legislation_hub.web import reporting
from legislation_hub.web.edge import actor, attempt
from legislation_hub.web.forms.reporting import ReturnForm, SignForm
from legislation_hub.web.station.wing import own_station, reach, wing


@wing.get("/reports")
def reports() -> str:
    """What is ready to be reported, what is being written, what is signed."""
    session, station_id = db.session(), own_station()
    rows = reports_of(session, station_id)
    begun = {one.consultation_id for one in rows}
    ready = [
        one
        for one in consultations_of(session, station_id)
        if one.stage in (Stage.OPEN, Stage.REVIEWING) and one.recalled_at is None and one.id not in begun
    ]
    # What can be signed soonest comes first.
    ready.sort(key=lambda one: one.stage is Stage.OPEN)
    tasks = tasks_of(session, [one.id for one in ready])
    return render_template(
        "station/reports.html",
        ready=ready,
        behind={one.id: [task.unit for task in tasks.get(one.id, ()) if not task.handed_up_at] for one in ready},
        writing=[one for one in rows if one.state is not ReportState.SIGNED],
        signed=[one for one in rows if one.state is ReportState.SIGNED],
        of_rooms=reports_of_rooms(session, station_id),
    )


@wing.post("/consultations/<uuid:consultation_id>/report")
def compile_report(consultation_id: UUID) -> ResponseReturnValue:
    """Begin the report on a consultation, or one that corrects a signed one."""
    corrects_id = request.form.get("corrects", type=UUID)
    report_id = reporting.compiled(consultation_id, own_station(), corrects_id)
    flash(_("The report is compiled. Read it, write the appraisal, then lay it before the head."), "saved")
    return redirect(url_for("station.report", report_id=report_id))


@wing.post("/consultations/<uuid:consultation_id>/close")
def close(consultation_id: UUID) -> ResponseReturnValue:
    """End the collecting before its last day."""
    with transaction() as session:
        compiling.close_collecting(session, actor(), fetch(session, Consultation, consultation_id))
    flash(_("The collecting is closed. The report can be signed once it adds up."), "saved")
    report_id = request.form.get("report", type=UUID)
    return redirect(_back(report_id) if report_id else url_for("station.reports"))


@wing.get("/reports/<uuid:report_id>")
def report(report_id: UUID) -> ResponseReturnValue:
    """The report as a paper, what does not add up, and the next step."""
    return _report_page(reach(Report, report_id), SignForm(formdata=None), ReturnForm(formdata=None))


@wing.route("/reports/<uuid:report_id>/edit", methods=["GET", "POST"])
def edit(report_id: UUID) -> ResponseReturnValue:
    """Write the texts of the report."""
    form = reporting.begun(reach(Report, report_id))
    if form.validate_on_submit() and reporting.saved(report_id, form):
        flash(_("Saved."), "saved")
        return redirect(_back(report_id))
    row = reach(Report, report_id)
    page = render_template(
        "station/report_edit.html", report=row, form=form, theirs=reporting.met_another(row, form)
    )
    return page, 422 if form.is_submitted() else 200


@wing.post("/reports/<uuid:report_id>/submit")
def submit(report_id: UUID) -> ResponseReturnValue:
    """Lay the report before the station's head."""
    with transaction() as session:
        compiling.submit_report(session, actor(), fetch(session, Report, report_id))
    flash(_("The head has been told that the report waits for the signature."), "saved")
    return redirect(_back(report_id))


@wing.post("/reports/<uuid:report_id>/sign")
def sign(report_id: UUID) -> ResponseReturnValue:
    """Sign what was read; from then on nothing in it changes."""
    form = SignForm()
    if form.validate_on_submit() and reporting.signed(report_id, form):
        flash(_("Signed and frozen. The municipality has been told."), "saved")
        return redirect(_back(report_id))
    return _report_page(reach(Report, report_id), form, ReturnForm(formdata=None)), 409


@wing.post("/reports/<uuid:report_id>/return")
def send_back(report_id: UUID) -> ResponseReturnValue:
    """Give the report back with a reason."""
    form = ReturnForm()
    if form.validate_on_submit():
        with attempt(form), transaction() as session:
            compiling.return_report(session, actor(), fetch(session, Report, report_id), form.reason.data or "")
            flash(_("Returned. The coordinator has been told why."), "saved")
            return redirect(_back(report_id))
    return _report_page(reach(Report, report_id), SignForm(formdata=None), form), 422


def _report_page(row: Report, sign_form: SignForm, return_form: ReturnForm) -> str:
    session, asked = db.session(), row.consultation
    is_open = asked.stage is Stage.OPEN and row.room_id is None
    tasks = tasks_of(session, [asked.id]).get(asked.id, ()) if is_open else ()
    return render_template(
        "station/report.html",
        report=row,
        reading=reporting.read(row),
        consultation=asked,
        own=row.room_id is None,
        behind=[one.unit for one in tasks if not one.handed_up_at],
        laid=laid_before(session, row),
        may_write=may(actor(), Action.COMPILE_REPORT, row) and row.room_id is None,
        may_sign=may(actor(), Action.SIGN_REPORT, row),
        may_export_full=may(actor(), Action.EXPORT_FULL, row),
        sign_form=sign_form,
        return_form=return_form,
    )


def _back(report_id: UUID) -> str:
    return url_for("station.report", report_id=report_id)
