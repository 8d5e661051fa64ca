"""The texts that a notebook takes along: to print a law, to choose a provision and to quote its words."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub.legaltext.tree import is_article
from legislation_hub.models import Provision
from legislation_hub.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Piece:
    """One provision of a text; ``offered`` says that one can speak about it as such."""

    eid: str
    level: Level
    label: str
    heading: str
    citation: str
    text: str
    depth: int
    offered: bool


def texts_of(session: Session, versions: Collection[UUID]) -> Mapping[UUID, Sequence[Piece]]:
    """Return texts in reading order by their versions, in one query."""
    query = select(
        Provision.version_id, Provision.parent_id, Provision.eid, Provision.level, Provision.label,
        Provision.heading, Provision.citation, Provision.text, Provision.depth,
    ).where(Provision.version_id.in_(versions)).order_by(Provision.version_id, Provision.position)  # fmt: skip
    rows = session.execute(query).all()
    siblings = Counter((row.version_id, row.parent_id, row.level) for row in rows)
    found: dict[UUID, list[Piece]] = {one: [] for one in versions}
    for row in rows:
        # As queries.provisions offers them; the key provisions come with the task.
        one_of_several = row.level is Level.PARAGRAPH and siblings[row.version_id, row.parent_id, row.level] > 1
        found[row.version_id].append(
            Piece(
                row.eid, row.level, row.label, row.heading, row.citation, row.text, row.depth,
                offered=is_article(row.level, row.heading) or one_of_several,
            )
        )  # fmt: skip
    return found
