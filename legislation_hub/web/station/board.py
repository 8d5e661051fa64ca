"""The board: the rooms at a glance, what is overdue first, and one touch for all that are silent."""

from collections.abc import Mapping
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from legislation_hub.models import Consultation, Task
from legislation_hub.models.database import db, transaction
from legislation_hub.queries.boards import Board, boards_of
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.tasks import URGENCY, TaskRow, open_tasks
from legislation_hub.services.dispatching import remind, silent
from legislation_hub.vocabulary import Stage, TaskState
from legislation_hub.web import i18n
from legislation_hub.web.edge import actor
from legislation_hub.web.station.wing import own_station, wing

TONES: Mapping[TaskState, str] = {
    TaskState.SENT: "wait",
    TaskState.SIGNED: "active",
    TaskState.COLLECTING: "active",
    TaskState.OVERDUE: "late",
    TaskState.BACK: "back",
    TaskState.HANDED_UP: "done",
}


@wing.get("/")
def home() -> ResponseReturnValue:
    """What is under way, and what is overdue?"""
    boards = boards_of(db.session(), own_station())
    return render_template(
        "station/home.html",
        boards=boards,
        tiles={
            board.id: ([_tile(one) for one in board.rooms], [_tile(one) for one in board.departments])
            for board in boards
        },
        legends={board.id: _legend(board) for board in boards},
        stages=list(Stage),
    )


@wing.post("/consultations/<uuid:consultation_id>/remind")
def remind_silent(consultation_id: UUID) -> ResponseReturnValue:
    """Remind all of whom nothing is heard, with one touch."""
    with transaction() as session:
        tasks = silent(session, open_tasks(session, fetch(session, Consultation, consultation_id)))
        _say(len(remind(session, actor(), tasks)), len(tasks))
    if request.form.get("back") == "consultation":
        return redirect(url_for("station.consultation", consultation_id=consultation_id))
    return redirect(url_for("station.home"))


@wing.post("/tasks/<uuid:task_id>/remind")
def remind_one(task_id: UUID) -> ResponseReturnValue:
    """Remind one room or department."""
    with transaction() as session:
        _say(len(remind(session, actor(), [fetch(session, Task, task_id)])), 1)
    return redirect(url_for("station.task", task_id=task_id))


def _say(told: int, wanted: int) -> None:
    if told:
        flash(ngettext("%(num)s unit was reminded.", "%(num)s units were reminded.", told), "saved")
    if wanted > told:
        text = ngettext(
            "%(num)s unit has no account to tell.", "%(num)s units have no account to tell.", wanted - told
        )
        flash(text, "warning")
    if not wanted:
        flash(_("Nobody is silent: there is nobody to remind."), "info")


def _legend(board: Board) -> list[tuple[str, str, int]]:
    return [(i18n.label(state), TONES[state], board.tally[state]) for state in URGENCY if state in board.tally]


def _tile(task: TaskRow) -> dict[str, object]:
    return {
        "name": task.unit,
        "state": _("No comment") if task.no_comment else i18n.label(task.state),
        "tone": TONES[task.state],
        "count": task.comments if task.comments or task.signed_at else None,
        "url": url_for("station.task", task_id=task.id),
        "note": _note(task),
    }


def _note(task: TaskRow) -> str:
    """Return what a coordinator would ask next about a silent unit: was it told, did it look?"""
    if task.handed_up_at or not task.is_silent:
        return ""
    if not task.told:
        return str(_("nobody to tell"))
    if task.reminded_at:
        return str(_("reminded %(day)s", day=i18n.brief(task.reminded_at)))
    if task.signed_at:
        return str(_("signed %(day)s", day=i18n.brief(task.signed_at)))
    if task.seen_at:
        return str(_("looked %(day)s", day=i18n.brief(task.seen_at)))
    return str(_("not looked at yet"))
