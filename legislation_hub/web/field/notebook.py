"""The notebook's own calls: its page, what keeps it on the phone, whose session this is, and the phone's key."""

import json
from base64 import b64encode
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Response, current_app, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from legislation_hub import clock
from legislation_hub.models import Device
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import NotJson
from legislation_hub.queries.comments import one_said
from legislation_hub.queries.rows import fetch
from legislation_hub.services.keeping import keep_device, tell_waiting
from legislation_hub.web.edge import actor, began, stay_on
from legislation_hub.web.field.offers import offers
from legislation_hub.web.field.own import own
from legislation_hub.web.field.shell import Shell, shell_of
from legislation_hub.web.field.wing import wing
from legislation_hub.web.i18n import choose_locale

ICONS = ((192, "any"), (512, "any"), (512, "maskable"))
WORKER = "notebook/worker.js"


@wing.after_app_request
def ask_again(response: Response) -> Response:
    """Let no browser mix modules of two releases: each is asked for again, where no worker keeps a build."""
    if request.endpoint == "static" and request.path.startswith(url_for("static", filename="notebook/")):
        response.headers["Cache-Control"] = "no-cache"
    return response


@wing.get("/notebook")
def notebook() -> str:
    """Show the notebook; the page is the same for everybody, whoever is signed in."""
    return _page()


@wing.get("/sw.js")
def worker() -> ResponseReturnValue:
    """Give the service worker of this build, with the list of what it keeps."""
    shell = _shell()
    _builds()[choose_locale()] = shell.build
    known = {"BUILD": shell.build, "SHELL": url_for("field.notebook"), "FILES": shell.files}
    told = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in known.items())
    return Response(told + (_static() / WORKER).read_text("utf-8"), mimetype="text/javascript")


@wing.get("/notebook.webmanifest")
def manifest() -> ResponseReturnValue:
    """Say how the notebook looks on the home screen of whoever puts it there."""
    icons = [
        {
            "src": url_for("static", filename=f"icons/notebook-{size}-{purpose}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size, purpose in ICONS
    ]
    response = jsonify(
        id=url_for("field.notebook"),
        name=_("Notebook"),
        short_name=_("Notebook"),
        start_url=url_for("field.notebook"),
        scope=url_for("field.home"),
        display="standalone",
        background_color="#ffffff",
        theme_color="#ffffff",
        icons=icons,
    )
    response.mimetype = "application/manifest+json"
    return response


@wing.get("/notebook/session")
def session() -> ResponseReturnValue:
    """Say whose session this is, with the token that forms and calls of it carry."""
    return jsonify(
        account=str(actor().id),
        person=actor().person,
        csrf=generate_csrf(),
        server_time=clock.now().isoformat(timespec="milliseconds"),
        build=_build(),
    )


@wing.put("/notebook/devices/<uuid:device_id>")
def device(device_id: UUID) -> ResponseReturnValue:
    """Make this phone known, tie the session to it, and give the key that opens its notebook beside the PIN."""
    label = _told().get("label")
    with transaction() as writing:
        kept = keep_device(writing, actor(), device_id, label if isinstance(label, str) else "", began())
        key = b64encode(kept.key).decode()
        stay_on(kept)
    return jsonify(key=key)


@wing.post("/notebook/devices/<uuid:device_id>/waiting")
def waiting(device_id: UUID) -> ResponseReturnValue:
    """Keep how many comments wait on this phone, and since when."""
    told = _told()
    count, since = told.get("waiting"), clock.moment_in(told.get("since"))
    if not isinstance(count, int):
        raise NotJson()
    with transaction() as writing:
        tell_waiting(
            writing,
            actor(),
            fetch(writing, Device, device_id),
            count,
            since,
            clock.moment_in(request.headers.get("Device-Time")),
        )
    return "", 204


@wing.get("/notebook/comments/<uuid:comment_id>")
def theirs(comment_id: UUID) -> ResponseReturnValue:
    """Say in which words one's own comment is here, for a phone that holds others under its id."""
    own(comment_id)
    said = one_said(db.session(), comment_id)
    content = {
        "task": str(said.task_id),
        "place": said.place,
        "provision": said.eid or None,
        "quote": said.quote,
        "quote_start": said.quote_start,
        "stance": said.stance,
        "words": said.words,
        "proposal": said.proposal,
        "reason": said.reason,
        "household": said.household,
        "heard_at": said.heard_at.isoformat(),
    }
    return jsonify(id=str(said.id), number=said.number, content=content)


def _build() -> str:
    """Return the build whose worker was given last; every phone asks for it, each time that it sends."""
    builds, language = _builds(), choose_locale()
    if language not in builds:
        builds[language] = _shell().build
    return builds[language]


def _builds() -> dict[str, str]:
    kept: dict[str, str] = current_app.extensions.setdefault("notebook builds", {})
    return kept


def _page() -> str:
    return render_template("field/notebook/shell.html", **offers())


def _shell() -> Shell:
    return shell_of(_page(), _static(), url_for("static", filename=""))


def _static() -> Path:
    return Path(current_app.static_folder or "")


def _told() -> dict[str, Any]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise NotJson()
    return body
