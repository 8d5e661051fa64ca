"""The room's wing: its head looks at what came in, and says a verdict on each comment."""

from flask import Blueprint

from legislation_hub.vocabulary import Role
from legislation_hub.web.edge import only

wing = Blueprint("room", __name__, url_prefix="/room")
wing.before_request(only(Role.ROOM_HEAD))
