"""What a collector does with a network: the tasks, the households, a comment in under a minute."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub import clock
from legislation_hub.exporters.sheets import qr_code
from legislation_hub.models import Comment, Task
from legislation_hub.models.database import db, transaction
from legislation_hub.policies import Action, demand
from legislation_hub.proofs import receipts
from legislation_hub.queries.assignments import Usual, round_of, rounds_of, usual_way
from legislation_hub.queries.attachments import beside_submission
from legislation_hub.queries.comments import Said, handed_in, one_said, said_by
from legislation_hub.queries.consequences import paper_behind
from legislation_hub.queries.households import doors_of, meant_by
from legislation_hub.queries.provisions import Asked, asked_in
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.ways import way_of
from legislation_hub.queries.whereabouts import whereabouts_of
from legislation_hub.services.collecting import Arrival, supplement, take
from legislation_hub.services.withdrawing import withdraw
from legislation_hub.vocabulary import Channel, Place
from legislation_hub.web.edge import actor, attempt, settings
from legislation_hub.web.field.own import own
from legislation_hub.web.field.wing import wing
from legislation_hub.web.forms.field import CommentForm, SupplementForm, WithdrawForm
from legislation_hub.web.forms.pictures import PictureForm
from legislation_hub.web.forms.speaking import LANGUAGES, marking


@wing.get("/")
def home() -> str:
    """Show which drafts are being collected on, and how far one is."""
    return render_template("field/home.html", rounds=rounds_of(db.session(), actor()))


@wing.get("/tasks/<uuid:task_id>")
def task(task_id: UUID) -> str:
    """Show what is asked: key provisions and cards first, then the whole text."""
    found = _task(task_id)
    return render_template(
        "field/task.html",
        round=round_of(db.session(), actor(), found),
        asked=asked_in(db.session(), found.consultation),
        consultation=found.consultation,
    )


@wing.get("/tasks/<uuid:task_id>/households")
def households(task_id: UUID) -> str:
    """Show which households of the room have been heard and which are left."""
    found = _task(task_id)
    return render_template(
        "field/households.html",
        round=round_of(db.session(), actor(), found),
        doors=doors_of(db.session(), found),
    )


@wing.route("/tasks/<uuid:task_id>/comments", methods=["GET", "POST"])
def record(task_id: UUID) -> ResponseReturnValue:
    """Write down what a household said."""
    found = _task(task_id)
    asked = asked_in(db.session(), found.consultation)
    form = CommentForm(asked, data=_beginning(found, asked))
    if form.validate_on_submit():
        with attempt(form), marking(form):
            with transaction() as session:
                found = fetch(session, Task, task_id)
                household = meant_by(session, found.room_id, form.household.data or "")
                taken = take(session, actor(), found, form.heard(found, household), settings().secret)
            return _after(taken.comment, taken.status)
    return _comment_page(form, _task(task_id), asked)


@wing.get("/comments")
def comments() -> str:
    """Show one's own comments and what became of each."""
    waiting = request.args.get("show") == "waiting"
    page = said_by(db.session(), actor(), request.args.get("page", 1, int), waiting)
    return render_template("field/comments.html", page=page, waiting=waiting)


@wing.route("/comments/<uuid:comment_id>", methods=["GET", "POST"])
def comment(comment_id: UUID) -> ResponseReturnValue:
    """Show one of one's own comments; put detail beside it where the room asked for it."""
    own(comment_id)
    form = SupplementForm()
    if form.validate_on_submit():
        with attempt(form), marking(form):
            with transaction() as session:
                supplement(session, actor(), fetch(session, Comment, comment_id), form.text.data or "")
            flash(_("Sent to the room."), "saved")
            return redirect(url_for("field.comment", comment_id=comment_id))
    return _said_page(comment_id, form, WithdrawForm(formdata=None)), 422 if form.is_submitted() else 200


@wing.post("/comments/<uuid:comment_id>/withdraw")
def take_back(comment_id: UUID) -> ResponseReturnValue:
    """Take a household's words back with the code that it reads from its receipt."""
    own(comment_id)
    form = WithdrawForm()
    if form.validate_on_submit():
        with attempt(form):
            with transaction() as session:
                withdraw(session, actor(), form.code.data or "", comment_id)
            flash(_("Withdrawn. The words are gone; the number remains."), "info")
            return redirect(url_for("field.comment", comment_id=comment_id))
    return _said_page(comment_id, SupplementForm(formdata=None), form), 422


