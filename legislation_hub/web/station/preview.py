"""The preview: the file line by line beside what it is read as, and the corrections that a person makes."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.legaltext.repairing import Act, Repair
from legislation_hub.legaltext.tree import Provision, Remark
from legislation_hub.models import Version
from legislation_hub.models.database import transaction
from legislation_hub.problems import RepairNotPossible
from legislation_hub.queries.rows import fetch
from legislation_hub.services.drafting import Reading, repair_version, repairs_of, reread
from legislation_hub.vocabulary import Level, LineKind
from legislation_hub.web.edge import actor, settings
from legislation_hub.web.station.wing import reach, wing


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file and what it became; ``kind`` is None where it goes on the line before.

    ``nodes`` are the provisions that begin on it, each with how deep it stands in the tree.
    """

    number: int
    text: str
    kind: LineKind | None
    nodes: Sequence[tuple[int, Provision]]
    remarks: Sequence[Remark]
    corrected: bool


@wing.get("/versions/<uuid:version_id>")
def version(version_id: UUID) -> ResponseReturnValue:
    """The file beside the tree; ``?line=`` opens the correction of one line."""
    row = reach(Version, version_id)
    reading = reread(settings().files, row)
    repairs = repairs_of(row)
    provisions = list(reading.law.walk())
    return render_template(
        "station/version.html",
        version=row,
        law=reading.law,
        rows=_rows(reading, repairs),
        general=[one for one in reading.law.remarks if not one.line],
        repairs=repairs,
        open_line=request.args.get("line", type=int),
        kinds=list(LineKind),
        articles=sum(one.is_article for one in provisions),
        chapters=sum(one.level is Level.CHAPTER for one in provisions),
    )


@wing.post("/versions/<uuid:version_id>/repairs")
def correct_line(version_id: UUID) -> ResponseReturnValue:
    """Say what a line is, or join it with the one before."""
    line = request.form.get("line", 0, type=int)
    joins = request.form.get("act") == Act.JOIN.value
    one = Repair(Act.JOIN, line) if joins else Repair(Act.KIND, line, _kind(line))
    with transaction() as session:
        row = fetch(session, Version, version_id)
        repair_version(session, actor(), row, settings().files, [*repairs_of(row), one])
    flash(_("Corrected. The text was read anew."), "saved")
    return redirect(url_for("station.version", version_id=version_id, _anchor=f"line-{line}"))


@wing.post("/versions/<uuid:version_id>/repairs/undo")
def undo_correction(version_id: UUID) -> ResponseReturnValue:
    """Take back the last correction, or all of them."""
    with transaction() as session:
        row = fetch(session, Version, version_id)
        left = [] if request.form.get("all") else repairs_of(row)[:-1]
        repair_version(session, actor(), row, settings().files, left)
    flash(_("Taken back."), "saved")
    return redirect(url_for("station.version", version_id=version_id))


def _kind(line: int) -> LineKind | None:
    wanted = request.form.get("kind", "")
    if wanted and wanted not in {one.value for one in LineKind}:
        raise RepairNotPossible(line=line)
    return LineKind(wanted) if wanted else None


def _rows(reading: Reading, repairs: Sequence[Repair]) -> list[Row]:
    kinds = {one.line.number: one.kind for one in reading.placed}
    nodes: dict[int, list[tuple[int, Provision]]] = defaultdict(list)
    remarks: dict[int, list[Remark]] = defaultdict(list)
    law = reading.law
    for depth, provision in _walk((*law.provisions, *(one for annex in law.annexes for one in annex.provisions))):
        nodes[provision.line].append((depth, provision))
    for remark in law.remarks:
        remarks[remark.line].append(remark)
    corrected = {one.line for one in repairs}
    return [
        Row(
            line.number,
            line.text,
            kinds.get(line.number),
            nodes[line.number],
            remarks[line.number],
            line.number in corrected,
        )
        for line in reading.source.lines
    ]


def _walk(provisions: Sequence[Provision], depth: int = 0) -> Iterator[tuple[int, Provision]]:
    for one in provisions:
        yield depth, one
        yield from _walk(one.children, depth + 1)
