"""The room's QR code, on the screen and on a poster for the wall."""

from io import BytesIO
from uuid import UUID

from flask import render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub import clock
from legislation_hub.exporters.catalogue import POSTER
from legislation_hub.exporters.paper import PosterPaper
from legislation_hub.exporters.sheets import qr_code
from legislation_hub.models import Task
from legislation_hub.models.database import db
from legislation_hub.policies import Action, demand
from legislation_hub.problems import NotFound
from legislation_hub.queries.provisions import asked_in
from legislation_hub.queries.rows import fetch
from legislation_hub.services.collecting import is_open_to_the_public
from legislation_hub.web.edge import actor, settings
from legislation_hub.web.room.wing import wing

SIZES = ("a4", "a3")


@wing.get("/tasks/<uuid:task_id>/poster")
def poster(task_id: UUID) -> str:
    """Show the QR code, to be scanned from the screen or sent as an address."""
    found = _public_task(task_id)
    url = _address(found)
    return render_template(
        "room/poster.html",
        task_id=found.id,
        consultation=found.consultation,
        room=found.unit.name,
        url=url,
        code=qr_code(url),
        open=is_open_to_the_public(found.consultation),
    )


@wing.get("/tasks/<uuid:task_id>/poster.pdf")
def poster_file(task_id: UUID) -> ResponseReturnValue:
    """Give the poster as a PDF in A4 or A3."""
    found, size = _public_task(task_id), request.args.get("size", "")
    paper = PosterPaper(
        title=found.consultation.title,
        unit=found.unit.name,
        questions=tuple(one.text for one in asked_in(db.session(), found.consultation).questions),
        closes=found.consultation.closes_on,
        url=_address(found),
        contact=_("whoever collects in your village, or the room itself"),
        made_at=clock.now(),
        size=size if size in SIZES else SIZES[0],
    )
    content = POSTER.render(paper, _, settings().fonts)
    kind = paper.size.upper()
    name = _("Poster %(size)s %(title)s %(room)s.pdf", size=kind, title=paper.title, room=paper.unit)
    return send_file(BytesIO(content), POSTER.media_type, as_attachment=True, download_name=name)


def _public_task(task_id: UUID) -> Task:
    found = fetch(db.session(), Task, task_id)
    demand(actor(), Action.SHARE_TASK, found)
    if not found.consultation.is_public:
        raise NotFound()
    return found


def _address(task: Task) -> str:
    return url_for("public.door", code=task.code, _external=True)
