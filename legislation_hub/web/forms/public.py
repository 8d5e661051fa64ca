"""What a resident writes without an account."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, SelectField, StringField, validators
from wtforms.validators import DataRequired, Length, ValidationError

from legislation_hub.models import Task
from legislation_hub.proofs.receipts import behind
from legislation_hub.queries.openings import Place
from legislation_hub.queries.provisions import Asked
from legislation_hub.services.hearing import Heard
from legislation_hub.vocabulary import Channel, Consent
from legislation_hub.web.forms.speaking import UNDER_AGE, SpeakingForm


class SayForm(SpeakingForm):
    """A resident's words; ``receipt`` joins them to what was handed in with that code."""

    receipt = HiddenField()
    room = SelectField(_l("Where do you live?"), validate_choice=False)
    guardian = BooleanField(_l("I am the parent or guardian and agree"))
    consent = BooleanField(
        _l("I have read this and agree"), [DataRequired(_l("Without your agreement nothing may be kept."))]
    )

    def __init__(self, asked: Asked, rooms: list[Place], **more: Any) -> None:
        """Offer the rooms to choose from, where no QR code named one."""
        super().__init__(asked, **more)
        self.rooms_known = not rooms
        self.room.choices = [("", _l("Please choose")), *((one.code, one.name) for one in rooms)]

    def validate_room(self, field: SelectField) -> None:
        """Somebody has to read it first."""
        if not self.rooms_known and not field.data:
            raise ValidationError(_("Please choose where you live."))

    def validate_guardian(self, field: BooleanField) -> None:
        """Under 14 a guardian agrees (PIPL art. 31)."""
        if self.age_band.data == UNDER_AGE and not field.data:
            raise ValidationError(_("For somebody under 14 a parent or guardian has to agree."))

    def heard(self, task: Task, submission: Any, secret: bytes) -> Heard:
        """Return what was said; ``submission`` is the one that the receipt opens, or None."""
        said = self.said()
        said["id"] = behind(secret, said["id"])
        return Heard(
            task=task.id,
            channel=Channel.QR,
            consent=Consent.ELECTRONIC,
            submission=submission,
            **said,
        )


class ReceiptForm(FlaskForm):
    """A receipt code; it is sent in the body, never in an address."""

    code = StringField(_l("Receipt code"), [DataRequired(_l("Please type the code.")), Length(max=60)])


class WithdrawForm(ReceiptForm):
    """A receipt code and one of the comments that it opens."""

    comment = HiddenField(validators=[DataRequired(), validators.UUID()])
