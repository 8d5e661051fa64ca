"""Where a comment stands in the versions after the one that it was said about, in a line each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from legislation_hub.models import Consultation, Provision, Succession, Version
from legislation_hub.vocabulary import Fate


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What became of a comment's place in one later version; ``citation`` is empty unless it lives on.

    ``by_hand`` says that a person settled it. ``succession_id`` leads the station to its entry in the queue.
    """

    succession_id: UUID
    reading: str
    fate: Fate
    citation: str
    by_hand: bool


def whereabouts_of(
    session: Session, comment_ids: Sequence[UUID], everything: bool = False
) -> Mapping[UUID, Sequence[Whereabouts]]:
    """Return for each comment its places in later versions, in their order; one query.

    A text that is neither sent out nor passed is the station's own until then: ``everything`` is for the station.
    """
    known = or_(
        Version.published_at.is_not(None),
        Version.id.in_(select(Consultation.passed_version_id).where(Consultation.passed_version_id.is_not(None))),
    )
    query = (
        select(Succession, Version.reading, Provision.citation)
        .join(Version, Version.id == Succession.version_id)
        .outerjoin(Provision, Provision.id == Succession.provision_id)
        .where(Succession.comment_id.in_(comment_ids))
        .order_by(Version.ordinal)
    )
    found: dict[UUID, list[Whereabouts]] = {one: [] for one in comment_ids}
    for row, reading, citation in session.execute(query if everything else query.where(known)):
        place = Whereabouts(row.id, reading, row.fate, citation or "", row.settled_at is not None)
        if row.comment_id is not None:
            found[row.comment_id].append(place)
    return found
