"""What a meeting prints: the sheet to sign in on, the record for two signatures, a receipt for each speaker."""

from collections.abc import Sequence
from io import BytesIO
from uuid import UUID

from flask import render_template, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.exporters.catalogue import ATTENDANCE, MINUTES, Exporter
from legislation_hub.exporters.sheets import qr_code
from legislation_hub.exporters.versions import file_name
from legislation_hub.models.database import db
from legislation_hub.problems import NotFound
from legislation_hub.proofs import receipts
from legislation_hub.queries.meetings import Person, Record, Speech, record_of
from legislation_hub.web.edge import actor, settings
from legislation_hub.web.i18n import official
from legislation_hub.web.meetings.wing import meeting_of, wing


@wing.get("/<uuid:meeting_id>/attendance.pdf")
def attendance(meeting_id: UUID) -> ResponseReturnValue:
    """Give the sign-in sheet."""
    return _give(record_of(db.session(), meeting_of(meeting_id)), ATTENDANCE, _("Sign-in sheet"))


@wing.get("/<uuid:meeting_id>/record.<form>")
def paper(meeting_id: UUID, form: str) -> ResponseReturnValue:
    """Give the record as Word file or PDF; before the closing it says that it is a draft."""
    exporter = next((one for one in MINUTES if one.format == form), None)
    if exporter is None:
        raise NotFound()
    return _give(record_of(db.session(), meeting_of(meeting_id)), exporter, _("Record of the meeting"))


@wing.get("/<uuid:meeting_id>/receipts")
def receipt_slips(meeting_id: UUID) -> str:
    """Show a slip for everybody who spoke, to be printed and cut.

    Only who wrote their words down may hand them the code; for the others the slip says who that is.
    """
    record = record_of(db.session(), meeting_of(meeting_id))
    spoken = [(one, record.speeches_of(one)) for one in record.people if one.speeches and not one.gone]
    codes = {one.id: _code(one, speeches) for one, speeches in spoken}
    return render_template(
        "meetings/receipts.html",
        record=record,
        speakers=spoken,
        codes=codes,
        qr={person: qr_code(code, scale=3) for person, code in codes.items() if code},
    )


def _code(person: Person, speeches: Sequence[Speech]) -> str:
    own = all(one.recorded_by == actor().id for one in speeches)
    return receipts.derive(settings().secret, person.id) if own else ""


def _give(record: Record, exporter: Exporter[Record], what: str) -> ResponseReturnValue:
    with official():
        content = exporter.render(record, _, settings().fonts)
    name = file_name(f"{what} {record.title}", exporter.name)
    return send_file(BytesIO(content), exporter.media_type, as_attachment=True, download_name=name)
