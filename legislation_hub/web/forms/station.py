"""What the coordinator fills in."""

import re
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    MultipleFileField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length

from legislation_hub.legaltext.numbering import chinese
from legislation_hub.legaltext.reading import READERS
from legislation_hub.problems import ProvisionUnknown
from legislation_hub.queries.rows import ids
from legislation_hub.services.changing import Correction
from legislation_hub.services.drafting import NewPaper
from legislation_hub.services.publishing import NewCard, NewQuestion, Plan
from legislation_hub.vocabulary import ConsultationKind, PaperKind
from legislation_hub.web.i18n import lazy_label

NEEDED = DataRequired(_l("Please fill this in."))
DATE_NEEDED = InputRequired(_l("Choose a day."))
QUESTIONS = 5

_FIGURES = re.compile(r"第?\s*(\d{1,4})\s*条?")


class UploadForm(FlaskForm):
    """A draft's file with the papers that came with it."""

    accepted = ",".join(READERS)

    file = FileField(_l("Text of the draft"), [FileRequired(_l("Choose a file first."))])
    title = StringField(_l("Title of the draft"), [Length(max=200)])
    reading = StringField(_l("Which reading"), [NEEDED, Length(max=40)])
    explanation = FileField(_l("Explanation"))
    comparison = FileField(_l("Comparison table"))
    letter = FileField(_l("Cover letter"))
    others = MultipleFileField(_l("Other papers"))

    def papers(self) -> list[NewPaper]:
        """Return the papers that were chosen; a cover letter is for the station's own files."""
        chosen = [
            (PaperKind.EXPLANATION, self.explanation.data),
            (PaperKind.COMPARISON, self.comparison.data),
            (PaperKind.LETTER, self.letter.data),
            *((PaperKind.OTHER, one) for one in self.others.data or ()),
        ]
        return [
            NewPaper(kind, file.filename, file.read(), public=kind is not PaperKind.LETTER)
            for kind, file in chosen
            if file and file.filename
        ]


class PaperForm(FlaskForm):
    """One more paper of a reading."""

    kind = SelectField(_l("Kind of paper"), choices=[(one.value, lazy_label(one)) for one in PaperKind])
    title = StringField(_l("Title"), [Length(max=200)])
    file = FileField(_l("File"), [FileRequired(_l("Choose a file first."))])
    public = BooleanField(_l("Residents may read it"))


class Part(FlaskForm):
    """Fields inside another form, which guards them all; what is wrong with them is said in the reader's words."""

    class Meta(FlaskForm.Meta):
        """No token of its own."""

        csrf = False


class CardPart(Part):
    """One plain-language card; blank ones are left out."""

    provision = StringField(_l("On which article"), [Length(max=60)])
    title = StringField(_l("Title of the card"), [Length(max=80)])
    text = TextAreaField(_l("In plain words"), [Length(max=2000)])


class QuestionPart(Part):
    """One question; blank ones are left out."""

    text = StringField(_l("What to ask"), [Length(max=300)])
    provision = StringField(_l("On which article"), [Length(max=60)])


class AskedForm(FlaskForm):
    """What helps people to speak: an introduction, cards and questions."""

    about = TextAreaField(_l("What it is about"), [Length(max=4000)])
    cards = FieldList(FormField(CardPart), _l("Plain-language cards"), max_entries=40)
    questions = FieldList(FormField(QuestionPart), _l("Questions"), max_entries=12)

    def offer_blanks(self) -> None:
        """Leave room for more cards and questions than there are."""
        for _ in range(2 if self.cards.entries else 3):
            self.cards.append_entry()
        while len(self.questions.entries) < QUESTIONS:
            self.questions.append_entry()

    def citations(self) -> list[str]:
        """Return how provisions are named on the form, as they are printed."""
        parts = [*self.cards.data, *self.questions.data]
        return sorted({printed(one["provision"]) for one in parts if one["provision"]})

    def new_cards(self, cited: Mapping[str, UUID]) -> tuple[NewCard, ...]:
        """Return the cards that hold something; raises :class:`ProvisionUnknown`."""
        return tuple(
            NewCard((one["title"] or "").strip(), (one["text"] or "").strip(), _provision(one, cited))
            for one in self.cards.data
            if (one["title"] or "").strip() or (one["text"] or "").strip()
        )

    def new_questions(self, cited: Mapping[str, UUID]) -> tuple[NewQuestion, ...]:
        """Return the questions that hold something; raises :class:`ProvisionUnknown`."""
        return tuple(
            NewQuestion(one["text"].strip(), _provision(one, cited))
            for one in self.questions.data
            if (one["text"] or "").strip()
        )


