"""One value has one text: canonical JSON, so that a hash of it means the same on every machine.

Keys sorted by code point, no spaces, UTF-8 unescaped, integers only: a float would print
differently from one language to the next, so it is refused.
"""

import json
from collections.abc import Mapping

# Made once: to make it costs as much as to use it.
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode

# What can be seen at once to be fine; nearly every value is one of these.
_PLAIN = frozenset({str, int, bool, type(None)})


def canonical(value: object) -> bytes:
    """Return the canonical JSON of ``value``; raise TypeError for a float or a key that is no string.

    Half a surrogate pair, which UTF-8 cannot hold, is escaped as JavaScript's JSON.stringify does.
    """
    _check(value)
    return _encode(value).encode(errors="backslashreplace")


def _check(value: object) -> None:
    if type(value) in _PLAIN or isinstance(value, (str, int)):
        return
    if isinstance(value, float):
        raise TypeError("canonical JSON holds no floats")
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError("a key of canonical JSON is a string")
            if type(inner) not in _PLAIN:
                _check(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _check(inner)
