"""A phone that cannot send is no end: what waits on it is read in here, from a file or from a QR code."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models import Account, Meeting, Task
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import CommentRejected, Problem, SameIdOtherContent
from legislation_hub.queries.rows import fetch
from legislation_hub.services import bringing
from legislation_hub.services.collecting import Arrival, Found
from legislation_hub.services.convening import convene
from legislation_hub.services.hearing import Heard
from legislation_hub.web import i18n
from legislation_hub.web.api import meeting_schemas, schemas
from legislation_hub.web.edge import actor, attempt, settings
from legislation_hub.web.forms.bringing import PhoneFileForm
from legislation_hub.web.room.wing import wing

EXCERPT = 40


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one comment of a file: its number and where it stands, or why it was not taken."""

    words: str
    status: str
    number: str = ""
    comment_id: UUID | None = None
    why: Sequence[str] = ()


@wing.route("/bring", methods=["GET", "POST"])
def read_in() -> ResponseReturnValue:
    """Ask for the file, or for what a QR code's link brought; then show whose it is before anything is taken."""
    form = PhoneFileForm()
    if form.validate_on_submit():
        with attempt(form):
            content = form.content()
            waiting = bringing.read(content)
            holder = bringing.holder_of(db.session(), actor(), waiting)
            ready = PhoneFileForm(formdata=None, data={"packed": bringing.pack(content)})
            return render_template("room/bring_look.html", waiting=waiting, holder=holder, form=ready)
    return render_template("room/bring.html", form=form), 422 if form.is_submitted() else 200


@wing.post("/bring/take")
def take_in() -> ResponseReturnValue:
    """Take everything in the file in the name of who wrote it down, and say what became of each."""
    form = PhoneFileForm()
    if form.validate_on_submit():
        with attempt(form):
            waiting = bringing.read(form.content())
            meetings = [_convened(waiting, one) for one in waiting.meetings]
            parsed = [schemas.read_or_problem(one) for one in waiting.comments]
            with transaction() as session:
                heard = [one for one in parsed if isinstance(one, Heard)]
                found = iter(bringing.bring(session, actor(), waiting, heard, settings().secret))
                told = [
                    _became(raw, next(found) if isinstance(one, Heard) else one)
                    for raw, one in zip(waiting.comments, parsed, strict=True)
                ]
                holder = bringing.holder_of(session, actor(), waiting)
                return _result(holder, told, meetings)
    return render_template("room/bring.html", form=form), 422


def _convened(waiting: bringing.Waiting, raw: Any) -> Meeting | list[str]:
    """Keep a meeting's record, which comments may name, and return it, or what is wrong with it."""
    try:
        with transaction() as session:
            holder = bringing.holder_of(session, actor(), waiting)
            meeting_id = UUID(str(raw.get("id"))) if isinstance(raw, dict) else UUID(int=0)
            task_id, convened = meeting_schemas.read(raw, meeting_id)
            return convene(session, holder, fetch(session, Task, task_id), convened).meeting
    except ValueError:
        return [_("A meeting in this file has no id.")]
    except Problem as problem:
        return _why(problem)


def _became(raw: object, found: Found | Problem) -> Became:
    words = str(raw.get("words") or "") if isinstance(raw, dict) else ""
    shown = words[:EXCERPT] + ("…" if len(words) > EXCERPT else "")
    if isinstance(found, Problem):
        return Became(shown, "rejected", why=_why(found))
    number, identity = found.comment.number, found.comment.id
    if found.status is Arrival.CONFLICT:
        return Became(shown, "conflict", number, identity, _why(SameIdOtherContent(number=number)))
    return Became(shown, found.status.value, number, identity)


def _why(problem: Problem) -> list[str]:
    if isinstance(problem, CommentRejected):
        return [str(_(text)) for _field, text in problem.errors]
    return [i18n.problem(problem)]


def _result(
    holder: Account, told: Sequence[Became], meetings: Sequence[Meeting | list[str]]
) -> ResponseReturnValue:
    return render_template(
        "room/brought.html",
        holder=holder,
        created=[one for one in told if one.status == "created"],
        known=[one for one in told if one.status == "exists"],
        left=[one for one in told if one.status in ("conflict", "rejected")],
        meetings=[one for one in meetings if isinstance(one, Meeting)],
        refused=[why for one in meetings if isinstance(one, list) for why in one],
    )
