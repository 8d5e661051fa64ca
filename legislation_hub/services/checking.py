"""Everything that a comment names is there and belongs together, or every slip is told at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from legislation_hub import clock
from legislation_hub.legaltext.spanning import Span, find
from legislation_hub.models import Account, Comment, Household, Provision, Submission, Task
from legislation_hub.problems import CommentRejected
from legislation_hub.services.hearing import FieldError, Heard, slips_in
from legislation_hub.vocabulary import N_, Place

CLOCKS_DIFFER = timedelta(hours=12)

PROVISION_UNKNOWN = N_("There is no such provision in this draft.")
PROVISION_MISSING = N_("Please say which provision it is about.")
PROVISION_AND_WHOLE = N_("It is either about the whole draft or about one provision.")
QUOTE_HOMELESS = N_("Words can be quoted from one provision only. Please choose it, or quote nothing.")
QUOTE_UNKNOWN = N_(
    "These words do not stand so in one paragraph or item of the provision. Please copy them from its text, or"
    " leave this empty."
)
QUOTE_OFTEN = N_("These words stand there several times. Please copy a few more beside them.")
HOUSEHOLD_UNKNOWN = N_("There is no household with this code in this room.")
NOT_HEARD_YET = N_("This lies in the future. Please check the date.")
NOT_TOGETHER = N_("This was begun with another household, task or way of hearing. Please start afresh.")
NOT_OWN = N_("Only your own comment on the same task can be corrected, and only once.")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a comment turned out to name; ``submission`` is None while its id is still free.

    ``span`` is the wording that it quotes, in the own text of ``provision``, which is then the innermost one that
    holds it.
    """

    place: Place
    provision: Provision | None
    span: Span | None
    household: Household | None
    submission_id: UUID
    submission: Submission | None

    @property
    def quote(self) -> str:
        """Return the quoted wording as the provision prints it, "" for none."""
        if self.provision is None or self.span is None:
            return ""
        return self.provision.text[self.span.start : self.span.end]


def check(session: Session, actor: Account | None, task: Task, heard: Heard) -> Checked:
    """Look up all that the comment names; raise :class:`CommentRejected` with everything that is not right."""
    errors = slips_in(heard)
    # Text that cannot be stored cannot be looked up either.
    broken = {field for field, _text in errors}
    provision = _provision(session, task, heard)
    if heard.provision and provision is None:
        errors.append(("provision", PROVISION_UNKNOWN))
    span: Span | None = None
    if heard.quote and "quote" not in broken:
        provision, span, wrong = _quoted(session, provision, heard)
        errors += wrong
    household = None if "household" in broken else _household(session, task, heard)
    if heard.household and household is None and "household" not in broken:
        errors.append(("household", HOUSEHOLD_UNKNOWN))
    corrected = _corrected(session, actor, task, heard)
    if heard.corrects and corrected is None:
        errors.append(("corrects", NOT_OWN))
    # A correction stands with what it corrects, whatever came with it: whoever takes one back takes both.
    submission_id = corrected.submission_id if corrected else heard.submission or heard.id
    submission = session.get(Submission, submission_id)
    if submission is not None and not _goes_with(submission, actor, task, heard, household):
        errors.append(("submission", NOT_TOGETHER))
    if heard.heard_at is not None and heard.heard_at > clock.now() + CLOCKS_DIFFER:
        errors.append(("heard_at", NOT_HEARD_YET))
    place = heard.place or (Place.PROVISION if heard.provision else Place.WHOLE)
    if place is Place.PROVISION and not heard.provision:
        errors.append(("provision", PROVISION_MISSING))
    if place is Place.WHOLE and heard.provision:
        errors.append(("place", PROVISION_AND_WHOLE))
    if errors:
        raise CommentRejected(errors)
    return Checked(place, provision, span, household, submission_id, submission)


def _provision(session: Session, task: Task, heard: Heard) -> Provision | None:
    # An eid is plain ASCII; anything else names nothing.
    if not heard.provision or not heard.provision.isascii() or not heard.provision.isprintable():
        return None
    version_id = task.consultation.version_id
    query = select(Provision).where(Provision.version_id == version_id, Provision.eid == heard.provision)
    return session.scalar(query)


def _quoted(
    session: Session, provision: Provision | None, heard: Heard
) -> tuple[Provision | None, Span | None, list[FieldError]]:
    """Return the innermost provision that holds the quotation, and where, or what is not right with it."""
    if provision is None:
        return None, None, [] if heard.provision else [("quote", QUOTE_HOMELESS)]
    rows = {one.eid: one for one in _with_all_below(session, provision)}
    found = find([(one.eid, one.text) for one in rows.values()], heard.quote or "", heard.quote_start)
    if len(found) == 1:
        return rows[found[0].eid], found[0], []
    return provision, None, [("quote", QUOTE_OFTEN if found else QUOTE_UNKNOWN)]


def _with_all_below(session: Session, provision: Provision) -> Iterable[Provision]:
    here = Provision.version_id == provision.version_id
    after = select(func.min(Provision.position)).where(
        here, Provision.position > provision.position, Provision.depth <= provision.depth
    )
    end = session.scalar(after)
    query = select(Provision).where(here, Provision.position >= provision.position)
    return session.scalars(query.where(Provision.position < end) if end else query).all()


def _household(session: Session, task: Task, heard: Heard) -> Household | None:
    if not heard.household:
        return None
    query = select(Household).where(Household.room_id == task.room_id, Household.code == heard.household)
    return session.scalar(query)


def _corrected(session: Session, actor: Account | None, task: Task, heard: Heard) -> Comment | None:
    """Return the actor's own earlier comment on this task that nothing corrects yet."""
    earlier = session.get(Comment, heard.corrects) if heard.corrects and actor else None
    if earlier is None or actor is None or earlier.recorded_by_id != actor.id or earlier.task_id != task.id:
        return None
    again = session.scalar(select(Comment.id).where(Comment.corrects_id == earlier.id))
    return earlier if earlier.withdrawn_at is None and again is None else None


def _goes_with(
    submission: Submission, actor: Account | None, task: Task, heard: Heard, household: Household | None
) -> bool:
    """Return whether the comment may join what was handed in before: same hand, same task, same household."""
    same_hand = submission.recorded_by_id == (actor.id if actor else None) and submission.task_id == task.id
    same_household = household is None or submission.household_id == household.id
    same_channel = heard.channel is None or submission.channel is heard.channel
    # A resident joins by the receipt code, which the page turned into the submission; never by an id alone.
    named = actor is not None or heard.submission is not None
    return same_hand and same_household and same_channel and named
