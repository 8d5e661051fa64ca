"""All that stands beside one comment when a room head says a verdict on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, case, or_, select
from sqlalchemy.orm import Session, aliased

from legislation_hub.models import (
    Account,
    Comment,
    Household,
    Meeting,
    Provision,
    Slip,
    Submission,
    Supplement,
    Transfer,
    Unit,
    Verdict,
    Words,
)
from legislation_hub.proofs.slips import SlipCode, code_of
from legislation_hub.queries.comments import asked_and_added, is_alive
from legislation_hub.queries.conflicts import Second, seconds_of
from legislation_hub.queries.points import key_of
from legislation_hub.queries.reviews import waits_for_verdict
from legislation_hub.vocabulary import Channel, Consent, Place, Stance, VerdictKind

OFFERED = 20


@dataclass(frozen=True, slots=True)
class Given:
    """A verdict that was given, the latest first in a list."""

    kind: VerdictKind
    note: str
    same_as: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Added:
    """Detail that was added beside the words."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Passed:
    """Where a grievance was passed on to."""

    passed_to: str
    note: str
    due_on: date | None
    closed_at: datetime | None
    answer: str


@dataclass(frozen=True, slots=True)
class Case:
    """One comment with who spoke, how it was heard and what was said beside it.

    ``words`` is None once they were withdrawn; ``by_themselves`` says that nobody of the room wrote it down, so
    that nobody can be asked for detail. ``corrects`` and ``corrected_by`` are numbers. ``slip`` is the paper that
    the words were read from, ``meeting_id`` and ``meeting`` where they were spoken; a withdrawal takes the slip
    away, which may name a household.
    """

    id: UUID
    number: str
    task_id: UUID
    place: Place
    quote: str
    quote_start: int | None
    stance: Stance
    words: str | None
    proposal: str
    reason: str
    verdict: VerdictKind | None
    waits: bool
    late: bool
    heard_at: datetime
    recorded_at: datetime
    by: str
    by_themselves: bool
    household: str
    grid: str
    channel: Channel
    consent: Consent
    language: str
    interpreter: str
    speaker: str
    identity: str
    age_band: str
    slip: SlipCode | None
    meeting_id: UUID | None
    meeting: str
    corrects: str
    corrected_by: str
    verdicts: Sequence[Given]
    asked: str
    supplements: Sequence[Added]
    seconds: Sequence[Second]
    passed: Passed | None

    @property
    def in_conflict(self) -> bool:
        """Return whether what came second has still to be compared with what stands."""
        return any(one.settled_at is None for one in self.seconds)


@dataclass(frozen=True, slots=True)
class Like:
    """A comment that another one may be the same as."""

    id: UUID
    number: str
    citation: str
    stance: Stance
    words: str
    household: str


def case_of(session: Session, comment: Comment) -> Case:
    """Return everything that stands beside a comment, in eight queries at most."""
    earlier, later = aliased(Comment), aliased(Comment)
    row = session.execute(
        select(
            Words, Submission, Household.code, Unit.name, Account.person, Slip.number, Meeting.title,
            earlier.number, later.number,
        )
        .select_from(Comment)
        .join(Words, Words.comment_id == Comment.id)
        .join(Submission, Submission.id == Comment.submission_id)
        .outerjoin(Household, Household.id == Submission.household_id)
        .outerjoin(Unit, Unit.id == Household.grid_id)
        .outerjoin(Account, Account.id == Comment.recorded_by_id)
        .outerjoin(Slip, Slip.id == Submission.slip_id)
        .outerjoin(Meeting, Meeting.id == Submission.meeting_id)
        .outerjoin(earlier, earlier.id == Comment.corrects_id)
        .outerjoin(later, later.corrects_id == Comment.id)
        .where(Comment.id == comment.id)
        # A late arrival may correct the same comment twice; the first number will do.
        .order_by(later.number)
        .limit(1)
    ).one()  # fmt: skip
    said, handed_in, household, grid, by, slip, meeting, corrects, corrected_by = row
    here = comment.withdrawn_at is None
    asked, supplements = _asked_and_added(session, comment)
    waits = select(Comment.id).where(Comment.id == comment.id, waits_for_verdict)
    return Case(
        id=comment.id,
        number=comment.number,
        task_id=comment.task_id,
        place=comment.place,
        quote=comment.quote,
        quote_start=comment.quote_start,
        stance=comment.stance,
        words=said.words if here else None,
        proposal=said.proposal,
        reason=said.reason,
        verdict=comment.verdict,
        waits=session.scalar(waits) is not None,
        late=comment.late,
        heard_at=comment.heard_at,
        recorded_at=comment.recorded_at,
        by=by or "",
        by_themselves=comment.recorded_by_id is None,
        household=(household or "") if here else "",
        grid=(grid or "") if here else "",
        channel=handed_in.channel,
        consent=handed_in.consent,
        language=handed_in.language,
        interpreter=handed_in.interpreter if here else "",
        speaker=handed_in.speaker if here else "",
        identity=handed_in.identity if here else "",
        age_band=handed_in.age_band if here else "",
        slip=code_of(comment.task_id, slip) if here and slip is not None else None,
        meeting_id=handed_in.meeting_id,
        meeting=meeting or "",
        corrects=corrects or "",
        corrected_by=corrected_by or "",
        verdicts=_verdicts(session, comment),
        asked=asked,
        supplements=supplements,
        seconds=seconds_of(session, comment),
        passed=_passed(session, comment),
    )


