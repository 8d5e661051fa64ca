"""What was being typed when a session ran out comes back after signing in."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app, request, session
from itsdangerous import BadSignature, URLSafeSerializer

NOT_KEPT = frozenset({"csrf_token", "password", "kept", "next"})


def what_was_under_way(own: bool) -> dict[str, str]:
    """Return where to go after signing in (``next``), and the form that could not be sent (``kept``).

    Only a form that was posted from our ``own`` page is kept: another site must not bring one in this way. Whose
    session it was goes with it, where the browser still tells.
    """
    if request.method == "GET":
        return {"next": request.full_path.rstrip("?"), "kept": ""}
    if request.method != "POST" or not own:
        return {"next": "", "kept": ""}
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_KEPT]
    content = {"path": request.full_path.rstrip("?"), "fields": fields, "of": _of()}
    kept = _serializer().dumps(content) if fields else ""
    return {
        "next": request.headers.get("Referer", "") and urlsplit(request.headers["Referer"]).path,
        "kept": kept,
    }


def unpack(kept: str, account_id: UUID) -> dict[str, Any] | None:
    """Return the path, fields and words of a form that was kept; None if we signed none, or another's."""
    try:
        content: dict[str, Any] = _serializer().loads(kept)
    except BadSignature:
        return None
    if content.get("of") not in (None, "", str(account_id)):
        return None
    # What a person wrote, not what they chose: codes, and the name of a language.
    content["words"] = [
        value for name, value in content["fields"] if name != "language" and (not value.isascii() or " " in value)
    ]
    return content


def safe_path(wanted: str) -> str:
    """Return ``wanted`` if it is a path of this site, else nothing."""
    # A browser reads a backslash as a slash, and leaves out what cannot be printed.
    if not wanted.isprintable() or "\\" in wanted:
        return ""
    parts = urlsplit(wanted)
    own = not parts.scheme and not parts.netloc and wanted.startswith("/") and not wanted.startswith("//")
    return wanted if own else ""


def _of() -> str:
    return str(session.get("_user_id", "")).partition(":")[0]


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="kept-form")
