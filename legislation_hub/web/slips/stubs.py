"""Whoever shows the stub of a slip has the room take their words back, as the slip itself says."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models import Task
from legislation_hub.models.database import transaction
from legislation_hub.queries.rows import fetch
from legislation_hub.services.withdrawing import withdraw_by_stub, withdraw_readings
from legislation_hub.web.edge import actor, attempt
from legislation_hub.web.forms.slips import StubForm
from legislation_hub.web.slips.settling import slip_page
from legislation_hub.web.slips.wing import slip_of, task_of, wing


@wing.post("/<uuid:task_id>/<int:number>/comments/<uuid:comment_id>/withdraw")
def take_back(task_id: UUID, number: int, comment_id: UUID) -> ResponseReturnValue:
    """Take one comment of a slip back at the wish of the person who shows the stub."""
    slip_of(task_of(task_id), number)
    form = StubForm.beside(comment_id)
    if form.validate_on_submit():
        with attempt(form):
            with transaction() as session:
                slip = slip_of(fetch(session, Task, task_id), number)
                withdraw_by_stub(session, actor(), slip, comment_id, form.known.data or "")
            flash(_("Withdrawn. The words are gone; the number remains."), "saved")
            return redirect(url_for("slips.slip", task_id=task_id, number=number))
    return slip_page(task_id, number, {comment_id: form}), 422


@wing.post("/<uuid:task_id>/<int:number>/withdraw")
def take_back_readings(task_id: UUID, number: int) -> ResponseReturnValue:
    """Take back what stands on a slip and is no comment yet, at the wish of the person who shows the stub."""
    slip_id = slip_of(task_of(task_id), number).id
    form = StubForm.beside(slip_id)
    if form.validate_on_submit():
        with attempt(form):
            with transaction() as session:
                held = slip_of(fetch(session, Task, task_id), number)
                withdraw_readings(session, actor(), held, form.known.data or "")
            flash(_("Withdrawn. The paper is not keyed in any more."), "saved")
            return redirect(url_for("slips.slip", task_id=task_id, number=number))
    return slip_page(task_id, number, {slip_id: form}), 422
