"""Comments follow the text: how many went where, and one by one what a person has to settle."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from legislation_hub.models import Provision, Succession, Version
from legislation_hub.models.database import db, transaction
from legislation_hub.queries.drafts import pieces_of
from legislation_hub.queries.queues import Wish, likely_places, open_ids, queue_of
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.standings import unfollowed
from legislation_hub.queries.successions import beside, one_entry
from legislation_hub.services.following import Decision, follow_text, settle, take_back
from legislation_hub.vocabulary import Carried, Fate
from legislation_hub.web.edge import actor, attempt
from legislation_hub.web.forms.following import SettleForm
from legislation_hub.web.station.wing import reach, wing

PLAN = "plan"
FIRST_WORDS = 20
SETTLED = "settled"


@wing.get("/versions/<uuid:version_id>/following")
def following(version_id: UUID) -> ResponseReturnValue:
    """What has followed into a version, what waits first."""
    row, session = reach(Version, version_id), db.session()
    wish = _wish()
    return render_template(
        "station/following.html",
        version=row,
        queue=queue_of(session, row.id, wish),
        wish=wish,
        unfollowed=unfollowed(session, row) if row.ordinal > 1 else 0,
        following=next(iter(open_ids(session, row.id)), None),
    )


@wing.post("/versions/<uuid:version_id>/following")
def follow(version_id: UUID) -> ResponseReturnValue:
    """Let everything that stands on earlier versions follow the text into this one."""
    with transaction() as session:
        rows = follow_text(session, actor(), fetch(session, Version, version_id))
        waiting = sum(one.fate is Fate.REVIEW for one in rows)
    flash(ngettext("%(num)s place was looked at.", "%(num)s places were looked at.", len(rows)), "saved")
    if waiting:
        flash(ngettext("%(num)s waits for you.", "%(num)s wait for you.", waiting), "info")
    endpoint = "station.prepare" if request.form.get("back") == PLAN else "station.following"
    return redirect(url_for(endpoint, version_id=version_id))


@wing.route("/following/<uuid:succession_id>", methods=["GET", "POST"])
def place(succession_id: UUID) -> ResponseReturnValue:
    """One thing with its old text and the likely new ones; whoever settles it goes on to the next."""
    version, session = reach(Succession, succession_id).version, db.session()
    version_id = version.id
    entry, waiting = one_entry(session, succession_id), open_ids(session, version_id)
    others = beside(session, entry, version_id) if entry.settled_at is None else ()
    form = SettleForm()
    if form.validate_on_submit():
        with attempt(form), transaction() as writing:
            chosen = form.chosen()
            decision = Decision(fetch(writing, Provision, chosen) if chosen else None, bool(form.saw_open.data))
            settled = [succession_id, *form.taken_along(one.id for one in others)]
            for one in settled:
                settle(writing, actor(), fetch(writing, Succession, one), decision)
            flash(ngettext("%(num)s place is settled.", "%(num)s places are settled.", len(settled)), "saved")
            return redirect(_onwards(version_id, succession_id, waiting))
    page = render_template(
        "station/following_place.html",
        version=version,
        entry=entry,
        likely=likely_places(session, entry, version_id),
        others=others,
        provisions=_to_choose(version_id),
        following=next(_after(waiting, succession_id), None),
        waiting=len(waiting),
        form=form,
    )
    return page, 422 if form.is_submitted() else 200


@wing.post("/following/<uuid:succession_id>/undo")
def undo_place(succession_id: UUID) -> ResponseReturnValue:
    """Take back what somebody settled."""
    with transaction() as session:
        take_back(session, actor(), fetch(session, Succession, succession_id))
    flash(_("Taken back."), "saved")
    return redirect(url_for("station.place", succession_id=succession_id))


def _wish() -> Wish:
    """Return what of the queue the address asks for; what it does not understand is not asked for."""
    asked = request.args
    return Wish(
        fate=next((one for one in Fate if one.value == asked.get("fate")), None),
        kind=next((one for one in Carried if one.value == asked.get("kind")), None),
        provision=asked.get("at", type=UUID),
        settled=asked.get("by") == SETTLED,
        said_in=asked.get("in", type=UUID),
        said_on=tuple(asked.getlist("on")),
        page=asked.get("page", 1, type=int),
    )


def _onwards(version_id: UUID, current: UUID, waiting: Sequence[UUID]) -> str:
    """Return the address of the next of ``waiting`` that still waits; that of the queue where none does."""
    left = set(open_ids(db.session(), version_id))
    onwards = next((one for one in _after(waiting, current) if one in left), None)
    if current in waiting and onwards:
        return url_for("station.place", succession_id=onwards)
    return url_for("station.following", version_id=version_id)


def _after(waiting: Sequence[UUID], current: UUID) -> Iterator[UUID]:
    """Yield what waits behind ``current``, then what waits before it."""
    at = waiting.index(current) if current in waiting else len(waiting)
    yield from (*waiting[at + 1 :], *waiting[:at])


def _to_choose(version_id: UUID) -> Sequence[tuple[UUID, str]]:
    """Return every provision by its citation and first words; of two that are cited alike the upper one.

    The citation of a part of the text ends with its heading, which is not said twice.
    """
    pieces = {one.citation: one for one in reversed(pieces_of(db.session(), version_id))}
    words = {one.id: (one.heading or one.text)[:FIRST_WORDS] for one in pieces.values()}
    return [
        (one.id, one.citation if one.citation.endswith(words[one.id]) else f"{one.citation}　{words[one.id]}")
        for one in reversed(pieces.values())
    ]
