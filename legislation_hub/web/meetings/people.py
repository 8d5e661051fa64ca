"""Who is present: quickly one after another, put right, or taken off again."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from legislation_hub.models import Account, Meeting
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import NotFound
from legislation_hub.queries.households import meant_by
from legislation_hub.queries.meetings import Person, record_of
from legislation_hub.queries.rows import fetch
from legislation_hub.services.convening import dismiss, strike, welcome
from legislation_hub.web.edge import actor, attempt
from legislation_hub.web.forms.meetings import PresentForm
from legislation_hub.web.forms.speaking import marking
from legislation_hub.web.meetings.records import screen
from legislation_hub.web.meetings.wing import meeting_of, to_meeting, wing

Act = Callable[[Session, Account, Meeting, UUID], object]


@wing.post("/<uuid:meeting_id>/people")
def add(meeting_id: UUID) -> ResponseReturnValue:
    """Put somebody on the list, or several at once."""
    meeting_of(meeting_id)
    form = PresentForm()
    if form.validate_on_submit():
        with attempt(form), marking(form):
            with transaction() as session:
                meeting = fetch(session, Meeting, meeting_id)
                household = meant_by(session, meeting.room_id, form.household.data or "")
                for present in form.people(household):
                    welcome(session, actor(), meeting, present)
            flash(_("On the list."), "saved")
            return to_meeting(meeting_id, "present", at="present")
    return screen(meeting_id, present=form), 422


@wing.route("/<uuid:meeting_id>/people/<uuid:attendee_id>", methods=["GET", "POST"])
def person(meeting_id: UUID, attendee_id: UUID) -> ResponseReturnValue:
    """Put right what the list says of one person."""
    found = _person(meeting_id, attendee_id)
    said = {"name": found.name, "identity": found.identity, "household": found.household}
    form = PresentForm(data={"id": str(attendee_id), **said})
    if form.validate_on_submit():
        with attempt(form), marking(form):
            with transaction() as session:
                meeting = fetch(session, Meeting, meeting_id)
                household = meant_by(session, meeting.room_id, form.household.data or "")
                welcome(session, actor(), meeting, form.one(attendee_id, household))
            flash(_("Saved."), "saved")
            return to_meeting(meeting_id, "present")
    meeting = meeting_of(meeting_id)
    page = render_template("meetings/person.html", form=form, person=found, meeting=meeting)
    return page, 422 if form.is_submitted() else 200


@wing.post("/<uuid:meeting_id>/people/<uuid:attendee_id>/remove")
def remove(meeting_id: UUID, attendee_id: UUID) -> ResponseReturnValue:
    """Take somebody off the list who was not there."""
    return _done_without(dismiss, meeting_id, attendee_id, _("Taken off the list."))


@wing.post("/<uuid:meeting_id>/people/<uuid:attendee_id>/strike")
def strike_name(meeting_id: UUID, attendee_id: UUID) -> ResponseReturnValue:
    """Strike the name of somebody who asks for it from a closed record."""
    return _done_without(strike, meeting_id, attendee_id, _("The name is gone; that somebody was present stays."))


def _done_without(act: Act, meeting_id: UUID, attendee_id: UUID, told: str) -> ResponseReturnValue:
    meeting_of(meeting_id)
    with transaction() as session:
        act(session, actor(), fetch(session, Meeting, meeting_id), attendee_id)
    flash(told, "info")
    return to_meeting(meeting_id, "present")


def _person(meeting_id: UUID, attendee_id: UUID) -> Person:
    people = record_of(db.session(), meeting_of(meeting_id)).people
    found = next((one for one in people if one.id == attendee_id), None)
    if found is None or found.gone:
        raise NotFound()
    return found
