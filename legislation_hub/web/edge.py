"""Where requests come in and problems come out: who is there, what they may open, what they are told."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask import Flask, Request, current_app, g, jsonify, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import LoginManager, UserMixin, current_user, login_user
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from werkzeug.exceptions import HTTPException
from werkzeug.utils import cached_property
from werkzeug.wrappers import Response

from legislation_hub import clock
from legislation_hub.models import Account, Device
from legislation_hub.models.database import db, transaction
from legislation_hub.problems import (
    NotAllowed,
    NotFound,
    Problem,
    RequestTooLarge,
    ServerPressed,
    SignInNeeded,
    StaleForm,
    TooOften,
)
from legislation_hub.queries import devices
from legislation_hub.services.entering import holder_of_token
from legislation_hub.services.recording import record
from legislation_hub.settings import Settings
from legislation_hub.vocabulary import Role, Tag
from legislation_hub.web import i18n, keeping
from legislation_hub.web.forms.door import SignInForm

Guard = Callable[[], ResponseReturnValue | None]

csrf = CSRFProtect()


class SignedIn(UserMixin):  # type: ignore[misc]
    """The account of this session, as Flask-Login wants to see it."""

    def __init__(self, account: Account) -> None:
        """Wrap the account; the epoch makes older sessions end."""
        self.account, self.account_id = account, account.id
        self.id = f"{account.id}:{account.epoch}"


class Bearer(UserMixin):  # type: ignore[misc]
    """Whoever shows a token: an id, until somebody asks for more, which few calls of a program do."""

    def __init__(self, account_id: UUID) -> None:
        """Know the account that the token acts for."""
        self.account_id = account_id

    # Not functools' own, which up to Python 3.11 lets all threads wait while one of them reads.
    @cached_property
    def account(self) -> Account:
        """Return the account."""
        return db.session.get_one(Account, self.account_id)


def init(app: Flask) -> None:
    """Hang the guards and the way of telling problems into the app."""
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None)
    csrf.init_app(app)
    manager = LoginManager(app)
    manager.user_loader(_load)
    manager.request_loader(_load_by_token)
    app.register_error_handler(Problem, tell)
    app.register_error_handler(CSRFError, _stale)
    app.register_error_handler(HTTPException, _tell_http)


def only(*roles: Role) -> Guard:
    """Return a guard that lets in signed-in accounts of these roles, and forms that came from our own page."""

    def guard() -> None:
        if not current_user.is_authenticated:
            raise SignInNeeded()
        if actor().role not in roles:
            raise NotAllowed()
        csrf.protect()

    guard.roles = roles  # type: ignore[attr-defined]
    return guard


def anyone() -> Guard:
    """Return a guard that lets everybody in, and forms that came from our own page.

    Where the browser says so itself, no token is asked for: a page that is the same for everybody holds none.
    """

    def guard() -> None:
        g.csrf_valid = _came_from_us()
        if not g.csrf_valid:
            csrf.protect()

    guard.roles = None  # type: ignore[attr-defined]
    return guard


def actor() -> Account:
    """Return the account that is signed in; raise :class:`SignInNeeded` if there is none."""
    return _signed_in().account


def actor_id() -> UUID:
    """Return the id of the account that is signed in; raise :class:`SignInNeeded` if there is none."""
    return _signed_in().account_id


def _signed_in() -> SignedIn | Bearer:
    if not current_user.is_authenticated:
        raise SignInNeeded()
    return cast(SignedIn | Bearer, current_user)


def begin(account: Account) -> None:
    """Begin a session of this account, which remembers when it did; what an earlier one held is gone.

    A session that was there before signing in must not live on (session fixation); the language may.
    """
    kept = {name: session[name] for name in ("locale", "large") if name in session}
    session.clear()
    session.update(kept, began=clock.now().isoformat())
    # The form's token belonged to the session that has just ended. All that is opened next shares one of the new:
    # pages opened side by side would each bring their own, and the last to arrive make the others stale.
    g.pop("csrf_token", None)
    generate_csrf()
    login_user(SignedIn(account))


def began() -> datetime | None:
    """Return when this session signed in; None for one that is older than this being kept."""
    return datetime.fromisoformat(session["began"]) if "began" in session else None


def stay_on(device: Device) -> None:
    """Tie this session to the phone that it runs on: it ends when the phone is signed out.

    A phone that is named later comes beside it: whoever found a lost one must not make its session outlive it.
    """
    session["devices"] = sorted({*session.get("devices", ()), str(device.id)})


def settings() -> Settings:
    """Return the settings of this instance."""
    return cast(Settings, current_app.config["HUB"])


@contextmanager
def attempt(form: FlaskForm) -> Iterator[None]:
    """Put a problem that the block meets on the form, so that the page comes back with all that was typed."""
    try:
        yield
    except (NotAllowed, NotFound, SignInNeeded, TooOften):
        raise
    except Problem as problem:
        form.form_errors.append(i18n.problem(problem))


def tell(problem: Problem) -> ResponseReturnValue:
    """Show a problem once: as problem+json to programs, as a page to people."""
    if isinstance(problem, NotAllowed):
        log_refusal()
    if _is_program():
        return problem_json(problem)
    if isinstance(problem, SignInNeeded):
        # formdata=None: what was posted belongs to the page that was left, not to this form.
        form = SignInForm(formdata=None, **keeping.what_was_under_way(_came_from_us()))
        return render_template(
            "door/sign_in.html", form=form, nobody=False, why=i18n.problem(problem)
        ), problem.status
    if isinstance(problem, TooOften):
        return _tell_to_wait(problem)
    return render_template("problem.html", text=i18n.problem(problem), status=problem.status), problem.status


def log_refusal(**more: Any) -> None:
    """Record that somebody tried what they may not do; ``more`` goes with it into the event."""
    if not current_user.is_authenticated:
        return
    with transaction() as writing:
        who = actor()
        record(writing, who, Tag.REFUSED, who, path=request.path[:200], method=request.method, **more)


def _is_program() -> bool:
    """Tell whether a program asks, or the script of a page: whoever does gets no page, and no session of its own.

    A page to sign in begins a session for its form; coming late, that would take the place of the one that the
    person has just begun.
    """
    return request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json"


def _tell_to_wait(problem: TooOften) -> ResponseReturnValue:
    """Show what was typed and a button that sends it again; the page does so by itself where it can."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    words = request.form.get("words", "")
    page = render_template("public/wait.html", fields=fields, words=words, **problem.values)
    return page, problem.status, {"Retry-After": str(problem.values["seconds"])}


