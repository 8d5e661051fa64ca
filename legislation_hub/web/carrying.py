"""The field's page of answers to carry: households whose words this collector wrote down and who wait to hear."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from legislation_hub.models import Task
from legislation_hub.models.database import db
from legislation_hub.policies import Action, demand
from legislation_hub.queries.answers import Listener, waiting_with
from legislation_hub.queries.rows import fetch
from legislation_hub.vocabulary import Role
from legislation_hub.web import telling
from legislation_hub.web.edge import actor, only
from legislation_hub.web.forms.adopting import TellForm

wing = Blueprint("carrying", __name__, url_prefix="/field/answers")
wing.before_request(only(Role.COLLECTOR))


@wing.get("/")
def answers() -> str:
    """Who waits to hear from me."""
    return render_template(
        "field/answers.html", rounds=waiting_with(db.session(), actor().id), form=TellForm(formdata=None)
    )


@wing.post("/<uuid:task_id>")
def tell(task_id: UUID) -> ResponseReturnValue:
    """Note that households have heard."""
    form, mine = TellForm(), _mine(task_id)
    if form.validate_on_submit() and telling.told(form, mine):
        return redirect(url_for("carrying.answers"))
    rounds = waiting_with(db.session(), actor().id)
    return render_template("field/answers.html", rounds=rounds, form=form, tried=task_id), 422


@wing.route("/<uuid:task_id>/slips", methods=["GET", "POST"])
def slips(task_id: UUID) -> ResponseReturnValue:
    """Give the feedback slips of those who wait."""
    mine = _mine(task_id)
    task = fetch(db.session(), Task, task_id)
    return telling.slips(task, mine)


def _mine(task_id: UUID) -> list[Listener]:
    demand(actor(), Action.RECORD_COMMENT, fetch(db.session(), Task, task_id))
    rounds = waiting_with(db.session(), actor().id)
    return [listener for one in rounds if one.task_id == task_id for listener in one.listeners]
