"""The record of a meeting comes as a whole, and again whenever it has changed; nobody overwrites anybody."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from legislation_hub.models import Meeting, Task
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import MeetingChangedMeanwhile, MeetingClosed, MeetingRejected
from legislation_hub.queries.rows import fetch
from legislation_hub.services.convening import convene, standing
from legislation_hub.web import edge
from legislation_hub.web.api import meeting_schemas as schemas
from legislation_hub.web.api.wing import body, described, rejection, wing


@wing.put("/meetings/<uuid:meeting_id>")
@wing.response(201, schemas.MeetingOut)
@wing.alt_response(200, schema=schemas.MeetingOut)
@described(404, 409, 413, requestBody=body(schemas.MeetingIn))
def meeting(meeting_id: UUID) -> ResponseReturnValue:
    """Keep a meeting's record: 201 if it is new, 200 if not; 409 with the server's if it changed meanwhile."""
    try:
        with transaction() as writing:
            task_id, convened = schemas.read(request.get_json(silent=True), meeting_id)
            kept = convene(writing, edge.actor(), fetch(writing, Task, task_id), convened)
            told = _told(writing, kept.meeting)
    except MeetingRejected as rejected:
        return rejection(rejected, spoken=_spoken(db.session(), meeting_id, rejected.spoken))
    except (MeetingChangedMeanwhile, MeetingClosed) as behind:
        return edge.problem_json(behind, meeting=_told(db.session(), fetch(db.session(), Meeting, meeting_id)))
    return jsonify(told), 201 if kept.created else 200


def _spoken(session: Session, meeting_id: UUID, who: Sequence[UUID]) -> Any:
    """Return those who stay on the list, as they stand there: a phone that took them off puts them back."""
    if not who:
        return []
    present = _told(session, fetch(session, Meeting, meeting_id))["attendees"]
    return [one for one in present if UUID(one["id"]) in who]


def _told(session: Session, meeting: Meeting) -> Any:
    """Return how the record stands on the server, as it would be sent."""
    record = schemas.MeetingOut().dump(standing(session, meeting))
    return {**record, "task": str(meeting.task_id), "id": str(meeting.id)}
