"""The plan of a consultation: what is asked, when, and who is asked."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from legislation_hub import clock
from legislation_hub.models import Consultation, Unit, Version
from legislation_hub.models.database import db, transaction
from legislation_hub.queries.consultations import asked_in, cited, provisions_to_choose
from legislation_hub.queries.inheritances import Inheritance, inheritance_of
from legislation_hub.queries.rows import fetch, ids
from legislation_hub.queries.tasks import units_to_ask
from legislation_hub.services.publishing import change_plan, prepare_consultation, send
from legislation_hub.vocabulary import ConsultationKind, UnitKind
from legislation_hub.web.edge import actor, attempt
from legislation_hub.web.forms.station import PlanForm, SendForm
from legislation_hub.web.station.wing import reach, wing

# Usual times (DOMAIN.md, section 2): people are heard for about three weeks, rooms look through in two days more.
HEARD = timedelta(days=20)
LOOKED_THROUGH = timedelta(days=2)


@wing.route("/consultations/new", methods=["GET", "POST"], defaults={"version_id": None})
@wing.route("/versions/<uuid:version_id>/prepare", methods=["GET", "POST"])
def prepare(version_id: UUID | None) -> ResponseReturnValue:
    """Plan a consultation on a reading, or one that asks without a text."""
    version = reach(Version, version_id) if version_id else None
    today = clock.today()
    form = PlanForm(
        title=version.title if version else "",
        kind=(ConsultationKind.DRAFT if version else ConsultationKind.PROJECT).value,
        opens_on=today,
        closes_on=today + HEARD,
        rooms_due_on=today + HEARD + LOOKED_THROUGH,
        is_public=True,
        **_offered(inheritance_of(db.session(), version)),
    )
    if form.validate_on_submit():
        with attempt(form), transaction() as session:
            text = fetch(session, Version, version_id) if version_id else None
            plan = form.plan(cited(session, version_id, form.citations()))
            made = prepare_consultation(session, actor(), text, plan)
            flash(_("The plan is saved. Nobody has been told yet."), "saved")
            return redirect(url_for("station.consultation", consultation_id=made.id))
    return _plan_page(form, version, None)


@wing.route("/consultations/<uuid:consultation_id>/plan", methods=["GET", "POST"])
def plan(consultation_id: UUID) -> ResponseReturnValue:
    """Change the plan while nobody has been told."""
    row = reach(Consultation, consultation_id)
    asked = asked_in(db.session(), row)
    form = PlanForm(
        obj=row,
        kind=row.kind.value,
        keys=[str(one.id) for one in asked.key_provisions],
        cards=[{"title": one.title, "text": one.text, "provision": one.citation} for one in asked.cards],
        questions=[{"text": one.text, "provision": one.citation} for one in asked.questions],
    )
    if form.validate_on_submit():
        with attempt(form), transaction() as session:
            consultation = fetch(session, Consultation, consultation_id)
            new = form.plan(cited(session, consultation.version_id, form.citations()))
            change_plan(session, actor(), consultation, new)
            flash(_("Saved."), "saved")
            return redirect(url_for("station.consultation", consultation_id=consultation_id))
    return _plan_page(form, row.version, row)


@wing.route("/consultations/<uuid:consultation_id>/send", methods=["GET", "POST"], endpoint="send")
def send_out(consultation_id: UUID) -> ResponseReturnValue:
    """Choose who is asked, and send it to them."""
    row = reach(Consultation, consultation_id)
    units = units_to_ask(db.session(), row.station_id)
    rooms, departments = units[UnitKind.ROOM], units[UnitKind.DEPARTMENT]
    every = request.args.get("rooms") != "none"
    form = SendForm(rooms=[str(one.id) for one in rooms] if every else [], departments=[])
    form.rooms.choices = [(str(one.id), one.name) for one in rooms]
    form.departments.choices = [(str(one.id), one.name) for one in departments]
    if form.validate_on_submit():
        with attempt(form), transaction() as session:
            chosen = [fetch(session, Unit, one) for one in form.unit_ids()]
            tasks = send(session, actor(), fetch(session, Consultation, consultation_id), chosen)
            flash(ngettext("Sent to %(num)s unit.", "Sent to %(num)s units.", len(tasks)), "saved")
            return redirect(url_for("station.consultation", consultation_id=consultation_id))
    page = render_template("station/send.html", form=form, consultation=row, every=every)
    return page, 422 if form.is_submitted() else 200


def _offered(inherited: Inheritance) -> dict[str, Any]:
    """Return what a new plan starts with: what the asking before had, where its place is known."""
    return {
        "keys": [str(one) for one in inherited.keys],
        "cards": [{"title": one.title, "text": one.text, "provision": one.citation} for one in inherited.cards],
        "questions": [{"text": one.text, "provision": one.citation} for one in inherited.questions],
    }


def _plan_page(form: PlanForm, version: Version | None, consultation: Consultation | None) -> ResponseReturnValue:
    session = db.session()
    form.offer_blanks()
    page = render_template(
        "station/plan.html",
        form=form,
        version=version,
        consultation=consultation,
        provisions=provisions_to_choose(session, version.id, ids(form.keys.data or ())) if version else [],
        inherited=inheritance_of(session, version),
    )
    return page, 422 if form.is_submitted() else 200
