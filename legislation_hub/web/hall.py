"""The hall that every wing opens on: the whole way of a comment, walked from either end."""

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from legislation_hub.models import Comment, Report
from legislation_hub.models.database import db
from legislation_hub.policies import Action, demand
from legislation_hub.problems import NotAllowed
from legislation_hub.queries.rows import fetch
from legislation_hub.queries.ways import Way, way_of
from legislation_hub.queries.whereabouts import whereabouts_of
from legislation_hub.vocabulary import Role
from legislation_hub.web.edge import actor, only
from legislation_hub.web.paging import page_of

STATION = (Role.COORDINATOR, Role.STATION_HEAD)

wing = Blueprint("hall", __name__, url_prefix="/comments")
wing.before_request(
    only(Role.COLLECTOR, Role.ROOM_HEAD, Role.COORDINATOR, Role.STATION_HEAD, Role.MUNICIPAL_OFFICER)
)


@wing.get("/<uuid:comment_id>")
def way(comment_id: UUID) -> ResponseReturnValue:
    """Draft, provision, words, verdict, point, report, outcome, answer: one page."""
    session, person = db.session(), actor()
    comment = fetch(session, Comment, comment_id)
    found = way_of(session, comment_id)
    municipal = person.role is Role.MUNICIPAL_OFFICER
    if municipal:
        _demand_reported(found)
    else:
        demand(person, Action.READ_COMMENT, comment)
    page = None
    if found.report_id is not None and found.report_position is not None:
        page = page_of(session, fetch(session, Report, found.report_id), found.report_position)
    # Who spoke and where stays in the county.
    later = whereabouts_of(session, [comment_id], everything=person.role in STATION)[comment_id]
    return render_template(
        "hall/way.html", way=found, page=page, later=later, personal=not municipal, role=person.role
    )


def _demand_reported(found: Way) -> None:
    """The municipality reads what a signed report carries, nothing before."""
    if found.report_id is None:
        raise NotAllowed()
    demand(actor(), Action.READ_REPORT, fetch(db.session(), Report, found.report_id))
