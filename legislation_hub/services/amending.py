"""An amendment is combined with the law that it changes, and the text that comes of it is kept as a version."""

from pathlib import Path

from sqlalchemy.orm import Session

from legislation_hub.legaltext.amending import amend
from legislation_hub.legaltext.amendments.operations import Amended
from legislation_hub.legaltext.rendering import render
from legislation_hub.legaltext.tree import law_from
from legislation_hub.models import Account, Version
from legislation_hub.policies import Action, demand
from legislation_hub.problems import BaseNeeded
from legislation_hub.services.drafting import Upload, add_version
from legislation_hub.services.recording import record
from legislation_hub.vocabulary import Genre, Tag


def combined(base: Version, decision: Version) -> Amended:
    """Return ``base`` as ``decision`` makes it, for a look; changes nothing. Raises :class:`BaseNeeded`."""
    fitting = base.draft_id == decision.draft_id and base.genre == Genre.FULL
    if not fitting or decision.genre != Genre.AMENDMENT:
        raise BaseNeeded()
    return amend(law_from(base.text), law_from(decision.text))


def combine(
    session: Session, actor: Account, decision: Version, base: Version, files: Path, reading: str
) -> Version:
    """Keep the combined text as a further version of the draft, its own text as its file; return the version.

    Raises :class:`BaseNeeded`, and :class:`FilePublishedBefore` where the same text was kept before.
    """
    demand(actor, Action.PREPARE_CONSULTATION, decision)
    done = combined(base, decision)
    name = f"{done.law.title or base.title}（{reading}）.txt"
    upload = Upload(name, render(done.law).encode(), reading, done.law.title, decision.draft)
    version = add_version(session, actor, decision.station, files, upload)
    version.base_id, version.decision_id = base.id, decision.id
    left = sum(not one.applied for one in done.operations)
    counts = {"done": len(done.operations) - left, "left": left, "remarks": len(done.remarks)}
    record(session, actor, Tag.VERSION_COMBINED, version, base=str(base.id), decision=str(decision.id), **counts)
    return version
