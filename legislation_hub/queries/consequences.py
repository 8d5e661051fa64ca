"""What goes when words are taken back by the stub of a slip: told before it is done, and nothing else goes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from legislation_hub.models import Account, Attachment, Comment, Keying, Slip, Submission
from legislation_hub.proofs.canonical import canonical
from legislation_hub.proofs.slips import SlipCode, code_of


@dataclass(frozen=True, slots=True)
class HalfRead:
    """What somebody read on a slip that waits to be settled: who, and how many opinions."""

    person: str
    opinions: int


@dataclass(frozen=True, slots=True)
class Consequence:
    """What goes with a comment of a slip, or with what its paper says, when it is taken back.

    ``corrections`` are the numbers of the comments that it corrects or that correct it, ``pictures`` how many are
    taken away, and ``closes`` says that nobody keys the slip in any more. ``seen`` is what the person who confirms
    it sends back, and another as soon as anything of it is another.
    """

    corrections: Sequence[str]
    half_read: Sequence[HalfRead]
    pictures: int
    closes: bool
    seen: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The slip on which, or by whose code, something was handed in; ``going`` is what goes with what on it."""

    code: SlipCode
    going: Mapping[UUID, Consequence]


def consequences_of(session: Session, slip: Slip) -> Mapping[UUID, Consequence]:
    """Return what goes with each comment of a slip that stands, and, while it is open, with the slip itself.

    The keys are the ids of these comments, and of the slip. Three queries.
    """
    comments = session.execute(
        select(Comment.id, Comment.number, Comment.corrects_id, Comment.submission_id, Comment.withdrawn_at)
        .join(Submission, Submission.id == Comment.submission_id)
        .where(Submission.slip_id == slip.id)
        .order_by(Comment.number)
    ).all()
    keyings = session.execute(
        select(Keying.id, Keying.content, Account.person)
        .join(Account, Account.id == Keying.keyed_by_id)
        .where(Keying.slip_id == slip.id)
        .order_by(Keying.turn)
    ).all()
    handed_in = {one.submission_id for one in comments}
    pictures = session.execute(
        select(Attachment.id, Attachment.submission_id).where(
            or_(Attachment.slip_id == slip.id, Attachment.submission_id.in_(handed_in)),
            Attachment.removed_at.is_(None),
        )
    ).all()
    is_open = slip.settled_at is None
    waiting = keyings if is_open else []
    half_read = [HalfRead(one.person, len(one.content.get("opinions", ()))) for one in waiting]
    corrects = {one.id: one.corrects_id for one in comments}
    found: dict[UUID, Consequence] = {}
    for asked in comments:
        if asked.withdrawn_at is not None:
            continue
        gone = entwined(asked.id, corrects)
        left = [
            one
            for one in comments
            if one.submission_id == asked.submission_id and one.id not in gone and one.withdrawn_at is None
        ]
        numbers = [
            one.number for one in comments if one.id in gone and one.id != asked.id and not one.withdrawn_at
        ]
        shown = [one.id for one in pictures if one.submission_id in (None, asked.submission_id)]
        closes = is_open and (not left or bool(half_read))
        seen = _seen(closes, gone, (one.id for one in waiting), shown)
        found[asked.id] = Consequence(numbers, half_read, len(shown), closes, seen)
    if is_open:
        shown = [one.id for one in pictures if one.submission_id is None]
        seen = _seen(True, [slip.id], (one.id for one in waiting), shown)
        found[slip.id] = Consequence([], half_read, len(shown), True, seen)
    return found


def paper_behind(session: Session, submission_id: UUID) -> Paper | None:
    """Return the slip of a submission for whoever holds its receipt, None for one that came without a slip."""
    query = select(Slip).join(Submission, Submission.slip_id == Slip.id).where(Submission.id == submission_id)
    slip = session.scalar(query)
    return Paper(code_of(slip.task_id, slip.number), consequences_of(session, slip)) if slip else None


def entwined(comment_id: UUID, corrects: Mapping[UUID, UUID | None]) -> set[UUID]:
    """Return the comment, what it corrects, and what corrects it, all the way in both directions.

    ``corrects`` leads from each comment of a submission to the one that it corrects.
    """
    linked, waiting = {comment_id}, [comment_id]
    while waiting:
        one = waiting.pop()
        for other, corrected in corrects.items():
            if other not in linked and (corrected == one or corrects.get(one) == other):
                linked.add(other)
                waiting.append(other)
    return linked


def _seen(closes: bool, *going: Iterable[UUID]) -> str:
    return sha256(canonical([closes, *(sorted(map(str, ids)) for ids in going)])).hexdigest()
