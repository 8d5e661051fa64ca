"""In what a second content under one id differs from what stands; what cannot be compared is said not to be."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from unicodedata import normalize
from uuid import UUID

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session, aliased

from legislation_hub.legaltext.spanning import find
from legislation_hub.models import Comment, Conflict, Household, Meeting, Provision, Slip, Submission
from legislation_hub.proofs.slips import code_of
from legislation_hub.vocabulary import Channel, Consent, Place

# What is shown of each content in any case, and what only where the two differ in it, in this order.
SHOWN = ("place", "provision", "quote", "quote_start", "stance", "words", "proposal", "reason")
NOTED = (
    "heard_at",
    "household",
    "speaker",
    "identity",
    "age_band",
    "channel",
    "language",
    "interpreter",
    "consent",
    "wants_answer",
    "meeting",
    "slip",
    "corrects",
    "submission",
)
_TEXTS = ("language", "interpreter", "speaker", "identity", "age_band")
_BY_ID = ("meeting", "corrects", "submission")
# What is kept once for all comments that were handed in together: of the first of them.
_TOGETHER = frozenset(NOTED) - {"heard_at", "corrects", "submission"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that two contents give otherwise, as people read it; None where one does not give it.

    A meeting, comment or submission that is not of the task has no name here: "".
    """

    field: str
    first: object
    second: object


@dataclass(frozen=True, slots=True)
class About:
    """What a second content is about; ``elsewhere`` where that is not what the first is about."""

    place: Place
    citation: str
    quote: str
    quote_start: int | None
    elsewhere: bool


def usual_channel(by_account: bool, in_room: bool, at_meeting: bool) -> Channel:
    """Return how a comment came that does not say it itself."""
    if not by_account:
        return Channel.QR
    if at_meeting:
        return Channel.MEETING
    return Channel.VISIT if in_room else Channel.DEPARTMENT


@dataclass(frozen=True, slots=True)
class Noted:
    """In which notes a second content differs from the first.

    ``wish_open``: the wish for an answer is kept for all that was handed in together, and with which of these
    comments it was said is not known; it is not compared then.
    """

    differences: Sequence[Difference]
    wish_open: bool


def noted_of(session: Session, comment: Comment, seconds: Sequence[Conflict]) -> list[Noted]:
    """Return for each second content in which notes it differs from the comment; two queries at most."""
    first, joined, wish_open = _first(session, comment)
    compared = [name for name in NOTED if not (wish_open and name == "wants_answer")]
    notes = [_as_it_would_stand(first, joined, _second(comment, one)) for one in seconds]
    apart = [[(name, first[name], one[name]) for name in compared if first[name] != one[name]] for one in notes]
    named = {value for found in apart for name, *both in found if name in _BY_ID for value in both if value}
    names = _names(session, comment.task_id, named) if named else {}
    return [
        Noted(
            [
                Difference(name, *(_shown(comment.task_id, name, one, names) for one in both))
                for name, *both in found
            ],
            wish_open,
        )
        for found in apart
    ]


def abouts_of(session: Session, comment: Comment, seconds: Sequence[Conflict]) -> list[About]:
    """Return what each second content is about; one query at most."""
    eids = {eid for one in seconds if (eid := one.content.get("provision"))}
    after = aliased(Provision)
    end = (
        select(func.min(after.position))
        .where(after.version_id == Provision.version_id)
        .where(after.position > Provision.position, after.depth <= Provision.depth)
        .correlate(Provision)
        .scalar_subquery()
    )
    version = comment.task.consultation.version_id
    query = select(Provision.eid, Provision.citation, Provision.position, end)
    query = query.where(Provision.version_id == version, Provision.eid.in_(eids))
    named = {eid: rest for eid, *rest in session.execute(query)} if eids else {}
    return [_about(comment, one.content, named) for one in seconds]


