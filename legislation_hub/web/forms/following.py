"""What the coordinator says of something whose new place is not certain."""

from collections.abc import Iterable
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, ValidationError

from legislation_hub.queries.rows import ids

GONE = "gone"
OTHER = "other"


class SettleForm(FlaskForm):
    """Where it stands now: one of the likely places, another one, or none; and what goes there with it."""

    place = StringField(_l("Where it stands now"), [InputRequired(_l("Choose where it stands now."))])
    other = SelectField(_l("Provision of this version"), validate_choice=False)
    together = SelectMultipleField(_l("Comments that go there, too"), validate_choice=False)
    saw_open = BooleanField()

    def validate_other(self, field: SelectField) -> None:
        """Whoever says "another" names it."""
        if self.place.data == OTHER and not field.data:
            raise ValidationError(_l("Choose the provision."))

    def chosen(self) -> UUID | None:
        """Return the provision that was chosen, None for "it is gone"; raises :class:`NotFound`."""
        if self.place.data == GONE:
            return None
        return ids([self.other.data if self.place.data == OTHER else self.place.data or ""])[0]

    def taken_along(self, offered: Iterable[UUID]) -> list[UUID]:
        """Return those of the ``offered`` rows that are ticked."""
        return [one for one in offered if str(one) in (self.together.data or ())]
