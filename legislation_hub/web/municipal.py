"""The municipality's wing: signed reports, their files, and what became of each point."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models import Point, Report, Version
from legislation_hub.models.database import db, transaction
from legislation_hub.policies import Action, demand
from legislation_hub.problems import NotAllowed
from legislation_hub.queries.outcomes import Settling, articles_of, passed_candidates, settlings_of
from legislation_hub.queries.reports import signed_reports
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.worktops import worktop_of
from legislation_hub.services.adopting import name_passed_text, record_outcome
from legislation_hub.vocabulary import Role
from legislation_hub.web import reporting
from legislation_hub.web.edge import actor, attempt, only
from legislation_hub.web.forms.adopting import OutcomeForm

wing = Blueprint("municipal", __name__, url_prefix="/municipal")
wing.before_request(only(Role.MUNICIPAL_OFFICER))


@wing.get("/")
def home() -> str:
    """The signed reports of all stations, the newest first, and what waits for an outcome."""
    return render_template("municipal/home.html", reports=signed_reports(db.session(), _municipality()))


@wing.get("/reports/<uuid:report_id>")
def report(report_id: UUID) -> str:
    """Read a signed report, take its files, check it."""
    row = _signed(report_id)
    settlings = settlings_of(db.session(), _municipality(), report_id)
    return render_template(
        "municipal/report.html",
        report=row,
        reading=reporting.read(row),
        consultation=row.consultation,
        waiting=sum(one.waits for one in settlings),
        points=len(settlings),
        candidates=passed_candidates(db.session(), row.consultation),
    )


@wing.post("/reports/<uuid:report_id>/passed")
def name_passed(report_id: UUID) -> ResponseReturnValue:
    """Say which reading is the passed text."""
    with transaction() as session:
        row = fetch(session, Report, report_id)
        demand(actor(), Action.READ_REPORT, row)
        chosen = fetch(session, Version, request.form.get("version", type=UUID) or UUID(int=0))
        name_passed_text(session, actor(), row.consultation, chosen)
    flash(_("Outcomes can now point into the passed text."), "saved")
    return redirect(url_for("municipal.report", report_id=report_id))


@wing.get("/outcomes")
def outcomes() -> str:
    """The points that wait for an outcome, or all of one report; one of them is open."""
    shown, at = _listed()
    return _outcomes_page(shown, at, OutcomeForm.of(at) if at else None)


@wing.post("/outcomes/<uuid:point_id>")
def settle(point_id: UUID) -> ResponseReturnValue:
    """Record what became of a point and go on to the next one."""
    shown, at = _listed(point_id)
    form = OutcomeForm()
    if form.validate_on_submit():
        with attempt(form), transaction() as session:
            record_outcome(session, actor(), fetch(session, Point, point_id), form.finding())
            flash(_("Saved."), "saved")
            following = _after(shown, point_id)
            return redirect(
                url_for(
                    "municipal.outcomes",
                    report=request.args.get("report"),
                    at=following.point_id if following else None,
                    _anchor=f"point-{following.point_id}" if following else None,
                )
            )
    return _outcomes_page(shown, at, form), 422


def _municipality() -> UUID:
    unit_id = actor().unit_id
    if unit_id is None:
        raise NotAllowed()
    return unit_id


def _signed(report_id: UUID) -> Report:
    row = fetch(db.session(), Report, report_id)
    demand(actor(), Action.READ_REPORT, row)
    return row


def _listed(point_id: UUID | None = None) -> tuple[Sequence[Settling], Settling | None]:
    """Return the points of the page and the one that is open; what belongs to another municipality is refused."""
    report_id, asked_for = request.args.get("report", type=UUID), point_id or request.args.get("at", type=UUID)
    if report_id is not None:
        _signed(report_id)
    every = settlings_of(db.session(), _municipality(), report_id)
    shown = [one for one in every if report_id or (one.open and (one.waits or one.point_id == asked_for))]
    if asked_for is None:
        return shown, next((one for one in shown if one.waits and one.open), None)
    at = next((one for one in shown if one.point_id == asked_for), None)
    if at is None:
        demand(actor(), Action.RECORD_OUTCOME, fetch(db.session(), Point, asked_for))
    return shown, at


def _after(shown: Sequence[Settling], point_id: UUID) -> Settling | None:
    """Return the next point that waits, going on from the start behind the last one."""
    place = next((number for number, one in enumerate(shown) if one.point_id == point_id), -1)
    rest = [*shown[place + 1 :], *shown[: max(place, 0)]]
    return next((one for one in rest if one.waits and one.open), None)


def _outcomes_page(shown: Sequence[Settling], at: Settling | None, form: OutcomeForm | None) -> str:
    session = db.session()
    point = fetch(session, Point, at.point_id) if at else None
    key = (point.provision.eid if point.provision else point.place.value) if point else ""
    top = worktop_of(session, point.consultation_id, key) if point else None
    passed = point.consultation.passed_version_id if point else None
    return render_template(
        "municipal/outcomes.html",
        shown=shown,
        at=at,
        form=form,
        point=next((one for one in top.points if point and one.id == point.id), None) if top else None,
        clauses=top.clauses if top else (),
        articles=articles_of(session, passed) if passed else (),
        report_id=request.args.get("report", type=UUID),
        waiting=sum(one.waits and one.open for one in shown),
    )
