"""A collector's own comments: nobody is shown what another one wrote down."""

from uuid import UUID

from legislation_hub.models import Comment
from legislation_hub.models.database import db
from legislation_hub.policies import Action, demand
from legislation_hub.problems import NotAllowed
from legislation_hub.queries.rows import fetch
from legislation_hub.web.edge import actor


def own(comment_id: UUID) -> Comment:
    """Return a comment that the actor wrote down; raise :class:`NotAllowed` for any other."""
    found = fetch(db.session(), Comment, comment_id)
    if found.recorded_by_id != actor().id:
        raise NotAllowed()
    demand(actor(), Action.READ_COMMENT, found)
    return found
