"""Consultations: all of them, one of them, and one unit's task in it."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models import Consultation, Task
from legislation_hub.models.database import db, transaction
from legislation_hub.queries.consultations import asked_in, changes_of, consultations_of, papers_of
from legislation_hub.queries.queues import waiting_in
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.tasks import tasks_of
from legislation_hub.services.dispatching import return_task
from legislation_hub.vocabulary import N_, Stage
from legislation_hub.web.edge import actor
from legislation_hub.web.station.board import TONES
from legislation_hub.web.station.wing import own_station, reach, wing

# What is done with a consultation once comments have come; the first is the next thing to do.
MERGE = ("station.points", N_("Merge comments to points"))
REPORTS = ("station.reports", N_("Reports"))
ANSWERS = ("station.answers", N_("Answers to the people"))
TOLD = (Stage.REPORTED, Stage.ANSWERED, Stage.ARCHIVED)


@wing.get("/consultations")
def consultations() -> ResponseReturnValue:
    """All consultations, the newest first."""
    rows = consultations_of(db.session(), own_station())
    return render_template("station/consultations.html", rows=rows)


@wing.get("/consultations/<uuid:consultation_id>")
def consultation(consultation_id: UUID) -> ResponseReturnValue:
    """One consultation: the plan, the papers, who is how far, and what was changed."""
    row, session = reach(Consultation, consultation_id), db.session()
    tasks = tasks_of(session, [row.id]).get(row.id, ())
    return render_template(
        "station/consultation.html",
        consultation=row,
        asked=asked_in(session, row),
        papers=papers_of(session, row.version_id),
        tasks=tasks,
        comments=sum(one.comments for one in tasks),
        changes=changes_of(session, row),
        waiting_places=sum(waiting_in(session, [row.version_id]).values()) if row.version_id else 0,
        further=(ANSWERS, MERGE, REPORTS) if row.stage in TOLD else (MERGE, REPORTS),
        stages=list(Stage),
        tones=TONES,
    )


@wing.get("/tasks/<uuid:task_id>")
def task(task_id: UUID) -> ResponseReturnValue:
    """How far one unit is: told, looked, signed, handed up."""
    row = reach(Task, task_id)
    units = tasks_of(db.session(), [row.consultation_id])[row.consultation_id]
    found = next(one for one in units if one.id == row.id)
    return render_template("station/task.html", task=found, consultation=row.consultation, tones=TONES)


@wing.post("/tasks/<uuid:task_id>/return")
def give_back(task_id: UUID) -> ResponseReturnValue:
    """Return what a unit handed up, with a reason."""
    with transaction() as session:
        row = return_task(session, actor(), fetch(session, Task, task_id), request.form.get("reason", ""))
        flash(_("Returned to %(unit)s.", unit=row.unit.name), "saved")
    return redirect(url_for("station.task", task_id=task_id))
