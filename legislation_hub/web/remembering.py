"""A page that is the same for everybody is made once, and again when anything on it may have changed.

Two hundred phones a second open the page behind a QR code while a county speaks; what it shows they all share.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from hashlib import sha256
from typing import cast

from flask import Flask, current_app, request
from werkzeug.wrappers import Response

from legislation_hub.web.squeezing import accepted, squeeze_bytes, squeezed

# A page has some 20 KB and stands here plain and compressed.
KEPT = 500


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was made, and what it was made from."""

    imprint: Hashable
    plain: bytes
    small: bytes
    etag: str


class Pages:
    """The pages that were asked for last, each under its key."""

    def __init__(self) -> None:
        """Begin with none."""
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()
        self._lock, self._making = threading.Lock(), threading.Lock()

    def page(self, key: Hashable, imprint: Hashable, make: Callable[[], str]) -> Page:
        """Return the page of ``key``; make it if none of this ``imprint`` is remembered."""
        found = self._found(key, imprint)
        if found is not None:
            return found
        # One after the other: whoever waits for the same page finds it made.
        with self._making:
            found = self._found(key, imprint)
            if found is not None:
                return found
            plain = make().encode()
            made = Page(imprint, plain, squeeze_bytes(plain), sha256(plain).hexdigest()[:32])
            with self._lock:
                self._pages[key] = made
                self._pages.move_to_end(key)
                if len(self._pages) > KEPT:
                    self._pages.popitem(last=False)
        return made

    def _found(self, key: Hashable, imprint: Hashable) -> Page | None:
        with self._lock:
            found = self._pages.get(key)
            if found is None or found.imprint != imprint:
                return None
            self._pages.move_to_end(key)
            return found


def init(app: Flask) -> None:
    """Give the app a memory for pages."""
    app.extensions["pages"] = Pages()


def remembered(key: Hashable, imprint: Hashable, make: Callable[[], str]) -> Response:
    """Answer with the page of ``key`` as of ``imprint``; a phone that has it already gets none.

    It must hold nothing of whoever asks: no token, no name, no word of theirs.
    """
    page = cast(Pages, current_app.extensions["pages"]).page(key, imprint, make)
    response = Response(page.plain, mimetype="text/html")
    response.set_etag(page.etag)
    if accepted():
        squeezed(response, page.small)
    response.vary.update(("Accept-Encoding", "Cookie", "Accept-Language"))
    # Kept by the phone itself and asked for each time: going back never meets an empty page.
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request.environ)
