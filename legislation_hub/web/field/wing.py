"""The collector's wing: at a door, one thumb, with or without a network."""

from flask import Blueprint

from legislation_hub.vocabulary import Role
from legislation_hub.web.edge import only

wing = Blueprint("field", __name__, url_prefix="/field")
wing.before_request(only(Role.COLLECTOR, Role.ROOM_HEAD))
