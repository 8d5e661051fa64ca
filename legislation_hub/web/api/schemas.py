"""A comment and the other things on the wire; what openapi.json says of them is what is read and written."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, missing, validate

from legislation_hub.exporters.catalogue import TEXT
from legislation_hub.problems import CommentRejected, NotJson, Problem
from legislation_hub.services.hearing import FIRST_FORMAT, FORMAT, Heard
from legislation_hub.vocabulary import Channel, Consent, Place, Stance
from legislation_hub.web.api.shapes import UNFIT, Body, of_our_time, said


class CommentIn(Body):
    """One comment as a device sends it; only id, task, words and consent must be there."""

    id = said(fields.UUID, required=True)
    task = said(fields.UUID, required=True)
    words = said(fields.String, required=True)
    consent = said(fields.Enum, Consent, by_value=True, required=True)
    provision = said(fields.String, metadata={"description": "eid of a provision of the task's version"})
    quote = said(fields.String, metadata={"description": "the wording of the provision that is meant"})
    quote_start = said(
        fields.Integer,
        strict=True,
        validate=validate.Range(min=0, error=UNFIT),
        metadata={"description": "code point of the provision's text at which the quotation begins"},
    )
    place = said(fields.Enum, Place, by_value=True)
    stance = said(fields.Enum, Stance, by_value=True)
    proposal = said(fields.String)
    reason = said(fields.String)
    household = said(fields.String, metadata={"description": "code of a household of the room"})
    channel = said(fields.Enum, Channel, by_value=True)
    language = said(fields.String)
    interpreter = said(fields.String)
    heard_at = said(fields.AwareDateTime, format="iso", validate=of_our_time)
    submission = said(fields.UUID, metadata={"description": "what was handed in together; its own if absent"})
    corrects = said(fields.UUID)
    speaker = said(fields.String)
    identity = said(fields.String)
    age_band = said(fields.String)
    wants_answer = said(fields.Boolean, truthy={True}, falsy={False})
    meeting = said(fields.UUID, metadata={"description": "meeting at which it was said; the server has it"})
    slip = said(
        fields.Integer,
        strict=True,
        validate=validate.Range(min=1, error=UNFIT),
        metadata={"description": "number of the task's printed slip on which it was written"},
    )
    format = said(fields.Integer, strict=True, validate=validate.Range(FIRST_FORMAT, FORMAT, error=UNFIT))


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
    """A problem, as RFC 9457 has it; ``errors`` names the fields of a comment or a meeting that are not right.

    ``spoken`` are those who stay on a meeting's list because they have spoken.
    """

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    errors = fields.List(fields.Dict(keys=fields.String(), values=fields.String()))
    spoken = fields.List(fields.Dict(keys=fields.String(), values=fields.String()))


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
_FIELDS = CommentIn().fields


def read(raw: object) -> Heard:
    """Return the comment in a JSON value; raise :class:`NotJson` or :class:`CommentRejected`.

    Each field is read by itself and in the form's order: what a schema does besides costs three times as much, and
    a county's phones bring hundreds of comments a second.
    """
    if not isinstance(raw, Mapping):
        raise NotJson()
    heard: dict[str, Any] = {}
    slips: list[tuple[str, str]] = []
    for name, field in _FIELDS.items():
        value = raw.get(name, missing)
        if not field.required and (value is missing or value is None):
            continue
        try:
            heard[name] = field.deserialize(value, name, raw)
        except ValidationError as slip:
            slips.append((name, str(next(iter(slip.messages)))))
    if slips:
        raise CommentRejected(slips)
    return Heard(**heard)


def read_or_problem(raw: object) -> Heard | Problem:
    """Return the comment in a JSON value, or why there is none: one among many keeps none of them back."""
    try:
        return read(raw)
    except Problem as problem:
        return problem


_BYTES = {"type": "string", "format": "binary"}
# The forms of a version's text, as the catalogue has them.
FORM = {
    "in": "query",
    "name": "format",
    "schema": {"type": "string", "enum": [one.format for one in TEXT], "default": "json"},
}
TEXT_FILE = {
    "description": "the text as a file; the same version gives the same bytes",
    "content": {
        one.media_type: {"schema": {"type": "object"} if one.format == "json" else _BYTES} for one in TEXT
    },
}
