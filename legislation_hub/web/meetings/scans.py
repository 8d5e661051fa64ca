"""The signed paper comes back: its scan, or pictures of it, are kept with the record."""

from uuid import UUID

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models import Attachment, Meeting
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import NotFound
from legislation_hub.queries.rows import fetch
from legislation_hub.services.attaching import attach, remove, shown
from legislation_hub.services.withholding import confirm, replace
from legislation_hub.web.edge import actor, attempt, settings
from legislation_hub.web.forms.meetings import InsteadForm, ScanForm
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


@wing.post("/<uuid:meeting_id>/scans/<uuid:attachment_id>/replace")
def replace_scan(meeting_id: UUID, attachment_id: UUID) -> ResponseReturnValue:
    """Put a scan in its place on which what was taken back is blackened."""
    found, form = meeting_of(meeting_id), InsteadForm(attachment_id)
    if form.validate_on_submit():
        with attempt(form):
            given = [(identity, shown(content, found)) for identity, content in form.files()]
            with transaction() as session:
                old = _beside(meeting_id, attachment_id)
                replace(session, actor(), old, given, form.known.data or 0, settings().files)
            flash(_("The new scan stands in place of the old one, which is wiped."), "saved")
            return to_meeting(meeting_id, "scans")
    return screen(meeting_id, instead={attachment_id: form}), 422


@wing.post("/<uuid:meeting_id>/scans/<uuid:attachment_id>/confirm")
def confirm_scan(meeting_id: UUID, attachment_id: UUID) -> ResponseReturnValue:
    """Say that nothing of what was taken back can be read on it."""
    meeting_of(meeting_id)
    with transaction() as session:
        confirm(session, actor(), _beside(meeting_id, attachment_id), request.form.get("known", 0, int))
    flash(_("Confirmed. The scan is shown again."), "saved")
    return to_meeting(meeting_id, "scans")


def _scan(meeting_id: UUID, attachment_id: UUID) -> Attachment:
    meeting_of(meeting_id)
    found = _beside(meeting_id, attachment_id)
    if found.removed_at is not None:
        raise NotFound()
    return found


def _beside(meeting_id: UUID, attachment_id: UUID) -> Attachment:
    found = fetch(db.session(), Attachment, attachment_id)
    if found.meeting_id != meeting_id:
        raise NotFound()
    return found
