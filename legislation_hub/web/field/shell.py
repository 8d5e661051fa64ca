"""What a notebook needs to open without a network: its page and exactly the files that the page loads."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

# Where a page, a script or a style names a file that is loaded with it.
_IN_PAGE = re.compile(r"""(?:src|href)="([^"#?]+)""")
_IN_SCRIPT = re.compile(
    r"""(?:^import\s*|^(?:import|export)\b[^"'`;=]*\bfrom\s*|\bimport\(\s*)["'](\.[^"']+)["']""", re.MULTILINE
)
_IN_STYLE = re.compile(r"""(?:url\(|@import )\s*["']?([^"')#?]+)""")
_NAMED = {".js": _IN_SCRIPT, ".css": _IN_STYLE, ".svg": re.compile(r"(?!)")}


@dataclass(frozen=True, slots=True)
class Shell:
    """The addresses of the page's files in order, and a name that changes when one byte of it or of them does."""

    files: tuple[str, ...]
    build: str


def shell_of(page: str, static: Path, base: str) -> Shell:
    """Return what ``page`` needs of the folder ``static``, which is served at ``base`` (with a slash at its end).

    Raises :class:`FileNotFoundError` for a file that is named and not there.
    """
    found: dict[str, bytes] = {}
    waiting = [one for one in _IN_PAGE.findall(page) if one.startswith(base)]
    while waiting:
        address = waiting.pop()
        if address not in found:
            found[address] = (static / address.removeprefix(base)).read_bytes()
            waiting += _loaded_by(address, found[address])
    digest = sha256(page.encode())
    for address, content in sorted(found.items()):
        digest.update(f"\0{address}\0{len(content)}\0".encode() + content)
    return Shell(tuple(sorted(found)), digest.hexdigest()[:16])


def _loaded_by(address: str, content: bytes) -> Iterator[str]:
    named = _NAMED.get(posixpath.splitext(address)[1])
    for one in named.findall(content.decode()) if named else ():
        if not one.startswith("data:"):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(address), one))
