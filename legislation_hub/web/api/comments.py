"""Comments one by one or up to 500 together, and which of them are here to stay."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from legislation_hub.models.database import db
from legislation_hub.problems import (
    CommentRejected,
    NotAllowed,
    NotJson,
    Problem,
    SameIdOtherContent,
    TooManyAtOnce,
)
from legislation_hub.proofs import receipts
from legislation_hub.queries.holdings import holdings_of
from legislation_hub.services.collecting import AT_ONCE, Arrival, Found, withdrawn_among
from legislation_hub.services.hearing import Brought, Heard
from legislation_hub.web import edge
from legislation_hub.web.api import schemas
from legislation_hub.web.api.wing import body, described, desk, device_time, errors_of, rejection, wing


@wing.post("/comments")
@wing.response(201, schemas.CommentOut)
@wing.alt_response(200, schema=schemas.CommentOut)
@described(404, 409, 413, 429, 503, requestBody=body(schemas.CommentIn))
def comment() -> ResponseReturnValue:
    """Take one comment: 201 if it is new, 200 if it was here, 409 if its id came with other content."""
    who = edge.actor_id()
    [found] = _take([request.get_json(silent=True)], who)
    if isinstance(found, CommentRejected):
        return rejection(found)
    if isinstance(found, Problem):
        raise found
    if found.status is Arrival.CONFLICT:
        conflict = SameIdOtherContent(number=found.comment.number)
        return edge.problem_json(conflict, id=str(found.comment.id), number=found.comment.number)
    return jsonify(_told(found, who)), 201 if found.status is Arrival.CREATED else 200


@wing.post("/comments/batch")
@wing.response(200, schemas.Results)
@described(413, 429, 503, requestBody=body(schemas.Batch))
def batch() -> ResponseReturnValue:
    """Take up to 500 comments, each for itself; the answer tells of them in the same order."""
    listed = _listed("comments")
    # Asked once: who writes gets a session that has forgotten whom it knew.
    who = edge.actor_id()
    answers = _take(listed, who)
    refused = sum(isinstance(one, NotAllowed) for one in answers)
    if refused:
        edge.log_refusal(count=refused)
    results = zip(listed, answers, strict=True)
    return jsonify(results=[_one_of_many(raw, found, who) for raw, found in results])


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
        for one in holdings_of(db.session(), edge.actor_id(), ids)
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


def _take(listed: Sequence[Any], who: UUID) -> list[Found | Problem]:
    """Return what became of each comment in the order given; all that can be read go to the desk together."""
    clock_says = device_time()
    read = [schemas.read_or_problem(raw) for raw in listed]
    brought = [Brought(one, who, clock_says) for one in read if isinstance(one, Heard)]
    taken = iter(desk.hand_in(brought, edge.settings().secret))
    answers = [next(taken) if isinstance(one, Heard) else one for one in read]
    failed = [_id_in(raw) for raw, answer in zip(listed, answers, strict=True) if isinstance(answer, Problem)]
    if not any(failed):
        return answers
    # An id that was taken back answers that it exists, whatever else comes with it.
    gone = withdrawn_among(db.session(), filter(None, failed))
    return [_gone_or(answer, gone, _id_in(raw)) for raw, answer in zip(listed, answers, strict=True)]


def _gone_or(answer: Found | Problem, gone: Mapping[UUID, Found], identity: UUID | None) -> Found | Problem:
    return answer if identity is None else gone.get(identity) or answer


def _id_in(raw: Any) -> UUID | None:
    try:
        return UUID(raw["id"])
    except (TypeError, KeyError, ValueError, AttributeError):
        return None


def _one_of_many(raw: Any, found: Found | Problem, who: UUID) -> dict[str, Any]:
    """Tell what became of one comment of a batch; what went wrong with it is told, not raised."""
    if isinstance(found, Problem):
        errors = {"errors": errors_of(found)} if isinstance(found, CommentRejected) else {}
        identity = raw.get("id") if isinstance(raw, dict) else None
        told = {**edge.problem_body(found), **errors}
        return {"id": identity, "status": "rejected", "number": None, "problem": told}
    told = _told(found, who)
    if found.status is Arrival.CONFLICT:
        told["problem"] = edge.problem_body(SameIdOtherContent(number=found.comment.number))
    return told


def _told(found: Found, who: UUID) -> dict[str, Any]:
    comment = found.comment
    told = {
        "id": str(comment.id),
        "status": found.status.value,
        "number": comment.number,
        "late": comment.late,
        "submission": str(comment.submission_id),
        "problem": None,
    }
    # Only the one who wrote it down may hand the household its code.
    if comment.recorded_by_id == who:
        told["receipt"] = receipts.derive(edge.settings().secret, comment.submission_id)
    return told
