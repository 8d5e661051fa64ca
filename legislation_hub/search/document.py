"""What the index knows of one thing: its terms' source and its places, never the text itself."""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from legislation_hub.search.scope import Key


@dataclass(frozen=True, slots=True)
class Document:
    """One thing as it is to be found, of whatever kind; ids are texts, empty where there is none.

    ``text`` is all that was said or printed; ``article`` what the thing is or is about, as an official
    names it (第十二条第二款), and ``about`` that article in that version, as :func:`spot` names it. ``parts`` are
    the paragraphs and items of an article (§12.2, §12.2.1). ``reported`` says that a signed report of its station
    stands for it, ``published`` that it was sent out. ``setting`` is the
    title of the law and the headings under which a provision stands, a line each: no part of its text, or the
    title would be found everywhere. ``terms`` are what the text holds of the office's dictionary: they follow from
    it, so that the digest leaves them out.
    """

    key: Key
    text: str
    draft: str
    at: datetime
    article: str = ""
    setting: str = ""
    parts: tuple[str, ...] = ()
    about: str = ""
    version: str = ""
    consultation: str = ""
    station: str = ""
    room: str = ""
    collector: str = ""
    channel: str = ""
    stance: str = ""
    verdict: str = ""
    outcome: str = ""
    reported: bool = False
    published: bool = False
    terms: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Return a hash of everything in it: index and database agree when their hashes do."""
        content = [
            *self.key,
            self.text,
            self.draft,
            self.at.isoformat(),
            self.article,
            self.setting,
            *self.parts,
            self.about,
            self.version,
            self.consultation,
            self.station,
            self.room,
            self.collector,
            self.channel,
            self.stance,
            self.verdict,
            self.outcome,
            self.reported,
            self.published,
        ]
        return sha256(json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def spot(version: object, eid: str) -> str:
    """Return the one word by which an article of a version is known to the index."""
    return f"{version}:{eid}"
