"""The signed paper comes back: its scan, or pictures of it, are kept with the record."""

from uuid import UUID

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models import Attachment, Meeting
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import NotFound
from legislation_hub.queries.rows import fetch
from legislation_hub.services.attaching import attach, remove, shown
from legislation_hub.web.edge import actor, attempt, settings
from legislation_hub.web.forms.meetings import ScanForm
from legislation_hub.web.meetings.records import screen
from legislation_hub.web.meetings.wing import meeting_of, to_meeting, wing
from legislation_hub.web.showing import show


@wing.post("/<uuid:meeting_id>/scans")
def add_scans(meeting_id: UUID) -> ResponseReturnValue:
    """Keep the scan of the signed record, or its pictures page by page."""
    found = meeting_of(meeting_id)
    form = ScanForm()
    if form.validate_on_submit():
        with attempt(form):
            given = [(identity, shown(content, found)) for identity, content in form.files()]
            with transaction() as session:
                meeting = fetch(session, Meeting, meeting_id)
                for identity, one in given:
                    attach(session, actor(), identity, meeting, one, settings().files)
            flash(_("Kept with the record."), "saved")
            return to_meeting(meeting_id, "scans")
    return screen(meeting_id, scan=form), 422


@wing.get("/<uuid:meeting_id>/scans/<uuid:attachment_id>")
def scan(meeting_id: UUID, attachment_id: UUID) -> ResponseReturnValue:
    """Give one scan as it is kept."""
    return show(_scan(meeting_id, attachment_id))


@wing.post("/<uuid:meeting_id>/scans/<uuid:attachment_id>/remove")
def remove_scan(meeting_id: UUID, attachment_id: UUID) -> ResponseReturnValue:
    """Take away a scan that should not be here any more."""
    _scan(meeting_id, attachment_id)
    with transaction() as session:
        remove(session, actor(), fetch(session, Attachment, attachment_id))
    flash(_("Taken away."), "info")
    return to_meeting(meeting_id, "scans")


def _scan(meeting_id: UUID, attachment_id: UUID) -> Attachment:
    meeting_of(meeting_id)
    found = fetch(db.session(), Attachment, attachment_id)
    if found.meeting_id != meeting_id or found.removed_at is not None:
        raise NotFound()
    return found
