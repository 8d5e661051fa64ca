"""A comment in three steps, on one page that needs no script: what it is about, the words, who speaks."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models import Consultation, Task
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import CommentRejected, ConsultationClosed
from legislation_hub.proofs import receipts
from legislation_hub.queries import openings
from legislation_hub.queries.provisions import Asked, Passage, asked_in
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.slip_numbers import slip_carried
from legislation_hub.services.collecting import Arrival, is_open_to_the_public, rehearse, take
from legislation_hub.services.hearing import Brought
from legislation_hub.services.withdrawing import submission_of
from legislation_hub.vocabulary import Place
from legislation_hub.web.edge import attempt, settings
from legislation_hub.web.forms.public import SayForm
from legislation_hub.web.forms.speaking import marking
from legislation_hub.web.limits import spare_the_room, sparing_codes
from legislation_hub.web.public.pages import SHORT, slip_in
from legislation_hub.web.public.receipts import receipt_page
from legislation_hub.web.public.wing import wing

PLACES = (Place.WHOLE, Place.MISSING)


@wing.route("/consultations/<uuid:consultation_id>/say", methods=["GET", "POST"])
def say_anywhere(consultation_id: UUID) -> ResponseReturnValue:
    """Take a resident's words; the room is chosen on the form."""
    found = openings.public_consultation(db.session(), consultation_id)
    return _say(found) if is_open_to_the_public(found) else _closed(found)


@wing.route("/c/<code>/say", methods=["GET", "POST"])
def say(code: str) -> ResponseReturnValue:
    """Take a resident's words for the room whose QR code was read."""
    task, closed = openings.behind(db.session(), code)
    if not is_open_to_the_public(task.consultation):
        return _closed(task.consultation)
    if closed is None:
        return _say(task.consultation, task)
    # Whoever was writing when the room closed the code goes on by the consultation's own form.
    return _go_on(task) if request.method == "POST" else redirect(url_for("public.door", code=code))


@wing.post("/c/<code>/more")
def more(code: str) -> ResponseReturnValue:
    """Open the form once more for whoever holds a receipt, so that it opens the next words, too."""
    task = openings.public_task(db.session(), code)
    if not is_open_to_the_public(task.consultation):
        return _closed(task.consultation)
    asked = asked_in(db.session(), task.consultation)
    form = SayForm(asked, [], formdata=None, data={"receipt": request.form.get("code", "")})
    return _page(form, asked, task.consultation, task)


def _say(found: Consultation, task: Task | None = None) -> ResponseReturnValue:
    """Show the form, or take what it brought."""
    asked, rooms = asked_in(db.session(), found), _rooms(found, task)
    form = SayForm(asked, rooms, data=_beginning(task))
    found_id, task_id = found.id, task.id if task else None
    if form.is_submitted():
        # Counted before anything is looked at, by a room that there is: made-up names have no bucket of their own.
        known = {one.code for one in rooms}
        code = task.code if task else form.room.data if form.room.data in known else ""
        spare_the_room(code or str(found_id))
        receipt = ""
        if form.validate():
            receipt = _take(form, found_id, task.code if task else "")
        elif code or rooms:
            _look_ahead(form, openings.public_task(db.session(), code or rooms[0].code, found_id))
        if receipt:
            return receipt_page(receipt, told=_("Received. Thank you."), saved=True)
    session = db.session()
    return _page(
        form, asked, fetch(session, Consultation, found_id), fetch(session, Task, task_id) if task_id else None
    )


def _look_ahead(form: SayForm, task: Task) -> None:
    """Mark on a form that is not complete also what only the text of the draft can tell: one refusal, not two."""
    if form.id.errors or form.about.errors or form.stance.errors:
        return
    [answer] = rehearse(db.session(), [Brought(form.heard(task, None, None, settings().secret), None)])
    if isinstance(answer, CommentRejected):
        with marking(form):
            raise CommentRejected([one for one in answer.errors if one[0] not in form or not form[one[0]].errors])


def _take(form: SayForm, consultation_id: UUID, code: str) -> str:
    """Write down what the form brought; return the receipt's code, "" where the form says what is not right."""
    secret = settings().secret
    with attempt(form), marking(form), sparing_codes():
        with transaction() as session:
            joined = submission_of(session, form.receipt.data).id if form.receipt.data else None
            here = openings.public_task(session, code or form.room.data or "", consultation_id)
            taken = take(
                session,
                None,
                here,
                form.heard(here, joined, slip_carried(session, here, form.slip.data or ""), secret),
                secret,
            )
            receipt = receipts.derive(secret, taken.comment.submission_id)
        if taken.status is not Arrival.CONFLICT:
            return receipt
        form.renew()
        form.form_errors.append(
            _("This form was sent before with other words. Press once more to send these, too.")
        )
    # Whatever was wrong with a slip, the words go on without it.
    form.slip.data = ""
    return ""


def _go_on(task: Task) -> ResponseReturnValue:
    """Show what was written by a code that was closed meanwhile in the form that needs none, the room chosen."""
    asked = asked_in(db.session(), task.consultation)
    form = SayForm(asked, _rooms(task.consultation, None))
    form.room.data = task.code
    form.form_errors.append(
        _("The room closed this QR code while you were writing. Nothing is lost: please hand in once more.")
    )
    return _page(form, asked, task.consultation, None)


def _page(form: SayForm, asked: Asked, found: Consultation, task: Task | None) -> ResponseReturnValue:
    page = render_template(
        "public/say.html",
        form=form,
        asked=asked,
        # Of a long text only what is likely to be spoken about travels along.
        passages=asked.passages if asked.length <= SHORT else _likely(asked, form.about.data or ""),
        places=PLACES,
        room=task.unit.name if task else "",
        task=task,
        consultation=found,
        station=found.station.name,
        action=_say_address(found.id, task),
    )
    return page, 422 if form.is_submitted() and form.errors else 200


def _likely(asked: Asked, chosen: str) -> Sequence[Passage]:
    """Return the text of the key provisions and of the one that was chosen."""
    return list(
        dict.fromkeys(one for eid in (chosen, *(key.eid for key in asked.keys)) for one in asked.passages_of(eid))
    )


def _closed(found: Consultation) -> ResponseReturnValue:
    """Refuse a form that was begun in time and comes after it; give the words back."""
    typed = [request.form.get(name, "") for name in ("words", "proposal", "reason")]
    page = render_template("public/closed.html", consultation=found, typed=[one for one in typed if one.strip()])
    return page, ConsultationClosed.status if request.method == "POST" else 200


def _beginning(task: Task | None) -> dict[str, Any]:
    slip = slip_in(task, request.args.get("s", "")) if task else ""
    return {"about": request.args.get("about", ""), "slip": slip}


def _rooms(found: Consultation, task: Task | None) -> Sequence[openings.Place]:
    return [] if task else openings.places_of(db.session(), found.id)


def _say_address(consultation_id: UUID, task: Task | None) -> str:
    if task:
        return url_for("public.say", code=task.code)
    return url_for("public.say_anywhere", consultation_id=consultation_id)
