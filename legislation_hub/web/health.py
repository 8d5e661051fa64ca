"""Whether the instance lives, and whether it can work; for the machine that watches it."""

from typing import cast

from flask import Flask, current_app, jsonify
from flask.typing import ResponseReturnValue

from legislation_hub.models import schema
from legislation_hub.models.database import db
from legislation_hub.problems import SchemaNotOurs
from legislation_hub.search.engines import Shelf


def init(app: Flask) -> None:
    """Answer at /healthz and /readyz."""
    app.add_url_rule("/healthz", view_func=healthz)
    app.add_url_rule("/readyz", view_func=readyz)


def healthz() -> ResponseReturnValue:
    """Say that the process answers."""
    return jsonify(status="alive")


def readyz() -> ResponseReturnValue:
    """Say whether the database has our schema, and whether the index may be written."""
    found = {"database": _database_is_ours(), "index": _index_is_writable()}
    ready = all(found.values())
    return jsonify(status="ready" if ready else "not ready", **found), 200 if ready else 503


def _database_is_ours() -> bool:
    try:
        schema.demand_own_schema(db.engine)
    except (SchemaNotOurs, OSError, schema.Unreachable):
        return False
    return True


def _index_is_writable() -> bool:
    return cast(Shelf, current_app.extensions["shelf"]).writable()
