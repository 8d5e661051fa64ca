"""The administrator's wing: places, accounts, settings."""

from io import BytesIO
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from legislation_hub.exporters.blanks import blank
from legislation_hub.models import Account, ApiToken, Device, Setting, Unit
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import NotFound, Problem, RowsRefused
from legislation_hub.queries import accounts as people
from legislation_hub.queries.devices import phones_held_by
from legislation_hub.queries.notices import tokens_of
from legislation_hub.queries.places import households_in, path_to, places, units_of
from legislation_hub.queries.rows import fetch, ids
from legislation_hub.services import enrolling, importing
from legislation_hub.services.enrolling import NewAccount, NewUnit
from legislation_hub.services.entering import end_token
from legislation_hub.services.keeping import end_device
from legislation_hub.vocabulary import N_, Role, UnitKind
from legislation_hub.web import i18n
from legislation_hub.web.edge import actor, attempt, only
from legislation_hub.web.forms.admin import (
    AccountChangeForm,
    AccountForm,
    HouseholdForm,
    ImportForm,
    SettingForm,
    UnitChangeForm,
    UnitForm,
)

wing = Blueprint("admin", __name__, url_prefix="/admin")
wing.before_request(only(Role.ADMINISTRATOR))

BLANKS = {
    "places": (
        (
            importing.PLACES,
            importing.PLACE_COLUMNS,
            (
                (N_("Liaison room"), N_("(example) Xingtai township"), "520521001", "520521"),
                (N_("Village"), N_("(example) Luquan village"), "520521001001", "520521001"),
                (N_("Grid"), N_("(example) Grid 1"), "520521001001-1", "520521001001"),
            ),
        ),
        (importing.HOUSEHOLDS, importing.HOUSEHOLD_COLUMNS, (("520521001001-1", "1-01", "A"),)),
    ),
    "accounts": (
        (
            importing.ACCOUNTS,
            importing.ACCOUNT_COLUMNS,
            (("xingtai01", N_("(example) Wang"), N_("Collector"), "520521001", N_("Law informant")),),
        ),
    ),
}


@wing.get("/")
def home() -> ResponseReturnValue:
    """Is everything well?"""
    return render_template("admin/home.html", state=people.wellbeing(db.session()))


@wing.get("/places")
def units() -> ResponseReturnValue:
    """The top of the tree of places."""
    session = db.session()
    return render_template("admin/units.html", unit=None, path=[], rows=places(session), form=UnitForm())


@wing.route("/places/new", methods=["GET", "POST"], defaults={"unit_id": None})
@wing.route("/places/<uuid:unit_id>/new", methods=["GET", "POST"])
def new_unit(unit_id: UUID | None) -> ResponseReturnValue:
    """Make a place, at the top or below another."""
    session = db.session()
    parent = fetch(session, Unit, unit_id) if unit_id else None
    form = UnitForm()
    form.kind.choices = [
        (kind.value, i18n.label(kind))
        for kind, above in enrolling.ABOVE.items()
        if (parent.kind in above if parent else not above)
    ]
    if form.validate_on_submit():
        with attempt(form), transaction() as writing:
            above = fetch(writing, Unit, unit_id) if unit_id else None
            new = NewUnit(UnitKind(form.kind.data), form.name.data or "", form.code.data or "", above)
            made = enrolling.create_unit(writing, actor(), new)
            flash(_("“%(name)s” is there now.", name=made.name), "saved")
            return redirect(url_for("admin.unit", unit_id=unit_id) if unit_id else url_for("admin.units"))
    page = render_template("admin/new_unit.html", form=form, parent=parent)
    return page, 422 if form.is_submitted() else 200


@wing.route("/places/<uuid:unit_id>", methods=["GET", "POST"])
def unit(unit_id: UUID) -> ResponseReturnValue:
    """One place: what is below it, and its name."""
    session = db.session()
    row = fetch(session, Unit, unit_id)
    form = UnitChangeForm(name=row.name, active=row.active)
    if form.validate_on_submit():
        with attempt(form), transaction() as writing:
            name, active = form.name.data or "", bool(form.active.data)
            enrolling.rename_unit(writing, actor(), fetch(writing, Unit, unit_id), name, active)
            flash(_("Saved."), "saved")
            return redirect(url_for("admin.unit", unit_id=unit_id))
    page = render_template(
        "admin/unit.html",
        unit=row,
        path=path_to(session, row),
        rows=places(session, row.id),
        homes=households_in(session, row.id) if row.kind is UnitKind.GRID else None,
        form=form,
        household_form=HouseholdForm(formdata=None),
        can_have_more=any(row.kind in above for above in enrolling.ABOVE.values()),
    )
    return page, 422 if form.is_submitted() else 200


@wing.post("/places/<uuid:unit_id>/households")
def new_household(unit_id: UUID) -> ResponseReturnValue:
    """Make a household's code in a grid."""
    form = HouseholdForm()
    if form.validate():
        with transaction() as writing:
            grid = fetch(writing, Unit, unit_id)
            made = enrolling.create_household(writing, actor(), grid, form.code.data or "", form.group.data or "")
            flash(_("Household %(code)s is there now.", code=made.code), "saved")
    else:
        flash(_("Give the household a code."), "error")
    return redirect(url_for("admin.unit", unit_id=unit_id))


