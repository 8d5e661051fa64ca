"""What every page stands in: its headers, its nonce, and what the frame around it shows."""

import secrets
from typing import Any, cast

from flask import Flask, g, request, session
from flask_login import current_user
from werkzeug.wrappers import Response

from legislation_hub.models.database import db
from legislation_hub.queries import notices
from legislation_hub.web import i18n, navigation
from legislation_hub.web.edge import actor


def init(app: Flask) -> None:
    """Give every page of the app its frame."""
    app.after_request(_add_headers)
    app.context_processor(_surroundings)


def _nonce() -> str:
    """Return the nonce of this page, which its first script or style asks for."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return cast(str, g.csp_nonce)


def _add_headers(response: Response) -> Response:
    own = f"'self' 'nonce-{g.csp_nonce}'" if "csp_nonce" in g else "'self'"
    response.headers.setdefault(
        "Content-Security-Policy",
        f"default-src 'self'; script-src {own}; style-src {own}; "
        "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("X-Frame-Options", "DENY")
    if request.endpoint != "static":
        # What one person saw must not be shown to the next on a shared computer.
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _surroundings() -> dict[str, Any]:
    signed_in = actor() if current_user.is_authenticated else None
    return {
        "csp_nonce": _nonce,
        "large_type": session.get("large", False),
        "locale": i18n.choose_locale(),
        "actor": signed_in,
        "wing_nav": navigation.of(signed_in),
        "home": navigation.home(signed_in),
        "notices_unseen": notices.unseen(db.session(), signed_in),
        "is_demo": notices.is_demo(db.session()),
    }
