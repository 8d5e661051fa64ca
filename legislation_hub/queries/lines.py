"""An article's line: what it was in earlier versions and what it became in later ones, as people were told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from legislation_hub.models import Provision, Succession, Version
from legislation_hub.queries.points import key_of
from legislation_hub.search.document import spot
from legislation_hub.vocabulary import Fate, Place

Spot = tuple[UUID, str]


@dataclass(frozen=True, slots=True)
class Stand:
    """An article as it stands in one version."""

    version_id: UUID
    reading: str
    eid: str
    citation: str

    @property
    def spot(self) -> str:
        """Return the word by which the index knows what is about it."""
        return spot(self.version_id, self.eid)


def line_of(session: Session, version_id: UUID, eid: str) -> Sequence[Stand]:
    """Return the article that ``eid`` is or stands in, and what it lives on as, in order of the versions.

    It goes by what followed from version to version and by what people settled there: back to what the article
    came from, on to what it became, and never from there to what else came of the same. Two queries.
    """
    begin = (version_id, key_of(eid, Place.PROVISION))
    old, new = aliased(Provision), aliased(Provision)
    draft = select(Version.draft_id).where(Version.id == version_id).scalar_subquery()
    moved = (
        select(old.version_id, old.eid, new.version_id, new.eid)
        .select_from(Succession)
        .join(old, old.id == Succession.from_provision_id)
        .join(new, new.id == Succession.provision_id)
        .join(Version, Version.id == Succession.version_id)
        .where(Version.draft_id == draft, Succession.fate == Fate.MOVED)
        .distinct()
    )
    ahead: dict[Spot, set[Spot]] = {}
    back: dict[Spot, set[Spot]] = {}
    for old_version, old_eid, new_version, new_eid in session.execute(moved):
        before = (old_version, key_of(old_eid, Place.PROVISION))
        after = (new_version, key_of(new_eid, Place.PROVISION))
        ahead.setdefault(before, set()).add(after)
        back.setdefault(after, set()).add(before)
    spots = _reached(begin, back) | _reached(begin, ahead)
    stands = (
        select(Version.id, Version.reading, Provision.eid, Provision.citation)
        .join(Version, Version.id == Provision.version_id)
        .where(
            Provision.version_id.in_({version for version, _ in spots}),
            Provision.eid.in_({eid for _, eid in spots}),
        )
        .order_by(Version.ordinal, Provision.position)
    )
    found = (Stand(*row) for row in session.execute(stands))
    return [one for one in found if (one.version_id, one.eid) in spots]


def _reached(begin: Spot, ways: Mapping[Spot, set[Spot]]) -> set[Spot]:
    reached, waiting = {begin}, [begin]
    while waiting:
        fresh = ways.get(waiting.pop(), set()) - reached
        reached |= fresh
        waiting += fresh
    return reached
