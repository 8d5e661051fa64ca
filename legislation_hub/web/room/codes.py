"""A room closes its QR code and gets a new one, once it has seen what is on paper with the old."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from legislation_hub.models import Task
from legislation_hub.models.database import db, transaction
from legislation_hub.policies import Action, demand
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.slips import tally_of
from legislation_hub.services.collecting import is_open_to_the_public
from legislation_hub.services.renewing import renew_code
from legislation_hub.vocabulary import SlipState
from legislation_hub.web.edge import actor, attempt
from legislation_hub.web.room.wing import wing


@wing.route("/tasks/<uuid:task_id>/code", methods=["GET", "POST"])
def code(task_id: UUID) -> ResponseReturnValue:
    """Show what a new code would mean, and make it."""
    form = FlaskForm()
    if form.validate_on_submit():
        with attempt(form), transaction() as session:
            renew_code(session, actor(), fetch(session, Task, task_id))
            flash(_("The old QR code is closed. Print the poster anew and take the old ones down."))
            return redirect(url_for("room.poster", task_id=task_id))
    task = fetch(db.session(), Task, task_id)
    demand(actor(), Action.RENEW_CODE, task)
    page = render_template(
        "room/code.html",
        form=form,
        task_id=task_id,
        consultation=task.consultation,
        address=url_for("public.door", code=task.code, _external=True),
        slips_out=tally_of(db.session(), task)[SlipState.OUT],
        open=is_open_to_the_public(task.consultation),
    )
    return page, 422 if form.is_submitted() else 200
