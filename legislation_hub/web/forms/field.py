"""What a collector writes down at a door."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField, validators
from wtforms.validators import DataRequired, Length, Optional

from legislation_hub import clock
from legislation_hub.models import Task
from legislation_hub.services.hearing import BLANK, Heard
from legislation_hub.vocabulary import LABELS, Channel, Consent
from legislation_hub.web.forms.speaking import SpeakingForm, typed

CHANNELS = [one for one in Channel if one is not Channel.DEPARTMENT]


class CommentForm(SpeakingForm):
    """A household's words; how they were heard is remembered from the last time."""

    submission = HiddenField(validators=[Optional(), validators.UUID()])
    corrects = HiddenField(validators=[Optional(), validators.UUID()])
    household = StringField(_l("Household code"), [Length(max=40)])
    channel = SelectField(_l("How it was heard"), choices=[(one.value, _l(LABELS[one])) for one in CHANNELS])
    language = StringField(_l("Language spoken"), [Length(max=40)])
    interpreter = StringField(_l("Who put it into Chinese"), [Length(max=40)])
    consent = RadioField(
        _l("How the person agreed"),
        [DataRequired(_l("Please ask whether the person agrees to be written down, then choose."))],
        choices=[(one.value, _l(LABELS[one])) for one in (Consent.ORAL, Consent.WRITTEN)],
    )
    heard_on = DateField(_l("Day on which it was heard"), [DataRequired(_l("Please give a day."))])

    def heard(self, task: Task, household: str) -> Heard:
        """Return what was heard; ``household`` is the full code that was meant."""
        return Heard(
            task=task.id,
            household=household or None,
            channel=Channel(self.channel.data),
            language=typed(self.language).strip() or None,
            interpreter=typed(self.interpreter).strip() or None,
            consent=Consent(self.consent.data),
            heard_at=self._moment(),
            submission=_uuid(self.submission.data),
            corrects=_uuid(self.corrects.data),
            **self.said(),
        )

    def told(self) -> str:
        """Return in a line how it was heard, for where the fields are folded."""
        chosen = [str(text) for _value, text, picked, *_more in self.channel.iter_choices() if picked]
        return " · ".join([*chosen, *([self.language.data] if self.language.data else [])])

    def _moment(self) -> datetime:
        # The same form must say the same moment however often it is sent. Its id carries the milliseconds at
        # which the page was made; for another day noon will do.
        made = min((UUID(self.id.data).int >> 80) / 1000, clock.now().timestamp())
        made_at = datetime.fromtimestamp(made, clock.COUNTY)
        day: Any = self.heard_on.data
        return made_at if made_at.date() == day else clock.noon(day)


class SupplementForm(FlaskForm):
    """Detail that the room asked for."""

    text = TextAreaField(_l("Detail"), [DataRequired(_l(BLANK)), Length(max=2000)])


class WithdrawForm(FlaskForm):
    """The receipt code with which a household takes its words back."""

    code = StringField(_l("Receipt code"), [DataRequired(_l("Please type the code.")), Length(max=60)])


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None
