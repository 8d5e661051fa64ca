"""What a resident writes without an account."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, SelectField, StringField, validators
from wtforms.validators import DataRequired, Length, ValidationError

from legislation_hub.models import Task
from legislation_hub.proofs.receipts import behind
from legislation_hub.queries.openings import Place
from legislation_hub.queries.provisions import Asked
from legislation_hub.services.consenting import NOTICE
from legislation_hub.services.hearing import Heard
from legislation_hub.vocabulary import Channel, Consent
from legislation_hub.web.forms.speaking import UNDER_AGE, SpeakingForm

STEPS = (
    ("about", ("about", "other", "quote")),
    ("words", ("words", "stance", "proposal", "reason")),
    ("who", ("room", "identity", "age_band", "guardian", "speaker", "wants_answer", "consent")),
)


class SayForm(SpeakingForm):
    """A resident's words; ``receipt`` joins them to what was handed in with that code, ``slip`` names the paper
    by whose QR code they came, ``notice`` is the version of what they agree to."""

    receipt = HiddenField()
    slip = HiddenField()
    notice = HiddenField(default=NOTICE)
    other = SelectField(_l("Another provision"), validate_choice=False)
    room = SelectField(_l("Where do you live?"), validate_choice=False)
    guardian = BooleanField(_l("I am the parent or guardian and agree"))
    consent = BooleanField(
        _l("I have read this and agree"), [DataRequired(_l("Without your agreement nothing may be kept."))]
    )

    def __init__(self, asked: Asked, rooms: Sequence[Place], **more: Any) -> None:
        """Offer the rooms to choose from, where no QR code named one."""
        super().__init__(asked, **more)
        self.rooms_known = not rooms
        self.room.choices = [("", _l("Please choose")), *((one.code, one.name) for one in rooms)]
        self.other.choices = [("", _l("Please choose")), *((one.eid, one.named) for one in asked.articles)]
        if not self.about.data and self.other.data:
            self.about.data = self.other.data

    @property
    def step(self) -> str:
        """Return the step to begin with: the first where something is not right, the last to send again."""
        wrong = (name for name, fields in STEPS if any(self[field].errors for field in fields))
        return next(wrong, STEPS[-1 if self.form_errors else 0][0])

    def validate_other(self, field: SelectField) -> None:
        """Where the articles are listed, one chooses among the cards or in the list."""
        if field.data and field.data != self.about.data:
            raise ValidationError(_("Two places are chosen. Please leave only one."))

    def validate_room(self, field: SelectField) -> None:
        """Somebody has to read it first."""
        if not self.rooms_known and not field.data:
            raise ValidationError(_("Please choose where you live."))

    def validate_guardian(self, field: BooleanField) -> None:
        """Under 14 a guardian agrees (PIPL art. 31)."""
        if self.age_band.data == UNDER_AGE and not field.data:
            raise ValidationError(_("For somebody under 14 a parent or guardian has to agree."))

    def validate_consent(self, field: BooleanField) -> None:
        """One agrees to what one read, not to what stands there since (PIPL art. 14)."""
        if self.notice.data != NOTICE:
            self.notice.data, field.data = NOTICE, False
            raise ValidationError(
                _("What happens with your words was worded anew meanwhile. Please read it again.")
            )

    def heard(self, task: Task, submission: UUID | None, slip: int | None, secret: bytes) -> Heard:
        """Return what was said; ``submission`` is what the receipt opens, ``slip`` a printed number."""
        said = self.said()
        said["id"] = behind(secret, said["id"])
        return Heard(
            task=task.id,
            channel=Channel.QR,
            consent=Consent.ELECTRONIC,
            submission=submission,
            slip=slip,
            **said,
        )


class ReceiptForm(FlaskForm):
    """A receipt code; it is sent in the body, never in an address."""

    code = StringField(_l("Receipt code"), [DataRequired(_l("Please type the code.")), Length(max=100)])


class WithdrawForm(ReceiptForm):
    """A receipt code and one of the comments that it opens."""

    comment = HiddenField(validators=[DataRequired(), validators.UUID()])
