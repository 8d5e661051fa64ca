"""What a room head fills in: four kinds of verdict, the sharing of a task, the handing up."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from legislation_hub import clock
from legislation_hub.models import Comment
from legislation_hub.queries.rows import ids
from legislation_hub.queries.verdicts import Like
from legislation_hub.queries.workloads import Load
from legislation_hub.services.reviewing import Opinion
from legislation_hub.vocabulary import VerdictKind
from legislation_hub.web.forms.speaking import typed

# A grievance is asked after within half a month unless the room head says otherwise.
USUAL_DAYS = timedelta(days=15)


class VerdictForm(FlaskForm):
    """What all verdicts share: which kind it is."""

    kind: ClassVar[VerdictKind]

    def opinion(self, same_as: Comment | None = None) -> Opinion:
        """Return what is said beside the comment; ``same_as`` is the comment that the form names."""
        return Opinion(self.kind, same_as=same_as)

    @property
    def names(self) -> UUID | None:
        """Return the id of the other comment that the form names, if it names one."""
        return None


class AcceptForm(VerdictForm):
    """The comment goes to the station as it is."""

    kind = VerdictKind.ACCEPTED


class DetailForm(VerdictForm):
    """It comes back to whoever wrote it down."""

    kind = VerdictKind.DETAIL
    missing = TextAreaField(
        _l("What is missing"), [DataRequired(_l("Please say what is missing.")), Length(max=500)]
    )

    def opinion(self, same_as: Comment | None = None) -> Opinion:
        """Return the opinion with what is missing."""
        return Opinion(self.kind, note=typed(self.missing))


class SameForm(VerdictForm):
    """It says the same as another one."""

    kind = VerdictKind.SAME
    same_as = RadioField(
        _l("Which one says the same?"),
        [DataRequired(_l("Please choose the other comment."))],
        validate_choice=False,
    )

    def offer(self, likes: Sequence[Like]) -> None:
        """Offer these comments."""
        self.same_as.choices = [(str(one.id), one.number) for one in likes]

    def opinion(self, same_as: Comment | None = None) -> Opinion:
        """Return the opinion with the comment that says the same."""
        return Opinion(self.kind, same_as=same_as)

    @property
    def names(self) -> UUID | None:
        """Return the chosen comment; what is no id names none."""
        try:
            return UUID(self.same_as.data or "")
        except ValueError:
            return None


class TransferForm(VerdictForm):
    """It is not about the law and goes to whom it concerns."""

    kind = VerdictKind.TRANSFER
    passed_to = StringField(_l("Passed on to"), [DataRequired(_l("Please say to whom.")), Length(max=100)])
    due_on = DateField(_l("To be settled by"), [DataRequired(_l("Please give a day."))])
    matter = TextAreaField(_l("What it is about"), [Length(max=500)])

    def __init__(self, **more: Any) -> None:
        """Begin with the usual day."""
        super().__init__(**{"data": {"due_on": clock.today() + USUAL_DAYS}, **more})

    def opinion(self, same_as: Comment | None = None) -> Opinion:
        """Return the opinion with to whom and by when."""
        return Opinion(
            self.kind, note=typed(self.matter), passed_to=self.passed_to.data or "", due_on=self.due_on.data
        )


VERDICTS: Mapping[VerdictKind, type[VerdictForm]] = {
    VerdictKind.ACCEPTED: AcceptForm,
    VerdictKind.DETAIL: DetailForm,
    VerdictKind.SAME: SameForm,
    VerdictKind.TRANSFER: TransferForm,
}


class TickedForm(FlaskForm):
    """Comments of the list that were ticked, to be accepted together."""

    comments = SelectMultipleField(
        _l("Comments"), [DataRequired(_l("Tick at least one comment."))], choices=[], validate_choice=False
    )


class ShareForm(FlaskForm):
    """Who collects on a task; each with a note of one line, which the page names ``note-<account>``."""

    collectors = SelectMultipleField(_l("Collectors"), option_widget=CheckboxInput(), widget=ListWidget())

    def __init__(self, loads: Sequence[Load], **more: Any) -> None:
        """Offer the room's collectors; those who have the task now are chosen."""
        super().__init__(**{"data": {"collectors": [str(one.account_id) for one in loads if one.shared]}, **more})
        self.collectors.choices = [(str(one.account_id), one.person) for one in loads]

    def chosen(self, notes: Mapping[str, str]) -> Mapping[UUID, str]:
        """Return the chosen accounts with the note of each, out of everything that was sent."""
        return {one: notes.get(f"note-{one}", "")[:200] for one in ids(self.collectors.data or ())}


class HandUpForm(FlaskForm):
    """What a room or a department says over all that it hands up."""

    summary = TextAreaField(_l("Summary"), [DataRequired(_l("Please write a summary.")), Length(max=5000)])


class NoCommentForm(FlaskForm):
    """The formal reply that there is nothing to say."""

    remark = TextAreaField(_l("Remark"), [Optional(), Length(max=1000)])


class CloseForm(FlaskForm):
    """What came of a grievance."""

    answer = TextAreaField(
        _l("What came of it"), [DataRequired(_l("Please say what came of it.")), Length(max=2000)]
    )


class RegisterForm(FlaskForm):
    """A table of comments."""

    table = FileField(_l("Table (.xlsx or .csv)"), [FileRequired(_l("Choose a file first."))])
