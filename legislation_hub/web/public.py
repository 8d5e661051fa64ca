"""The resident's wing: no account, no script; what is asked, one's own words, and what became of them."""

import json
from io import BytesIO
from uuid import UUID

from flask import Blueprint, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models import Consultation, StoredFile, Task
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import ConsultationClosed
from legislation_hub.proofs import receipts
from legislation_hub.queries import openings
from legislation_hub.queries.provisions import asked_in
from legislation_hub.queries.receipts import proof_of, slip_of
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.ways import way_of
from legislation_hub.queries.whereabouts import whereabouts_of
from legislation_hub.services.collecting import Arrival, is_open_to_the_public, take
from legislation_hub.services.storing import path_of
from legislation_hub.services.withdrawing import submission_of, withdraw
from legislation_hub.vocabulary import Place
from legislation_hub.web.edge import anyone, attempt, settings
from legislation_hub.web.forms.public import ReceiptForm, SayForm, WithdrawForm
from legislation_hub.web.forms.speaking import marking

wing = Blueprint("public", __name__)
wing.before_request(anyone())

PLACES = (Place.WHOLE, Place.MISSING)


@wing.get("/")
def home() -> str:
    """Show what is asked now, and what came of what was asked before."""
    return render_template("public/home.html", openings=openings.openings(db.session()))


@wing.get("/consultations/<uuid:consultation_id>")
def consultation(consultation_id: UUID) -> str:
    """Show one consultation to whoever comes without a QR code."""
    return _consultation_page(openings.public_consultation(db.session(), consultation_id))


@wing.get("/c/<code>")
def door(code: str) -> str:
    """Show the consultation that a room's QR code opens."""
    task = openings.public_task(db.session(), code)
    return _consultation_page(task.consultation, task)


@wing.route("/consultations/<uuid:consultation_id>/say", methods=["GET", "POST"])
def say_anywhere(consultation_id: UUID) -> ResponseReturnValue:
    """Take a resident's words; the room is chosen on the form."""
    return _say(openings.public_consultation(db.session(), consultation_id))


@wing.route("/c/<code>/say", methods=["GET", "POST"])
def say(code: str) -> ResponseReturnValue:
    """Take a resident's words for the room whose QR code was read."""
    task = openings.public_task(db.session(), code)
    return _say(task.consultation, task)


@wing.post("/c/<code>/more")
def more(code: str) -> ResponseReturnValue:
    """Open the form once more for whoever holds a receipt, so that it opens the next words, too."""
    task = openings.public_task(db.session(), code)
    return _say(task.consultation, task, receipt=request.form.get("code", ""))


@wing.route("/receipt", methods=["GET", "POST"])
def receipt() -> ResponseReturnValue:
    """Show what became of everything that was handed in with a receipt."""
    form = ReceiptForm()
    if form.validate_on_submit():
        with attempt(form):
            return _receipt_page(form.code.data or "")
    return render_template("public/receipt.html", form=form), 422 if form.is_submitted() else 200


@wing.post("/receipt/print")
def print_receipt() -> ResponseReturnValue:
    """Show the receipt as a paper."""
    form = ReceiptForm()
    if form.validate_on_submit():
        with attempt(form):
            slip = slip_of(db.session(), form.code.data or "")
            code = receipts.normalise(form.code.data or "")
            return render_template("public/paper.html", slip=slip, code=code)
    return render_template("public/receipt.html", form=form), 422


@wing.post("/receipt/withdraw")
def take_back() -> ResponseReturnValue:
    """Take one's own words back."""
    form = WithdrawForm()
    if form.validate_on_submit():
        with attempt(form):
            with transaction() as session:
                withdraw(session, None, form.code.data or "", UUID(form.comment.data))
            return _receipt_page(
                form.code.data or "", told=_("Your words have been taken back and are gone for good.")
            )
    return render_template("public/receipt.html", form=form), 422


