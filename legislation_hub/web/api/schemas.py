"""A comment and the other things on the wire; what openapi.json says of them is what is read and written."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load, pre_load, validate

from legislation_hub.exporters.catalogue import TEXT
from legislation_hub.problems import CommentRejected, NotJson
from legislation_hub.services.hearing import FIRST_FORMAT, FORMAT, Heard
from legislation_hub.vocabulary import N_, Channel, Consent, Place, Stance

NEEDED = N_("This is needed.")
UNFIT = N_("This cannot be read. See openapi.json for what it may be.")

_UNFIT = dict.fromkeys(
    ("null", "invalid", "invalid_uuid", "unknown", "invalid_utf8", "format", "naive", "too_large"), UNFIT
)


def _said(kind: type[fields.Field[Any]], *args: Any, required: bool = False, **more: Any) -> Any:
    return kind(
        *args,
        required=required,
        allow_none=not required,
        error_messages={"required": NEEDED, **_UNFIT},
        **more,
    )


def _of_our_time(moment: datetime) -> None:
    # At the calendar's own ends a moment has no day in the county.
    if not datetime.min.year < moment.year < datetime.max.year:
        raise ValidationError(UNFIT)


class CommentIn(Schema):
    """One comment as a device sends it; only id, task, words and consent must be there."""

    class Meta:
        """A field that we do not know comes from a newer device and is left aside."""

        unknown = EXCLUDE

    id = _said(fields.UUID, required=True)
    task = _said(fields.UUID, required=True)
    words = _said(fields.String, required=True)
    consent = _said(fields.Enum, Consent, by_value=True, required=True)
    provision = _said(fields.String, metadata={"description": "eid of a provision of the task's version"})
    quote = _said(fields.String, metadata={"description": "the wording of the provision that is meant"})
    quote_start = _said(
        fields.Integer,
        strict=True,
        validate=validate.Range(min=0, error=UNFIT),
        metadata={"description": "code point of the provision's text at which the quotation begins"},
    )
    place = _said(fields.Enum, Place, by_value=True)
    stance = _said(fields.Enum, Stance, by_value=True)
    proposal = _said(fields.String)
    reason = _said(fields.String)
    household = _said(fields.String, metadata={"description": "code of a household of the room"})
    channel = _said(fields.Enum, Channel, by_value=True)
    language = _said(fields.String)
    interpreter = _said(fields.String)
    heard_at = _said(fields.AwareDateTime, format="iso", validate=_of_our_time)
    submission = _said(fields.UUID, metadata={"description": "what was handed in together; its own if absent"})
    corrects = _said(fields.UUID)
    speaker = _said(fields.String)
    identity = _said(fields.String)
    age_band = _said(fields.String)
    wants_answer = _said(fields.Boolean, truthy={True}, falsy={False})
    meeting = _said(fields.UUID, metadata={"description": "meeting at which it was said; the server has it"})
    slip = _said(
        fields.Integer,
        strict=True,
        validate=validate.Range(min=1, error=UNFIT),
        metadata={"description": "number of the task's printed slip on which it was written"},
    )
    format = _said(fields.Integer, strict=True, validate=validate.Range(FIRST_FORMAT, FORMAT, error=UNFIT))

    @pre_load
    def _leave_out_what_is_null(self, data: Any, **_more: Any) -> Any:
        required = {name for name, field in self.fields.items() if field.required}
        if not isinstance(data, Mapping):
            return data
        return {name: value for name, value in data.items() if value is not None or name in required}

    @post_load
    def _heard(self, data: dict[str, Any], **_more: Any) -> Heard:
        return Heard(**data)


class CommentOut(Schema):
    """What became of a comment that was sent."""

    id = fields.UUID(required=True)
    status = fields.String(required=True, validate=validate.OneOf(["created", "exists", "conflict", "rejected"]))
    number = fields.String(required=True, allow_none=True)
    late = fields.Boolean()
    submission = fields.UUID()
    receipt = fields.String(metadata={"description": "code of the household's receipt, for who wrote it down"})
    problem = fields.Dict(required=True, allow_none=True)


class AttachmentOut(Schema):
    """That a picture is kept under this id."""

    id = fields.UUID(required=True)
    status = fields.String(required=True, validate=validate.OneOf(["created", "exists"]))


class TaskOut(Schema):
    """A task of the caller."""

    id = fields.UUID(required=True)
    consultation = fields.UUID(required=True)
    version = fields.UUID(required=True, allow_none=True)
    title = fields.String(required=True)
    room = fields.String(required=True)
    opens = fields.Date(required=True)
    closes = fields.Date(required=True)
    open = fields.Boolean(required=True)


class ProvisionOut(Schema):
    """A provision; those below it follow, each naming the one that it stands in."""

    eid = fields.String(required=True)
    parent = fields.String(required=True)
    level = fields.String(required=True)
    number = fields.String(required=True)
    label = fields.String(required=True)
    heading = fields.String(required=True)
    citation = fields.String(required=True)
    text = fields.String(required=True)


class ProblemOut(Schema):
    """A problem, as RFC 9457 has it; ``errors`` names the fields of a comment that are not right."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    errors = fields.List(fields.Dict(keys=fields.String(), values=fields.String()))


class Tasks(Schema):
    """A list of tasks."""

    items = fields.List(fields.Nested(TaskOut), required=True)
    next = fields.String(required=True, allow_none=True)


class Provisions(Schema):
    """A text in reading order."""

    items = fields.List(fields.Nested(ProvisionOut), required=True)
    next = fields.String(required=True, allow_none=True)


class Batch(Schema):
    """Up to 500 comments."""

    comments = fields.List(fields.Nested(CommentIn), required=True, validate=validate.Length(max=500))


class Asked(Schema):
    """The ids of up to 500 comments."""

    ids = fields.List(fields.UUID(), required=True, validate=validate.Length(max=500))


class HeldOut(Schema):
    """A comment that is here to stay; the digest is that of its words, "" once they were taken back."""

    id = fields.UUID(required=True)
    number = fields.String(required=True)
    digest = fields.String(required=True, metadata={"description": "SHA-256 of the words in UTF-8 after NFC"})


class Held(Schema):
    """Which of the comments that were asked for are here."""

    items = fields.List(fields.Nested(HeldOut), required=True)
    next = fields.String(required=True, allow_none=True)


class Results(Schema):
    """What became of each comment of a batch, in the same order."""

    results = fields.List(fields.Nested(CommentOut), required=True)


# Made once: a schema copies all of its fields whenever it is made.
_COMMENT = CommentIn()


def read(raw: object) -> Heard:
    """Return the comment in a JSON value; raise :class:`NotJson` or :class:`CommentRejected`."""
    if not isinstance(raw, Mapping):
        raise NotJson()
    try:
        heard: Heard = _COMMENT.load(raw)
    except ValidationError as slip:
        messages = slip.messages_dict
        order = list(_COMMENT.fields)
        raise CommentRejected([(name, messages[name][0]) for name in sorted(messages, key=order.index)]) from slip
    return heard


# The forms of a version's text, as the catalogue has them.
FORM = {
    "in": "query",
    "name": "format",
    "schema": {"type": "string", "enum": [one.format for one in TEXT], "default": "json"},
}
TEXT_FILE = {
    "description": "the text as a file; the same version gives the same bytes",
    "content": {one.media_type: {"schema": {"type": "string", "format": "binary"}} for one in TEXT},
}
