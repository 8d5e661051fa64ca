"""What a collector's form and a resident's form have in common: the provision, the words, and who spoke."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    validators,
)
from wtforms.validators import DataRequired, Length, Optional

from legislation_hub.models.base import new_id
from legislation_hub.problems import CommentRejected
from legislation_hub.queries.provisions import Asked
from legislation_hub.services.hearing import BLANK, TOO_LONG, WORDS_LIMIT
from legislation_hub.vocabulary import LABELS, N_, Place, Stance

# As it is printed in the tables of the county; data, not law, so that a place may have others.
IDENTITIES = (
    ("村民", N_("Villager")),
    ("居民", N_("Town resident")),
    ("村干部", N_("Village official")),
    ("联户长", N_("Head of a household group")),
    ("乡镇干部", N_("Township official")),
    ("务工人员", N_("Migrant worker")),
    ("个体经营者", N_("Self-employed")),
    ("企业人员", N_("Company employee")),
    ("教师", N_("Teacher")),
    ("医务人员", N_("Medical worker")),
    ("学生", N_("Student")),
    ("退休人员", N_("Retired")),
    ("人大代表", N_("People's deputy")),
    ("政协委员", N_("Member of the consultative conference")),
    ("法律工作者", N_("Legal worker")),
    ("其他", N_("Other")),
)
UNDER_AGE = "0-13"
AGE_BANDS = (
    (UNDER_AGE, N_("Under 14")),
    ("14-17", N_("14 to 17")),
    ("18-35", N_("18 to 35")),
    ("36-59", N_("36 to 59")),
    ("60+", N_("60 or older")),
)
# Words may name a number that matters to them: it is remarked and refused nowhere.
REMARKED = {
    "data-telephone": _l(
        "This looks like a telephone number. The words stay as said; the number may be left out if whoever"
        " said it agrees."
    )
}
LANGUAGES = ("汉语", "彝语", "苗语", "白语", "仡佬语", "布依语")

# Where a field of the wire stands in a form under another name.
_FIELD_OF = {"provision": "about", "place": "about", "heard_at": "heard_on"}


class SpeakingForm(FlaskForm):
    """One opinion. ``id`` comes from the server, so that a form sent twice makes one comment."""

    id = HiddenField(validators=[validators.UUID()])
    about = RadioField(_l("What is it about?"), [DataRequired(_l("Please choose one."))])
    stance = RadioField(
        _l("What should happen?"),
        [Optional()],
        choices=[(one.value, _l(LABELS[one])) for one in Stance],
    )
    words = TextAreaField(
        _l("In the person's own words"),
        [DataRequired(_l(BLANK)), Length(max=WORDS_LIMIT, message=_l(TOO_LONG))],
        render_kw=REMARKED,
    )
    quote = TextAreaField(_l("The words that are meant"))
    # Where the device saw them, as "eid:character"; typed words have no such place.
    quote_at = StringField(validators=[Length(max=200)])
    proposal = TextAreaField(
        _l("The wording they would like"),
        [Length(max=WORDS_LIMIT, message=_l(TOO_LONG))],
        render_kw=REMARKED,
    )
    reason = TextAreaField(
        _l("Why, or an example"), [Length(max=WORDS_LIMIT, message=_l(TOO_LONG))], render_kw=REMARKED
    )
    identity = SelectField(
        _l("Who speaks"),
        default="",
        choices=[("", _l("Not said")), *((value, _l(text)) for value, text in IDENTITIES)],
    )
    age_band = SelectField(
        _l("Age"), default="", choices=[("", _l("Not said")), *((value, _l(text)) for value, text in AGE_BANDS)]
    )
    speaker = StringField(_l("Name"), [Length(max=100)])
    # Whoever speaks chooses: nothing is ticked for them.
    wants_answer = BooleanField(_l("Would like to hear what becomes of it"))

    def __init__(self, asked: Asked, **more: Any) -> None:
        """Offer what is asked about; a new id if none came with the form."""
        super().__init__(**more)
        places = [(place.value, LABELS[place]) for place in (Place.WHOLE, Place.MISSING)]
        self.about.choices = [*((one.eid, one.citation) for one in asked.choices), *places]
        if not self.id.data:
            self.renew()

    def renew(self) -> None:
        """Give the form another id: what it sends next is another comment."""
        self.id.data = str(new_id())

    def opinion(self) -> dict[str, Any]:
        """Return what is said, as fields of a :class:`Heard`, without who says it."""
        quote = typed(self.quote).strip()
        provision, start = self._quoted_at() if quote else (self.about.data, None)
        place = self.about.data if self.about.data in (Place.WHOLE, Place.MISSING) else Place.PROVISION
        return {
            "id": UUID(self.id.data),
            "place": Place(place),
            "provision": provision if place is Place.PROVISION else None,
            "quote": quote or None,
            "quote_start": start,
            "stance": Stance(self.stance.data) if self.stance.data else None,
            "words": typed(self.words),
            "proposal": typed(self.proposal),
            "reason": typed(self.reason),
        }

    def _quoted_at(self) -> tuple[str, int | None]:
        """Return the provision in which the words were selected, if it lies in the chosen one, and where."""
        chosen = self.about.data or ""
        eid, _colon, start = typed(self.quote_at).rpartition(":")
        if start.isdecimal() and (eid == chosen or eid.startswith(f"{chosen}__")):
            return eid, int(start)
        return chosen, None

    def said(self) -> dict[str, Any]:
        """Return the fields that both forms give to a :class:`Heard`."""
        return {
            **self.opinion(),
            "identity": self.identity.data or None,
            "age_band": self.age_band.data or None,
            "speaker": typed(self.speaker).strip() or None,
            "wants_answer": bool(self.wants_answer.data),
        }


def typed(field: Field) -> str:
    """Return what was typed, with the line ends that were typed; browsers send others."""
    return (field.data or "").replace("\r\n", "\n")


@contextmanager
def marking(form: FlaskForm) -> Iterator[None]:
    """Put what was not right with a comment on the fields that it came from.

    Where its id stands for something else (somebody else had signed in at this computer), the form gets another.
    """
    try:
        yield
    except CommentRejected as rejected:
        for name, text in rejected.errors:
            if name == "id" and isinstance(form, SpeakingForm):
                form.renew()
            field = form._fields.get(_FIELD_OF.get(name, name))
            if field is None or field.type == "HiddenField":
                form.form_errors.append(_(text))
            else:
                field.errors = [*field.errors, _(text)]