def _about(comment: Comment, content: Mapping[str, Any], named: Mapping[str, Sequence[Any]]) -> About:
    eid, quote, start = content.get("provision"), content.get("quote") or "", content.get("quote_start")
    citation, begin, end = named.get(eid or "", ("", None, None))
    # Where it does not say so, it is about its provision or all of the draft.
    place = Place(content.get("place") or (Place.PROVISION if eid else Place.WHOLE))
    here = comment.provision
    same = place is comment.place
    if quote and comment.quote and here is not None and begin is not None:
        # The first stands at the innermost provision that holds the wording; the second may name one around it.
        spans = find([(here.eid, here.text)], quote, start)
        inside = begin <= here.position and (end is None or here.position < end)
        same &= inside and [one.start for one in spans] == [comment.quote_start]
    else:
        same &= not quote and not comment.quote and eid == (here.eid if here else None)
    first = (comment.place, here.citation if here else "", comment.quote, comment.quote_start)
    told = (place, citation, quote, start if quote else None)
    about: tuple[Place, str, str, int | None] = first if same else told
    # An article of one paragraph is cited as that paragraph is.
    return About(*about, about != first)


def _first(session: Session, comment: Comment) -> tuple[dict[str, Any], bool, bool]:
    """Return the notes of what stands, whether it joined what was handed in before it, and Noted.wish_open."""
    opener, together = (
        select(one).where(Comment.submission_id == comment.submission_id).scalar_subquery()
        for one in (func.min(Comment.number), func.count(Comment.id))
    )
    query = (
        select(Submission, Household.code, Slip.number, opener, together)
        .outerjoin(Household, Household.id == Submission.household_id)
        .outerjoin(Slip, Slip.id == Submission.slip_id)
        .where(Submission.id == comment.submission_id)
    )
    kept, household, slip, first, comments = session.execute(query).one()
    notes: dict[str, Any] = {name: normalize("NFC", getattr(kept, name)) or None for name in _TEXTS}
    # Where it gave no moment, it is the one at which it arrived.
    moment = None if comment.heard_at == comment.recorded_at else comment.heard_at
    notes |= {"heard_at": comment.device_heard_at or moment, "household": household, "slip": slip}
    notes |= {"channel": kept.channel, "consent": kept.consent, "wants_answer": kept.wants_answer}
    notes |= {"meeting": kept.meeting_id, "corrects": comment.corrects_id, "submission": kept.id}
    return notes, first != comment.number, kept.wants_answer and comments > 1


def _second(comment: Comment, second: Conflict) -> dict[str, Any]:
    """Return the notes of a second content."""
    said = second.content
    notes: dict[str, Any] = {name: said.get(name) for name in (*_TEXTS, "household", "slip")}
    notes |= {name: UUID(said[name]) if said.get(name) else None for name in _BY_ID}
    usual = usual_channel(second.account_id is not None, comment.room_id is not None, bool(notes["meeting"]))
    return {
        **notes,
        "submission": notes["submission"] or comment.id,
        "heard_at": datetime.fromisoformat(said["heard_at"]) if said.get("heard_at") else None,
        "channel": Channel(said.get("channel") or usual),
        "consent": Consent(said["consent"]) if said.get("consent") else None,
        "wants_answer": said.get("wants_answer", True),
    }


def _as_it_would_stand(first: Mapping[str, Any], joined: bool, second: dict[str, Any]) -> dict[str, Any]:
    """Return the notes of a second content with what it would have taken over, had it come alone."""
    if joined:
        second |= {name: first[name] for name in _TOGETHER if second[name] is None}
    if second["corrects"] is not None and second["corrects"] == first["corrects"]:
        # A correction stands with what it corrects, whatever it names.
        second["submission"] = first["submission"]
    return second


def _names(session: Session, task_id: UUID, named: Collection[UUID]) -> Mapping[UUID, str]:
    """Return what people call these meetings, comments, and submissions (by their first comment) of the task."""
    query = union_all(
        select(Meeting.id, Meeting.title).where(Meeting.id.in_(named), Meeting.task_id == task_id),
        select(Comment.id, Comment.number).where(Comment.id.in_(named), Comment.task_id == task_id),
        select(Comment.submission_id, func.min(Comment.number))
        .where(Comment.submission_id.in_(named), Comment.task_id == task_id)
        .group_by(Comment.submission_id),
    )
    return dict(iter(session.execute(query)))


def _shown(task_id: UUID, name: str, value: Any, names: Mapping[UUID, str]) -> object:
    if value is None:
        return None
    if name == "slip":
        return str(code_of(task_id, value))
    return names.get(value, "") if name in _BY_ID else value
