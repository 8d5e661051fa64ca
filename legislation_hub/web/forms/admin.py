"""What the administrator fills in."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from legislation_hub.vocabulary import Role, UnitKind
from legislation_hub.web.i18n import lazy_label

NEEDED = InputRequired(_l("Please fill this in."))


class UnitForm(FlaskForm):
    """A new place."""

    kind = SelectField(_l("Kind of place"), choices=[(one.value, lazy_label(one)) for one in UnitKind])
    name = StringField(_l("Name of the place"), [NEEDED, Length(max=80)])
    code = StringField(_l("Code"), [NEEDED, Length(max=40)])


class UnitChangeForm(FlaskForm):
    """A place, renamed or closed."""

    name = StringField(_l("Name of the place"), [NEEDED, Length(max=80)])
    active = BooleanField(_l("In use"))


class HouseholdForm(FlaskForm):
    """A household's code; never a name, never an address."""

    code = StringField(_l("Household code"), [NEEDED, Length(max=40)])
    group = StringField(_l("Household group"), [Length(max=40)])


class AccountForm(FlaskForm):
    """A new account."""

    name = StringField(_l("Name to sign in with"), [NEEDED, Length(max=80)])
    person = StringField(_l("Person"), [NEEDED, Length(max=80)])
    role = SelectField(_l("Role"), choices=[(one.value, lazy_label(one)) for one in Role])
    unit = SelectField(_l("Place"), [Optional()], validate_choice=False)
    duty = StringField(_l("Duty"), [Length(max=40)])


class AccountChangeForm(FlaskForm):
    """An account, renamed or ended."""

    person = StringField(_l("Person"), [NEEDED, Length(max=80)])
    duty = StringField(_l("Duty"), [Length(max=40)])
    active = BooleanField(_l("May sign in"))


class ImportForm(FlaskForm):
    """A workbook."""

    workbook = FileField(_l("Workbook (.xlsx)"), [FileRequired(_l("Choose a file first."))])


class SettingForm(FlaskForm):
    """What the county calls its mechanism, and what it says about it."""

    mechanism = StringField(_l("Name of the mechanism"), [Length(max=80)])
    mechanism_about = TextAreaField(_l("What is said about it"), [Length(max=1000)])
