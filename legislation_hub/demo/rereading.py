"""The draft comes back from a further reading: what was said about the first text follows into the new one."""

from functools import partial

from sqlalchemy import select

from legislation_hub.demo.corpus import Again
from legislation_hub.demo.diary import at
from legislation_hub.demo.opening import DRAFTS
from legislation_hub.demo.play import Play
from legislation_hub.models import Provision, Succession, Version
from legislation_hub.services import drafting, following
from legislation_hub.services.drafting import Upload
from legislation_hub.services.following import Decision
from legislation_hub.vocabulary import Fate


def note_next_reading(play: Play, again: Again) -> None:
    """Put into the diary that the next reading is uploaded, and that some places are settled in the afternoon."""
    play.diary.note(at(again.day, 10), partial(_read, play, again))


def _read(play: Play, again: Again) -> None:
    upload = Upload(
        name=again.file,
        content=(DRAFTS / again.file).read_bytes(),
        reading=again.reading,
        title=again.title,
        draft=play.consultation.version.draft if play.consultation.version else None,
    )
    version = drafting.add_version(play.session, play.coordinator, play.station, play.settings.files, upload)
    following.follow_text(play.session, play.coordinator, version)
    for number, (old, new) in enumerate(again.places.items()):
        play.diary.note(at(again.day, 15, 10 * number), partial(_settle, play, version, old, new))


def _settle(play: Play, version: Version, old: str, new: str) -> None:
    """Settle whatever stands on one old provision and did not move by itself."""
    place = play.session.scalar(select(Provision).where(Provision.version_id == version.id, Provision.eid == new))
    waiting = play.session.scalars(
        select(Succession)
        .join(Provision, Provision.id == Succession.from_provision_id)
        .where(Succession.version_id == version.id, Succession.fate != Fate.MOVED, Provision.eid == old)
        .order_by(Succession.kind, Succession.comment_id)
    ).all()
    for row in waiting:
        following.settle(play.session, play.coordinator, row, Decision(place))
