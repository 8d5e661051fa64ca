"""A version's text as files: for everybody what was put to the public, for a station's people what it sent out."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from legislation_hub.exporters.catalogue import CONTRAST, TEXT
from legislation_hub.web.edge import anyone
from legislation_hub.web.giving import contrast_file, text_file
from legislation_hub.web.reading import readable

wing = Blueprint("texts", __name__, url_prefix="/texts")
wing.before_request(anyone())


@wing.app_context_processor
def _forms() -> dict[str, object]:
    return {"text_forms": TEXT, "contrast_forms": CONTRAST}


@wing.get("/<uuid:version_id>/files/<form>")
def text(version_id: UUID, form: str) -> ResponseReturnValue:
    """Give a version as Word file, PDF, Markdown, Akoma Ntoso or JSON."""
    version, _askings = readable(version_id)
    return text_file(version, form)


@wing.get("/<uuid:version_id>/against/<uuid:old_id>/<form>")
def comparison(version_id: UUID, old_id: UUID, form: str) -> ResponseReturnValue:
    """Give a version beside an earlier one as Word, PDF or workbook; ``?only=changed`` leaves out the rest."""
    (old, _), (new, _) = readable(old_id), readable(version_id)
    return contrast_file(old, new, form, request.args.get("only") == "changed")
