"""The search's wing: open to everybody, for each finds what they may read, and nothing else counts."""

from typing import cast

from flask import Blueprint, current_app
from flask_login import current_user

from legislation_hub.models import Account
from legislation_hub.search.engines import Index, Shelf
from legislation_hub.web.edge import actor, anyone

wing = Blueprint("seek", __name__)
wing.before_request(anyone())


def person() -> Account | None:
    """Return who asks; None is a resident."""
    return actor() if current_user.is_authenticated else None


def index() -> Index:
    """Return the index in use; raise :class:`SearchNotReady` when there is none that can be read."""
    return cast(Shelf, current_app.extensions["shelf"]).index()
