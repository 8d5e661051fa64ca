"""What a receipt opens: every step of one's own words, a paper, a proof, and the way to take them back."""

import json
from io import BytesIO
from uuid import UUID

from flask import render_template, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.exporters.sheets import qr_code
from legislation_hub.models import Consultation
from legislation_hub.models.database import db, transaction
from legislation_hub.proofs import receipts
from legislation_hub.queries.consequences import paper_behind
from legislation_hub.queries.receipts import proof_of, slip_of
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.ways import ways_of
from legislation_hub.queries.whereabouts import whereabouts_of
from legislation_hub.services.collecting import is_open_to_the_public
from legislation_hub.services.withdrawing import withdraw
from legislation_hub.web.edge import attempt
from legislation_hub.web.forms.public import ReceiptForm, WithdrawForm
from legislation_hub.web.limits import sparing_codes
from legislation_hub.web.public.wing import wing


@wing.route("/receipt", methods=["GET", "POST"])
def receipt() -> ResponseReturnValue:
    """Show what became of everything that was handed in with a receipt."""
    form = ReceiptForm()
    if form.validate_on_submit():
        with attempt(form), sparing_codes():
            return receipt_page(form.code.data or "")
    return render_template("public/receipt.html", form=form), 422 if form.is_submitted() else 200


@wing.post("/receipt/print")
def print_receipt() -> ResponseReturnValue:
    """Show the receipt as a paper, its code also as a QR code; once all is taken back, that it was."""
    form = ReceiptForm()
    if form.validate_on_submit():
        with attempt(form), sparing_codes():
            slip = slip_of(db.session(), form.code.data or "")
            code = receipts.normalise(form.code.data or "")
            ways = {one.comment_id: one for one in ways_of(db.session(), [one.id for one in slip.comments])}
            return render_template("public/paper.html", slip=slip, ways=ways, code=code, qr=qr_code(code))
    return render_template("public/receipt.html", form=form), 422


@wing.post("/receipt/withdraw")
def take_back() -> ResponseReturnValue:
    """Take one's own words back."""
    form = WithdrawForm()
    if form.validate_on_submit():
        with attempt(form), sparing_codes():
            with transaction() as session:
                withdraw(session, None, form.code.data or "", UUID(form.comment.data))
            return receipt_page(
                form.code.data or "", told=_("Your words have been taken back and are gone for good.")
            )
    return render_template("public/receipt.html", form=form), 422


@wing.post("/receipt/proof")
def proof() -> ResponseReturnValue:
    """Give the receipt file with which anybody can check that the words were counted."""
    form = WithdrawForm()
    if form.validate_on_submit():
        with attempt(form), sparing_codes():
            found = proof_of(db.session(), form.code.data or "", UUID(form.comment.data))
            content = json.dumps(found, ensure_ascii=False, indent=1).encode()
            name = f"receipt-{found['number']}.json"
            return send_file(BytesIO(content), "application/json", as_attachment=True, download_name=name)
    return render_template("public/receipt.html", form=form), 422


def receipt_page(code: str, told: str = "", saved: bool = False) -> str:
    """Return the page of a receipt; ``told`` is what was just done, ``saved`` that the device may forget it."""
    slip = slip_of(db.session(), code)
    live = is_open_to_the_public(fetch(db.session(), Consultation, slip.consultation_id))
    said = [one.id for one in slip.comments]
    return render_template(
        "public/way.html",
        slip=slip,
        ways={one.comment_id: one for one in ways_of(db.session(), said)},
        later=whereabouts_of(db.session(), said),
        code=receipts.normalise(code),
        told=told,
        saved=saved,
        may_add=live and slip.by_themselves,
        paper=paper_behind(db.session(), slip.submission_id),
    )
