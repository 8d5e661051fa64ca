"""Everything that a comment names is there and belongs together, or every slip is told at once."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from legislation_hub.legaltext.spanning import Span, find
from legislation_hub.models import Account, Task
from legislation_hub.problems import CommentRejected
from legislation_hub.services.hearing import Brought, FieldError, Heard, slips_in
from legislation_hub.services.knowing import HandedIn, Known, Piece, Standing
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
MEETING_UNKNOWN = N_(
    "The record of this meeting is not here yet, or belongs to another task. Send the record first."
)
SLIP_UNKNOWN = N_("There is no slip with this number in this task. Please compare the number with the slip.")
NOT_TOGETHER = N_("This was begun with another household, task or way of hearing. Please start afresh.")
NOT_OWN = N_("Only your own comment on the same task can be corrected, and only once.")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a comment turned out to name; ``submission`` is None while its id is still free.

    ``span`` is the wording that it quotes, in the own text of ``provision``, which is then the innermost one that
    holds it.
    """

    place: Place
    provision: Piece | None
    span: Span | None
    household_id: UUID | None
    meeting_id: UUID | None
    slip_id: UUID | None
    submission_id: UUID
    submission: HandedIn | None

    @property
    def quote(self) -> str:
        """Return the quoted wording as the provision prints it, "" for none."""
        if self.provision is None or self.span is None:
            return ""
        return self.provision.text[self.span.start : self.span.end]


def check(known: Known, actor: Account | None, task: Task, brought: Brought) -> Checked:
    """Find all that the comment names; raise :class:`CommentRejected` with everything that is not right.

    A second content under the id of a comment that is there is looked at as if it came alone.
    """
    heard = brought.heard
    errors = slips_in(heard)
    # Text that cannot be stored cannot be looked up either.
    broken = {field for field, _text in errors}
    provision = known.provisions.get((task.consultation.version_id, heard.provision or ""))
    if heard.provision and provision is None:
        errors.append(("provision", PROVISION_UNKNOWN))
    span: Span | None = None
    if heard.quote and "quote" not in broken:
        provision, span, wrong = _quoted(known, provision, heard)
        errors += wrong
    household_id = known.households.get((task.room_id, heard.household or ""))
    if heard.household and household_id is None and "household" not in broken:
        errors.append(("household", HOUSEHOLD_UNKNOWN))
    meeting_id = heard.meeting if heard.meeting and known.meetings.get(heard.meeting) == task.id else None
    if heard.meeting and meeting_id is None:
        errors.append(("meeting", MEETING_UNKNOWN))
    slip_id = None if heard.slip is None else known.slips.get((task.id, heard.slip))
    if heard.slip is not None and slip_id is None:
        errors.append(("slip", SLIP_UNKNOWN))
    corrected = _corrected(known, actor, task, heard)
    if heard.corrects and corrected is None:
        errors.append(("corrects", NOT_OWN))
    # A correction stands with what it corrects, whatever came with it: whoever takes one back takes both.
    submission_id = corrected.submission_id if corrected else heard.submission or heard.id
    submission = known.submissions.get(submission_id)
    earlier = known.comments.get(heard.id)
    # It perhaps opened the submission itself: in what a second content then differs, is for people to compare.
    joins = submission is not None and (earlier is None or earlier.submission_id != submission_id)
    occasion = (household_id, meeting_id, slip_id)
    if submission is not None and joins and not _goes_with(submission, actor, task, heard, occasion):
        errors.append(("submission", NOT_TOGETHER))
    ahead = heard.heard_at is not None and heard.heard_at > known.now + CLOCKS_DIFFER
    if ahead and brought.device_time is None:
        errors.append(("heard_at", NOT_HEARD_YET))
    place = heard.place or (Place.PROVISION if heard.provision else Place.WHOLE)
    if place is Place.PROVISION and not heard.provision:
        errors.append(("provision", PROVISION_MISSING))
    if place is Place.WHOLE and heard.provision:
        errors.append(("place", PROVISION_AND_WHOLE))
    if errors:
        raise CommentRejected(errors)
    return Checked(place, provision, span, *occasion, submission_id, submission)


def _quoted(
    known: Known, provision: Piece | None, heard: Heard
) -> tuple[Piece | None, Span | None, list[FieldError]]:
    """Return the innermost provision that holds the quotation, and where, or what is not right with it."""
    if provision is None:
        return None, None, [] if heard.provision else [("quote", QUOTE_HOMELESS)]
    pieces = {one.eid: one for one in known.below[provision.id]}
    found = find([(one.eid, one.text) for one in pieces.values()], heard.quote or "", heard.quote_start)
    if len(found) == 1:
        return pieces[found[0].eid], found[0], []
    return provision, None, [("quote", QUOTE_OFTEN if found else QUOTE_UNKNOWN)]


def _corrected(known: Known, actor: Account | None, task: Task, heard: Heard) -> Standing | None:
    """Return the actor's own earlier comment on this task that nothing else corrects yet."""
    earlier = known.comments.get(heard.corrects) if heard.corrects and actor else None
    if earlier is None or actor is None or earlier.recorded_by_id != actor.id or earlier.task_id != task.id:
        return None
    free = known.corrected.get(earlier.id, heard.id) == heard.id
    return earlier if earlier.withdrawn_at is None and free else None


def _goes_with(
    submission: HandedIn,
    actor: Account | None,
    task: Task,
    heard: Heard,
    occasion: tuple[UUID | None, UUID | None, UUID | None],
) -> bool:
    """Return whether the comment may join what was handed in before.

    It needs the same hand, the same task, and the same household, meeting and slip where it names one.
    """
    same_hand = submission.recorded_by_id == (actor.id if actor else None) and submission.task_id == task.id
    there = (submission.household_id, submission.meeting_id, submission.slip_id)
    same_occasion = all(mine in (None, theirs) for mine, theirs in zip(occasion, there, strict=True))
    same_channel = heard.channel is None or submission.channel is heard.channel
    # A resident joins by the receipt code, which the page turned into the submission; never by an id alone.
    named = actor is not None or heard.submission is not None
    return same_hand and same_occasion and same_channel and named
