"""What is asked, in plain words first; what was asked before, and what came of it."""

from uuid import UUID

from flask import render_template, request, send_file, session
from flask.typing import ResponseReturnValue
from flask_login import current_user

from legislation_hub.models import Consultation, StoredFile, Task
from legislation_hub.models.database import db
from legislation_hub.problems import CodeClosed
from legislation_hub.queries import openings
from legislation_hub.queries.provisions import asked_in
from legislation_hub.queries.slip_numbers import slip_carried
from legislation_hub.services.collecting import is_open_to_the_public
from legislation_hub.services.storing import path_of
from legislation_hub.web import i18n
from legislation_hub.web.edge import settings
from legislation_hub.web.public.wing import wing
from legislation_hub.web.remembering import remembered

# A longer text is read by its contents and article by article; this much is a minute of an old phone's patience.
SHORT = 15_000


@wing.get("/")
def home() -> str:
    """Show what is asked now, and what came of what was asked before."""
    return render_template("public/home.html", openings=openings.openings(db.session()))


@wing.get("/consultations/<uuid:consultation_id>")
def consultation(consultation_id: UUID) -> str:
    """Show one consultation to whoever comes without a QR code."""
    return _page(openings.public_consultation(db.session(), consultation_id))


@wing.get("/c/<code>")
def door(code: str) -> ResponseReturnValue:
    """Show the consultation that a room's QR code opens; whoever comes by a closed code is shown another way."""
    stands = openings.imprint(db.session(), code)
    if stands is None or request.query_string or current_user.is_authenticated or session.get("_flashes"):
        return _door(code)
    key = (code, i18n.choose_locale(), session.get("large", False))
    return remembered(key, stands, lambda: _open(openings.public_task(db.session(), code)))


@wing.get("/papers/<uuid:paper_id>")
def paper(paper_id: UUID) -> ResponseReturnValue:
    """Give one of the papers that came with a draft."""
    return _file(openings.download(db.session(), paper_id))


@wing.get("/consultations/<uuid:consultation_id>/draft")
def draft(consultation_id: UUID) -> ResponseReturnValue:
    """Give the draft's own file, as it came."""
    return _file(openings.source(db.session(), openings.public_consultation(db.session(), consultation_id)))


def slip_in(task: Task, carried: str) -> str:
    """Return the slip's number with its check by which somebody came, "" if it does not prove itself."""
    return carried if slip_carried(db.session(), task, carried) is not None else ""


def _door(code: str) -> ResponseReturnValue:
    task, closed = openings.behind(db.session(), code)
    found = task.consultation
    if closed is None:
        return _open(task, slip_in(task, request.args.get("s", "")))
    page = render_template(
        "public/code_closed.html",
        closed=closed,
        room=task.unit.name,
        consultation=found,
        station=found.station.name,
        open_now=is_open_to_the_public(found),
    )
    return page, CodeClosed.status


def _open(task: Task, slip: str = "") -> str:
    return _page(task.consultation, task, slip)


def _page(found: Consultation, task: Task | None = None, slip: str = "") -> str:
    session = db.session()
    asked = asked_in(session, found)
    return render_template(
        "public/consultation.html",
        consultation=found,
        station=found.station.name,
        task=task,
        slip=slip,
        open_now=is_open_to_the_public(found),
        asked=asked,
        inline=asked.length <= SHORT,
        changes=openings.altered(session, found.id),
        papers=openings.downloads(session, found.version_id),
        fates=openings.fates(session, found),
    )


def _file(row: StoredFile) -> ResponseReturnValue:
    return send_file(
        path_of(settings().files, row.sha256), row.media_type, as_attachment=True, download_name=row.name
    )
