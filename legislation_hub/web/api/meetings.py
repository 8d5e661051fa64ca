"""The record of a meeting comes as a whole, and again whenever it has changed; nobody overwrites anybody."""

from typing import Any
from uuid import UUID

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from legislation_hub.models import Meeting, Task
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import MeetingChangedMeanwhile, MeetingClosed, MeetingRejected
from legislation_hub.queries.rows import fetch
from legislation_hub.services.convening import convene, standing
from legislation_hub.web import edge
from legislation_hub.web.api import meeting_schemas as schemas
from legislation_hub.web.api.wing import body, described, rejection, wing


@wing.put("/meetings/<uuid:meeting_id>")
@wing.response(201, schemas.MeetingKept)
@wing.alt_response(200, schema=schemas.MeetingKept)
@described(404, 409, 413, requestBody=body(schemas.MeetingIn))
def meeting(meeting_id: UUID) -> ResponseReturnValue:
    """Keep a meeting's record: 201 if it is new, 200 if not; 409 with the server's if it changed meanwhile."""
    try:
        with transaction() as writing:
            task_id, convened = schemas.read(request.get_json(silent=True), meeting_id)
            kept = convene(writing, edge.actor(), fetch(writing, Task, task_id), convened)
            told = {"id": str(meeting_id), "revision": kept.meeting.revision}
    except MeetingRejected as rejected:
        return rejection(rejected)
    except (MeetingChangedMeanwhile, MeetingClosed) as behind:
        return edge.problem_json(behind, meeting=_standing(meeting_id))
    return jsonify(told), 201 if kept.created else 200


def _standing(meeting_id: UUID) -> Any:
    """Return how the record stands on the server, as it would be sent."""
    found = fetch(db.session(), Meeting, meeting_id)
    return {**schemas.MeetingIn().dump(standing(db.session(), found)), "task": str(found.task_id)}
