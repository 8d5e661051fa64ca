"""Which slips are out, and the sheets of them to be printed, again with the same numbers if need be."""

from collections.abc import Sequence
from io import BytesIO
from uuid import UUID

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.exporters.catalogue import BLANK_SLIPS
from legislation_hub.exporters.slip_sheets import SIZES
from legislation_hub.models import Slip, Task
from legislation_hub.models.database import db, transaction
from legislation_hub.queries.grids import grids_of
from legislation_hub.queries.meetings import meetings_of
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.slip_numbers import slips_from, slips_named
from legislation_hub.queries.slips import slips_of, tally_of
from legislation_hub.services.issuing import MOST, issue, may_issue
from legislation_hub.vocabulary import SlipState
from legislation_hub.web.edge import actor, attempt, settings
from legislation_hub.web.forms.slips import NumbersForm, OrderForm, SpanForm
from legislation_hub.web.slips.paper import paper_of
from legislation_hub.web.slips.wing import task_of, wing


@wing.get("/<uuid:task_id>")
def home(task_id: UUID) -> str:
    """Show the slips of a task: which are out, keyed in, blank."""
    return _home_page(task_id)


def _home_page(task_id: UUID, wrong: NumbersForm | SpanForm | None = None) -> str:
    task, session = task_of(task_id), db.session()
    show = request.args.get("show", type=SlipState)
    return render_template(
        "slips/home.html",
        task_id=task_id,
        title=task.consultation.title,
        tally=tally_of(session, task),
        page=slips_of(session, task, show, request.args.get("page", 1, int)),
        show=show,
        most=MOST,
        printed=None if wrong else _span(),
        may_number=may_issue(task),
        again=wrong if isinstance(wrong, NumbersForm) else NumbersForm(formdata=None),
        span=wrong if isinstance(wrong, SpanForm) else SpanForm(formdata=None),
    )


@wing.route("/<uuid:task_id>/print", methods=["GET", "POST"])
def order(task_id: UUID) -> ResponseReturnValue:
    """Number new slips for households, a meeting or as spares."""
    task, session = task_of(task_id), db.session()
    grids, title = grids_of(session, task), task.consultation.title
    form = OrderForm(grids, meetings_of(session, actor(), task))
    if form.validate_on_submit():
        with attempt(form):
            with transaction() as writing:
                slips = issue(writing, actor(), fetch(writing, Task, task_id), form.order())
                first, last = slips[0].number, slips[-1].number
            flash(_("Numbers %(first)s to %(last)s are ready to print.", first=first, last=last), "saved")
            size = form.size.data
            return redirect(url_for("slips.home", task_id=task_id, first=first, last=last, size=size))
    page = render_template("slips/order.html", form=form, task_id=task_id, title=title, grids=grids, most=MOST)
    return page, 422 if form.is_submitted() else 200


@wing.get("/<uuid:task_id>/slips.pdf")
def file(task_id: UUID) -> ResponseReturnValue:
    """Give slips as one PDF: single ones, or from one number to another; at most as many as an order has.

    Numbers that are on no slip come back with the page.
    """
    task = task_of(task_id)
    form = NumbersForm(request.args) if "numbers" in request.args else SpanForm(request.args)
    if form.validate():
        with attempt(form):
            return _pdf(task, _meant(task, form))
    return _home_page(task_id, form), 422


def _meant(task: Task, form: NumbersForm | SpanForm) -> Sequence[Slip]:
    if isinstance(form, NumbersForm):
        return slips_named(db.session(), task, form.numbers.data or "", MOST)
    return slips_from(db.session(), task, form.first.data or "", form.last.data or "", MOST)


def _pdf(task: Task, slips: Sequence[Slip]) -> ResponseReturnValue:
    content = BLANK_SLIPS.render(paper_of(task, slips, _size()), _, settings().fonts)
    numbers = {"first": slips[0].number, "last": slips[-1].number}
    name = _("Comment slips %(title)s %(first)s-%(last)s.pdf", title=task.consultation.title, **numbers)
    return send_file(BytesIO(content), BLANK_SLIPS.media_type, as_attachment=True, download_name=name)


def _span() -> tuple[int, int, str] | None:
    """Return the numbers and the size that the address names, or None if it names none."""
    first, last = request.args.get("first", type=int), request.args.get("last", type=int)
    return None if first is None else (first, max(first, last or first), _size())


def _size() -> str:
    size = request.args.get("size", "")
    return size if size in SIZES else SIZES[0]
