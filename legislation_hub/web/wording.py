"""The administrator's page of the search: which everyday words lead to the law's, and what is one word."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models.database import db, transaction
from legislation_hub.search.sayings import shipped
from legislation_hub.services.wording import DICTIONARY, SAYINGS, write_dictionary, write_sayings, written
from legislation_hub.vocabulary import Role
from legislation_hub.web.edge import actor, attempt, only
from legislation_hub.web.forms.seeking import WordsForm

wing = Blueprint("wording", __name__, url_prefix="/admin/search")
wing.before_request(only(Role.ADMINISTRATOR))


@wing.route("/", methods=["GET", "POST"])
def words() -> ResponseReturnValue:
    """Write the office's own sayings beside those that ship, and its dictionary."""
    form = WordsForm(data={name: written(db.session(), name) for name in (SAYINGS, DICTIONARY)})
    if form.validate_on_submit():
        with attempt(form), transaction() as session:
            write_sayings(session, actor(), form.sayings.data or "")
            write_dictionary(session, actor(), form.dictionary.data or "")
            flash(_("Saved. The next search goes by it."), "saved")
            return redirect(url_for("wording.words"))
    page = render_template("admin/words.html", form=form, shipped=shipped())
    return page, 422 if form.is_submitted() else 200
