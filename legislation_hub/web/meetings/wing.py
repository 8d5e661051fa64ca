"""The wing of meetings: one screen for whoever records, whether collector or head of the room."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from legislation_hub.models import Account, Meeting, Task
from legislation_hub.models.database import db
from legislation_hub.policies import Action, demand, may
from legislation_hub.problems import MeetingOfAnother
from legislation_hub.queries.rows import fetch
from legislation_hub.vocabulary import Role, Stage
from legislation_hub.web.edge import actor, only

wing = Blueprint("meetings", __name__, url_prefix="/meetings")
wing.before_request(only(Role.COLLECTOR, Role.ROOM_HEAD))


def meeting_of(meeting_id: UUID) -> Meeting:
    """Return a meeting that is the actor's to keep; tell a colleague of whoever called it, whose it is."""
    found = fetch(db.session(), Meeting, meeting_id)
    if not may(actor(), Action.KEEP_MEETING, found) and may(actor(), Action.CALL_MEETING, found):
        raise MeetingOfAnother(name=fetch(db.session(), Account, found.begun_by_id).person)
    demand(actor(), Action.KEEP_MEETING, found)
    return found


def task_of(task_id: UUID) -> Task:
    """Return a task on which the actor may call a meeting."""
    found = fetch(db.session(), Task, task_id)
    demand(actor(), Action.CALL_MEETING, found)
    return found


def takes_more(task: Task) -> bool:
    """Return whether comments are still taken on the task, be it late."""
    consultation = task.consultation
    return consultation.recalled_at is None and consultation.stage in (Stage.OPEN, Stage.REVIEWING)


def to_meeting(meeting_id: UUID, part: str = "", **more: Any) -> ResponseReturnValue:
    """Go back to the one screen, at ``part`` of it."""
    return redirect(url_for("meetings.meeting", meeting_id=meeting_id, _anchor=part or None, **more))
