"""What is asked at the door."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

NEEDED = InputRequired(_l("Please fill this in."))


class SignInForm(FlaskForm):
    """Name and password, and what should happen afterwards."""

    name = StringField(_l("Name to sign in with"), [NEEDED, Length(max=80)])
    password = PasswordField(_l("Password"), [NEEDED, Length(max=200)])
    next = HiddenField()
    kept = HiddenField()


class CodeForm(FlaskForm):
    """The one-time code and the password that the person chooses."""

    name = StringField(_l("Name to sign in with"), [NEEDED, Length(max=80)])
    code = StringField(_l("One-time code"), [NEEDED, Length(max=40)])
    password = PasswordField(_l("New password"), [NEEDED, Length(max=200)])
    again = PasswordField(_l("New password again"), [NEEDED, EqualTo("password", _l("The two passwords differ."))])


class PasswordForm(FlaskForm):
    """One's own password, replaced."""

    old = PasswordField(_l("Password so far"), [NEEDED, Length(max=200)])
    new = PasswordField(_l("New password"), [NEEDED, Length(max=200)])
    again = PasswordField(_l("New password again"), [NEEDED, EqualTo("new", _l("The two passwords differ."))])


class TokenForm(FlaskForm):
    """A key for a program."""

    label = StringField(_l("What the program is called"), [NEEDED, Length(max=80)])
