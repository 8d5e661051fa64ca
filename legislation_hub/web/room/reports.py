"""The room's own reports: compiled, written and signed by its head."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models import Report, Task
from legislation_hub.models.database import db
from legislation_hub.policies import Action, demand
from legislation_hub.problems import NotAllowed
from legislation_hub.queries.reports import reports_of, task_of, tasks_to_report
from legislation_hub.queries.rows import fetch
from legislation_hub.vocabulary import ReportState, Stage
from legislation_hub.web import reporting
from legislation_hub.web.edge import actor
from legislation_hub.web.forms.reporting import SignForm
from legislation_hub.web.room.wing import wing


@wing.get("/reports")
def reports() -> str:
    """What can be reported, what is being written, what is signed."""
    room_id = actor().room_id
    if room_id is None:
        raise NotAllowed()
    session = db.session()
    rows = reports_of(session, room_id)
    return render_template(
        "room/reports.html",
        ready=tasks_to_report(session, room_id),
        writing=[one for one in rows if one.state is not ReportState.SIGNED],
        signed=[one for one in rows if one.state is ReportState.SIGNED],
    )


@wing.post("/tasks/<uuid:task_id>/report")
def compile_report(task_id: UUID) -> ResponseReturnValue:
    """Begin the room's report on a consultation, or one that corrects a signed one."""
    task = fetch(db.session(), Task, task_id)
    demand(actor(), Action.HAND_UP, task)
    corrects_id = request.form.get("corrects", type=UUID)
    report_id = reporting.compiled(task.consultation_id, task.unit_id, corrects_id)
    flash(_("The report is compiled. Read it, write the appraisal, then sign."), "saved")
    return redirect(url_for("room.report", report_id=report_id))


@wing.get("/reports/<uuid:report_id>")
def report(report_id: UUID) -> str:
    """The report as a paper, and the next step."""
    return _report_page(_own(report_id), SignForm(formdata=None))


@wing.route("/reports/<uuid:report_id>/edit", methods=["GET", "POST"])
def edit(report_id: UUID) -> ResponseReturnValue:
    """Write the texts of the report."""
    form = reporting.begun(_own(report_id))
    if form.validate_on_submit() and reporting.saved(report_id, form):
        flash(_("Saved."), "saved")
        return redirect(url_for("room.report", report_id=report_id))
    row = _own(report_id)
    page = render_template("room/report_edit.html", report=row, form=form, theirs=reporting.met_another(row, form))
    return page, 422 if form.is_submitted() else 200


@wing.post("/reports/<uuid:report_id>/sign")
def sign_report(report_id: UUID) -> ResponseReturnValue:
    """Sign what was read; from then on nothing in it changes."""
    form = SignForm()
    if form.validate_on_submit() and reporting.signed(report_id, form):
        flash(_("Signed and frozen. The station has been told."), "saved")
        return redirect(url_for("room.report", report_id=report_id))
    return _report_page(_own(report_id), form), 409


def _own(report_id: UUID) -> Report:
    found = fetch(db.session(), Report, report_id)
    demand(actor(), Action.READ_REPORT, found)
    return found


def _report_page(row: Report, sign_form: SignForm) -> str:
    return render_template(
        "room/report.html",
        report=row,
        reading=reporting.read(row),
        consultation=row.consultation,
        task=task_of(db.session(), row),
        correctable=row.consultation.stage in (Stage.OPEN, Stage.REVIEWING),
        sign_form=sign_form,
    )