def _came_from_us() -> bool:
    """Tell whether the browser vouches that this came from our own page (Fetch Metadata, else Origin)."""
    site = request.headers.get("Sec-Fetch-Site")
    return site == "same-origin" if site else request.headers.get("Origin") == request.host_url.rstrip("/")


def problem_json(problem: Problem, **more: Any) -> ResponseReturnValue:
    """Return a problem as RFC 9457 has it, with a text in the reader's language."""
    answer = _as_problem({**problem_body(problem), **more})
    if isinstance(problem, (TooOften, ServerPressed)):
        answer.headers["Retry-After"] = str(problem.values["seconds"])
    return answer


def problem_body(problem: Problem) -> dict[str, Any]:
    """Return what problem+json says of a problem."""
    return {"type": f"/problems/{problem.type}", "title": i18n.problem(problem), "status": problem.status}


def _as_problem(body: dict[str, Any]) -> Response:
    answer = jsonify(body)
    answer.status_code = body["status"]
    answer.content_type = "application/problem+json"
    return answer


def _load(identity: str) -> SignedIn | None:
    account_id, _colon, epoch = identity.partition(":")
    account = db.session.get(Account, UUID(account_id))
    if account is None or not account.active or str(account.epoch) != epoch:
        return None
    return None if _signed_out(session.get("devices", ())) else SignedIn(account)


def _signed_out(phones: Sequence[str]) -> bool:
    """Return whether a phone that this session is tied to was signed out after the session began."""
    ended, since = devices.ended_at(db.session(), map(UUID, phones)) if phones else None, began()
    return ended is not None and (since is None or since <= ended)


def _load_by_token(request: Request) -> Bearer | None:
    """A program shows its token with each call; on pages for people a token opens nothing."""
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not request.path.startswith("/api/"):
        return None
    # A connection for this one question: a session would cost twice as much, each time that a phone speaks.
    with db.engine.connect() as database:
        account_id = holder_of_token(database, token.strip())
    return Bearer(account_id) if account_id else None


def _stale(_error: CSRFError) -> ResponseReturnValue:
    return tell(StaleForm())


def _tell_http(error: HTTPException) -> ResponseReturnValue:
    if error.code == 404:
        return tell(NotFound())
    if error.code == 413:
        return tell(RequestTooLarge(limit=settings().upload_limit // (1024 * 1024)))
    if _is_program():
        return _as_problem({"type": "about:blank", "title": error.name, "status": error.code or 500})
    page = render_template("problem.html", text=_("The server could not do this."), status=error.code or 500)
    return page, error.code or 500
