"""What is filled in around paper slips: what to print, what a stack has in common, and its photos."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    validators,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from legislation_hub import clock
from legislation_hub.exporters.slip_sheets import SIZES
from legislation_hub.models.base import new_id
from legislation_hub.problems import DayAhead
from legislation_hub.queries.grids import Grid
from legislation_hub.queries.meetings import Held
from legislation_hub.services.issuing import MOST, Order
from legislation_hub.vocabulary import LABELS, N_, Channel, SlipKind
from legislation_hub.web.forms.pictures import id_of

CHANNELS = (Channel.QUESTIONNAIRE, Channel.BOX)
SIZE_LABELS = (("a4", N_("A4, one slip on one or two pages")), ("a5", N_("A5, two slips on a sheet")))


class OrderForm(FlaskForm):
    """Whom to print slips for."""

    id = HiddenField(validators=[validators.UUID()])
    kind = RadioField(
        _l("Whom are they for?"),
        default=SlipKind.HOUSEHOLD.value,
        choices=[
            (SlipKind.HOUSEHOLD.value, _l("Households: one each, with its code")),
            (SlipKind.MEETING.value, _l("A meeting")),
            (SlipKind.SPARE.value, _l("Spare ones, without a code")),
        ],
    )
    grid = SelectField(_l("Grid"))
    unheard = BooleanField(_l("Only households that have not been heard"), default=True)
    count = IntegerField(_l("How many"), [Optional(), NumberRange(1, MOST)], default=20)
    meeting = SelectField(_l("Meeting"), default="")
    size = RadioField(_l("Paper size"), default="a4", choices=[(value, _l(text)) for value, text in SIZE_LABELS])

    def __init__(self, grids: Sequence[Grid], meetings: Sequence[Held], **more: Any) -> None:
        """Offer the grids of the room and the meetings of the task; a new id if none came with the form."""
        super().__init__(**more)
        left = [(str(one.id), f"{one.name} · {one.households - one.done}") for one in grids]
        self.grid.choices = [("", _("The whole room")), *left]
        self.meeting.choices = [("", _("None of these")), *((str(one.id), one.title) for one in meetings)]
        if not self.id.data:
            self.id.data = str(new_id())

    def order(self) -> Order:
        """Return what is to be printed."""
        kind = SlipKind(self.kind.data)
        return Order(
            id=UUID(self.id.data),
            kind=kind,
            count=self.count.data or 1,
            grid_id=_uuid(self.grid.data),
            unheard=bool(self.unheard.data),
            meeting_id=_uuid(self.meeting.data) if kind is SlipKind.MEETING else None,
        )


class StackForm(FlaskForm):
    """What all slips of a stack have in common; remembered until another is taken up."""

    channel = RadioField(
        _l("How they came back"),
        default=Channel.QUESTIONNAIRE.value,
        choices=[(one.value, _l(LABELS[one])) for one in CHANNELS],
    )
    size = RadioField(_l("Paper size"), default="a4", choices=[(one, one.upper()) for one in SIZES])
    heard_on = DateField(_l("Day on which they came back"), [DataRequired(_l("Please give a day."))])
    twice = BooleanField(_l("Somebody else keys each in a second time"))

    def validate_heard_on(self, field: DateField) -> None:
        """Refuse a day that has not come."""
        if field.data and field.data > clock.today():
            raise ValidationError(_(DayAhead.text))


class NumberForm(FlaskForm):
    """Which slip comes next; it changes nothing, so that it stands in the address."""

    class Meta(FlaskForm.Meta):
        """Nothing is written by it."""

        csrf = False

    s = StringField(_l("Number of the slip"), [DataRequired(_l("Please type the number.")), Length(max=500)])


class NumbersForm(FlaskForm):
    """Which single slips are printed again; it changes nothing."""

    class Meta(FlaskForm.Meta):
        """Nothing is written by it."""

        csrf = False

    numbers = TextAreaField(_l("Single numbers"), [DataRequired(_l("Please type the number.")), Length(max=4000)])


class SpanForm(FlaskForm):
    """From which number to which slips are printed again; it changes nothing."""

    class Meta(FlaskForm.Meta):
        """Nothing is written by it."""

        csrf = False

    first = StringField(_l("From number"), [DataRequired(_l("Please type the number.")), Length(max=20)])
    last = StringField(_l("To number"), [Length(max=20)])


class StubForm(FlaskForm):
    """That the stub in the person's hand was looked at; one stands beside each comment of a slip, and its paper.

    ``known`` says what else goes: it is of the :class:`Consequence` that the page told.
    """

    known = HiddenField(validators=[Length(max=64)])
    seen = BooleanField(
        _l("The number on the stub in the person's hand is the one above"),
        [DataRequired(_l("Please look at the stub first."))],
    )

    @classmethod
    def beside(cls, subject_id: UUID, **more: Any) -> "StubForm":
        """Return the form that stands beside this comment, or this slip."""
        return cls(prefix=f"stub-{subject_id}-", **more)

    def tell(self, known: str) -> "StubForm":
        """Return the form as it is shown, with what goes now; who confirmed something else is asked anew."""
        if self.known.data != known:
            self.known.data, self.seen.data = known, False
        return self


class PicturesForm(FlaskForm):
    """Photos of slips; each has an id from the form's and its own bytes, so that sending twice keeps it once."""

    id = HiddenField(validators=[validators.UUID()])
    pictures = MultipleFileField(
        _l("Photos or scans (JPEG, PNG, WebP)"), [DataRequired(_l("Please choose a file."))]
    )

    def __init__(self, **more: Any) -> None:
        """Give the form a new id if none came with it; it stands beside another form."""
        super().__init__(prefix="pictures-", **more)
        if not self.id.data:
            self.id.data = str(new_id())

    def files(self) -> Iterator[tuple[UUID, str, bytes]]:
        """Yield the id, the name and the bytes of each file."""
        for one in self.pictures.data:
            content = one.read()
            yield id_of(self.id.data, content), one.filename or "", content

    def names(self) -> Sequence[str]:
        """Return the names of the files in their order."""
        return [one.filename or "" for one in self.pictures.data or ()]


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None
