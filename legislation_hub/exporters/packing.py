"""The same parts give the same archive, byte for byte, whenever and wherever it is packed."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EARLIEST = (1980, 1, 1, 0, 0, 0)
FIRST = "[Content_Types].xml"


def repacked(archive: bytes) -> bytes:
    """Return the ZIP ``archive`` with its parts in order of name and without times of its own.

    The list of content types stays in front, where readers of Office files look for it.
    """
    packed = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != FIRST, name)):
            entry = ZipInfo(name, EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return packed.getvalue()
