"""Photos of slips that came back: many at once, matched by the QR code in them, or one slip's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from legislation_hub.models import Attachment, Task
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import NotFound
from legislation_hub.proofs.slips import SlipCode, code_of
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.slip_numbers import slip_carried
from legislation_hub.services.attaching import PICTURE_LIMIT, attach, shown
from legislation_hub.services.spotting import codes_in
from legislation_hub.web.edge import actor, attempt, settings
from legislation_hub.web.forms.slips import PicturesForm
from legislation_hub.web.showing import show
from legislation_hub.web.slips.wing import slip_of, task_of, wing


@dataclass(frozen=True, slots=True)
class Sent:
    """One photo that was looked at: the slip that it is of, if that is known, and whether it is kept there."""

    name: str
    code: SlipCode | None
    kept: bool


@wing.route("/<uuid:task_id>/pictures", methods=["GET", "POST"])
def pictures(task_id: UUID) -> ResponseReturnValue:
    """Take photos of a whole stack; each goes to the slip whose QR code it shows, and without one nowhere."""
    task_of(task_id)
    form, sent = PicturesForm(), list[Sent]()
    if form.validate_on_submit():
        with attempt(form):
            for identity, name, content in form.files():
                number = _shown_in(task_of(task_id), content)
                if number is None:
                    sent.append(Sent(name, None, False))
                else:
                    sent.append(_keep(task_id, number, identity, name, content))
    page = render_template(
        "slips/pictures.html",
        form=form,
        task_id=task_id,
        title=task_of(task_id).consultation.title,
        sent=sent,
        unkept=_unkept(form, sent),
        limit=PICTURE_LIMIT // (1024 * 1024),
    )
    return page, 422 if form.errors or form.form_errors else 200


@wing.post("/<uuid:task_id>/<int:number>/pictures")
def add_pictures(task_id: UUID, number: int) -> ResponseReturnValue:
    """Take photos of one slip, which a person chose."""
    slip_of(task_of(task_id), number)
    form, sent = PicturesForm(), list[Sent]()
    if form.validate_on_submit():
        with attempt(form):
            for identity, name, content in form.files():
                sent.append(_keep(task_id, number, identity, name, content))
    kept = sum(one.kept for one in sent)
    if kept:
        flash(ngettext("The photo is saved.", "%(num)s photos are saved.", kept), "saved")
    for told in [*form.pictures.errors, *form.form_errors, *_unkept(form, sent)]:
        flash(told, "error")
    return redirect(url_for("slips.enter", task_id=task_id, number=number))


@wing.get("/<uuid:task_id>/<int:number>/pictures/<uuid:attachment_id>")
def picture(task_id: UUID, number: int, attachment_id: UUID) -> ResponseReturnValue:
    """Show one picture of a slip."""
    slip = slip_of(task_of(task_id), number)
    found = fetch(db.session(), Attachment, attachment_id)
    if found.slip_id != slip.id:
        raise NotFound()
    return show(found)


def _shown_in(task: Task, content: bytes) -> int | None:
    numbers = (slip_carried(db.session(), task, code) for code in codes_in(content))
    return next((number for number in numbers if number is not None), None)


def _keep(task_id: UUID, number: int, identity: UUID, name: str, content: bytes) -> Sent:
    given = shown(content, slip_of(task_of(task_id), number))
    with transaction() as session:
        slip = slip_of(fetch(session, Task, task_id), number)
        attached = attach(session, actor(), identity, slip, given, settings().files)
        return Sent(name, code_of(task_id, number), attached.attachment is not None)


def _unkept(form: PicturesForm, sent: Sequence[Sent]) -> Sequence[str]:
    """Tell by name which of the form's photos are not kept, and why."""
    told = []
    between = _(", ")
    unread = [one.name for one in sent if one.code is None]
    if unread:
        names = between.join(unread)
        told.append(_("No number was found: %(names)s. Open the slip that they are of and add them.", names=names))
    refused = [one for one in sent if one.code and not one.kept]
    for code in dict.fromkeys(one.code for one in refused):
        names = between.join(one.name for one in refused if one.code == code)
        told.append(
            _("Something on slip %(number)s was taken back. Not kept: %(names)s.", number=code, names=names)
        )
    left = form.names()[len(sent) :]
    if left:
        told.append(_("These photos are not kept: %(names)s.", names=between.join(left)))
    return told
