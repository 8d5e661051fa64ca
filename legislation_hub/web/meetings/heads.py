"""Calling a meeting, and putting its head right."""

from dataclasses import replace
from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models import Meeting, Task
from legislation_hub.models.database import db, transaction
from legislation_hub.queries.households import venues_of
from legislation_hub.queries.meetings import meetings_of
from legislation_hub.queries.provisions import Asked, asked_in
from legislation_hub.queries.rows import fetch
from legislation_hub.services.convening import convene, standing
from legislation_hub.vocabulary import MeetingKind
from legislation_hub.web.edge import actor, attempt
from legislation_hub.web.forms.meetings import CallForm, HeadForm, head_of
from legislation_hub.web.forms.speaking import marking
from legislation_hub.web.meetings.wing import meeting_of, takes_more, task_of, to_meeting, wing


@wing.get("/tasks/<uuid:task_id>")
def task(task_id: UUID) -> str:
    """Show the meetings of a task."""
    found = task_of(task_id)
    return render_template(
        "meetings/task.html",
        task=found,
        consultation=found.consultation,
        open=takes_more(found),
        meetings=meetings_of(db.session(), actor(), found),
    )


@wing.route("/tasks/<uuid:task_id>/new", methods=["GET", "POST"])
def call(task_id: UUID) -> ResponseReturnValue:
    """Call a meeting; its list and record follow."""
    found = task_of(task_id)
    asked = asked_in(db.session(), found.consultation)
    form = CallForm(asked, data={"kind": MeetingKind.COURTYARD.value, "recorder": actor().person})
    if form.validate_on_submit():
        with attempt(form), marking(form):
            with transaction() as session:
                begun = session.get(Meeting, UUID(form.id.data))
                kept = convene(session, actor(), fetch(session, Task, task_id), form.convened(begun))
                meeting_id = kept.meeting.id
            flash(_("Saved."), "saved")
            return to_meeting(meeting_id)
    return _page(form, task_of(task_id), asked)


@wing.route("/<uuid:meeting_id>/head", methods=["GET", "POST"])
def head(meeting_id: UUID) -> ResponseReturnValue:
    """Put the head of the record right."""
    found = meeting_of(meeting_id)
    asked = asked_in(db.session(), found.task.consultation)
    form = HeadForm(asked, data=head_of(found, asked))
    if form.validate_on_submit():
        with attempt(form), marking(form):
            with transaction() as session:
                meeting = fetch(session, Meeting, meeting_id)
                convene(session, actor(), meeting.task, replace(standing(session, meeting), **form.head()))
            flash(_("Saved."), "saved")
            return to_meeting(meeting_id)
    found = meeting_of(meeting_id)
    return _page(form, found.task, asked, found)


def _page(form: HeadForm, task: Task, asked: Asked, meeting: Meeting | None = None) -> ResponseReturnValue:
    page = render_template(
        "meetings/head.html",
        form=form,
        task=task,
        asked=asked,
        meeting=meeting,
        venues=venues_of(db.session(), task.room_id),
    )
    return page, 422 if form.is_submitted() else 200