@wing.get("/accounts")
def accounts() -> ResponseReturnValue:
    """Who may sign in."""
    text, number = request.args.get("q", "").strip(), max(1, request.args.get("page", 1, type=int))
    role = request.args.get("role", "")
    chosen = Role(role) if role in set(Role) else None
    page = people.accounts(db.session(), text, chosen, number)
    pages = max(1, -(-page.total // people.PAGE))
    return render_template(
        "admin/accounts.html", page=page, text=text, role=chosen, roles=list(Role), number=number, pages=pages
    )


@wing.route("/accounts/new", methods=["GET", "POST"])
def new_account() -> ResponseReturnValue:
    """Make an account; its one-time code is shown once."""
    form = AccountForm()
    session = db.session()
    seats = [kind for kind in dict.fromkeys(enrolling.SEAT.values()) if kind]
    form.unit.choices = [("", _("(none)"))] + [
        (str(one.id), f"{one.name}（{i18n.label(one.kind)}）") for one in units_of(session, *seats)
    ]
    if form.validate_on_submit():
        with attempt(form), transaction() as writing:
            place = fetch(writing, Unit, *ids([form.unit.data])) if form.unit.data else None
            name, person, duty = form.name.data or "", form.person.data or "", form.duty.data or ""
            new = NewAccount(name, person, Role(form.role.data), place, duty)
            enrolled = enrolling.create_account(writing, actor(), new)
            return render_template("admin/codes.html", enrolled=[enrolled])
    return render_template("admin/new_account.html", form=form), 422 if form.is_submitted() else 200


@wing.route("/accounts/<uuid:account_id>", methods=["GET", "POST"])
def account(account_id: UUID) -> ResponseReturnValue:
    """One account: its name, its end, a new one-time code."""
    row = fetch(db.session(), Account, account_id)
    form = AccountChangeForm(person=row.person, duty=row.duty, active=row.active)
    if form.validate_on_submit():
        with attempt(form), transaction() as writing:
            person, duty, active = form.person.data or "", form.duty.data or "", bool(form.active.data)
            enrolling.change_account(writing, actor(), fetch(writing, Account, account_id), person, duty, active)
            flash(_("Saved."), "saved")
            return redirect(url_for("admin.accounts"))
    keys, phones = tokens_of(db.session(), row), phones_held_by(db.session(), row.id)
    page = render_template("admin/account.html", account=row, form=form, keys=keys, phones=phones)
    return page, 422 if form.is_submitted() else 200


@wing.post("/accounts/<uuid:account_id>/code")
def issue_code(account_id: UUID) -> ResponseReturnValue:
    """Give a person a new one-time code."""
    with transaction() as writing:
        enrolled = enrolling.issue_code(writing, actor(), fetch(writing, Account, account_id))
        return render_template("admin/codes.html", enrolled=[enrolled])


@wing.post("/accounts/<uuid:account_id>/keys/<uuid:token_id>/end")
def end_key(account_id: UUID, token_id: UUID) -> ResponseReturnValue:
    """End a program's key, whoever issued it."""
    with transaction() as writing:
        end_token(writing, actor(), fetch(writing, ApiToken, token_id))
    flash(_("The key no longer opens anything."), "info")
    return redirect(url_for("admin.account", account_id=account_id))


@wing.post("/accounts/<uuid:account_id>/phones/<uuid:device_id>/end")
def end_phone(account_id: UUID, device_id: UUID) -> ResponseReturnValue:
    """Sign a phone out that was lost."""
    with transaction() as writing:
        person = end_device(writing, actor(), fetch(writing, Device, device_id)).account.person
    flash(_("The phone of %(name)s is signed out.", name=person), "info")
    return redirect(url_for("admin.account", account_id=account_id))


@wing.route("/import/<kind>", methods=["GET", "POST"])
def bring_in(kind: str) -> ResponseReturnValue:
    """Import places or accounts from a workbook: all of it or nothing."""
    if kind not in BLANKS:
        raise NotFound()
    form, rows = ImportForm(), list[tuple[int, Problem]]()
    if form.validate_on_submit():
        upload = form.workbook.data
        words = i18n.written(UnitKind, Role)
        with attempt(form):
            try:
                with transaction() as writing:
                    act = importing.import_places if kind == "places" else importing.import_accounts
                    made = act(writing, actor(), upload.filename or "", upload.read(), words)
                    if isinstance(made, list):
                        return render_template("admin/codes.html", enrolled=made)
                flash(_("%(units)s places and %(homes)s households are there now.",
                        units=made.units, homes=made.households), "saved")  # fmt: skip
                return redirect(url_for("admin.units"))
            except RowsRefused as refused:
                rows = refused.rows
                raise
    page = render_template("admin/import.html", form=form, kind=kind, rows=rows)
    return page, 422 if form.is_submitted() else 200


@wing.get("/import/<kind>/template.xlsx")
def template(kind: str) -> ResponseReturnValue:
    """Hand out the empty workbook with headings and example lines."""
    if kind not in BLANKS:
        raise NotFound()
    return send_file(BytesIO(blank(BLANKS[kind], _)), as_attachment=True, download_name=f"{kind}.xlsx")


@wing.route("/settings", methods=["GET", "POST"])
def settings() -> ResponseReturnValue:
    """Word what the county calls its mechanism."""
    session = db.session()
    now = {
        name: row.value if (row := session.get(Setting, name)) else "" for name in ("mechanism", "mechanism_about")
    }
    form = SettingForm(data=now)
    if form.validate_on_submit():
        with attempt(form), transaction() as writing:
            for name in now:
                enrolling.change_setting(writing, actor(), name, form[name].data or "")
            flash(_("Saved."), "saved")
            return redirect(url_for("admin.settings"))
    return render_template("admin/settings.html", form=form), 422 if form.is_submitted() else 200
