"""Grievances that were passed on, until somebody says what came of them."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models import Transfer
from legislation_hub.models.database import db, transaction
from legislation_hub.policies import Action, demand
from legislation_hub.problems import NotAllowed
from legislation_hub.queries import transfers as lists
from legislation_hub.queries.rows import fetch
from legislation_hub.services.transferring import close_transfer
from legislation_hub.web.edge import actor, attempt
from legislation_hub.web.forms.room import CloseForm
from legislation_hub.web.room.wing import wing


@wing.get("/transfers")
def transfers() -> str:
    """Show what was passed on, overdue matters first."""
    return _transfers_page()


@wing.post("/transfers/<uuid:transfer_id>/close")
def close(transfer_id: UUID) -> ResponseReturnValue:
    """Write down what came of a grievance."""
    demand(actor(), Action.CLOSE_TRANSFER, fetch(db.session(), Transfer, transfer_id))
    form = CloseForm()
    if form.validate_on_submit():
        with attempt(form), transaction() as session:
            close_transfer(session, actor(), fetch(session, Transfer, transfer_id), form.answer.data or "")
            flash(_("Closed."))
            return redirect(url_for("room.transfers"))
    return _transfers_page(form, transfer_id), 422


def _transfers_page(form: CloseForm | None = None, tried: UUID | None = None) -> str:
    room_id = actor().room_id
    if room_id is None:
        raise NotAllowed()
    return render_template(
        "room/transfers.html",
        open=lists.open_transfers(db.session(), room_id),
        closed=lists.closed_transfers(db.session(), room_id),
        form=form,
        tried=tried,
    )
