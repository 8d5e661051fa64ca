"""Photos of slips that came back: many at once, matched by the QR code in them, or one slip's own."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from legislation_hub.models import Attachment, Task
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import NotFound
from legislation_hub.proofs.slips import code_of
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.slips import slip_carried
from legislation_hub.services.attaching import PICTURE_LIMIT, attach, shown
from legislation_hub.services.spotting import codes_in
from legislation_hub.web.edge import actor, attempt, settings
from legislation_hub.web.forms.slips import PicturesForm, StackPicturesForm
from legislation_hub.web.showing import show
from legislation_hub.web.slips.wing import slip_of, task_of, wing


@wing.route("/<uuid:task_id>/pictures", methods=["GET", "POST"])
def pictures(task_id: UUID) -> ResponseReturnValue:
    """Take photos of a whole stack; each goes to the slip whose QR code it, or the front before it, shows."""
    task_of(task_id)
    form, matched, unknown = StackPicturesForm(), [], []
    if form.validate_on_submit():
        front = None
        with attempt(form):
            for identity, name, content in form.files():
                found = _shown_in(task_of(task_id), content)
                number = front if found is None else found
                # A slip has one back: what follows it shows a code of its own.
                front = found if form.backs.data else None
                if number is None:
                    unknown.append(name)
                else:
                    _keep(task_id, number, identity, content)
                    matched.append(code_of(task_id, number))
        if matched:
            told = ngettext("%(num)s photo was matched.", "%(num)s photos were matched.", len(matched))
            flash(told, "saved")
    page = render_template(
        "slips/pictures.html",
        form=form,
        task_id=task_id,
        title=task_of(task_id).consultation.title,
        matched=list(dict.fromkeys(matched)),
        unknown=unknown,
        limit=PICTURE_LIMIT // (1024 * 1024),
    )
    return page, 422 if form.errors or form.form_errors else 200


@wing.post("/<uuid:task_id>/<int:number>/pictures")
def add_pictures(task_id: UUID, number: int) -> ResponseReturnValue:
    """Take photos of one slip, which a person chose."""
    slip_of(task_of(task_id), number)
    form = PicturesForm()
    if form.validate_on_submit():
        with attempt(form):
            photos = list(form.files())
            for identity, _name, content in photos:
                _keep(task_id, number, identity, content)
            flash(ngettext("The photo is saved.", "%(num)s photos are saved.", len(photos)), "saved")
    for problem in [*form.pictures.errors, *form.form_errors]:
        flash(problem, "error")
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


def _keep(task_id: UUID, number: int, identity: UUID, content: bytes) -> None:
    given = shown(content, slip_of(task_of(task_id), number))
    with transaction() as session:
        slip = slip_of(fetch(session, Task, task_id), number)
        attach(session, actor(), identity, slip, given, settings().files)
