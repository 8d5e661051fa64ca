"""The same parts give the same archive, byte for byte, whenever and wherever it is packed."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EARLIEST = (1980, 1, 1, 0, 0, 0)
FIRST = "[Content_Types].xml"


def repacked(archive: bytes) -> bytes:
    """Return the ZIP ``archive`` with its parts in order of name and without times of its own.

    The list of content types stays in front, where readers of Office files look for it.
    """
    with ZipFile(BytesIO(archive)) as source:
        names = sorted(source.namelist(), key=lambda name: (name != FIRST, name))
        return packed({name: source.read(name) for name in names})


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of ``parts`` in their order, without times of its own."""
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as target:
        for name, content in parts.items():
            entry = ZipInfo(name, EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, content)
    return archive.getvalue()
