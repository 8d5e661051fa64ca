"""Who took words back for the people who said them: the log alone knows it, and always does."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub.models import Account, Event
from legislation_hub.vocabulary import Tag


def withdrawers(session: Session, comment_ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Return who, signed in, took which of these comments back at the person's wish; one query."""
    whose = Event.subject_id.in_([str(one) for one in comment_ids])
    query = select(Event.subject_id, Account.person).join(Account, Account.id == Event.actor_id)
    found = session.execute(query.where(Event.tag == Tag.COMMENT_WITHDRAWN, whose))
    return {UUID(row[0]): row[1] for row in found}
