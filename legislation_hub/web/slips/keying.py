"""Keying in a stack of slips: the number, then what stands on it, then the next number."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub import clock
from legislation_hub.exporters.slip_sheets import SIZES
from legislation_hub.models import Slip, Task
from legislation_hub.models.base import new_id
from legislation_hub.models.database import db, transaction
from legislation_hub.proofs.slips import code_of
from legislation_hub.queries.attachments import beside_slip
from legislation_hub.queries.households import meant_by
from legislation_hub.queries.provisions import asked_in
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.slip_numbers import slip_named
from legislation_hub.queries.slips import keyed_by, read_by, slip_row, tally_of
from legislation_hub.queries.slots import slots_of
from legislation_hub.services.keying import came_back_blank, key, take_up_again
from legislation_hub.services.transcribing import Reading
from legislation_hub.vocabulary import Channel, SlipState
from legislation_hub.web.edge import actor, attempt, settings
from legislation_hub.web.forms.keying import SlipForm
from legislation_hub.web.forms.slips import NumberForm, PicturesForm, StackForm
from legislation_hub.web.forms.speaking import marking
from legislation_hub.web.slips.paper import printed_on
from legislation_hub.web.slips.wing import slip_of, task_of, wing

# What a slip may still be keyed in from.
OPEN = (SlipState.OUT, SlipState.ONLINE, SlipState.ONCE)
# Where the cookie of the session keeps what the slips of a stack have in common.
STACK = "stack"
COMMON = {"channel": Channel.QUESTIONNAIRE.value, "size": SIZES[0], "twice": False}


@wing.route("/<uuid:task_id>/key", methods=["GET", "POST"])
def stack(task_id: UUID) -> ResponseReturnValue:
    """Ask for the number of the next slip; or set what the slips of this stack have in common."""
    task = task_of(task_id)
    form = StackForm(data=_stack(task_id))
    if form.validate_on_submit():
        cookie[STACK] = {
            "task": str(task_id),
            "channel": form.channel.data,
            "size": form.size.data,
            "heard_on": str(form.heard_on.data),
            "twice": bool(form.twice.data),
        }
        return redirect(url_for("slips.stack", task_id=task_id))
    number = NumberForm(request.args)
    if "s" in request.args and number.validate():
        with attempt(number):
            slip = slip_named(db.session(), task, number.s.data or "")
            return redirect(url_for("slips.enter", task_id=task_id, number=slip.number))
    wrong = form.is_submitted() or number.errors or number.form_errors
    return _stack_page(task, form, number), 422 if wrong else 200


@wing.route("/<uuid:task_id>/key/<int:number>", methods=["GET", "POST"])
def enter(task_id: UUID, number: int) -> ResponseReturnValue:
    """Key in one slip, then go on with the next number."""
    task = task_of(task_id)
    slip = slip_of(task, number)
    asked = asked_in(db.session(), task.consultation)
    slots = slots_of(asked, printed_on(task, slip, _stack(task_id)["size"]))
    form = SlipForm(slots, asked, data={"household": slip.household.code if slip.household else ""})
    if form.validate_on_submit():
        with attempt(form), marking(form):
            common = _stack(task_id)
            with transaction() as session:
                slip = slip_of(fetch(session, Task, task_id), number)
                household = meant_by(session, slip.room_id, form.household.data or "")
                reading = form.reading(Channel(common["channel"]), common["heard_on"], household)
                key(session, actor(), slip, reading, common["twice"], settings().secret)
            return _after(task_of(task_id), number, len(reading.opinions))
    # A transaction that broke has let go of every row.
    task = task_of(task_id)
    slip = slip_of(task, number)
    row = slip_row(db.session(), task, slip)
    done = row.state not in OPEN or _is_first_reader(slip, row.state)
    if done and not form.is_submitted():
        return redirect(url_for("slips.slip", task_id=task_id, number=number))
    return _slip_page(task, slip, form, row.state), 422 if form.is_submitted() else 200


@wing.post("/<uuid:task_id>/key/<int:number>/blank")
def blank(task_id: UUID, number: int) -> ResponseReturnValue:
    """Note that nothing stands on a slip."""
    task_of(task_id)
    common = _stack(task_id)
    nothing = Reading(
        id=new_id(),
        opinions=(),
        heard_at=clock.noon(common["heard_on"]),
        channel=Channel(common["channel"]),
    )
    with transaction() as session:
        slip = slip_of(fetch(session, Task, task_id), number)
        came_back_blank(session, actor(), slip, nothing, common["twice"], settings().secret)
    return _after(task_of(task_id), number, 0)


@wing.post("/<uuid:task_id>/key/<int:number>/again")
def again(task_id: UUID, number: int) -> ResponseReturnValue:
    """Drop one's own first reading, and key the slip in anew."""
    task_of(task_id)
    with transaction() as session:
        take_up_again(session, actor(), slip_of(fetch(session, Task, task_id), number))
    return redirect(url_for("slips.enter", task_id=task_id, number=number))


def _after(task: Task, number: int, opinions: int) -> ResponseReturnValue:
    state = slip_row(db.session(), task, slip_of(task, number)).state
    code = code_of(task.id, number)
    if state is SlipState.ONCE:
        flash(_("Slip %(number)s: kept. Somebody else keys it in once more.", number=code), "saved")
    elif state is SlipState.DIFFERS:
        flash(_("Slip %(number)s: kept. The two readings differ; somebody has to decide.", number=code), "saved")
        return redirect(url_for("slips.settle", task_id=task.id, number=number))
    elif state is SlipState.BLANK:
        flash(_("Slip %(number)s came back blank.", number=code), "saved")
    else:
        flash(_("Slip %(number)s: %(count)s comments written down.", number=code, count=opinions), "saved")
    return redirect(url_for("slips.stack", task_id=task.id))


def _is_first_reader(slip: Slip, state: SlipState) -> bool:
    """Return whether the slip waits for somebody else than the actor to read it, too."""
    return state is SlipState.ONCE and keyed_by(db.session(), slip)[0].account_id == actor().id


def _stack(task_id: UUID) -> dict[str, Any]:
    """Return what the slips of this person's stack have in common, as it was set last for this task."""
    kept = cookie.get(STACK, {})
    if kept.get("task") != str(task_id):
        return {**COMMON, "heard_on": clock.today()}
    return {**COMMON, **kept, "heard_on": date.fromisoformat(kept["heard_on"])}


def _stack_page(task: Task, form: StackForm, number: NumberForm) -> str:
    return render_template(
        "slips/stack.html",
        task_id=task.id,
        title=task.consultation.title,
        form=form,
        number=number,
        stack=_stack(task.id),
        tally=tally_of(db.session(), task),
        mine=read_by(db.session(), task, actor()),
    )


def _slip_page(task: Task, slip: Slip, form: SlipForm, state: SlipState) -> str:
    return render_template(
        "slips/enter.html",
        task_id=task.id,
        title=task.consultation.title,
        form=form,
        number=slip.number,
        code=code_of(task.id, slip.number),
        household=slip.household.code if slip.household else "",
        online=state is SlipState.ONLINE,
        second=state is SlipState.ONCE,
        mine=_is_first_reader(slip, state),
        stack=_stack(task.id),
        upload=PicturesForm(formdata=None),
        pictures=beside_slip(db.session(), slip.id),
    )
