"""The phones of the room's collectors: what waits on them, and signing out one that was lost."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models import Device
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import NotAllowed
from legislation_hub.queries.devices import phones_of
from legislation_hub.queries.rows import fetch
from legislation_hub.services.keeping import end_device
from legislation_hub.services.noticing import WAITED
from legislation_hub.web.edge import actor
from legislation_hub.web.room.wing import wing


@wing.get("/phones")
def phones() -> str:
    """Show on which phones comments wait, and since when."""
    room_id = actor().room_id
    if room_id is None:
        raise NotAllowed()
    return render_template("room/phones.html", phones=phones_of(db.session(), room_id), waited=WAITED)


@wing.post("/phones/<uuid:device_id>/end")
def end_phone(device_id: UUID) -> ResponseReturnValue:
    """Sign a phone out that was lost or handed back."""
    with transaction() as session:
        ended = end_device(session, actor(), fetch(session, Device, device_id))
        person = ended.account.person
    flash(_("The phone of %(name)s is signed out.", name=person), "info")
    return redirect(url_for("room.phones"))
