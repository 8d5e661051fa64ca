"""Pictures of paper, looked at by whoever may read what they show; a browser can do nothing else with them."""

from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models import Attachment, Meeting, Slip, Submission, Task
from legislation_hub.models.database import db, transaction
from legislation_hub.policies import Action, demand
from legislation_hub.problems import Problem
from legislation_hub.queries.attachments import home_of
from legislation_hub.queries.rows import fetch
from legislation_hub.services.attaching import attach, place, remove, shown
from legislation_hub.vocabulary import Role
from legislation_hub.web import i18n, keeping, navigation
from legislation_hub.web.edge import actor, only, settings
from legislation_hub.web.forms.pictures import PictureForm
from legislation_hub.web.showing import show

wing = Blueprint("pictures", __name__, url_prefix="/pictures")
wing.before_request(
    only(Role.COLLECTOR, Role.ROOM_HEAD, Role.DEPARTMENT_OFFICER, Role.COORDINATOR, Role.STATION_HEAD)
)


@wing.get("/<uuid:picture_id>")
def picture(picture_id: UUID) -> ResponseReturnValue:
    """Show a picture by itself; a scan is downloaded."""
    found = fetch(db.session(), Attachment, picture_id)
    _demand_reading(found)
    return show(found)


@wing.post("/")
def add() -> ResponseReturnValue:
    """Keep the picture that a form brought, and go back to where it stood."""
    form = PictureForm()
    try:
        kind, identity, content = form.beside(), form.which(), form.content()
        # The picture is made anew before the writing begins, so that nobody waits for it.
        given = shown(content, place(db.session(), actor(), kind, identity))
        with transaction() as writing:
            beside = place(writing, actor(), kind, identity)
            kept = attach(writing, actor(), form.identity(), beside, given, settings().files).attachment
        if kept is None:
            flash(_("The words were taken back: the picture is not kept."), "error")
        else:
            flash(_("The picture is kept."), "saved")
    except Problem as problem:
        if problem.status in (401, 403, 404):
            raise
        flash(i18n.problem(problem), "error")
    return _back()


@wing.post("/<uuid:picture_id>/remove")
def take_away(picture_id: UUID) -> ResponseReturnValue:
    """Take a picture away that should not be here."""
    with transaction() as writing:
        remove(writing, actor(), fetch(writing, Attachment, picture_id))
    flash(_("The picture is gone."), "info")
    return _back()


def _demand_reading(found: Attachment) -> None:
    """Whoever may read the words may look at their picture; of a department's reply, who may read its task."""
    home: Submission | Meeting | Slip | Task = home_of(db.session(), found)
    if isinstance(home, Task):
        demand(actor(), Action.READ_TASK, home)
    elif found.room_id is None:
        demand(actor(), Action.READ_TASK, home.task)
    else:
        demand(actor(), Action.READ_ATTACHMENT, home)


def _back() -> ResponseReturnValue:
    return redirect(keeping.safe_path(request.form.get("next", "")) or url_for(navigation.home(actor())))
