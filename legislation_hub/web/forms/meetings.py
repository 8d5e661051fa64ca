"""What is filled in at a meeting: its head, who is present, one speech after another, what came of it."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
    ValidationError,
    validators,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from legislation_hub import clock
from legislation_hub.models import Meeting
from legislation_hub.models.base import new_id
from legislation_hub.queries.meetings import Person, eids_in
from legislation_hub.queries.provisions import Asked
from legislation_hub.services.attending import Convened, Present
from legislation_hub.services.hearing import TOO_LONG, WORDS_LIMIT, Heard
from legislation_hub.vocabulary import LABELS, Consent, MeetingKind
from legislation_hub.web.forms.pictures import id_of
from legislation_hub.web.forms.speaking import IDENTITIES, SpeakingForm, typed
from legislation_hub.web.i18n import brief, label

# Names that are typed or pasted one behind the other.
BETWEEN = re.compile(r"[、，,；;\n]+")
SOMEBODY_ELSE = "else"
NOW = "now"
KNOWN_AS = [("", _l("Not said")), *((value, _l(text)) for value, text in IDENTITIES)]
NOBODY = _l("Type a name, or choose who they are.")


class _Revision(IntegerField):
    """The revision of the record that the page showed."""

    widget = HiddenInput()


class HeadForm(FlaskForm):
    """The head of the record: what, when, where, who presides and writes, what about."""

    id = HiddenField(validators=[validators.UUID()])
    revision = _Revision(default=0)
    kind = RadioField(
        _l("Kind of meeting"),
        [DataRequired(_l("Please choose one."))],
        choices=[(one.value, _l(LABELS[one])) for one in MeetingKind],
    )
    title = StringField(_l("Name of the meeting"), [Length(max=100)])
    held_on = DateField(_l("Day of the meeting"), [DataRequired(_l("Please give a day."))])
    held_time = TimeField(_l("Hour"), [InputRequired(_l("Please give an hour."))])
    venue = StringField(_l("Where it is held"), [Length(max=100)])
    presider = StringField(_l("Who presides"), [Length(max=100)])
    recorder = StringField(_l("Who records"), [Length(max=100)])
    topics = SelectMultipleField(_l("Provisions that it is about"))
    other_topics = TextAreaField(_l("What else it is about"), [Length(max=1000)])

    def __init__(self, asked: Asked, **more: Any) -> None:
        """Offer the provisions that one can speak about."""
        super().__init__(**more)
        self.topics.choices = [(one.eid, one.citation) for one in asked.choices]
        if not self.id.data:
            self.id.data = str(new_id())

    def head(self, held_at: datetime | None = None) -> dict[str, Any]:
        """Return the head as fields of :class:`Convened`; ``held_at`` goes before the day and the hour.

        A meeting without a name is called by its kind and day.
        """
        held_at, kind = held_at or self._moment(), MeetingKind(self.kind.data)
        return {
            "kind": kind,
            "title": typed(self.title).strip() or _("%(kind)s of %(day)s", kind=label(kind), day=brief(held_at)),
            "held_at": held_at,
            "venue": typed(self.venue),
            "presider": typed(self.presider),
            "recorder": typed(self.recorder),
            "topics": "\n".join([*(self.topics.data or ()), typed(self.other_topics)]),
            "revision": self.revision.data or 0,
        }

    def _moment(self) -> datetime:
        day, hour = self.held_on.data, self.held_time.data
        assert day is not None, "the field is required"
        assert hour is not None, "the field is required"
        return datetime.combine(day, hour, clock.COUNTY)


class CallForm(HeadForm):
    """The head of a new meeting. When it is held is said and never assumed: it may be written up the day after."""

    when = RadioField(
        _l("When is it held?"),
        [DataRequired(_l("Please choose one."))],
        choices=[(NOW, _l("Now")), ("then", _l("At another time"))],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for day and hour only where it is not held now."""
        if self.when.data == NOW:
            for field in (self.held_on, self.held_time):
                field.process_errors, field.validators = (), ()
        return bool(super().validate(extra_validators))

    def convened(self, begun: Meeting | None) -> Convened:
        """Return a meeting that nobody is on the list of yet; ``begun`` is what this form has made before."""
        now = (begun.held_at if begun else clock.now()) if self.when.data == NOW else None
        return Convened(id=UUID(self.id.data), **self.head(now))


def head_of(meeting: Meeting, asked: Asked) -> dict[str, object]:
    """Return what the form of a meeting's head begins with."""
    held, known = meeting.held_at.astimezone(clock.COUNTY), {one.eid for one in asked.choices}
    lines = eids_in(meeting.topics)
    return {
        "id": str(meeting.id),
        "revision": meeting.revision,
        "kind": meeting.kind.value,
        "title": meeting.title,
        "held_on": held.date(),
        "held_time": held.time(),
        "venue": meeting.venue,
        "presider": meeting.presider,
        "recorder": meeting.recorder,
        "topics": [line for line in lines if line in known],
        "other_topics": "\n".join(line for line in lines if line not in known),
    }


