"""Carrying the answers: what the room, the collector and the station do alike."""

from collections.abc import Sequence
from io import BytesIO
from uuid import UUID

from flask import flash, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from legislation_hub import clock
from legislation_hub.exporters.catalogue import SLIPS
from legislation_hub.exporters.following import slip_paper
from legislation_hub.models import Task
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import NotFound
from legislation_hub.queries.answers import Listener, listeners_of
from legislation_hub.queries.points import comments_by_id
from legislation_hub.services.answering import tell
from legislation_hub.web.edge import actor, attempt, settings
from legislation_hub.web.forms.adopting import TellForm
from legislation_hub.web.i18n import official


def told(form: TellForm, listeners: Sequence[Listener]) -> bool:
    """Note that those who were ticked among ``listeners`` have heard; if not, the form says why."""
    with attempt(form), transaction() as session:
        comments = comments_by_id(session, form.told(listeners))
        number = len(tell(session, actor(), comments, form.telling()))
        flash(ngettext("%(num)s answer is noted as told.", "%(num)s answers are noted as told.", number), "saved")
    return not form.form_errors


def slips(task: Task, listeners: Sequence[Listener]) -> ResponseReturnValue:
    """Give the feedback slips of these households as a PDF; there is nothing to print for nobody."""
    if not listeners:
        raise NotFound()
    with official():
        paper = slip_paper(task.consultation.title, task.unit.name, task.unit.name, listeners, _, clock.now())
        content = SLIPS.render(paper, _, settings().fonts)
        name = _("Feedback slips %(unit)s.pdf", unit=task.unit.name)
    return send_file(BytesIO(content), SLIPS.media_type, as_attachment=True, download_name=name)


def ticked(task_id: UUID, waiting: Sequence[Listener]) -> Sequence[Listener]:
    """Return whose slips are asked for: those ticked, everybody with ``all``, else those who still wait."""
    keys = request.values.getlist("listeners")
    if keys or "all" in request.args:
        return listeners_of(db.session(), task_id, keys)
    return waiting
