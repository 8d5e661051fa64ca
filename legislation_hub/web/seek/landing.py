"""Where a hit is read: the place on which a click lands, for each role its own."""

from flask import url_for

from legislation_hub.services.finding import Hit
from legislation_hub.vocabulary import Findable, Role

STATION = (Role.COORDINATOR, Role.STATION_HEAD)
# Who finds what people said, and so is offered more of it.
COMMENTED = (*STATION, Role.ROOM_HEAD, Role.COLLECTOR, Role.MUNICIPAL_OFFICER)


def place_of(hit: Hit, role: Role | None) -> str:
    """Return the address of the page on which this role reads a hit, empty where it has none."""
    match hit.kind:
        case Findable.DRAFT if role in STATION:
            return url_for("station.draft", draft_id=hit.id)
        case Findable.DRAFT:
            return url_for("reading.whole", version_id=hit.version) if hit.version else ""
        case Findable.PROVISION:
            return url_for("reading.place", version_id=hit.version, eid=hit.eid)
        case Findable.COMMENT:
            return url_for("hall.way", comment_id=hit.id)
        case Findable.POINT if role in STATION:
            return url_for("station.point", point_id=hit.id)
        case Findable.POINT:
            return url_for("municipal.report", report_id=hit.report, _anchor=f"point-{hit.position}")
        case Findable.REPORT:
            return _report(hit, role)
        case Findable.PAPER if role in STATION:
            return url_for("station.paper", paper_id=hit.id)
        case Findable.PAPER:
            return url_for("public.paper", paper_id=hit.id)


def _report(hit: Hit, role: Role | None) -> str:
    if role is Role.MUNICIPAL_OFFICER:
        return url_for("municipal.report", report_id=hit.id)
    return url_for("room.report" if role is Role.ROOM_HEAD else "station.report", report_id=hit.id)
