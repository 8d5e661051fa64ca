"""Households of the room that wait to hear what became of their words."""

from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from legislation_hub.models import Task
from legislation_hub.models.database import db
from legislation_hub.policies import Action, demand
from legislation_hub.problems import NotAllowed
from legislation_hub.queries.answers import progress_of, waiting_in_room, waiting_on
from legislation_hub.queries.rows import fetch
from legislation_hub.web import telling
from legislation_hub.web.edge import actor
from legislation_hub.web.forms.adopting import TellForm
from legislation_hub.web.room.wing import wing


@wing.get("/answers")
def answers() -> str:
    """Who waits, by consultation, and how far the room is."""
    return _page(TellForm(formdata=None))


@wing.post("/answers/<uuid:task_id>")
def tell(task_id: UUID) -> ResponseReturnValue:
    """Note that households have heard."""
    form = TellForm()
    _task(task_id)
    if form.validate_on_submit() and telling.told(form, waiting_on(db.session(), task_id)):
        return redirect(url_for("room.answers"))
    return _page(form, task_id), 422


@wing.route("/answers/<uuid:task_id>/slips", methods=["GET", "POST"])
def slips(task_id: UUID) -> ResponseReturnValue:
    """Give the feedback slips, to be printed and cut."""
    task = _task(task_id)
    return telling.slips(task, telling.ticked(task_id, waiting_on(db.session(), task_id)))


def _task(task_id: UUID) -> Task:
    found = fetch(db.session(), Task, task_id)
    demand(actor(), Action.TELL_ANSWER, found)
    return found


def _page(form: TellForm, tried: UUID | None = None) -> str:
    room_id = actor().room_id
    if room_id is None:
        raise NotAllowed()
    session = db.session()
    return render_template(
        "room/answers.html",
        rounds=waiting_in_room(session, room_id),
        progress=progress_of(session, room_id),
        form=form,
        tried=tried,
    )
