"""Comments one by one or up to 500 together, and which of them are here to stay."""

from typing import Any
from uuid import UUID

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models import Comment, Task
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import (
    CommentRejected,
    NotJson,
    Problem,
    SameIdOtherContent,
    TooManyAtOnce,
)
from legislation_hub.proofs import receipts
from legislation_hub.queries.holdings import holdings_of
from legislation_hub.services.collecting import Arrival, Taken, take
from legislation_hub.vocabulary import N_
from legislation_hub.web import edge
from legislation_hub.web.api import schemas
from legislation_hub.web.api.wing import body, described, wing

AT_ONCE = 500
TASK_UNKNOWN = N_("There is no such task.")


@wing.post("/comments")
@wing.response(201, schemas.CommentOut)
@wing.alt_response(200, schema=schemas.CommentOut)
@described(404, 409, 413, 429, 503, requestBody=body(schemas.CommentIn))
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
@wing.response(200, schemas.Results)
@described(413, 429, 503, requestBody=body(schemas.Batch))
def batch() -> ResponseReturnValue:
    """Take up to 500 comments, each for itself; the answer tells of them in the same order."""
    return jsonify(results=[_one_of_many(raw) for raw in _listed("comments")])


@wing.post("/comments/held")
@wing.response(200, schemas.Held)
@described(413, requestBody=body(schemas.Asked))
def held() -> ResponseReturnValue:
    """Say which of up to 500 comments that the caller wrote down are here, and with what words."""
    try:
        ids = [UUID(one) for one in _listed("ids")]
    except (ValueError, TypeError, AttributeError):
        raise NotJson() from None
    items = [
        {"id": str(one.id), "number": one.number, "digest": one.digest}
        for one in holdings_of(db.session(), edge.actor().id, ids)
    ]
    return jsonify(items=items, next=None)


def _listed(name: str) -> list[Any]:
    """Return the list of this name in the body; raise :class:`NotJson` or :class:`TooManyAtOnce`."""
    body = request.get_json(silent=True)
    if not isinstance(body, dict) or not isinstance(body.get(name), list):
        raise NotJson()
    if len(body[name]) > AT_ONCE:
        raise TooManyAtOnce(limit=AT_ONCE)
    found: list[Any] = body[name]
    return found


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
