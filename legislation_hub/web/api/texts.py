"""What a program reads: its caller's tasks, and the texts that they are about."""

from uuid import UUID

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from legislation_hub.models import Version
from legislation_hub.models.database import db
from legislation_hub.policies import Action, demand
from legislation_hub.queries.assignments import rounds_of
from legislation_hub.queries.provisions import text_of
from legislation_hub.queries.rows import fetch
from legislation_hub.web import edge
from legislation_hub.web.api import schemas
from legislation_hub.web.api.wing import described, wing
from legislation_hub.web.giving import text_file


@wing.get("/tasks")
@wing.response(200, schemas.Tasks)
@described()
def tasks() -> ResponseReturnValue:
    """List the caller's tasks."""
    items = [
        {
            "id": one.task_id,
            "consultation": one.consultation_id,
            "version": one.version_id,
            "title": one.title,
            "room": one.room,
            "opens": one.opens_on.isoformat(),
            "closes": one.closes_on.isoformat(),
            "open": one.open,
        }
        for one in rounds_of(db.session(), edge.actor())
    ]
    return jsonify(items=items, next=None)


@wing.get("/versions/<uuid:version_id>/provisions")
@wing.response(200, schemas.Provisions)
@described(404)
def provisions(version_id: UUID) -> ResponseReturnValue:
    """List the text of a version in reading order."""
    demand(edge.actor(), Action.READ_TEXT, fetch(db.session(), Version, version_id))
    fields = ("eid", "parent", "level", "number", "label", "heading", "citation", "text")
    items = [{name: getattr(line, name) for name in fields} for line in text_of(db.session(), version_id)]
    return jsonify(items=items, next=None)


@wing.get("/versions/<uuid:version_id>/text")
@described(404, parameters=[schemas.FORM], responses={"200": schemas.TEXT_FILE})
def text(version_id: UUID) -> ResponseReturnValue:
    """Give the text of a version as a file."""
    version = fetch(db.session(), Version, version_id)
    demand(edge.actor(), Action.READ_TEXT, version)
    return text_file(version, request.args.get("format", "json"))
