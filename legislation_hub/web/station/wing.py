"""The station's wing: its coordinator acts here, its head reads and signs."""

from flask import Blueprint

from legislation_hub.vocabulary import Role
from legislation_hub.web.edge import only

wing = Blueprint("station", __name__, url_prefix="/station")
wing.before_request(only(Role.COORDINATOR, Role.STATION_HEAD))
