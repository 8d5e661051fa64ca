"""What a list of hits shows of one thing beside its text, whatever its kind."""

from dataclasses import dataclass
from uuid import UUID

from legislation_hub.search.document import Document


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that can be found: what the index knows of it, and what a list of hits shows beside its text.

    ``title`` is the law's or the consultation's, ``number`` a comment's, point's or report's, ``room`` the name of
    where it was heard or written. A point that a signed report carries names it as ``report`` and its place there.
    """

    document: Document
    title: str
    eid: str = ""
    number: str = ""
    room: str = ""
    report: UUID | None = None
    position: int = 0
