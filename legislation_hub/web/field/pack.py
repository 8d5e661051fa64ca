"""What the notebook takes along: sent when something in it is new, and each text once."""

import json
from dataclasses import asdict
from uuid import UUID

from flask import Response, request
from flask.typing import ResponseReturnValue

from legislation_hub.models.database import db
from legislation_hub.queries.pack_texts import texts_of
from legislation_hub.queries.packs import FORMAT, pack_of
from legislation_hub.web.edge import actor
from legislation_hub.web.field.wing import wing
from legislation_hub.web.squeezing import accepted, squeeze_bytes, squeezed


@wing.get("/notebook/pack")
def pack() -> ResponseReturnValue:
    """Send all that the notebook shows without a network; texts named in ``have`` are on the phone already."""
    packed = pack_of(db.session(), actor())
    response = Response(mimetype="application/json", headers={"Vary": "Accept-Encoding"})
    response.set_etag(packed.tag, weak=True)
    if request.if_none_match.contains_weak(packed.tag):
        response.status_code = 304
        return response
    have = set(request.args.getlist("have", type=UUID))
    content = {
        "format": FORMAT,
        **asdict(packed),
        "versions": sorted(packed.versions),
        "texts": {
            str(version): [asdict(one) for one in pieces]
            for version, pieces in texts_of(db.session(), packed.versions - have).items()
        },
    }
    # Ids and days are written as they are read: uuid and ISO 8601.
    body = json.dumps(content, default=str, ensure_ascii=False, separators=(",", ":")).encode()
    response.set_data(body)
    # A long law is three times as long without; no server in front need do it.
    return squeezed(response, squeeze_bytes(body)) if accepted() else response
