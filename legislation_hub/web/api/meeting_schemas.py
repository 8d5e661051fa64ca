"""A meeting's record on the wire; what openapi.json says of it is what is read and written."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from marshmallow import ValidationError, fields, post_load, validate

from legislation_hub.problems import MeetingRejected, NotJson
from legislation_hub.services.attending import PRESENT_LIMIT, Convened, Present
from legislation_hub.vocabulary import MeetingKind
from legislation_hub.web.api.shapes import UNFIT, Body, of_our_time, said


class PresentIn(Body):
    """Somebody at the meeting; the id is that of the submission that will hold what they say."""

    id = said(fields.UUID, required=True)
    name = said(fields.String)
    identity = said(fields.String)
    household = said(fields.String, metadata={"description": "code of a household of the room"})

    @post_load
    def _present(self, data: dict[str, Any], **_more: Any) -> Present:
        return Present(**data)


class MeetingIn(Body):
    """The record of a meeting without its speeches, which are comments."""

    task = said(fields.UUID, required=True)
    kind = said(fields.Enum, MeetingKind, by_value=True, required=True)
    title = said(fields.String, required=True)
    held_at = said(fields.AwareDateTime, format="iso", validate=of_our_time, required=True)
    venue = said(fields.String)
    presider = said(fields.String)
    recorder = said(fields.String)
    topics = said(fields.String, metadata={"description": "a provision's eid on each line"})
    summary = said(fields.String)
    told = said(fields.Boolean, truthy={True}, falsy={False})
    attendees = said(
        fields.List, fields.Nested(PresentIn), validate=validate.Length(max=PRESENT_LIMIT, error=UNFIT)
    )
    revision = said(
        fields.Integer,
        strict=True,
        validate=validate.Range(min=0, error=UNFIT),
        metadata={"description": "the server's from which this was made, 0 for what it has not seen yet"},
    )


class MeetingOut(MeetingIn):
    """The record as the server holds it; ``revision`` is what the next change is made from."""

    id = fields.UUID(required=True)
    revision = fields.Integer(required=True)


def read(raw: object, meeting_id: UUID) -> tuple[UUID, Convened]:
    """Return the task and the meeting in a JSON value; raise :class:`NotJson` or :class:`MeetingRejected`."""
    if not isinstance(raw, Mapping):
        raise NotJson()
    try:
        data = MeetingIn().load(raw)
    except ValidationError as slip:
        order = list(MeetingIn().fields)
        wrong = sorted(slip.messages_dict, key=order.index)
        raise MeetingRejected([(name, _first(slip.messages_dict[name])) for name in wrong]) from slip
    task_id: UUID = data.pop("task")
    return task_id, Convened(id=meeting_id, **{**data, "attendees": tuple(data.get("attendees", ()))})


def _first(messages: Any) -> str:
    """Return the first text of what may be nested: by the number of a person on the list, then by field."""
    while not isinstance(messages, str):
        messages = next(iter(messages.values() if isinstance(messages, Mapping) else messages))
    return messages
