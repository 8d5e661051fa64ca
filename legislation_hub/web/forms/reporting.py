"""What is filled in on the way of a report: its texts, the signature, and why it comes back."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from legislation_hub.services.compiling import Written

NEEDED = InputRequired(_l("Please fill this in."))


class ReportForm(FlaskForm):
    """The texts of a report that a person writes; ``revision`` is the one that they had before them."""

    title = StringField(_l("Title"), [NEEDED, Length(max=200)])
    addressee = StringField(_l("Addressee"), [NEEDED, Length(max=100)])
    basics = TextAreaField(_l("Basic facts"), [Length(max=20_000)])
    appraisal = TextAreaField(_l("Overall appraisal"), [Length(max=20_000)])
    signature = StringField(_l("Signature"), [Length(max=100)])
    revision = IntegerField(widget=HiddenInput())

    def written(self, composed: str) -> Written:
        """Return what was written; basics left as they were composed go on following the data."""
        basics = self.basics.data or ""
        return Written(
            title=self.title.data or "",
            addressee=self.addressee.data or "",
            signature=self.signature.data or "",
            basics="" if basics.split() == composed.split() else basics,
            appraisal=self.appraisal.data or "",
            revision=self.revision.data or 0,
        )


class SignForm(FlaskForm):
    """The signature under what was read."""

    read = HiddenField()


class ReturnForm(FlaskForm):
    """Why a report comes back."""

    reason = TextAreaField(_l("Reason"), [NEEDED, Length(max=2000)])
