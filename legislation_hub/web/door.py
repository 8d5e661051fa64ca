"""The door: coming in, going out, one's own account, and what one should know."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user

from legislation_hub.models import ApiToken
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import PasswordWrong
from legislation_hub.queries.accounts import guests
from legislation_hub.queries.notices import Told, notices_of, tokens_of
from legislation_hub.queries.rows import fetch
from legislation_hub.services import entering
from legislation_hub.services.noticing import see
from legislation_hub.vocabulary import LABELS, ChangeKind
from legislation_hub.web import i18n, keeping, navigation
from legislation_hub.web.edge import SignedIn, actor, anyone, attempt, begin
from legislation_hub.web.forms.door import CodeForm, PasswordForm, SignInForm, TokenForm

wing = Blueprint("door", __name__, url_prefix="/door")
wing.before_request(anyone())


@wing.route("/", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Let a person in by password, back to where they were going."""
    form = SignInForm(next=request.args.get("next", ""))
    if form.validate_on_submit():
        name = form.name.data or ""
        right = entering.belong_together(db.session(), name, form.password.data or "")
        with attempt(form):
            with transaction() as writing:
                account = entering.sign_in(writing, name, right)
            if account is None:
                raise PasswordWrong()
            begin(account)
            kept = keeping.unpack(form.kept.data or "", account.id)
            if kept:
                return render_template("door/kept.html", kept=kept)
            return redirect(keeping.safe_path(form.next.data or "") or url_for(navigation.home(account)))
    nobody = not entering.has_administrator(db.session())
    password, known = guests(db.session())
    page = render_template("door/sign_in.html", form=form, nobody=nobody, demo_password=password, guests=known)
    return page, 422 if form.is_submitted() else 200


@wing.route("/code", methods=["GET", "POST"])
def code() -> ResponseReturnValue:
    """Let a person set a password with the one-time code that they were given."""
    form = CodeForm(name=request.args.get("name", ""))
    if form.validate_on_submit():
        with attempt(form):
            with transaction() as writing:
                name, password = form.name.data or "", form.password.data or ""
                account = entering.use_code(writing, name, form.code.data or "", password)
            begin(account)
            flash(_("Your password is set."), "info")
            return redirect(url_for(navigation.home(account)))
    return render_template("door/code.html", form=form), 422 if form.is_submitted() else 200


@wing.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """Let a person out."""
    if current_user.is_authenticated:
        with transaction() as writing:
            entering.sign_out(writing, actor())
        logout_user()
    flash(_("You are signed out."), "info")
    return redirect(url_for("door.sign_in", left=1))


@wing.post("/reading")
def reading() -> ResponseReturnValue:
    """Switch the language, or large type, for this browser."""
    if request.form.get("locale") in i18n.LOCALES:
        session["locale"] = request.form["locale"]
    if request.form.get("large") in ("0", "1"):
        session["large"] = request.form["large"] == "1"
    # Whoever is signed in on a shared computer leaves with the browser's window.
    session.permanent = not current_user.is_authenticated
    return redirect(keeping.safe_path(request.form.get("next", "")) or url_for("public.home"))


@wing.route("/account", methods=["GET", "POST"])
def account() -> ResponseReturnValue:
    """Show one's own account, and replace its password."""
    person = actor()
    form = PasswordForm()
    if form.validate_on_submit():
        with attempt(form):
            with transaction() as writing:
                entering.change_password(writing, actor(), form.old.data or "", form.new.data or "")
            login_user(SignedIn(actor()))
            flash(_("Your password is changed. Other devices must sign in anew."), "info")
            return redirect(url_for("door.account"))
    page = render_template(
        "door/account.html",
        person=person,
        form=form,
        tokens=tokens_of(db.session(), person),
        token_form=TokenForm(),
    )
    return page, 422 if form.is_submitted() else 200


@wing.post("/account/tokens")
def issue_token() -> ResponseReturnValue:
    """Issue a key for a program; it is shown this once."""
    form = TokenForm()
    if not form.validate():
        flash(_("Give the program a name first."), "error")
        return redirect(url_for("door.account"))
    with transaction() as writing:
        token = entering.issue_token(writing, actor(), actor(), form.label.data or "")
    return render_template("door/token.html", token=token, label=form.label.data)


@wing.post("/account/tokens/<uuid:token_id>/end")
def end_token(token_id: UUID) -> ResponseReturnValue:
    """End one of one's own keys."""
    with transaction() as writing:
        entering.end_token(writing, actor(), fetch(writing, ApiToken, token_id))
    flash(_("The key no longer opens anything."), "info")
    return redirect(url_for("door.account"))


@wing.get("/notices")
def notices() -> ResponseReturnValue:
    """Show what one should know; what is shown counts as seen."""
    person = actor()
    told = notices_of(db.session(), person)
    rows = [(one, _worded(one), navigation.place_of(one, person)) for one in told]
    page = render_template("door/notices.html", rows=rows)
    unseen = [one.id for one in told if not one.seen]
    if unseen:
        with transaction() as writing:
            see(writing, actor(), unseen)
    return page


def _worded(told: Told) -> str:
    detail: dict[str, Any] = dict(told.detail)
    if "due" in detail:
        detail["due"] = i18n.iso_day(detail["due"])
    if "what" in detail:
        detail["what"] = i18n.label(ChangeKind(detail["what"]))
    return str(_(LABELS[told.kind], **detail)).strip()
