"""The administrator's page of the search: which everyday words lead to which of the law's."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.models.database import db, transaction
from legislation_hub.search.sayings import shipped
from legislation_hub.services.wording import list_of, write_list
from legislation_hub.vocabulary import Role
from legislation_hub.web.edge import actor, attempt, only
from legislation_hub.web.forms.seeking import SayingsForm

wing = Blueprint("wording", __name__, url_prefix="/admin/search")
wing.before_request(only(Role.ADMINISTRATOR))


@wing.route("/", methods=["GET", "POST"])
def sayings() -> ResponseReturnValue:
    """Write the office's own sayings, one a line, beside those that ship."""
    form = SayingsForm(sayings=list_of(db.session()))
    if form.validate_on_submit():
        with attempt(form), transaction() as session:
            write_list(session, actor(), form.sayings.data or "")
            flash(_("Saved. The next search goes by it."), "saved")
            return redirect(url_for("wording.sayings"))
    page = render_template("admin/sayings.html", form=form, shipped=shipped())
    return page, 422 if form.is_submitted() else 200
