"""After the sending: more time, taking back, putting right; each with a reason that everybody reads."""

from datetime import timedelta
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models import Consultation
from legislation_hub.models.database import db, transaction
from legislation_hub.queries.consultations import asked_in, cited, provisions_to_choose
from legislation_hub.queries.rows import fetch
from legislation_hub.services import changing
from legislation_hub.web.edge import actor, attempt
from legislation_hub.web.forms.station import CorrectForm, ExtendForm, ReasonForm
from legislation_hub.web.station.wing import reach, wing

WEEK = timedelta(days=7)


@wing.route("/consultations/<uuid:consultation_id>/extend", methods=["GET", "POST"])
def extend(consultation_id: UUID) -> ResponseReturnValue:
    """Give more time."""
    row = reach(Consultation, consultation_id)
    form = ExtendForm(closes_on=row.closes_on + WEEK, rooms_due_on=row.rooms_due_on + WEEK)
    if form.validate_on_submit():
        with attempt(form), transaction() as session:
            consultation = fetch(session, Consultation, consultation_id)
            changing.extend(session, actor(), consultation, *form.days(), form.reason.data or "")
            return _done(consultation_id)
    page = render_template("station/extend.html", form=form, consultation=row)
    return page, 422 if form.is_submitted() else 200


@wing.route("/consultations/<uuid:consultation_id>/recall", methods=["GET", "POST"])
def recall(consultation_id: UUID) -> ResponseReturnValue:
    """Take it back for good."""
    row = reach(Consultation, consultation_id)
    form = ReasonForm()
    if form.validate_on_submit():
        with attempt(form), transaction() as session:
            consultation = fetch(session, Consultation, consultation_id)
            changing.recall(session, actor(), consultation, form.reason.data or "")
            return _done(consultation_id)
    page = render_template("station/recall.html", form=form, consultation=row)
    return page, 422 if form.is_submitted() else 200


@wing.route("/consultations/<uuid:consultation_id>/correct", methods=["GET", "POST"])
def correct(consultation_id: UUID) -> ResponseReturnValue:
    """Put right what stands around the text."""
    row = reach(Consultation, consultation_id)
    asked = asked_in(db.session(), row)
    form = CorrectForm(
        about=row.about,
        cards=[{"title": one.title, "text": one.text, "provision": one.citation} for one in asked.cards],
        questions=[{"text": one.text, "provision": one.citation} for one in asked.questions],
    )
    if form.validate_on_submit():
        with attempt(form), transaction() as session:
            consultation = fetch(session, Consultation, consultation_id)
            correction = form.correction(cited(session, row.version_id, form.citations()))
            changing.correct(session, actor(), consultation, correction, form.reason.data or "")
            return _done(consultation_id)
    form.offer_blanks()
    provisions = provisions_to_choose(db.session(), row.version_id) if row.version_id else []
    page = render_template("station/correct.html", form=form, consultation=row, provisions=provisions)
    return page, 422 if form.is_submitted() else 200


def _done(consultation_id: UUID) -> ResponseReturnValue:
    flash(_("Done. Everybody concerned has been told, with the reason."), "saved")
    return redirect(url_for("station.consultation", consultation_id=consultation_id))
