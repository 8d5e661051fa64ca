"""A version's text as files, also before it is sent out."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from legislation_hub.models import Version
from legislation_hub.web import giving
from legislation_hub.web.station.wing import reach, wing


@wing.get("/versions/<uuid:version_id>/files/<form>")
def text_file(version_id: UUID, form: str) -> ResponseReturnValue:
    """Give a reading as Word file, PDF, Markdown, Akoma Ntoso or JSON."""
    return giving.text_file(reach(Version, version_id), form)


@wing.get("/versions/<uuid:version_id>/against/<uuid:old_id>/<form>")
def comparison_file(version_id: UUID, old_id: UUID, form: str) -> ResponseReturnValue:
    """Give a reading beside an earlier one as Word, PDF or workbook; ``?only=changed`` leaves out the rest."""
    only_changed = request.args.get("only") == "changed"
    return giving.contrast_file(reach(Version, old_id), reach(Version, version_id), form, only_changed)
