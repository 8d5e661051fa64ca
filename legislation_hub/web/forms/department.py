"""What a department writes: its answer to a point, and its own comments on the text."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from legislation_hub.models import Task
from legislation_hub.queries.provisions import Asked
from legislation_hub.services.hearing import Heard
from legislation_hub.vocabulary import Channel, Consent
from legislation_hub.web.forms.speaking import SpeakingForm


class AnswerForm(FlaskForm):
    """The answer in writing, and the scan of the sealed reply."""

    answer = TextAreaField(_l("Answer"), [DataRequired(_l("Please write the answer.")), Length(max=10_000)])
    scan = FileField(_l("Scan of the sealed reply"))

    def upload(self) -> tuple[str, bytes] | None:
        """Return the name and the content of the scan, or None where none was chosen."""
        file = self.scan.data
        return (file.filename, file.read()) if file and file.filename else None


class OpinionForm(SpeakingForm):
    """One opinion of the department; a body speaks, so nothing is asked about a person."""

    def __init__(self, asked: Asked, **more: Any) -> None:
        """Offer what is asked about."""
        super().__init__(asked, **more)
        for name in ("identity", "age_band", "speaker", "wants_answer"):
            del self[name]
        self.words.label.text = _l("The department's opinion")
        self.reason.label.text = _l("Reason")

    def heard(self, task: Task) -> Heard:
        """Return the opinion as it goes to the station: in writing, from an office, which is always answered."""
        return Heard(
            task=task.id,
            channel=Channel.DEPARTMENT,
            consent=Consent.WRITTEN,
            wants_answer=True,
            **self.opinion(),
        )
