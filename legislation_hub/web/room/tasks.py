"""The room's tasks: what came in, who collects, and the handing up."""

from collections.abc import Mapping
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models import Account, Task
from legislation_hub.models.database import db, transaction
from legislation_hub.policies import Action, demand
from legislation_hub.problems import NotAllowed
from legislation_hub.queries.conflicts import disputed_in, twice_in
from legislation_hub.queries.consultations import changes_of
from legislation_hub.queries.leftovers import left_of
from legislation_hub.queries.reviews import next_waiting, seen_in, tally_of
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.scans import mendings_of
from legislation_hub.queries.workloads import loads_of, task_row, tasks_for
from legislation_hub.services.dispatching import look_at, share, sign_for
from legislation_hub.services.reviewing import hand_up, reply_no_comment
from legislation_hub.vocabulary import Standing
from legislation_hub.web import i18n
from legislation_hub.web.edge import actor, attempt
from legislation_hub.web.forms.room import HandUpForm, NoCommentForm, ShareForm
from legislation_hub.web.room.wing import wing


@wing.get("/")
def home() -> str:
    """Show what has come, what needs a verdict, and when it is due."""
    room_id = actor().room_id
    if room_id is None:
        raise NotAllowed()
    session = db.session()
    return render_template(
        "room/home.html",
        tasks=tasks_for(session, room_id),
        mendings=mendings_of(session, room_id),
        disputed=disputed_in(session, room_id),
    )


@wing.get("/tasks/<uuid:task_id>")
def task(task_id: UUID) -> str:
    """Show a task with everything that came in on it."""
    found = _task(task_id)
    if found.seen_at is None:
        with transaction() as session:
            look_at(session, actor(), fetch(session, Task, task_id))
        found = _task(task_id)
    session = db.session()
    show = request.args.get("show", type=Standing)
    return render_template(
        "room/task.html",
        task=task_row(session, found),
        consultation=found.consultation,
        summary=found.summary,
        handed_up_by=found.handed_up_by,
        signed_by=found.signed_by,
        changes=changes_of(session, found.consultation),
        loads=loads_of(session, found),
        still=left_of(session, found),
        page=seen_in(session, task_id, show, request.args.get("page", 1, int)),
        show=show,
    )


@wing.post("/tasks/<uuid:task_id>/sign")
def sign(task_id: UUID) -> ResponseReturnValue:
    """Say "we have it"."""
    with transaction() as session:
        sign_for(session, actor(), fetch(session, Task, task_id))
    flash(_("Signed for."))
    return redirect(url_for("room.task", task_id=task_id))


@wing.route("/tasks/<uuid:task_id>/share", methods=["GET", "POST"])
def give(task_id: UUID) -> ResponseReturnValue:
    """Choose who collects on a task."""
    loads = loads_of(db.session(), _task(task_id))
    form = ShareForm(loads)
    if form.validate_on_submit():
        with attempt(form), transaction() as session:
            notes = {fetch(session, Account, one): note for one, note in form.chosen(request.form).items()}
            share(session, actor(), fetch(session, Task, task_id), notes)
            flash(_("Shared. The collectors have been told.") if notes else _("Nobody collects on this task now."))
            return redirect(url_for("room.task", task_id=task_id))
    page = render_template("room/share.html", form=form, task=task_row(db.session(), _task(task_id)), loads=loads)
    return page, 422 if form.is_submitted() else 200


@wing.route("/tasks/<uuid:task_id>/hand-up", methods=["GET", "POST"])
def bring(task_id: UUID) -> ResponseReturnValue:
    """Hand up to the station with a summary."""
    tally = tally_of(db.session(), _task(task_id).id)
    form = HandUpForm(data={"summary": _task(task_id).summary or _suggested(tally)})
    if form.validate_on_submit():
        with attempt(form), transaction() as session:
            hand_up(session, actor(), fetch(session, Task, task_id), form.summary.data or "")
            flash(_("Handed up. The station has been told."))
            return redirect(url_for("room.task", task_id=task_id))
    return _handing_up(task_id, form, NoCommentForm(formdata=None))


@wing.post("/tasks/<uuid:task_id>/no-comment")
def no_comment(task_id: UUID) -> ResponseReturnValue:
    """Reply formally that there is nothing to say."""
    _task(task_id)
    form = NoCommentForm()
    if form.validate_on_submit():
        with attempt(form), transaction() as session:
            reply_no_comment(session, actor(), fetch(session, Task, task_id), form.remark.data or "")
            flash(_("Replied “no comment”. The station has been told."))
            return redirect(url_for("room.task", task_id=task_id))
    return _handing_up(task_id, HandUpForm(formdata=None), form)


@wing.get("/tasks/<uuid:task_id>/twice")
def twice(task_id: UUID) -> str:
    """Show which comments of the task came twice with other content and were not settled yet."""
    found = _task(task_id)
    rows = twice_in(db.session(), task_id)
    return render_template("room/twice.html", task=task_row(db.session(), found), rows=rows)


@wing.get("/tasks/<uuid:task_id>/next")
def look_next(task_id: UUID) -> ResponseReturnValue:
    """Go to the first comment that waits for a verdict."""
    comment_id = next_waiting(db.session(), _task(task_id).id)
    if comment_id is None:
        return redirect(url_for("room.task", task_id=task_id))
    return redirect(url_for("room.comment", comment_id=comment_id))


def _task(task_id: UUID) -> Task:
    found = fetch(db.session(), Task, task_id)
    demand(actor(), Action.READ_TASK, found)
    return found


def _suggested(tally: Mapping[Standing, int]) -> str:
    """Return a first sentence with the figures, which the room head goes on from."""
    counted = [one for one in (Standing.ACCEPTED, Standing.SAME, Standing.TRANSFER) if tally.get(one)]
    if not counted:
        return ""
    shares = _(", ").join(_("%(what)s %(count)s", what=i18n.label(one), count=tally[one]) for one in counted)
    whole = sum(tally[one] for one in counted)
    return str(_("%(count)s comments came in: %(shares)s.", count=whole, shares=shares))


def _handing_up(task_id: UUID, form: HandUpForm, nothing: NoCommentForm) -> ResponseReturnValue:
    found = _task(task_id)
    page = render_template(
        "room/hand_up.html",
        form=form,
        nothing=nothing,
        task=task_row(db.session(), found),
        tally=tally_of(db.session(), task_id),
        still=left_of(db.session(), found),
    )
    return page, 422 if form.is_submitted() and (form.errors or nothing.errors) else 200
