"""A picture of paper comes after what was said, by itself, and as often as the network makes it."""

from uuid import UUID

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from legislation_hub.models.database import db, transaction
from legislation_hub.problems import PictureTooLarge, PlaceNotNamed
from legislation_hub.services.attaching import KINDS, SCAN_LIMIT, attach, place, shown
from legislation_hub.web import edge
from legislation_hub.web.api import schemas
from legislation_hub.web.api.wing import described, wing

BINARY = {"schema": {"type": "string", "format": "binary"}}
TYPES = ("image/jpeg", "image/png", "image/webp", "application/pdf")
BESIDE = [
    {"in": "query", "name": kind, "description": meaning, "schema": {"type": "string", "format": "uuid"}}
    for kind, meaning in (
        ("submission", "what was handed in together; 404 until it is here"),
        ("meeting", "a meeting, of whose signed record this is a scan"),
        ("slip", "a printed slip"),
        ("task", "a department's task, to which this is its sealed reply"),
    )
]


@wing.put("/attachments/<uuid:attachment_id>")
@wing.response(201, schemas.AttachmentOut)
@wing.alt_response(200, schema=schemas.AttachmentOut)
@described(
    404,
    409,
    413,
    415,
    parameters=BESIDE,
    requestBody={"required": True, "content": dict.fromkeys(TYPES, BINARY)},
)
def attachment(attachment_id: UUID) -> ResponseReturnValue:
    """Keep a picture (at most 4 MB) or a scan (PDF, 20 MB) beside one thing; name exactly one."""
    kind, identity = _beside()
    if (request.content_length or 0) > SCAN_LIMIT:
        raise PictureTooLarge(limit=SCAN_LIMIT // (1024 * 1024))
    # The picture is made anew before the writing begins, so that nobody waits for it.
    given = shown(request.get_data(), place(db.session(), edge.actor(), kind, identity))
    with transaction() as writing:
        beside = place(writing, edge.actor(), kind, identity)
        attached = attach(writing, edge.actor(), attachment_id, beside, given, edge.settings().files)
    status = "created" if attached.created else "exists"
    return jsonify(id=str(attachment_id), status=status), 201 if attached.created else 200


def _beside() -> tuple[str, UUID]:
    """Return what the picture is to stand beside; raise :class:`PlaceNotNamed` unless it is one thing."""
    named = [(kind, request.args[kind]) for kind in KINDS if kind in request.args]
    try:
        [(kind, identity)] = named
        return kind, UUID(identity)
    except ValueError:
        raise PlaceNotNamed() from None