class PlanForm(AskedForm):
    """The plan of a consultation (征询方案)."""

    title = StringField(_l("Title of the consultation"), [NEEDED, Length(max=200)])
    kind = SelectField(
        _l("What is being asked about"), choices=[(one.value, lazy_label(one)) for one in ConsultationKind]
    )
    opens_on = DateField(_l("First day"), [DATE_NEEDED])
    closes_on = DateField(_l("Last day"), [DATE_NEEDED])
    rooms_due_on = DateField(_l("Rooms hand up by"), [DATE_NEEDED])
    is_public = BooleanField(_l("Residents may read it and comment on the public page"))
    keys = SelectMultipleField(_l("Key provisions"), validate_choice=False)

    def plan(self, cited: Mapping[str, UUID]) -> Plan:
        """Return the plan; ``cited`` gives the provision of each citation. Raises :class:`ProvisionUnknown`."""
        assert self.opens_on.data
        assert self.closes_on.data
        assert self.rooms_due_on.data
        return Plan(
            title=(self.title.data or "").strip(),
            opens_on=self.opens_on.data,
            closes_on=self.closes_on.data,
            rooms_due_on=self.rooms_due_on.data,
            about=(self.about.data or "").strip(),
            kind=ConsultationKind(self.kind.data),
            is_public=bool(self.is_public.data),
            key_provisions=tuple(ids(self.keys.data or ())),
            cards=self.new_cards(cited),
            questions=self.new_questions(cited),
        )


class SendForm(FlaskForm):
    """Who is asked."""

    rooms = SelectMultipleField(_l("Liaison rooms"), validate_choice=False)
    departments = SelectMultipleField(_l("Departments"), validate_choice=False)

    def unit_ids(self) -> list[UUID]:
        """Return the units that were chosen."""
        return ids((*(self.rooms.data or ()), *(self.departments.data or ())))


class ReasonForm(FlaskForm):
    """An act with the reason that everybody reads."""

    reason = TextAreaField(_l("Why it is changed"), [NEEDED, Length(max=1000)])


class ExtendForm(ReasonForm):
    """More time."""

    closes_on = DateField(_l("New last day"), [DATE_NEEDED])
    rooms_due_on = DateField(_l("Rooms hand up by"), [DATE_NEEDED])

    def days(self) -> tuple[date, date]:
        """Return the new last day, and the day by which rooms hand up."""
        assert self.closes_on.data
        assert self.rooms_due_on.data
        return self.closes_on.data, self.rooms_due_on.data


class CorrectForm(AskedForm):
    """What is put right around the text."""

    reason = TextAreaField(_l("Why it is changed"), [NEEDED, Length(max=1000)])

    def correction(self, cited: Mapping[str, UUID]) -> Correction:
        """Return the correction; raises :class:`ProvisionUnknown`."""
        about = (self.about.data or "").strip()
        return Correction(about, self.new_cards(cited), self.new_questions(cited))


def printed(typed: str) -> str:
    """Return a citation as it is printed: 12, 第12条 and 第十二条 are one."""
    figures = _FIGURES.fullmatch(typed.strip())
    return f"第{chinese(int(figures[1]))}条" if figures else typed.strip()


def _provision(part: Mapping[str, str | None], cited: Mapping[str, UUID]) -> UUID | None:
    citation = printed(part["provision"] or "")
    if citation and citation not in cited:
        raise ProvisionUnknown(eid=citation)
    return cited[citation] if citation else None
