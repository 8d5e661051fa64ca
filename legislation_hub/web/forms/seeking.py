"""What a person fills in to keep a search, and an administrator to say what leads where."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length


class SaveForm(FlaskForm):
    """The name under which a search is kept, and the query of its address."""

    name = StringField(_l("Name of the search"), [InputRequired(_l("Please fill this in.")), Length(max=60)])
    asked = HiddenField(validators=[Length(max=2000)])


class WordsForm(FlaskForm):
    """The office's own sayings and its dictionary, one a line."""

    sayings = TextAreaField(_l("What people say, and what the law says"), [Length(max=100_000)])
    dictionary = TextAreaField(_l("Words that belong together"), [Length(max=100_000)])
