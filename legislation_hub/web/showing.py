"""A picture or scan that is kept goes to a browser, which can look at it or save it, and nothing else."""

from flask import send_file
from flask.typing import ResponseReturnValue

from legislation_hub.models import Attachment
from legislation_hub.models.database import db
from legislation_hub.problems import NotFound, ScanWithheld
from legislation_hub.queries.attachments import PICTURE
from legislation_hub.queries.scans import check_of, hidden_from
from legislation_hub.services.storing import path_of
from legislation_hub.web.edge import actor, settings


def show(kept: Attachment) -> ResponseReturnValue:
    """Show a picture by itself, or give a scan to be saved.

    Raises :class:`NotFound` where it was taken away, and :class:`ScanWithheld` while something that was taken back
    may be read on it, but to who mends that.
    """
    file = kept.file
    if file is None or kept.removed_at is not None:
        raise NotFound()
    if hidden_from(actor(), kept, check_of(db.session(), kept)):
        raise ScanWithheld()
    drawn = file.media_type == PICTURE
    response = send_file(
        path_of(settings().files, file.sha256),
        file.media_type if drawn else "application/octet-stream",
        as_attachment=not drawn,
        download_name=file.name,
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
