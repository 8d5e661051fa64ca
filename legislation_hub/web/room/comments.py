"""One comment at a time: the words as they were said, the provision beside them, and the verdict."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from legislation_hub.models import Comment, Conflict, Task
from legislation_hub.models.database import db, transaction
from legislation_hub.policies import Action, demand, may
from legislation_hub.queries.attachments import beside_submission
from legislation_hub.queries.reviews import next_waiting, tally_of, ticked_of
from legislation_hub.queries.rows import fetch, ids
from legislation_hub.queries.verdicts import case_of, likes_of
from legislation_hub.queries.whereabouts import whereabouts_of
from legislation_hub.services.reviewing import (
    Accepted,
    accept_waiting,
    give_verdict,
    settle_conflict,
    stages_of_review,
)
from legislation_hub.vocabulary import Standing, VerdictKind
from legislation_hub.web.edge import actor, attempt
from legislation_hub.web.forms.pictures import PictureForm
from legislation_hub.web.forms.room import VERDICTS, SameForm, TickedForm, VerdictForm
from legislation_hub.web.room.wing import wing


@wing.get("/comments/<uuid:comment_id>")
def comment(comment_id: UUID) -> str:
    """Show a comment with all that stands beside it."""
    return _comment_page(comment_id)


@wing.post("/comments/<uuid:comment_id>/<any(accepted, detail, same, transfer):kind>")
def judge(comment_id: UUID, kind: str) -> ResponseReturnValue:
    """Put a verdict beside a comment and go on to the next one that waits."""
    form = VERDICTS[VerdictKind(kind)]()
    if form.validate_on_submit():
        with attempt(form), transaction() as session:
            found = fetch(session, Comment, comment_id)
            other = session.get(Comment, form.names) if form.names else None
            give_verdict(session, actor(), found, form.opinion(other))
            return _go_on(found)
    return _comment_page(comment_id, form), 422


@wing.post("/tasks/<uuid:task_id>/accept")
def accept_ticked(task_id: UUID) -> ResponseReturnValue:
    """Accept several comments of the list at once, after a question; each gets its own verdict."""
    form, ticked = TickedForm(), ids(request.form.getlist("comments"))
    if form.validate_on_submit():
        found = fetch(db.session(), Task, task_id)
        demand(actor(), Action.REVIEW_COMMENT, found)
        if "sure" in request.form:
            with transaction() as session:
                done = accept_waiting(session, actor(), fetch(session, Task, task_id), ticked)
        else:
            counted = ticked_of(db.session(), task_id, ticked)
            if counted.clear:
                title = found.consultation.title
                return render_template("room/accept.html", task_id=task_id, title=title, ticked=counted)
            done = Accepted(0, counted.in_conflict)
        _tell_accepted(done, len(ticked))
    for problem in form.comments.errors:
        flash(problem, "error")
    left = next_waiting(db.session(), task_id)
    show = Standing.WAITING.value if left else None
    return redirect(url_for("room.task", task_id=task_id, show=show))


@wing.post("/conflicts/<uuid:conflict_id>/settle")
def settle(conflict_id: UUID) -> ResponseReturnValue:
    """Say that the second content was looked at and the first one stands."""
    with transaction() as session:
        settled = settle_conflict(session, actor(), fetch(session, Conflict, conflict_id))
        flash(_("Settled: what came first stands. Both are kept."))
        return redirect(url_for("room.comment", comment_id=settled.comment_id))


def _tell_accepted(done: Accepted, ticked: int) -> None:
    """Tell what became of so many ticked comments."""
    if done.accepted:
        said = ngettext("%(num)s comment is accepted.", "%(num)s comments are accepted.", done.accepted)
        flash(said, "saved")
    else:
        flash(_("None of the ticked comments could be accepted."), "warning")
    if done.in_conflict:
        left = ngettext(
            "%(num)s was left waiting: two versions of it arrived, and they differ. Settle them first.",
            "%(num)s were left waiting: two versions of each arrived, and they differ. Settle them first.",
            done.in_conflict,
        )
        flash(left, "warning")
    others = ticked - done.accepted - done.in_conflict
    if others:
        flash(ngettext("%(num)s no longer waited.", "%(num)s no longer waited.", others), "info")


def _go_on(judged: Comment) -> ResponseReturnValue:
    following = next_waiting(db.session(), judged.task_id, judged)
    if following is None:
        flash(_("%(number)s is done. No comment waits for a verdict now.", number=judged.number))
        return redirect(url_for("room.task", task_id=judged.task_id))
    flash(_("%(number)s is done. Here is the next one.", number=judged.number))
    return redirect(url_for("room.comment", comment_id=following))


def _comment_page(comment_id: UUID, tried: VerdictForm | None = None) -> str:
    session = db.session()
    found = fetch(session, Comment, comment_id)
    demand(actor(), Action.REVIEW_COMMENT, found)
    task, asked, search = found.task, found.task.consultation, request.args.get("number", "")
    likes = likes_of(session, found, search)
    forms = {
        kind: tried if tried and tried.kind is kind else form(formdata=None) for kind, form in VERDICTS.items()
    }
    same = forms[VerdictKind.SAME]
    if isinstance(same, SameForm):
        same.offer(likes)
    handed_up = task.handed_up_at is not None and found.recorded_at <= task.handed_up_at
    under_way = asked.stage in stages_of_review(session, found) and asked.recalled_at is None
    return render_template(
        "room/comment.html",
        case=case_of(session, found),
        title=asked.title,
        provision=found.provision,
        law=found.provision.whole if found.provision else "",
        forms=forms,
        tried=tried.kind if tried else None,
        likes=likes,
        search=search,
        handed_up=handed_up,
        after=task.handed_up_at is not None and not handed_up,
        may_judge=under_way and not handed_up and found.withdrawn_at is None,
        waiting=tally_of(session, task.id).get(Standing.WAITING, 0),
        following=next_waiting(session, task.id, found),
        later=whereabouts_of(session, [found.id])[found.id],
        writer=_writer(found),
        shown=beside_submission(session, found.submission),
        adding=PictureForm.to("submission", found.submission_id),
    )


def _writer(comment: Comment) -> str:
    """Return whether the actor wrote a comment down ("own"), or somebody who no longer can correct it ("gone")."""
    by = comment.recorded_by
    if by is None or by.id == actor().id:
        return "own" if by else ""
    return "" if may(by, Action.RECORD_COMMENT, comment.task) else "gone"
