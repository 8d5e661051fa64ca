"""What holds no secret travels small: scripts, styles, and pages that are the same for everybody.

A page with somebody's token in it is never compressed: its size would tell of it (BREACH).
"""

import gzip
from functools import lru_cache
from pathlib import Path

from flask import Flask, request
from werkzeug.wrappers import Response

SMALL = 1024
LEVEL = 6
TEXTS = ("text/", "application/json", "application/javascript", "image/svg+xml", "application/manifest+json")


def init(app: Flask) -> None:
    """Compress the static files of the app on their way out, each once."""

    @app.after_request
    def squeeze(response: Response) -> Response:
        static = request.endpoint == "static" and response.status_code == 200
        if static and (response.mimetype or "").startswith(TEXTS):
            response.vary.add("Accept-Encoding")
            path = Path(app.static_folder or "") / str((request.view_args or {}).get("filename", ""))
            if accepted() and request.method == "GET" and path.stat().st_size >= SMALL:
                response.direct_passthrough = False
                squeezed(response, _file(path, path.stat().st_mtime_ns))
        return response


def accepted() -> bool:
    """Return whether whoever asks can read what is compressed."""
    return request.accept_encodings["gzip"] > 0


def squeezed(response: Response, body: bytes) -> Response:
    """Put a compressed body in place of the plain one; its tag becomes a weak one, for the bytes are others."""
    etag, _weak = response.get_etag()
    response.set_data(body)
    response.headers["Content-Encoding"] = "gzip"
    if etag:
        response.set_etag(etag, weak=True)
    return response


def squeeze_bytes(body: bytes) -> bytes:
    """Return the body compressed, the same each time."""
    return gzip.compress(body, LEVEL, mtime=0)


@lru_cache(maxsize=256)
def _file(path: Path, _changed: int) -> bytes:
    return squeeze_bytes(path.read_bytes())
