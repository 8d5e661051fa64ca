"""The calls of version 1: the caller's tasks, a text, and comments one by one or up to 500 together."""

from typing import Any
from uuid import UUID

from flask import Flask, current_app, jsonify, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_smorest import Api, Blueprint

from legislation_hub.models import Comment, Task, Version
from legislation_hub.models.database import db, transaction
from legislation_hub.policies import Action, demand
from legislation_hub.problems import (
    CommentRejected,
    NotJson,
    Problem,
    SameIdOtherContent,
    SignInNeeded,
    TooManyAtOnce,
)
from legislation_hub.proofs import receipts
from legislation_hub.queries.assignments import rounds_of
from legislation_hub.queries.provisions import text_of
from legislation_hub.queries.rows import fetch
from legislation_hub.services.collecting import Arrival, Taken, take
from legislation_hub.vocabulary import N_
from legislation_hub.web import edge
from legislation_hub.web.api import schemas
from legislation_hub.web.giving import text_file

AT_ONCE = 500
TASK_UNKNOWN = N_("There is no such task.")

wing = Blueprint("api", __name__, url_prefix="/api/v1")


class _Api(Api):  # type: ignore[misc]
    """The calls, described; problems are told by the edge, to people and programs alike."""

    def _register_error_handlers(self) -> None:
        """Leave the edge alone."""


def init(app: Flask) -> None:
    """Let programs in, and describe the calls; no page of documentation is loaded from anywhere."""
    app.config.update(API_TITLE="legislation-hub", API_VERSION="v1", OPENAPI_VERSION="3.1.0")
    api = _Api(app, spec_kwargs={"security": [{"bearer": []}]})
    api.spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer"})
    api.spec.components.schema("Problem", schema=schemas.ProblemOut)
    api.register_blueprint(wing)
    app.config["OPENAPI_SPEC"] = api.spec


@wing.before_request
def guard() -> None:
    """Let in a token, or a session with the CSRF header; the description is for everybody."""
    if request.endpoint == "api.openapi":
        return
    if not current_user.is_authenticated:
        raise SignInNeeded()
    if "_user_id" in session:
        edge.csrf.protect()


@wing.get("/openapi.json")
@wing.doc(security=[])
def openapi() -> ResponseReturnValue:
    """Describe all calls."""
    return jsonify(current_app.config["OPENAPI_SPEC"].to_dict())


@wing.get("/tasks")
@wing.response(200, schemas.Tasks)
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
def provisions(version_id: UUID) -> ResponseReturnValue:
    """List the text of a version in reading order."""
    demand(edge.actor(), Action.READ_TEXT, fetch(db.session(), Version, version_id))
    fields = ("eid", "parent", "level", "number", "label", "heading", "citation", "text")
    items = [{name: getattr(line, name) for name in fields} for line in text_of(db.session(), version_id)]
    return jsonify(items=items, next=None)


@wing.get("/versions/<uuid:version_id>/text")
@wing.doc(parameters=[schemas.FORM], responses={"200": schemas.TEXT_FILE})
@wing.alt_response(404, schema=schemas.ProblemOut, content_type="application/problem+json")
def text(version_id: UUID) -> ResponseReturnValue:
    """Give the text of a version as a file."""
    version = fetch(db.session(), Version, version_id)
    demand(edge.actor(), Action.READ_TEXT, version)
    return text_file(version, request.args.get("format", "json"))


@wing.post("/comments")
@wing.doc(requestBody={"required": True, "content": {"application/json": {"schema": schemas.CommentIn}}})
@wing.response(201, schemas.CommentOut)
@wing.alt_response(200, schema=schemas.CommentOut)
@wing.alt_response(409, schema=schemas.ProblemOut, content_type="application/problem+json")
@wing.alt_response(422, schema=schemas.ProblemOut, content_type="application/problem+json")
def comment() -> ResponseReturnValue:
    """Take one comment: 201 if it is new, 200 if it was here, 409 if its id came with other content."""
    try:
        found = _take(request.get_json(silent=True))
    except CommentRejected as rejected:
        return edge.problem_json(rejected, errors=_errors(rejected))
    if found["status"] == Arrival.CONFLICT:
        return edge.problem_json(
            SameIdOtherContent(number=found["number"]), id=found["id"], number=found["number"]
        )
    return jsonify(found), 201 if found["status"] == Arrival.CREATED else 200


@wing.post("/comments/batch")
@wing.doc(requestBody={"required": True, "content": {"application/json": {"schema": schemas.Batch}}})
@wing.response(200, schemas.Results)
@wing.alt_response(413, schema=schemas.ProblemOut, content_type="application/problem+json")
@wing.alt_response(422, schema=schemas.ProblemOut, content_type="application/problem+json")
def batch() -> ResponseReturnValue:
    """Take up to 500 comments, each for itself; the answer tells of them in the same order."""
    body = request.get_json(silent=True)
    if not isinstance(body, dict) or not isinstance(body.get("comments"), list):
        raise NotJson()
    if len(body["comments"]) > AT_ONCE:
        raise TooManyAtOnce(limit=AT_ONCE)
    return jsonify(results=[_one_of_many(raw) for raw in body["comments"]])


def _one_of_many(raw: Any) -> dict[str, Any]:
    """Take one comment of a batch in a transaction of its own; what goes wrong with it is told, not raised."""
    try:
        found = _take(raw)
    except Problem as problem:
        errors = {"errors": _errors(problem)} if isinstance(problem, CommentRejected) else {}
        told = {**edge.problem_body(problem), **errors}
        identity = raw.get("id") if isinstance(raw, dict) else None
        return {"id": identity, "status": "rejected", "number": None, "problem": told}
    if found["status"] == Arrival.CONFLICT:
        found["problem"] = edge.problem_body(SameIdOtherContent(number=found["number"]))
    return found


def _take(raw: Any) -> dict[str, Any]:
    gone = _withdrawn(raw)
    if gone is not None:
        return _told(Taken(gone, Arrival.EXISTS))
    heard = schemas.read(raw)
    with transaction() as writing:
        task = writing.get(Task, heard.task)
        if task is None:
            raise CommentRejected([("task", TASK_UNKNOWN)])
        taken = take(writing, edge.actor(), task, heard, edge.settings().secret)
        return _told(taken)


def _withdrawn(raw: Any) -> Comment | None:
    """Return the comment if it was taken back: its id answers that it exists, whatever else comes with it."""
    try:
        found = db.session().get(Comment, UUID(raw["id"]))
    except (TypeError, KeyError, ValueError, AttributeError):
        return None
    return found if found is not None and found.withdrawn_at is not None else None


def _told(taken: Taken) -> dict[str, Any]:
    comment = taken.comment
    told = {
        "id": str(comment.id),
        "status": taken.status.value,
        "number": comment.number,
        "late": comment.late,
        "submission": str(comment.submission_id),
        "problem": None,
    }
    # Only the one who wrote it down may hand the household its code.
    if comment.recorded_by_id == edge.actor().id:
        told["receipt"] = receipts.derive(edge.settings().secret, comment.submission_id)
    return told


def _errors(rejected: CommentRejected) -> list[dict[str, str]]:
    return [{"field": field, "text": _(text)} for field, text in rejected.errors]
