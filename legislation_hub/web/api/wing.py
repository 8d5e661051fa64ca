"""The door for programs and phones: who calls, for whom, at what time by their own clock."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Flask, current_app, jsonify, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_smorest import Api, Blueprint
from marshmallow import Schema

from legislation_hub import clock
from legislation_hub.problems import (
    CommentRejected,
    DeviceTimeUnreadable,
    OtherAccount,
    ServerPressed,
    SignInNeeded,
)
from legislation_hub.web import edge
from legislation_hub.web.api import schemas
from legislation_hub.web.api.desk import Desk

Call = Callable[..., ResponseReturnValue]

wing = Blueprint("api", __name__, url_prefix="/api/v1")
desk = Desk()

ACCOUNT, TIME = "Legislation-Hub-Account", "Device-Time"
HEADERS = (
    {
        "in": "header",
        "name": ACCOUNT,
        "description": "whose comments these are; 412 and nothing is taken where the caller is somebody else",
        "schema": {"type": "string", "format": "uuid"},
    },
    {
        "in": "header",
        "name": TIME,
        "description": "what the caller's clock says while it sends, with its offset from UTC",
        "schema": {"type": "string", "format": "date-time"},
    },
)
# A clock that was never set says 1970; beyond these years there is nothing to reckon with.
YEARS = range(1970, 2200)

# Whoever would stand in the line for longer than so many seconds is told when to come again; those who are being
# served then may take as long again.
PATIENCE = 0.5
# What one slow moment makes of the pace must not send anybody away for minutes.
LONGEST = 15.0
BRINGING = (f"{wing.url_prefix}/comments", f"{wing.url_prefix}/comments/batch")

# Problems that any call may meet: a stale form, nobody, not allowed, somebody else, a header that cannot be read.
EVERYWHERE = (400, 401, 403, 412, 422)
PROBLEM = {"content": {"application/problem+json": {"schema": schemas.ProblemOut}}}


class _Api(Api):  # type: ignore[misc]
    """The calls, described; problems are told by the edge, to people and programs alike."""

    DEFAULT_ERROR_RESPONSE_NAME = None

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


def described(*statuses: int, **more: Any) -> Callable[[Call], Call]:
    """Return what describes a call: the headers that it hears, and the problems that it may answer with."""
    told: dict[str, Any] = {str(status): PROBLEM | _named(status) for status in (*EVERYWHERE, *statuses)}
    told |= more.pop("responses", {})
    headed: Callable[[Call], Call] = wing.doc(
        parameters=[*HEADERS, *more.pop("parameters", ())], responses=told, **more
    )
    return headed


def _named(status: int) -> dict[str, str]:
    return {"description": HTTPStatus(status).phrase}


def body(schema: type[Schema]) -> dict[str, Any]:
    """Return what the description says of a call's body."""
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def rejection(rejected: CommentRejected, **more: Any) -> ResponseReturnValue:
    """Return what tells field by field why something cannot be taken as it is."""
    return edge.problem_json(rejected, errors=errors_of(rejected), **more)


def errors_of(rejected: CommentRejected) -> list[dict[str, str]]:
    """Return the fields that are not right, each with its text in the reader's language."""
    return [{"field": field, "text": _(text)} for field, text in rejected.errors]


def device_time() -> datetime | None:
    """Return what the caller's clock says; None where it does not tell. Raises :class:`DeviceTimeUnreadable`."""
    told = request.headers.get(TIME)
    if told is None:
        return None
    moment = clock.moment_in(told.strip())
    if moment is None or moment.year not in YEARS:
        raise DeviceTimeUnreadable()
    return moment


@wing.before_request
def hold_back() -> None:
    """Ask whoever brings comments to come again where the line is long; raises :class:`ServerPressed`.

    What waits for a thread is told by the server that this application runs on, how long one takes by the desk.
    Nobody is sent away while nobody else who brings something waits for a thread, for those who only read are no
    work of the desk's; nor while nobody stands at the desk, which learns by serving alone that it is quick again.
    """
    if request.path not in BRINGING:
        return
    waiting = sum(path in BRINGING for path in current_app.extensions["waiting"]())
    seconds = (waiting + len(desk.waiting)) * desk.pace
    if waiting and not desk.is_free and seconds > PATIENCE:
        raise ServerPressed(seconds=1 + int(min(desk.book(seconds), LONGEST)))
    desk.expect()


@wing.teardown_request
def leave(_failure: BaseException | None) -> None:
    """Let nobody wait for a request that is over."""
    desk.expect_no_more()


@wing.before_request
def guard() -> None:
    """Let in a token, or a session with the CSRF header; the description is for everybody."""
    if request.endpoint == "api.openapi":
        return
    if not current_user.is_authenticated:
        raise SignInNeeded()
    if "_user_id" in session:
        edge.csrf.protect()
    if not _is_meant(request.headers.get(ACCOUNT)):
        raise OtherAccount()
    device_time()


@wing.get("/openapi.json")
@wing.doc(security=[])
@wing.response(200, content_type="application/json")
def openapi() -> ResponseReturnValue:
    """Describe all calls."""
    return jsonify(current_app.config["OPENAPI_SPEC"].to_dict())


def _is_meant(account: str | None) -> bool:
    if account is None:
        return True
    try:
        return UUID(account.strip()) == edge.actor_id()
    except ValueError:
        return False