def likes_of(session: Session, comment: Comment, search: str = "") -> Sequence[Like]:
    """Return comments of the task that this one may be the same as, at most :data:`OFFERED`.

    Those on the same article with the same stance come first; ``search`` finds any by the end of its number.
    """
    near: ColumnElement[bool] = Comment.place == comment.place
    if comment.provision is not None:
        article = key_of(comment.provision.eid, comment.place)
        near = or_(Provision.eid == article, Provision.eid.startswith(f"{article}__", autoescape=True))
    wanted = Comment.number.endswith(search.strip(), autoescape=True) if search.strip() else near
    query = (
        select(Comment.id, Comment.number, Provision.citation, Comment.stance, Words.words, Household.code)
        .join(Words, Words.comment_id == Comment.id)
        .join(Submission, Submission.id == Comment.submission_id)
        .outerjoin(Household, Household.id == Submission.household_id)
        .outerjoin(Provision, Provision.id == Comment.provision_id)
        .where(Comment.task_id == comment.task_id, Comment.id != comment.id, is_alive, wanted)
        .where(
            Comment.verdict.is_(None) | Comment.verdict.not_in((VerdictKind.SAME, VerdictKind.TRANSFER)),
        )
        .order_by(case((Comment.stance == comment.stance, 0), else_=1), Comment.recorded_at, Comment.number)
        .limit(OFFERED)
    )
    return [
        Like(one_id, number, citation or "", stance, words, household or "")
        for one_id, number, citation, stance, words, household in session.execute(query)
    ]


def _verdicts(session: Session, comment: Comment) -> Sequence[Given]:
    other = aliased(Comment)
    query = (
        select(Verdict, Account.person, other.number)
        .join(Account, Account.id == Verdict.given_by_id)
        .outerjoin(other, other.id == Verdict.same_as_id)
        .where(Verdict.comment_id == comment.id)
        .order_by(Verdict.given_at.desc(), Verdict.id.desc())
    )
    return [
        Given(one.kind, one.note, number or "", person, one.given_at)
        for one, person, number in session.execute(query)
    ]


def _asked_and_added(session: Session, comment: Comment) -> tuple[str, Sequence[Added]]:
    query = (
        select(Supplement, Account.person)
        .join(Account, Account.id == Supplement.added_by_id)
        .where(Supplement.comment_id == comment.id)
        .order_by(Supplement.added_at)
    )
    by = {one: person for one, person in session.execute(query) if one.text}
    asked, added = asked_and_added(comment, list(by))
    return asked, [Added(one.text, by[one], one.added_at) for one in added]


def _passed(session: Session, comment: Comment) -> Passed | None:
    if comment.verdict is not VerdictKind.TRANSFER:
        return None
    one = session.scalar(select(Transfer).where(Transfer.comment_id == comment.id))
    return Passed(one.passed_to, one.note, one.due_on, one.closed_at, one.answer) if one else None
