"""Lines of a table beside the comments that they are one sign away from, with what differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from legislation_hub.legaltext.differing import Piece, differences
from legislation_hub.models import Comment, Household, Provision, Submission, Words
from legislation_hub.queries.differences import NOTED, Difference
from legislation_hub.vocabulary import Channel, Consent, Place, Stance

TEXTS = ("words", "proposal", "reason")
_NOTES = tuple(name for name in NOTED if name not in ("meeting", "slip", "corrects", "submission"))


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of a table, and the comment with this number that it is near; the comment comes first.

    ``words``, ``proposal`` and ``reason`` are pieces of both; ``abouts`` and ``stances`` are one of each. Nothing
    of it is there where the comment was taken back meanwhile, or the line was not kept (``is_whole``).
    """

    line: int
    number: str
    comment_id: UUID
    abouts: tuple[tuple[Place, str], ...] = ()
    stances: tuple[Stance, ...] = ()
    words: Sequence[Piece] = ()
    proposal: Sequence[Piece] = ()
    reason: Sequence[Piece] = ()
    noted: Sequence[Difference] = ()

    @property
    def is_whole(self) -> bool:
        """Return whether both are here to be compared."""
        return bool(self.abouts)


def pairs_of(session: Session, version_id: UUID | None, near: Sequence[Mapping[str, Any]]) -> Sequence[Pair]:
    """Return the lines that were noted as near a comment, each beside it; two queries.

    Each names its ``line``, the ``comment`` and its ``number``; what it says is ``said``, if that was kept.
    """
    wanted = [UUID(one["comment"]) for one in near if one.get("said")]
    here = {one.id: one._mapping for one in session.execute(_comments(wanted))} if wanted else {}
    eids = {one["said"].get("provision") for one in near if one.get("said")} - {None}
    query = select(Provision.eid, Provision.citation)
    query = query.where(Provision.version_id == version_id, Provision.eid.in_(eids))
    cited = dict(iter(session.execute(query))) if eids else {}
    return [_pair(one, here.get(UUID(one["comment"])), cited) for one in near]


def _comments(ids: Sequence[UUID]) -> Any:
    kept = ("speaker", "identity", "age_band", "channel", "language", "interpreter", "consent", "wants_answer")
    return (
        select(
            Comment.id,
            Comment.place,
            Comment.stance,
            Comment.heard_at,
            Provision.citation,
            Household.code.label("household"),
            *(getattr(Submission, name) for name in kept),
            *(getattr(Words, name) for name in TEXTS),
        )
        .join(Submission, Submission.id == Comment.submission_id)
        .join(Words, Words.comment_id == Comment.id)
        .outerjoin(Provision, Provision.id == Comment.provision_id)
        .outerjoin(Household, Household.id == Submission.household_id)
        .where(Comment.id.in_(ids), Comment.withdrawn_at.is_(None))
    )


def _pair(one: Mapping[str, Any], here: Mapping[Any, Any] | None, cited: Mapping[str, str]) -> Pair:
    said, pair = one.get("said"), (one["line"], one["number"], UUID(one["comment"]))
    if here is None or said is None:
        return Pair(*pair)
    eid = said.get("provision")
    place = Place(said.get("place") or (Place.PROVISION if eid else Place.WHOLE))
    there = _notes(said)
    noted = [Difference(name, _given(here[name]), _given(there[name])) for name in _NOTES]
    return Pair(
        *pair,
        abouts=((here["place"], here["citation"] or ""), (place, cited.get(eid or "", ""))),
        stances=(here["stance"], Stance(said.get("stance") or Stance.OTHER)),
        **{name: differences(here[name], said.get(name) or "") for name in TEXTS},  # type: ignore[arg-type]
        noted=[one for one in noted if one.first != one.second],
    )


def _given(value: object) -> object:
    return None if value == "" else value


def _notes(said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{name: said.get(name) for name in _NOTES},
        "heard_at": datetime.fromisoformat(said["heard_at"]) if said.get("heard_at") else None,
        "channel": Channel(said.get("channel") or Channel.VISIT),
        "consent": Consent(said["consent"]) if said.get("consent") else None,
        "wants_answer": bool(said.get("wants_answer")),
    }
