"""An amendment beside the law that it changes: what is done, what is not, and the text that comes of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.legaltext.amendments.operations import Operation
from legislation_hub.legaltext.tree import Provision, law_from
from legislation_hub.models import Version
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import BaseNeeded
from legislation_hub.queries.amendments import Base, bases_of, combined_from
from legislation_hub.queries.rows import fetch
from legislation_hub.services.amending import combine, combined
from legislation_hub.vocabulary import Genre
from legislation_hub.web.edge import actor, attempt, settings
from legislation_hub.web.forms.amending import CombineForm
from legislation_hub.web.station.wing import reach, wing


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the decision as it counts itself (四十二、（一）), and what it does."""

    label: str
    operations: Sequence[Operation]


@wing.route("/versions/<uuid:version_id>/amended", methods=["GET", "POST"])
def amended(version_id: UUID) -> ResponseReturnValue:
    """Show what an amendment makes of a base, and keep the text as a version when it is sent."""
    version, session = reach(Version, version_id), db.session()
    if version.genre != Genre.AMENDMENT:
        raise BaseNeeded()
    bases = bases_of(session, version)
    base = _chosen(bases)
    form = CombineForm(base=str(base.id) if base else "", reading=_("Combined text"))
    if base and form.validate_on_submit():
        with attempt(form), transaction() as writing:
            decision, law = fetch(writing, Version, version_id), fetch(writing, Version, base.id)
            made = combine(writing, actor(), decision, law, settings().files, form.reading.data or "")
            flash(_("The combined text was kept as a version of its own."), "saved")
            return redirect(url_for("station.version", version_id=made.id))
    done = combined(fetch(session, Version, base.id), version) if base else None
    page = render_template(
        "station/amended.html",
        version=version,
        bases=bases,
        base=base,
        form=form,
        done=done,
        clauses=list(_clauses(version, done.operations)) if done else [],
        left=sum(not one.applied for one in done.operations) if done else 0,
        earlier=combined_from(session, version),
    )
    return page, 422 if form.is_submitted() else 200


def _chosen(bases: Sequence[Base]) -> Base | None:
    """Return the base that the address or the form names, or the latest; raises BaseNeeded for another."""
    named = request.form.get("base", type=UUID) or request.args.get("base", type=UUID)
    if named is None:
        return next(iter(bases), None)
    found = next((one for one in bases if one.id == named), None)
    if found is None:
        raise BaseNeeded()
    return found


def _clauses(version: Version, operations: Iterable[Operation]) -> Iterator[Clause]:
    labels = dict(_labels(law_from(version.text).provisions))
    for eid, group in groupby(operations, key=lambda one: one.clause):
        yield Clause(labels.get(eid, ""), list(group))


def _labels(provisions: Iterable[Provision], above: str = "") -> Iterator[tuple[str, str]]:
    for one in provisions:
        label = above + one.label
        yield one.eid, label
        yield from _labels(one.children, label)
