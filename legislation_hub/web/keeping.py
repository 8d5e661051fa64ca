"""What was being typed when a session ran out comes back after signing in."""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

NOT_KEPT = frozenset({"csrf_token", "password", "kept", "next"})


def what_was_under_way() -> dict[str, str]:
    """Return where to go after signing in (``next``), and the form that could not be sent (``kept``).

    Only a form that was posted from our own page is kept: another site must not bring one in this way.
    """
    if request.method == "GET":
        return {"next": request.full_path.rstrip("?"), "kept": ""}
    if request.method != "POST" or request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return {"next": "", "kept": ""}
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_KEPT]
    kept = _serializer().dumps({"path": request.full_path.rstrip("?"), "fields": fields}) if fields else ""
    return {
        "next": request.headers.get("Referer", "") and urlsplit(request.headers["Referer"]).path,
        "kept": kept,
    }


def unpack(kept: str) -> dict[str, Any] | None:
    """Return the path, fields and words of a form that was kept, or None if there is none that we signed."""
    try:
        content: dict[str, Any] = _serializer().loads(kept)
    except BadSignature:
        return None
    # What a person wrote, not what they chose: codes, and the name of a language.
    content["words"] = [
        value for name, value in content["fields"] if name != "language" and (not value.isascii() or " " in value)
    ]
    return content


def safe_path(wanted: str) -> str:
    """Return ``wanted`` if it is a path of this site, else nothing."""
    parts = urlsplit(wanted)
    own = not parts.scheme and not parts.netloc and wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if own else ""


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="kept-form")
