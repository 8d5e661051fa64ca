"""The paper of a slip: what is printed on it, and so what is asked of whoever keys it in."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _

from legislation_hub import clock
from legislation_hub.exporters.slip_sheets import AskedProvision, BlankSlip, BlankSlipPaper, provisions_on
from legislation_hub.models import Slip, Task
from legislation_hub.models.database import db
from legislation_hub.proofs.slips import address_of, code_of
from legislation_hub.queries.provisions import asked_in
from legislation_hub.queries.slips import household_codes
from legislation_hub.web.edge import settings
from legislation_hub.web.forms.speaking import IDENTITIES


def printed_on(task: Task, slip: Slip, size: str) -> int:
    """Return how many of the key provisions are printed in full on a slip of this size."""
    return provisions_on(paper_of(task, [slip], size), _, settings().fonts)


def paper_of(task: Task, slips: Sequence[Slip], size: str) -> BlankSlipPaper:
    """Return these slips of a task as they are printed; ``size`` is one of :data:`SIZES`."""
    asked, codes = asked_in(db.session(), task.consultation), household_codes(db.session(), slips)
    door = url_for("public.door", code=task.code, _external=True)
    return BlankSlipPaper(
        title=task.consultation.title,
        unit=task.unit.name,
        station=task.station.name,
        closes=task.consultation.closes_on,
        questions=tuple(one.text for one in asked.questions),
        provisions=tuple(AskedProvision(one.citation, one.heading, one.text) for one in asked.keys),
        identities=tuple(_(text) for _value, text in IDENTITIES),
        size=size,
        made_at=clock.now(),
        slips=tuple(
            BlankSlip(
                code=str(code_of(task.id, one.number)),
                address=address_of(door, task.id, one.number),
                household=codes.get(one.household_id, "") if one.household_id else "",
            )
            for one in slips
        ),
    )
