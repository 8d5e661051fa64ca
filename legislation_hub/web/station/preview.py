"""The preview: the file line by line beside what it is read as, and the corrections that a person makes."""

import json
from collections.abc import Sequence
from functools import partial
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.legaltext.repairing import Act, Place, Repair, added, cuts
from legislation_hub.models import Version
from legislation_hub.models.database import transaction
from legislation_hub.problems import RepairNotPossible
from legislation_hub.queries.rows import fetch
from legislation_hub.services.drafting import Reading, repair_version, repairs_of, reread
from legislation_hub.vocabulary import Level, LineKind
from legislation_hub.web.edge import actor, settings
from legislation_hub.web.station.lines import done_in, named, placed, sheet_of
from legislation_hub.web.station.wing import reach, wing

REMARKS = "remarks"
# What a line around the numbered body may be, each one touch away.
AROUND = (LineKind.TITLE, LineKind.NOTE, LineKind.CONTENTS, LineKind.ANNEX)


@wing.get("/versions/<uuid:version_id>")
def version(version_id: UUID) -> ResponseReturnValue:
    """The file beside the tree; ``?line=`` opens a line's correction, ``?only=remarks`` shows what has one."""
    row = reach(Version, version_id)
    reading, repairs = reread(settings().files, row), repairs_of(row)
    sheet = sheet_of(reading, repairs)
    only, line = request.args.get("only") == REMARKS, request.args.get("line", "")
    wanted = sheet.pages.get(line or request.args.get("at", ""), 1)
    page = min(max(1, request.args.get("page", wanted, int)), sheet.last)
    provisions = list(reading.law.walk())
    return render_template(
        "station/version.html",
        version=row,
        sheet=sheet,
        rows=sheet.remarked(line) if only else sheet.page(page),
        only=only,
        page=page,
        changed=reading.changed,
        repairs=done_in(reading, repairs),
        open_line=line,
        kinds=list(LineKind),
        around=AROUND,
        where=partial(_address, version_id, only),
        articles=sum(one.is_article for one in provisions),
        chapters=sum(one.level is Level.CHAPTER for one in provisions),
    )


@wing.post("/versions/<uuid:version_id>/repairs")
def correct_line(version_id: UUID) -> ResponseReturnValue:
    """Say what a line is, join it with the one before, divide it, or say that it is right as it stands."""
    chosen, _colon, kind = request.form.get("quick", "").partition(":")
    place = placed(chosen or request.form.get("line", ""))
    act = Act.KIND.value if chosen else request.form.get("act", Act.KIND.value)
    with transaction() as session:
        row = fetch(session, Version, version_id)
        made = _made(row, act, place, kind or request.form.get("kind", ""))
        repair_version(session, actor(), row, settings().files, added(repairs_of(row), made))
        left, following = row.text["remarks"], ""
        if act == Act.ACCEPT:
            following = sheet_of(reread(settings().files, row), ()).after(place)
    told = _("Corrected. The text was read anew.") if left else _("Corrected. Nothing is left to look at.")
    flash(told, "saved")
    # What was joined stands in the line above now; what was accepted leads on to what is next.
    shown = request.form.get("above", "") if act == Act.JOIN else named(place)
    only = request.form.get("only") == REMARKS
    return redirect(_address(version_id, only, following or shown, open=bool(following)))


@wing.post("/versions/<uuid:version_id>/repairs/undo")
def undo_correction(version_id: UUID) -> ResponseReturnValue:
    """Take back one correction, or all of them."""
    with transaction() as session:
        row = fetch(session, Version, version_id)
        repairs = [] if request.form.get("all") else _without(repairs_of(row))
        repair_version(session, actor(), row, settings().files, repairs)
    flash(_("Taken back."), "saved")
    return redirect(url_for("station.version", version_id=version_id, only=request.form.get("only") or None))


@wing.post("/versions/<uuid:version_id>/repairs/again")
def read_again(version_id: UUID) -> ResponseReturnValue:
    """Read the file with this release, with all corrections that were made before."""
    with transaction() as session:
        row = fetch(session, Version, version_id)
        repair_version(session, actor(), row, settings().files, repairs_of(row))
    flash(_("The text was read anew; all corrections were made again."), "saved")
    return redirect(url_for("station.version", version_id=version_id))


def _without(repairs: list[Repair]) -> list[Repair]:
    """Return the repairs without the one that the form names, if it is still there."""
    try:
        named_one = json.loads(request.form.get("repair", ""))
    except ValueError:
        raise RepairNotPossible(line=0) from None
    return [one for one in repairs if one.as_json() != named_one]


def _made(version: Version, act: str, place: Place, kind: str) -> Sequence[Repair]:
    """Return the repairs that a form asks for; raises RepairNotPossible for what no page offers."""
    line, piece = place
    match act:
        case Act.KIND if kind in {"", *LineKind}:
            return [Repair(Act.KIND, line, LineKind(kind) if kind else None, piece=piece)]
        case Act.JOIN:
            return [Repair(Act.JOIN, line, piece=piece)]
        case Act.SPLIT:
            return _cuts(reread(settings().files, version), place)
        case Act.ACCEPT:
            return [Repair(Act.ACCEPT, line, piece=piece, reason=request.form.get("reason", ""))]
    raise RepairNotPossible(line=line)


def _cuts(reading: Reading, place: Place) -> Sequence[Repair]:
    """Return the splits at the line breaks that somebody put into the text of a line."""
    if place not in reading.mended.places:
        raise RepairNotPossible(line=place[0])
    line = reading.mended.source.lines[reading.mended.places.index(place)]
    return cuts(*place, line.text, request.form.get("divided", ""))


def _address(version_id: UUID, only: bool, name: str, open: bool = True) -> str:
    """Return the address of a line in this view, its correction open or not."""
    return url_for(
        "station.version",
        version_id=version_id,
        only=REMARKS if only else None,
        line=name if open else None,
        at=None if open else name,
        _anchor=f"line-{name}",
    )
