"""One slip: what became of it, its picture, and the decision where two people read it differently."""

from collections.abc import Mapping
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.legaltext.differing import differences as words_apart
from legislation_hub.models import Task
from legislation_hub.models.database import db, transaction
from legislation_hub.proofs.slips import code_of
from legislation_hub.queries.attachments import beside_slip
from legislation_hub.queries.consequences import consequences_of
from legislation_hub.queries.provisions import asked_in
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.slips import comments_from, keyed_by, settler_of, slip_row
from legislation_hub.queries.slots import slots_of
from legislation_hub.queries.ways import ways_of
from legislation_hub.services.attaching import takes_no_more
from legislation_hub.services.keying import decide, is_not_blank, readings, trust_the_first
from legislation_hub.services.transcribing import differences
from legislation_hub.vocabulary import SlipState
from legislation_hub.web.edge import actor, attempt, settings
from legislation_hub.web.forms.keying import SettleForm, shown
from legislation_hub.web.forms.slips import PicturesForm, StubForm
from legislation_hub.web.slips.wing import slip_of, task_of, wing


def slip_page(task_id: UUID, number: int, stubs: Mapping[UUID, StubForm] | None = None) -> str:
    """Return the page of a slip; ``stubs`` are forms that came back, by what they stand beside."""
    task = task_of(task_id)
    found, session = slip_of(task, number), db.session()
    comments = comments_from(session, found)
    ways = ways_of(session, [id for id, _number, _by in comments])
    going = consequences_of(session, found)
    returned = dict(stubs or {})
    return render_template(
        "slips/slip.html",
        task_id=task_id,
        slip_id=found.id,
        title=task.consultation.title,
        row=slip_row(session, task, found),
        code=code_of(task_id, number),
        keyings=keyed_by(session, found),
        settled=(settler_of(session, found), found.settled_at),
        comments=comments,
        ways={one.comment_id: one for one in ways},
        going=going,
        stubs={
            id: (returned.get(id) or StubForm.beside(id, formdata=None)).tell(one.seen)
            for id, one in going.items()
        },
        upload=None if takes_no_more(session, found) else PicturesForm(formdata=None),
        pictures=beside_slip(session, found.id),
    )


@wing.get("/<uuid:task_id>/<int:number>")
def slip(task_id: UUID, number: int) -> str:
    """Show one slip: for whom it was printed, who keyed it in, and what came of it."""
    return slip_page(task_id, number)


@wing.route("/<uuid:task_id>/<int:number>/settle", methods=["GET", "POST"])
def settle(task_id: UUID, number: int) -> ResponseReturnValue:
    """Decide between two readings, difference by difference."""
    task = task_of(task_id)
    found = slip_of(task, number)
    if slip_row(db.session(), task, found).state is not SlipState.DIFFERS:
        return redirect(url_for("slips.slip", task_id=task_id, number=number))
    apart = differences(*readings(db.session(), actor(), found))
    form = SettleForm(apart)
    if form.validate_on_submit():
        with attempt(form):
            with transaction() as session:
                held = slip_of(fetch(session, Task, task_id), number)
                decide(session, actor(), held, form.decisions(), UUID(form.id.data), settings().secret)
            return _after(task_id, number)
    # A transaction that broke has let go of every row.
    task = task_of(task_id)
    found = slip_of(task, number)
    asked = asked_in(db.session(), task.consultation)
    page = render_template(
        "slips/settle.html",
        task_id=task_id,
        title=task.consultation.title,
        number=number,
        code=code_of(task_id, number),
        form=form,
        slots={one.key: one for one in slots_of(asked)},
        readers=keyed_by(db.session(), found),
        pieces={
            one.field: words_apart(shown(one, one.first, asked), shown(one, one.second, asked)) for one in apart
        },
        upload=PicturesForm(formdata=None),
        pictures=beside_slip(db.session(), found.id),
    )
    return page, 422 if form.is_submitted() else 200


@wing.post("/<uuid:task_id>/<int:number>/first")
def first(task_id: UUID, number: int) -> ResponseReturnValue:
    """Take the first reading alone."""
    task_of(task_id)
    with transaction() as session:
        trust_the_first(session, actor(), slip_of(fetch(session, Task, task_id), number), settings().secret)
    return _after(task_id, number)


@wing.post("/<uuid:task_id>/<int:number>/not-blank")
def not_blank(task_id: UUID, number: int) -> ResponseReturnValue:
    """Say that something stands on a slip after all, and key it in."""
    task_of(task_id)
    with transaction() as session:
        is_not_blank(session, actor(), slip_of(fetch(session, Task, task_id), number))
    return redirect(url_for("slips.enter", task_id=task_id, number=number))


def _after(task_id: UUID, number: int) -> ResponseReturnValue:
    """Tell that a slip is settled, and by whom, and ask for the number of the next."""
    code, person = code_of(task_id, number), actor().person
    flash(_("Slip %(number)s is settled by %(person)s.", number=code, person=person), "saved")
    return redirect(url_for("slips.stack", task_id=task_id))