class PresentForm(FlaskForm):
    """Who else is there: one name, several at once, or only what they are."""

    id = HiddenField(validators=[validators.UUID()])
    name = StringField(_l("Name"), [Length(max=2000)])
    identity = SelectField(_l("Who they are"), default="", choices=KNOWN_AS)
    household = StringField(_l("Household code"), [Length(max=40)])

    def __init__(self, **more: Any) -> None:
        """Give the form a new id if none came with it; several forms stand on one page."""
        super().__init__(prefix="present-", **more)
        if not self.id.data:
            self.id.data = str(new_id())

    def validate_identity(self, field: SelectField) -> None:
        """Somebody without a name is at least known by what they are."""
        if not typed(self.name).strip() and not field.data:
            raise ValidationError(NOBODY)

    def one(self, attendee_id: UUID, household: str) -> Present:
        """Return one person who is on the list already."""
        identity = self.identity.data or ""
        return Present(id=attendee_id, name=typed(self.name), identity=identity, household=household)

    def people(self, household: str) -> Sequence[Present]:
        """Return who was named, one for each name; ``household`` is the full code that was meant.

        Their ids follow on that of the form, so that a form sent twice puts nobody on the list twice.
        """
        first = UUID(self.id.data).int
        names = [name.strip() for name in BETWEEN.split(typed(self.name)) if name.strip()] or [""]
        identity = self.identity.data or ""
        return [
            Present(id=UUID(int=first + place), name=name, identity=identity, household=household)
            for place, name in enumerate(names)
        ]


class SpeechForm(SpeakingForm):
    """One speech: who, on which provision, in which words. Whoever is not on the list is put on it by this."""

    corrects = HiddenField(validators=[Optional(), validators.UUID()])
    who = RadioField(_l("Whose speech"), [DataRequired(_l("Please choose one."))])
    name = StringField(_l("Name"), [Length(max=100)])
    identity = SelectField(_l("Who they are"), default="", choices=KNOWN_AS)
    language = StringField(_l("Language spoken"), [Length(max=40)])
    interpreter = StringField(_l("Who put it into Chinese"), [Length(max=40)])

    def __init__(self, asked: Asked, people: Sequence[Person], **more: Any) -> None:
        """Offer whoever is on the list and has not taken back all that they said."""
        super().__init__(asked, **more)
        # Asked of nobody: a name stands on the list, an age on nothing.
        del self.speaker, self.age_band
        living = [one for one in people if not one.gone]
        self.who.choices = [
            *((str(one.id), one.name or one.identity) for one in living),
            (SOMEBODY_ELSE, _l("Somebody else")),
        ]

    def validate_identity(self, field: SelectField) -> None:
        """Somebody new has a name, or is known by what they are."""
        if self.who.data == SOMEBODY_ELSE and not typed(self.name).strip() and not field.data:
            raise ValidationError(NOBODY)

    @property
    def newcomer(self) -> Present | None:
        """Return whom the form puts on the list; the id is the comment's, so that it happens once."""
        if self.who.data != SOMEBODY_ELSE:
            return None
        return Present(id=UUID(self.id.data), name=typed(self.name), identity=self.identity.data or "")

    @property
    def speaks(self) -> UUID:
        """Return the id of whoever speaks."""
        return UUID(self.id.data if self.who.data == SOMEBODY_ELSE else self.who.data)

    def heard(self, meeting: Meeting) -> Heard:
        """Return what was heard; who spoke stands on the meeting's list."""
        return Heard(
            task=meeting.task_id,
            consent=Consent.ORAL,
            language=typed(self.language).strip() or None,
            interpreter=typed(self.interpreter).strip() or None,
            wants_answer=bool(self.wants_answer.data),
            heard_at=self._moment(meeting.held_at),
            corrects=UUID(self.corrects.data) if self.corrects.data else None,
            **self.opinion(),
        )

    def _moment(self, held_at: datetime) -> datetime:
        # At the meeting it is now, as the form's id has it; what is written up later was said when they met.
        made = min((UUID(self.id.data).int >> 80) / 1000, clock.now().timestamp())
        made_at = datetime.fromtimestamp(made, clock.COUNTY)
        return made_at if made_at.date() == clock.day_of(held_at) else held_at


class SummaryForm(FlaskForm):
    """What came of the meeting, in the words of whoever records."""

    revision = _Revision()
    summary = TextAreaField(_l("Summary"), [Length(max=WORDS_LIMIT, message=_l(TOO_LONG))])

    def __init__(self, **more: Any) -> None:
        """Keep its names apart from those of the other forms of the page."""
        super().__init__(prefix="summary-", **more)

    @property
    def said(self) -> str:
        """Return what was written."""
        return typed(self.summary)


class ScanForm(FlaskForm):
    """The signed record and the sign-in sheet, as PDF or as pictures."""

    id = HiddenField(validators=[validators.UUID()])
    scans = MultipleFileField(_l("Scan or pictures"), [DataRequired(_l("Please choose a file."))])

    def __init__(self, prefix: str = "scan-", **more: Any) -> None:
        """Give the form a new id if none came with it; several forms stand on one page."""
        super().__init__(prefix=prefix, **more)
        if not self.id.data:
            self.id.data = str(new_id())

    def files(self) -> Sequence[tuple[UUID, bytes]]:
        """Return each file with an id from the form's and its own bytes, so that sending twice keeps it once."""
        contents = [one.read() for one in self.scans.data]
        return [(id_of(self.id.data, content), content) for content in contents]


class InsteadForm(ScanForm):
    """What is to stand in a scan's place; ``known`` is how much the page knew to be taken back at the meeting."""

    known = _Revision()

    def __init__(self, scan: UUID, **more: Any) -> None:
        """Keep its names apart from those of the page's other forms, also of the other scans."""
        super().__init__(prefix=f"instead-{scan}-", **more)

    def tell(self, known: int) -> None:
        """Have the page know of so much, whatever the one before had known."""
        self.known.data, self.known.raw_data = known, None
