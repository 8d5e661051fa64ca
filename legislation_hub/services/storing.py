"""A file that came in is kept whole, under its SHA-256, before anything refers to it."""

import mimetypes
import os
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.models import StoredFile
from legislation_hub.models.database import after_commit

# A type is given by the ending, never by what the browser claims; anything else is bytes to download.
_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".md": "text/markdown",
}


def store(session: Session, folder: Path, name: str, content: bytes) -> StoredFile:
    """Write ``content`` into ``folder`` so that it survives a power cut, and return its row.

    The same bytes are written once; every upload has a row of its own with the name it came under.
    """
    digest = sha256(content).hexdigest()
    path = path_of(folder, digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    row = StoredFile(
        sha256=digest,
        # It goes into the head of every download, where a line break would end it.
        name="".join(one for one in Path(name.replace("\\", "/")).name if one.isprintable()),
        size=len(content),
        media_type=_TYPES.get(
            Path(name).suffix.lower(), mimetypes.guess_type(name)[0] or "application/octet-stream"
        ),
        stored_at=clock.now(),
    )
    session.add(row)
    session.flush()
    return row


def discard(session: Session, folder: Path, file: StoredFile, *, at_once: bool = False) -> None:
    """Take the row of a file that nothing names any more away, and its bytes unless another row has the same.

    The bytes go after the commit, so that what comes to nothing costs no file; ``at_once`` where a break in
    between must rather cost the file than leave it behind.
    """
    again = select(StoredFile.id).where(StoredFile.sha256 == file.sha256, StoredFile.id != file.id)
    session.delete(file)
    if session.scalar(again.limit(1)) is not None:
        return
    path = path_of(folder, file.sha256)
    if at_once:
        path.unlink(missing_ok=True)
    else:
        after_commit(session, lambda: path.unlink(missing_ok=True))


def path_of(folder: Path, digest: str) -> Path:
    """Return where the content with this SHA-256 stands."""
    return folder / digest[:2] / digest
