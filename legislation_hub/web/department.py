"""The department's wing: what is asked of it, by when, and its answer in writing."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models import Inquiry, Task
from legislation_hub.models.database import db, transaction
from legislation_hub.policies import Action, demand
from legislation_hub.problems import NotAllowed, NotFound
from legislation_hub.queries.attachments import replies_to
from legislation_hub.queries.conflicts import contents_in
from legislation_hub.queries.consultations import changes_of
from legislation_hub.queries.inquiries import inquiries_of, inquiry_row
from legislation_hub.queries.provisions import asked_in
from legislation_hub.queries.reviews import seen_in
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.workloads import task_row, tasks_for
from legislation_hub.services.asking import answer_inquiry, keep_scan
from legislation_hub.services.collecting import Arrival, take
from legislation_hub.services.dispatching import look_at, sign_for
from legislation_hub.services.reviewing import hand_up, reply_no_comment
from legislation_hub.services.storing import path_of
from legislation_hub.vocabulary import Place, Role
from legislation_hub.web.edge import actor, attempt, only, settings
from legislation_hub.web.forms.department import AnswerForm, OpinionForm
from legislation_hub.web.forms.pictures import PictureForm
from legislation_hub.web.forms.room import HandUpForm, NoCommentForm
from legislation_hub.web.forms.speaking import marking

wing = Blueprint("department", __name__, url_prefix="/department")
wing.before_request(only(Role.DEPARTMENT_OFFICER))


@wing.get("/")
def home() -> str:
    """Show what is asked of the department, and by when."""
    unit_id = actor().unit_id
    if unit_id is None:
        raise NotAllowed()
    session = db.session()
    return render_template(
        "department/home.html", inquiries=inquiries_of(session, unit_id), tasks=tasks_for(session, unit_id)
    )


@wing.route("/inquiries/<uuid:inquiry_id>", methods=["GET", "POST"])
def inquiry(inquiry_id: UUID) -> ResponseReturnValue:
    """Show a point and how many stand behind it; write the answer."""
    found = _inquiry(inquiry_id)
    form = AnswerForm(data={"answer": found.answer})
    if form.validate_on_submit():
        with attempt(form), transaction() as session:
            asked = fetch(session, Inquiry, inquiry_id)
            upload = form.upload()
            scan = keep_scan(session, settings().files, *upload, settings().upload_limit) if upload else None
            answer_inquiry(session, actor(), asked, form.answer.data or "", scan)
            flash(_("Answered. The station has been told."))
            return redirect(url_for("department.inquiry", inquiry_id=inquiry_id))
    found = _inquiry(inquiry_id)
    provision = found.point.provision
    page = render_template(
        "department/inquiry.html",
        form=form,
        asked=inquiry_row(db.session(), inquiry_id),
        provision=provision,
        law=provision.whole if provision else "",
    )
    return page, 422 if form.is_submitted() else 200


@wing.get("/inquiries/<uuid:inquiry_id>/scan")
def scan(inquiry_id: UUID) -> ResponseReturnValue:
    """Give the scan of the sealed reply, as it was uploaded."""
    file = _inquiry(inquiry_id).file
    if file is None:
        raise NotFound()
    return send_file(
        path_of(settings().files, file.sha256), file.media_type, as_attachment=True, download_name=file.name
    )


@wing.get("/tasks/<uuid:task_id>")
def task(task_id: UUID) -> str:
    """Show what the department is asked to say about a text, and what it said."""
    return _task_page(task_id, HandUpForm(formdata=None), NoCommentForm(formdata=None))


@wing.post("/tasks/<uuid:task_id>/sign")
def sign(task_id: UUID) -> ResponseReturnValue:
    """Say "we have it"."""
    with transaction() as session:
        sign_for(session, actor(), fetch(session, Task, task_id))
    flash(_("Signed for."))
    return redirect(url_for("department.task", task_id=task_id))


@wing.route("/tasks/<uuid:task_id>/opinion", methods=["GET", "POST"])
def opinion(task_id: UUID) -> ResponseReturnValue:
    """Write down one opinion of the department on a provision."""
    asked = asked_in(db.session(), _task(task_id).consultation)
    form = OpinionForm(asked, data={"about": request.args.get("about", "")})
    if form.validate_on_submit():
        with attempt(form), marking(form):
            with transaction() as session:
                found = fetch(session, Task, task_id)
                taken = take(session, actor(), found, form.heard(found), settings().secret)
                told = taken.status is Arrival.CONFLICT, taken.comment.number
            if told[0]:
                flash(
                    _(
                        "Two versions of comment %(number)s arrived, and they differ. Both are kept.",
                        number=told[1],
                    ),
                    "warning",
                )
            else:
                flash(_("Saved as %(number)s.", number=told[1]), "saved")
            return redirect(url_for("department.task", task_id=task_id))
    page = render_template(
        "department/opinion.html",
        form=form,
        asked=asked,
        task=task_row(db.session(), _task(task_id)),
        places=(Place.WHOLE, Place.MISSING),
    )
    return page, 422 if form.is_submitted() else 200


@wing.post("/tasks/<uuid:task_id>/hand-up")
def bring(task_id: UUID) -> ResponseReturnValue:
    """Hand the department's reply up to the station."""
    _task(task_id)
    form = HandUpForm()
    if form.validate_on_submit():
        with attempt(form), transaction() as session:
            hand_up(session, actor(), fetch(session, Task, task_id), form.summary.data or "")
            flash(_("Handed up. The station has been told."))
            return redirect(url_for("department.task", task_id=task_id))
    return _task_page(task_id, form, NoCommentForm(formdata=None)), 422


@wing.post("/tasks/<uuid:task_id>/no-comment")
def no_comment(task_id: UUID) -> ResponseReturnValue:
    """Reply formally that there is nothing to say."""
    _task(task_id)
    form = NoCommentForm()
    if form.validate_on_submit():
        with attempt(form), transaction() as session:
            reply_no_comment(session, actor(), fetch(session, Task, task_id), form.remark.data or "")
            flash(_("Replied “no comment”. The station has been told."))
            return redirect(url_for("department.task", task_id=task_id))
    return _task_page(task_id, HandUpForm(formdata=None), form), 422


def _inquiry(inquiry_id: UUID) -> Inquiry:
    found = fetch(db.session(), Inquiry, inquiry_id)
    demand(actor(), Action.ANSWER_INQUIRY, found)
    return found


def _task(task_id: UUID) -> Task:
    found = fetch(db.session(), Task, task_id)
    demand(actor(), Action.READ_TASK, found)
    return found


def _task_page(task_id: UUID, form: HandUpForm, nothing: NoCommentForm) -> str:
    if _task(task_id).seen_at is None:
        with transaction() as session:
            look_at(session, actor(), fetch(session, Task, task_id))
    found, session = _task(task_id), db.session()
    return render_template(
        "department/task.html",
        task=task_row(session, found),
        consultation=found.consultation,
        summary=found.summary,
        handed_up_by=found.handed_up_by,
        changes=changes_of(session, found.consultation),
        asked=asked_in(session, found.consultation),
        page=seen_in(session, task_id, None, request.args.get("page", 1, int)),
        seconds=contents_in(session, task_id),
        sealed=replies_to(session, task_id),
        adding=PictureForm.to("task", task_id),
        form=form,
        nothing=nothing,
    )
