"""What is keyed in from a slip, and what is decided where two people read it differently."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Form,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    validators,
)
from wtforms.validators import DataRequired, Length

from legislation_hub import clock
from legislation_hub.exporters.slip_sheets import TICKS
from legislation_hub.models.base import new_id
from legislation_hub.queries.provisions import Asked
from legislation_hub.queries.slots import Slot
from legislation_hub.services.hearing import TOO_LONG, WORDS_LIMIT
from legislation_hub.services.transcribing import NO, YES, Difference, Opinion, Reading
from legislation_hub.vocabulary import LABELS, N_, Channel, Place
from legislation_hub.web.forms.speaking import AGE_BANDS, IDENTITIES, REMARKED, UNDER_AGE, typed

FIRST, SECOND, OTHER = "first", "second", "other"


class SlotForm(Form):
    """What stands in one place of a slip."""

    stance = RadioField(
        _l("Ticked"),
        default="",
        choices=[("", _l("None")), *((one.value, _l(LABELS[one])) for one in TICKS)],
    )
    about = SelectField(_l("Which provision it is about"))
    words = TextAreaField(_l("Words"), [Length(max=WORDS_LIMIT, message=_l(TOO_LONG))], render_kw=REMARKED)

    def __init__(self, slot: Slot, asked: Asked) -> None:
        """Ask what the slip asks there."""
        super().__init__(formdata=request.form or None, prefix=f"{slot.key}-")
        self.slot = slot
        # Boxes stand beside provisions only; elsewhere it is known what it is about.
        if slot.is_free or slot.is_question:
            del self.stance
        if not slot.is_free:
            del self.about
            return
        places = [(place.value, _(LABELS[place])) for place in (Place.WHOLE, Place.MISSING)]
        self.about.choices = [*places, *((one.eid, one.citation) for one in asked.choices)]

    @property
    def is_filled(self) -> bool:
        """Return whether anything was read there."""
        return self.opinion() is not None

    def opinion(self) -> Opinion | None:
        """Return what was read, or None where nothing stands."""
        stance = self.stance.data if self.stance else ""
        words = typed(self.words)
        if not words.strip() and not stance:
            return None
        about = self.about.data if self.slot.is_free else self.slot.eid or Place.WHOLE.value
        question = self.slot.text if self.slot.is_question else ""
        return Opinion(self.slot.key, words if words.strip() else "", stance, about, question)


def _or_not_said(known: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", _l("Not said")), *((value, _l(text)) for value, text in known)]


class SlipForm(FlaskForm):
    """One slip, in the order of the paper; ``slots`` are its places to write in, and then what it only names."""

    id = HiddenField(validators=[validators.UUID()])
    household = StringField(_l("Household code"), [Length(max=40)])
    identity = SelectField(_l("Who speaks"), default="", choices=_or_not_said(IDENTITIES))
    speaker = StringField(_l("Name"), [Length(max=100)])
    wants_answer = BooleanField(_l("Would like to hear what becomes of it"), default=False)
    # The paper asks for no age: it has a line on which a guardian signs.
    guardian = BooleanField(_l("A guardian has signed: whoever wrote it is under 14"))

    def __init__(self, slots: Sequence[Slot], asked: Asked, **more: Any) -> None:
        """Ask what the slip asks; a new id if none came with the form."""
        super().__init__(**more)
        self.slots = [SlotForm(slot, asked) for slot in slots]
        if not self.id.data:
            self.id.data = str(new_id())

    def validate(self, extra_validators: Any = None) -> bool:
        """Return whether all of the slip can be taken."""
        # Every one is asked, so that all that is wrong is told at once.
        right = [super().validate(extra_validators), *(one.validate() for one in self.slots)]
        return all(right)

    def reading(self, channel: Channel, day: date, household: str) -> Reading:
        """Return what was read on a slip that came back on ``day``; ``household`` is the whole code."""
        return Reading(
            id=UUID(self.id.data),
            opinions=tuple(found for one in self.slots if (found := one.opinion())),
            heard_at=clock.noon(day),
            channel=channel,
            household=household,
            identity=self.identity.data or "",
            age_band=UNDER_AGE if self.guardian.data else "",
            speaker=typed(self.speaker).strip(),
            wants_answer=bool(self.wants_answer.data),
        )


class ChoiceForm(Form):
    """Which of two readings is right, or what stands there instead."""

    pick = RadioField(_l("What stands on the slip?"), [DataRequired(_l("Please choose one."))])
    other = TextAreaField(_l("The right reading"), [Length(max=WORDS_LIMIT, message=_l(TOO_LONG))])

    def __init__(self, difference: Difference) -> None:
        """Ask about one difference."""
        super().__init__(formdata=request.form or None, prefix=f"{difference.field}-")
        self.difference = difference
        self.free = difference.name in ("words", "speaker", "household")
        self.pick.choices = [(one, one) for one in (FIRST, SECOND, *([OTHER] if self.free else []))]

    def decided(self) -> str:
        """Return what is to stand."""
        readings: Mapping[str, str] = {
            FIRST: self.difference.first,
            SECOND: self.difference.second,
            OTHER: typed(self.other),
        }
        return readings[self.pick.data]


class SettleForm(FlaskForm):
    """A decision on everything that two people read differently."""

    id = HiddenField(validators=[validators.UUID()])

    def __init__(self, differences: Sequence[Difference], **more: Any) -> None:
        """Ask about each difference; a new id if none came with the form."""
        super().__init__(**more)
        self.choices = [ChoiceForm(one) for one in differences]
        if not self.id.data:
            self.id.data = str(new_id())

    def validate(self, extra_validators: Any = None) -> bool:
        """Return whether each difference was decided."""
        right = [super().validate(extra_validators), *(one.validate() for one in self.choices)]
        return all(right)

    def decisions(self) -> dict[str, str]:
        """Return what is to stand, by field."""
        return {one.difference.field: one.decided() for one in self.choices}


def shown(difference: Difference, value: str, asked: Asked) -> str:
    """Return a value that two people read differently as people say it."""
    named = {
        "stance": {one.value: LABELS[one] for one in TICKS},
        "identity": dict(IDENTITIES),
        "age_band": dict(AGE_BANDS),
        "wants_answer": {YES: N_("yes"), NO: N_("no")},
        "about": {one.value: LABELS[one] for one in (Place.WHOLE, Place.MISSING)},
    }.get(difference.name, {})
    if value in named:
        return str(_(named[value]))
    citations = {one.eid: one.citation for one in asked.choices} if difference.name == "about" else {}
    return citations.get(value, value)
