"""The worktop on which comments become points: article by article, every step can be undone."""

from datetime import timedelta
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from legislation_hub import clock
from legislation_hub.models import Comment, Consultation, Inquiry, Point, Unit
from legislation_hub.models.database import db, transaction
from legislation_hub.queries.points import comments_by_id, groups_of, points_in
from legislation_hub.queries.rows import fetch, ids
from legislation_hub.queries.successions import earlier_on
from legislation_hub.queries.tasks import units_to_ask
from legislation_hub.queries.worktops import worktop_of
from legislation_hub.services import merging
from legislation_hub.services.asking import ask
from legislation_hub.vocabulary import Stage, UnitKind
from legislation_hub.web.edge import actor, attempt
from legislation_hub.web.forms.merging import GatherForm, InquiryForm, PointForm
from legislation_hub.web.station.wing import reach, wing

ANSWER_IN = timedelta(days=5)


@wing.route("/consultations/<uuid:consultation_id>/points", methods=["GET", "POST"])
def points(consultation_id: UUID) -> ResponseReturnValue:
    """One article's comments and points; a new point is made of those that are ticked."""
    row, session = reach(Consultation, consultation_id), db.session()
    groups = groups_of(session, row.id)
    waiting = [one.key for one in groups if one.waiting]
    at = request.args.get("at") or next(iter(waiting or [one.key for one in groups]), "")
    form = PointForm()
    if form.validate_on_submit():
        with attempt(form), transaction() as writing:
            consultation = fetch(writing, Consultation, consultation_id)
            point = merging.make_point(
                writing, actor(), consultation, comments_by_id(writing, form.comments.data or []), form.said()
            )
            flash(_("Point %(number)s is there.", number=point.number), "saved")
            return redirect(url_for("station.points", consultation_id=consultation_id, at=at))
    page = render_template(
        "station/points.html",
        consultation=row,
        groups=groups,
        at=at,
        top=worktop_of(session, row.id, at) if at else None,
        earlier=earlier_on(session, row.version_id, at) if row.version_id and at else (),
        every_point=points_in(session, row.id),
        form=form,
        gather_form=GatherForm(formdata=None),
        left=sum(one.waiting for one in groups),
        open_to_merge=_open_to_merge(row),
    )
    return page, 422 if form.is_submitted() else 200


@wing.post("/consultations/<uuid:consultation_id>/points/gather")
def gather(consultation_id: UUID) -> ResponseReturnValue:
    """Put ticked comments into a point that is there, or leave them out of the report with a reason."""
    form, at = GatherForm(), request.args.get("at", "")
    back = redirect(url_for("station.points", consultation_id=consultation_id, at=at))
    if request.form.get("act") == "omit" and not (form.why.data or "").strip():
        flash(_("Say why it is left out."), "error")
        return back
    with transaction() as writing:
        comments = comments_by_id(writing, form.comments.data or [])
        if request.form.get("act") == "omit":
            for comment in comments:
                merging.omit(writing, actor(), comment, form.why.data or "")
        elif form.point.data:
            merging.gather(writing, actor(), fetch(writing, Point, *ids([form.point.data])), comments)
    text = ngettext("%(num)s comment has its place now.", "%(num)s comments have their place now.", len(comments))
    flash(text if comments else _("Tick at least one comment first."), "saved" if comments else "error")
    return back


@wing.post("/comments/<uuid:comment_id>/release")
def release(comment_id: UUID) -> ResponseReturnValue:
    """Take one comment out of its point, or bring back one that was left out."""
    with transaction() as writing:
        comment = merging.release(writing, actor(), fetch(writing, Comment, comment_id))
        flash(_("Comment %(number)s waits again to be gathered.", number=comment.number), "info")
        consultation_id = comment.consultation_id
    return redirect(url_for("station.points", consultation_id=consultation_id, at=request.form.get("at", "")))


@wing.route("/points/<uuid:point_id>", methods=["GET", "POST"])
def point(point_id: UUID) -> ResponseReturnValue:
    """One point: write it anew, ask departments, undo it."""
    row = reach(Point, point_id)
    form = PointForm(wording=row.wording, proposal=row.proposal, reason=row.reason, section=row.section.value)
    if form.validate_on_submit():
        with attempt(form), transaction() as writing:
            merging.reword(writing, actor(), fetch(writing, Point, point_id), form.said())
            flash(_("Saved."), "saved")
            return redirect(_back_to(point_id))
    return _point_page(row, form, _inquiry_form(), 422 if form.is_submitted() else 200)


@wing.post("/points/<uuid:point_id>/ask")
def inquire(point_id: UUID) -> ResponseReturnValue:
    """Put the point to departments."""
    row, form = reach(Point, point_id), InquiryForm()
    if form.validate():
        with attempt(form), transaction() as writing:
            chosen = [fetch(writing, Unit, one) for one in ids(form.departments.data or ())]
            ask(writing, actor(), fetch(writing, Point, point_id), chosen, form.asked())
            flash(_("The departments have been asked."), "saved")
            return redirect(_back_to(point_id))
    said = PointForm(
        formdata=None, wording=row.wording, proposal=row.proposal, reason=row.reason, section=row.section.value
    )
    return _point_page(row, said, form, 422)


@wing.post("/points/<uuid:point_id>/dissolve")
def dissolve(point_id: UUID) -> ResponseReturnValue:
    """Undo a merge."""
    with transaction() as writing:
        row = merging.dissolve(writing, actor(), fetch(writing, Point, point_id))
        flash(_("Point %(number)s is dissolved; its comments wait again.", number=row.number), "info")
        consultation_id = row.consultation_id
    return redirect(url_for("station.points", consultation_id=consultation_id))


@wing.get("/inquiries/<uuid:inquiry_id>")
def inquiry(inquiry_id: UUID) -> ResponseReturnValue:
    """Lead to the point that a department was asked about."""
    row = reach(Inquiry, inquiry_id)
    return redirect(url_for("station.point", point_id=row.point_id))


def _point_page(row: Point, form: PointForm, inquiry_form: InquiryForm, status: int) -> ResponseReturnValue:
    session = db.session()
    key = row.provision.eid if row.provision else row.place.value
    top = worktop_of(session, row.consultation_id, key)
    page = render_template(
        "station/point.html",
        point=row,
        consultation=row.consultation,
        shown=next((one for one in top.points if one.id == row.id), None),
        clauses=top.clauses,
        form=form,
        inquiry_form=inquiry_form,
        departments=units_to_ask(session, row.station_id)[UnitKind.DEPARTMENT],
        open_to_merge=_open_to_merge(row.consultation),
    )
    return page, status


def _open_to_merge(consultation: Consultation) -> bool:
    return consultation.stage in (Stage.OPEN, Stage.REVIEWING) and consultation.recalled_at is None


def _inquiry_form() -> InquiryForm:
    return InquiryForm(formdata=None, due_on=clock.today() + ANSWER_IN)


def _back_to(point_id: UUID) -> str:
    return url_for("station.point", point_id=point_id)
