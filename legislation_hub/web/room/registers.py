"""A register of comments that was kept in a spreadsheet comes in: looked through first, then written whole."""

from io import BytesIO
from uuid import UUID

from flask import current_app, flash, jsonify, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.exporters.blanks import register_blank
from legislation_hub.exporters.catalogue import XLSX
from legislation_hub.models import Intake, Task
from legislation_hub.models.database import db, transaction
from legislation_hub.policies import Action, demand
from legislation_hub.queries.intakes import UNDER_WAY, brought_for
from legislation_hub.queries.neighbours import pairs_of
from legislation_hub.queries.provisions import asked_in
from legislation_hub.queries.rows import fetch
from legislation_hub.services import registering
from legislation_hub.services.deciphering import HEADS
from legislation_hub.vocabulary import ImportState
from legislation_hub.web import intakes
from legislation_hub.web.edge import actor, attempt, settings
from legislation_hub.web.forms.room import RegisterForm
from legislation_hub.web.room.wing import wing
from legislation_hub.web.working import bench_of

SHOWN = 100


@wing.route("/tasks/<uuid:task_id>/register", methods=["GET", "POST"])
def register(task_id: UUID) -> ResponseReturnValue:
    """Take a table of comments, and show those that came before it."""
    task = _task(task_id)
    form = RegisterForm()
    if form.validate_on_submit():
        with attempt(form):
            name, content = form.table.data.filename or "", form.table.data.read()
            registering.demand_register(name, content, intakes.tongues())
            with transaction() as session:
                task = fetch(session, Task, task_id)
                made = registering.bring(session, actor(), task, name, content, settings().files).id
            intakes.go_on(current_app, made)
            return redirect(url_for("room.intake", intake_id=made))
    page = render_template(
        "room/register.html",
        form=form,
        consultation=_task(task_id).consultation,
        task_id=task_id,
        heads=HEADS,
        most=registering.MOST_ROWS,
        brought=brought_for(db.session(), task_id),
    )
    return page, 422 if form.is_submitted() else 200


@wing.get("/tasks/<uuid:task_id>/register/template.xlsx")
def register_template(task_id: UUID) -> ResponseReturnValue:
    """Hand out the empty table, with lists to choose from and the provisions of this draft."""
    consultation = _task(task_id).consultation
    cited = [one.citation for one in asked_in(db.session(), consultation).choices]
    content = register_blank(intakes.columns(cited), _)
    name = _("Register of comments %(title)s.xlsx", title=consultation.title)
    return send_file(BytesIO(content), XLSX, as_attachment=True, download_name=name)


@wing.get("/registers/<uuid:intake_id>")
def intake(intake_id: UUID) -> str:
    """Show how far a table has come, what is to be mended, or what would be written."""
    found = _intake(intake_id)
    if found.state in UNDER_WAY:
        # A server that was stopped in between goes on as soon as somebody looks.
        intakes.go_on(current_app, intake_id)
    done, rows = bench_of(current_app).progress(intake_id)
    near = [one for one in found.remarks if one.get("comment")]
    common = sum(one.get("common", 0) for one in found.remarks)
    bad = [one for one in found.remarks if one.get("text")]
    from_tables = {UUID(one["intake"]): one["rows"] for one in found.remarks if "intake" in one}
    brought = {one.id: one for one in brought_for(db.session(), found.task_id)}
    most = None if "all" in request.args else SHOWN
    return render_template(
        "room/intake.html",
        intake=found,
        task_id=found.task_id,
        title=found.task.consultation.title,
        under_way=found.state in UNDER_WAY,
        done=done,
        rows=rows,
        first=(
            registering.first_rows(db.session(), found, settings().files, intakes.tongues())
            if found.state is ImportState.READY
            else ()
        ),
        remarks=bad[:most],
        near=pairs_of(db.session(), found.task.consultation.version_id, near[:most]),
        origins=[(brought[one], rows) for one, rows in from_tables.items() if one in brought],
        all_here=brought[intake_id].all_here,
        bad=len(bad),
        close=len(near),
        common=common,
    )


@wing.get("/registers/<uuid:intake_id>/progress")
def progress(intake_id: UUID) -> ResponseReturnValue:
    """Say how far it has come, for the bar."""
    found = _intake(intake_id)
    done, rows = bench_of(current_app).progress(intake_id)
    return jsonify(under_way=found.state in UNDER_WAY, done=done, rows=rows)


@wing.post("/registers/<uuid:intake_id>/confirm")
def confirm_intake(intake_id: UUID) -> ResponseReturnValue:
    """Write the table."""
    with transaction() as session:
        registering.confirm(session, actor(), fetch(session, Intake, intake_id))
    intakes.go_on(current_app, intake_id)
    return redirect(url_for("room.intake", intake_id=intake_id))


@wing.post("/registers/<uuid:intake_id>/drop")
def drop_intake(intake_id: UUID) -> ResponseReturnValue:
    """Take the table back."""
    with transaction() as session:
        found = fetch(session, Intake, intake_id)
        task_id = found.task_id
        registering.drop(session, actor(), found, settings().files)
    flash(_("Dropped. Nothing of the table was written."), "info")
    return redirect(url_for("room.register", task_id=task_id))


def _task(task_id: UUID) -> Task:
    found = fetch(db.session(), Task, task_id)
    demand(actor(), Action.RECORD_COMMENT, found)
    return found


def _intake(intake_id: UUID) -> Intake:
    found = fetch(db.session(), Intake, intake_id)
    demand(actor(), Action.RECORD_COMMENT, found.task)
    return found
