"""The log as it is read: by the administrator, and by the auditor, who reads nothing else."""

from collections.abc import Mapping

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from legislation_hub.models.database import db
from legislation_hub.queries import events as log
from legislation_hub.vocabulary import N_, Role, Tag
from legislation_hub.web.edge import only

wing = Blueprint("audit", __name__, url_prefix="/admin")
wing.before_request(only(Role.ADMINISTRATOR, Role.AUDITOR))

# What people call the things that an act is done to.
SUBJECTS: Mapping[str, str] = {
    "account": N_("Account"),
    "answer": N_("Answer"),
    "comment": N_("Comment"),
    "consultation": N_("Consultation"),
    "day": N_("Day"),
    "draft": N_("Draft"),
    "household": N_("Household"),
    "inquiry": N_("Question to a department"),
    "instance": N_("The platform"),
    "outcome": N_("Outcome"),
    "paper": N_("Paper"),
    "point": N_("Point"),
    "report": N_("Report"),
    "savedsearch": N_("Saved search"),
    "setting": N_("Setting"),
    "task": N_("Task"),
    "transfer": N_("Passed-on matter"),
    "unit": N_("Place"),
    "verdict": N_("Verdict"),
    "version": N_("Reading of a draft"),
}


@wing.get("/log")
def log_page() -> ResponseReturnValue:
    """Every act, newest first."""
    tag = request.args.get("tag", "")
    chosen = Tag(tag) if tag in set(Tag) else None
    who, before = request.args.get("actor", "").strip(), request.args.get("before", type=int)
    rows = log.events(db.session(), tag=chosen, actor=who, before=before)
    return render_template(
        "admin/log.html",
        rows=rows,
        subjects=SUBJECTS,
        tags=list(Tag),
        tag=chosen,
        who=who,
        full=len(rows) == log.PAGE,
    )


@wing.get("/log/check")
def check_log() -> ResponseReturnValue:
    """Verify every chain of the log from its beginning."""
    return render_template("admin/chains.html", chains=log.chains(db.session()), total=log.count(db.session()))
