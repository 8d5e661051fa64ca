"""The resident's wing lets everybody in."""

from flask import Blueprint

from legislation_hub.web.edge import anyone

wing = Blueprint("public", __name__)
wing.before_request(anyone())
