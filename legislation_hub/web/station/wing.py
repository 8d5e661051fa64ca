"""The station's wing: its coordinator acts here, its head reads and signs."""

from typing import TypeVar
from uuid import UUID

from flask import Blueprint
from flask_login import current_user

from legislation_hub.models import Base
from legislation_hub.models.database import db
from legislation_hub.policies import Action, demand, may
from legislation_hub.problems import NotAllowed
from legislation_hub.queries.rows import fetch
from legislation_hub.vocabulary import Role
from legislation_hub.web.edge import actor, only

wing = Blueprint("station", __name__, url_prefix="/station")
wing.before_request(only(Role.COORDINATOR, Role.STATION_HEAD))

Row = TypeVar("Row", bound=Base)


def reach(kind: type[Row], identity: UUID) -> Row:
    """Return a row of the reader's own station, for reading; raises NotFound and NotAllowed."""
    row = fetch(db.session(), kind, identity)
    demand(actor(), Action.READ_CONSULTATION, row)
    return row


def own_station() -> UUID:
    """Return the station of the reader; raises NotAllowed for an account that was given none."""
    station_id = actor().station_id
    if station_id is None:
        raise NotAllowed()
    return station_id


@wing.context_processor
def _rights() -> dict[str, bool]:
    # The station's head sees the same pages without what only the coordinator does.
    # A stranger's sign-in page is drawn in this wing, too.
    who = actor() if current_user.is_authenticated else None
    return {"coordinates": who is not None and may(who, Action.PREPARE_CONSULTATION, who)}