@wing.get("/comments/<uuid:comment_id>/saved")
def saved(comment_id: UUID) -> str:
    """Show the number and the receipt code, to be read out, and what to do next."""
    found = own(comment_id)
    said = one_said(db.session(), comment_id)
    return render_template("field/saved.html", said=said, code=_code_of(found))


@wing.get("/comments/<uuid:comment_id>/receipt")
def receipt(comment_id: UUID) -> str:
    """Show the household's receipt, to be printed."""
    found = own(comment_id)
    code = _code_of(found)
    return render_template(
        "field/receipt.html",
        received_at=found.submission.received_at,
        room=found.task.unit.name,
        comments=handed_in(db.session(), found.submission_id),
        code=code,
        qr=qr_code(code),
    )


def _task(task_id: UUID) -> Task:
    found = fetch(db.session(), Task, task_id)
    demand(actor(), Action.RECORD_COMMENT, found)
    return found


def _said_page(comment_id: UUID, form: SupplementForm, taking_back: WithdrawForm) -> str:
    found = fetch(db.session(), Comment, comment_id)
    return render_template(
        "field/comment.html",
        said=one_said(db.session(), comment_id),
        way=way_of(db.session(), comment_id),
        later=whereabouts_of(db.session(), [comment_id])[comment_id],
        shown=beside_submission(db.session(), found.submission),
        adding=PictureForm.to("submission", found.submission_id),
        form=form,
        taking_back=taking_back,
        paper=paper_behind(db.session(), found.submission_id),
    )


def _code_of(comment: Comment) -> str:
    return receipts.derive(settings().secret, comment.submission_id)


def _after(comment: Comment, status: Arrival) -> ResponseReturnValue:
    if status is Arrival.CONFLICT:
        flash(
            _("Two versions of it arrived, and they differ; both are kept. To mend a slip, use “Correct”."),
            "warning",
        )
        return redirect(url_for("field.comment", comment_id=comment.id))
    flash(_("Saved."), "saved")
    return redirect(url_for("field.saved", comment_id=comment.id))


def _beginning(task: Task, asked: Asked) -> dict[str, object]:
    """Return what a new form begins with: a slip's own text, or how the last one was heard."""
    corrects, together = request.args.get("corrects", type=UUID), request.args.get("submission", type=UUID)
    if corrects is not None:
        own(corrects)
        slip = one_said(db.session(), corrects)
        way = usual_way(db.session(), actor(), slip.submission_id)
        return {**_way(way, same_person=True), **_slip(slip, asked)}
    begun = _way(usual_way(db.session(), actor(), together), same_person=together is not None)
    begun["about"] = request.args.get("about", "")
    if request.args.get("household"):
        begun["household"] = request.args["household"]
    return begun


def _way(usual: Usual | None, same_person: bool) -> dict[str, object]:
    begun: dict[str, object] = {
        "heard_on": clock.today(),
        "channel": Channel.VISIT.value,
        "language": LANGUAGES[0],
    }
    if usual is None:
        return begun
    begun |= {
        "language": usual.language or LANGUAGES[0],
        "interpreter": usual.interpreter,
        "channel": usual.channel.value,
    }
    if same_person:
        # Nothing is ticked for somebody who has not been asked.
        begun |= {
            "consent": usual.consent.value,
            "submission": str(usual.submission_id),
            "household": usual.household,
            "identity": usual.identity,
            "age_band": usual.age_band,
            "speaker": usual.speaker,
        }
    return begun


def _slip(slip: Said, asked: Asked) -> dict[str, object]:
    return {
        "corrects": str(slip.id),
        "about": asked.offered(slip.eid) if slip.place is Place.PROVISION else slip.place.value,
        "quote": slip.quote,
        "quote_at": f"{slip.eid}:{slip.quote_start}" if slip.quote else "",
        "stance": slip.stance.value,
        "words": slip.words or "",
        "proposal": slip.proposal,
        "reason": slip.reason,
        "heard_on": clock.day_of(slip.heard_at),
    }


def _comment_page(form: CommentForm, task: Task, asked: Asked) -> ResponseReturnValue:
    page = render_template(
        "field/record.html",
        form=form,
        asked=asked,
        round=round_of(db.session(), actor(), task),
        doors=doors_of(db.session(), task),
        languages=LANGUAGES,
        places=(Place.WHOLE, Place.MISSING),
    )
    return page, 422 if form.is_submitted() else 200