@wing.post("/receipt/proof")
def proof() -> ResponseReturnValue:
    """Give the receipt file with which anybody can check that the words were counted."""
    form = WithdrawForm()
    if form.validate_on_submit():
        with attempt(form):
            found = proof_of(db.session(), form.code.data or "", UUID(form.comment.data))
            content = json.dumps(found, ensure_ascii=False, indent=1).encode()
            name = f"receipt-{found['number']}.json"
            return send_file(BytesIO(content), "application/json", as_attachment=True, download_name=name)
    return render_template("public/receipt.html", form=form), 422


@wing.get("/papers/<uuid:paper_id>")
def paper(paper_id: UUID) -> ResponseReturnValue:
    """Give one of the papers that came with a draft."""
    return _file(openings.download(db.session(), paper_id))


@wing.get("/consultations/<uuid:consultation_id>/draft")
def draft(consultation_id: UUID) -> ResponseReturnValue:
    """Give the draft's own file, as it came."""
    return _file(openings.source(db.session(), openings.public_consultation(db.session(), consultation_id)))


def _consultation_page(found: Consultation, task: Task | None = None) -> str:
    session = db.session()
    return render_template(
        "public/consultation.html",
        consultation=found,
        station=found.station.name,
        task=task,
        open_now=is_open_to_the_public(found),
        asked=asked_in(session, found),
        changes=openings.altered(session, found.id),
        papers=openings.downloads(session, found.version_id),
        fates=openings.fates(session, found),
    )


def _say(found: Consultation, task: Task | None = None, receipt: str = "") -> ResponseReturnValue:
    """Show the form, or take what it brought; a form that was begun in time and comes after it is refused."""
    if not is_open_to_the_public(found):
        page = render_template("public/closed.html", consultation=found, words=request.form.get("words", ""))
        return page, ConsultationClosed.status if request.method == "POST" else 200
    found_id, task_code, station = found.id, task.code if task else "", found.station.name
    asked = asked_in(db.session(), found)
    rooms = [] if task else list(openings.places_of(db.session(), found_id))
    if receipt:
        form = SayForm(asked, rooms, formdata=None, data={"receipt": receipt})
    else:
        form = SayForm(asked, rooms, data={"about": request.args.get("about", "")})
    if not receipt and form.validate_on_submit():
        with attempt(form), marking(form):
            with transaction() as session:
                joined = submission_of(session, form.receipt.data).id if form.receipt.data else None
                here = openings.public_task(session, task_code or form.room.data or "", found_id)
                taken = take(session, None, here, form.heard(here, joined, settings().secret), settings().secret)
                code = receipts.derive(settings().secret, taken.comment.submission_id)
            if taken.status is not Arrival.CONFLICT:
                return _receipt_page(code, told=_("Received. Thank you."), saved=True)
            form.renew()
            form.form_errors.append(
                _("This form was sent before with other words. Press once more to send these, too.")
            )
    page = render_template(
        "public/say.html",
        form=form,
        asked=asked,
        places=PLACES,
        rooms=rooms,
        room=task.unit.name if task else "",
        consultation=fetch(db.session(), Consultation, found_id),
        station=station,
        action=_say_address(found_id, task_code),
    )
    return page, 422 if form.is_submitted() and not receipt else 200


def _say_address(consultation_id: UUID, task_code: str) -> str:
    if task_code:
        return url_for("public.say", code=task_code)
    return url_for("public.say_anywhere", consultation_id=consultation_id)


def _receipt_page(code: str, told: str = "", saved: bool = False) -> str:
    slip = slip_of(db.session(), code)
    live = is_open_to_the_public(fetch(db.session(), Consultation, slip.consultation_id))
    return render_template(
        "public/way.html",
        slip=slip,
        ways={one.id: way_of(db.session(), one.id) for one in slip.comments},
        later=whereabouts_of(db.session(), [one.id for one in slip.comments]),
        code=receipts.normalise(code),
        told=told,
        saved=saved,
        may_add=live and slip.by_themselves,
    )


def _file(row: StoredFile) -> ResponseReturnValue:
    return send_file(
        path_of(settings().files, row.sha256), row.media_type, as_attachment=True, download_name=row.name
    )
