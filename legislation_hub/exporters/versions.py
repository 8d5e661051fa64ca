"""From a version in the database to the papers that it is given out as, and the names of their files."""

import re

from legislation_hub import clock
from legislation_hub.exporters.contrast import ContrastPaper
from legislation_hub.exporters.paper import Say
from legislation_hub.exporters.statute import LawPaper
from legislation_hub.legaltext.akoma import Imprint
from legislation_hub.legaltext.titling import titled
from legislation_hub.legaltext.tree import law_from
from legislation_hub.models import Version
from legislation_hub.problems import NotComparable
from legislation_hub.queries.comparisons import table_of
from legislation_hub.queries.versions import compared
from legislation_hub.vocabulary import N_

# What a file system, a ZIP or a header cannot hold; brackets and quotation marks of Chinese titles may stay.
UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+')
# Leaves room for a suffix in the 255 bytes that a name may have; a Chinese character takes three.
LONGEST_NAME = 72


def law_paper(version: Version) -> LawPaper:
    """Return ``version`` as a paper, dated by its publication, before that by its upload."""
    moment = version.published_at or version.uploaded_at
    imprint = Imprint(
        work=str(version.draft_id),
        title=version.title,
        begun=clock.day_of(version.draft.created_at),
        reading=version.reading,
        ordinal=version.ordinal,
        dated=clock.day_of(moment),
        station=version.station.name,
    )
    return LawPaper(law_from(version.text), imprint, moment)


def contrast_paper(old: Version, new: Version, only_changed: bool, say: Say) -> ContrastPaper:
    """Return two versions side by side, dated by the later of them; raises NotComparable."""
    if old.genre != new.genre:
        raise NotComparable()
    same_title = old.title == new.title
    heads = [one.reading if same_title else titled(one.title, one.reading) for one in (old, new)]
    name = say(N_("%(title)s, %(old)s and %(new)s compared"))
    return ContrastPaper(
        title=new.title,
        name=name % {"title": new.title, "old": old.reading, "new": new.reading},
        old=heads[0],
        new=heads[1],
        table=table_of(compared(old, new)),
        only_changed=only_changed,
        unit=new.station.name,
        made_at=max(one.published_at or one.uploaded_at for one in (old, new)),
    )


def file_name(name: str, suffix: str) -> str:
    """Return ``name`` as the name of a file: 动物防疫法（修订草案）（二审稿）.docx."""
    kept = " ".join(UNSAFE.sub(" ", name).split()).strip(". ")
    return f"{kept[:LONGEST_NAME].rstrip() or 'text'}.{suffix}"
