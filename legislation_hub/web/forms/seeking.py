"""What a person fills in to keep a search."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length


class SaveForm(FlaskForm):
    """The name under which a search is kept, and the query of its address."""

    name = StringField(_l("Name of the search"), [InputRequired(_l("Please fill this in.")), Length(max=60)])
    asked = HiddenField(validators=[Length(max=2000)])
