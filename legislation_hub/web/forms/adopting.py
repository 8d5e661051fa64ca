"""What the municipality says of a point, and how a household was told of it."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from legislation_hub import clock
from legislation_hub.queries.answers import Listener
from legislation_hub.queries.outcomes import Settling
from legislation_hub.services.adopting import Finding
from legislation_hub.services.answering import Telling
from legislation_hub.vocabulary import AnswerWay, OutcomeKind
from legislation_hub.web.i18n import lazy_label

# Who reads it online is told by the page itself, not by somebody who fills this in.
BY_PEOPLE = [one for one in AnswerWay if one is not AnswerWay.ONLINE]


class OutcomeForm(FlaskForm):
    """What became of one point."""

    kind = RadioField(
        _l("What became of it"),
        [InputRequired(_l("Please choose."))],
        choices=[(one.value, lazy_label(one)) for one in OutcomeKind],
    )
    passed_article = StringField(_l("Article of the passed text"), [Length(max=200)])
    basis = StringField(_l("Basis of the outcome"), [Length(max=1000)])
    reason = TextAreaField(_l("Reason for not adopting"), [Length(max=4000)])

    @classmethod
    def of(cls, settling: Settling) -> "OutcomeForm":
        """Return the form with the outcome that stands now, or with what was just filled in."""
        now = {
            "kind": settling.kind.value if settling.kind else None,
            "passed_article": settling.passed_article,
            "basis": settling.basis,
            "reason": settling.reason,
        }
        return cls(data=now)

    def finding(self) -> Finding:
        """Return what was filled in; call it once the form is valid."""
        return Finding(
            OutcomeKind(self.kind.data),
            self.passed_article.data or "",
            self.basis.data or "",
            self.reason.data or "",
        )


class TellForm(FlaskForm):
    """Who was told, how, and when."""

    listeners = SelectMultipleField(
        _l("Who was told"), [InputRequired(_l("Tick at least one household."))], validate_choice=False
    )
    way = RadioField(
        _l("How"),
        [InputRequired(_l("Please choose."))],
        choices=[(one.value, lazy_label(one)) for one in BY_PEOPLE],
        default=AnswerWay.VISIT.value,
    )
    told_on = DateField(_l("On"), [InputRequired(_l("Choose a day."))], default=clock.today)
    note = StringField(_l("Remark"), [Length(max=400)])

    def telling(self) -> Telling:
        """Return how and when; call it once the form is valid."""
        assert self.told_on.data is not None, "the form was validated"
        return Telling(AnswerWay(self.way.data), self.told_on.data, self.note.data or "")

    def told(self, listeners: Sequence[Listener]) -> list[UUID]:
        """Return the comments of those who were ticked."""
        ticked = set(self.listeners.data or ())
        return [news.comment_id for one in listeners if one.key in ticked for news in one.news]
