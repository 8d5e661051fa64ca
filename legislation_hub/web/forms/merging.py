"""What the coordinator fills in while merging comments to points."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from legislation_hub.services.asking import Asked
from legislation_hub.services.merging import Wording
from legislation_hub.vocabulary import Section
from legislation_hub.web.i18n import lazy_label

NEEDED = InputRequired(_l("Please fill this in."))
SECTIONS = [(one.value, lazy_label(one)) for one in Section]


class PointForm(FlaskForm):
    """A point in the station's words, and the comments that go into it."""

    comments = SelectMultipleField(_l("Comments"), validate_choice=False)
    wording = TextAreaField(_l("Wording of the point"), [NEEDED, Length(max=4000)])
    proposal = TextAreaField(_l("Proposed wording"), [Length(max=4000)])
    reason = TextAreaField(_l("Reason"), [Length(max=4000)])
    section = SelectField(_l("Part of the report"), choices=SECTIONS, default=Section.MAIN.value)

    def said(self) -> Wording:
        """Return the wording as it was filled in."""
        return Wording(
            self.wording.data or "", self.proposal.data or "", self.reason.data or "", Section(self.section.data)
        )


class GatherForm(FlaskForm):
    """Comments that go into a point that is there, or are left out."""

    comments = SelectMultipleField(_l("Comments"), validate_choice=False)
    point = SelectField(_l("Point"), [Optional()], validate_choice=False)
    why = StringField(_l("Reason for leaving out"), [Length(max=400)])


class InquiryForm(FlaskForm):
    """A question to departments about a point."""

    departments = SelectMultipleField(_l("Departments"), validate_choice=False)
    question = TextAreaField(_l("What the department should say"), [Length(max=2000)])
    due_on = DateField(_l("Answer by"), [InputRequired(_l("Choose a day."))])

    def asked(self) -> Asked:
        """Return what was filled in; call it once the form is valid."""
        assert self.due_on.data is not None, "the form was validated"
        return Asked(self.question.data or "", self.due_on.data)
