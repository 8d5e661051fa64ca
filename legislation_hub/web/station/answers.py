"""The answers on their way down: how far each room is, what is told online, and the end."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from legislation_hub.models import Consultation, Task
from legislation_hub.models.database import db, transaction
from legislation_hub.queries.answers import progress_in, waiting_on
from legislation_hub.queries.reports import reports_of
from legislation_hub.queries.rows import fetch
from legislation_hub.services.adopting import pending_of
from legislation_hub.services.answering import conclude, publish_online
from legislation_hub.vocabulary import ReportState, Stage
from legislation_hub.web import telling
from legislation_hub.web.edge import actor
from legislation_hub.web.forms.adopting import TellForm
from legislation_hub.web.station.wing import own_station, reach, wing


@wing.get("/consultations/<uuid:consultation_id>/answers")
def answers(consultation_id: UUID) -> str:
    """How many have heard, unit by unit, and what is left."""
    row, session = reach(Consultation, consultation_id), db.session()
    units = progress_in(session, row.id)
    reports = [one for one in reports_of(session, own_station()) if one.consultation_id == row.id]
    return render_template(
        "station/answers.html",
        consultation=row,
        units=sorted(units, key=lambda one: -one.waiting),
        report=next((one for one in reports if one.state is ReportState.SIGNED), None),
        pending=pending_of(session, row),
        stages=list(Stage),
    )


@wing.post("/consultations/<uuid:consultation_id>/answers/online")
def publish(consultation_id: UUID) -> ResponseReturnValue:
    """Let everybody who wrote alone read the outcome with their receipt."""
    with transaction() as session:
        number = len(publish_online(session, actor(), fetch(session, Consultation, consultation_id)))
    flash(ngettext("%(num)s answer stands online.", "%(num)s answers stand online.", number), "saved")
    return redirect(_back(consultation_id))


@wing.post("/consultations/<uuid:consultation_id>/answers/conclude")
def finish(consultation_id: UUID) -> ResponseReturnValue:
    """Say that everybody has heard."""
    with transaction() as session:
        conclude(session, actor(), fetch(session, Consultation, consultation_id))
    flash(_("Everybody has been answered."), "saved")
    return redirect(_back(consultation_id))


@wing.route("/tasks/<uuid:task_id>/answers", methods=["GET", "POST"])
def unit_answers(task_id: UUID) -> ResponseReturnValue:
    """Who waits in one unit; the station tells those whom no room tells, such as departments."""
    task, session = reach(Task, task_id), db.session()
    form, waiting = TellForm(), waiting_on(session, task_id)
    if form.validate_on_submit() and telling.told(form, waiting):
        return redirect(_back(task.consultation_id))
    page = render_template(
        "station/answers_unit.html",
        task=reach(Task, task_id),
        listeners=waiting_on(db.session(), task_id),
        form=form,
    )
    return page, 422 if form.is_submitted() else 200


def _back(consultation_id: UUID) -> str:
    return url_for("station.answers", consultation_id=consultation_id)
