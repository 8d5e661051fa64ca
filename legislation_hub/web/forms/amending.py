"""What the coordinator fills in to keep a combined text."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from legislation_hub.web.forms.station import NEEDED


class CombineForm(FlaskForm):
    """The name of the version that is to be kept; ``base`` is the version that it was made from."""

    base = HiddenField()
    reading = StringField(_l("Which reading"), [NEEDED, Length(max=40)])
