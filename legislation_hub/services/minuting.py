"""What is said at a meeting is a comment of somebody on its list, written down once like any other."""

from dataclasses import replace

from sqlalchemy.orm import Session

from legislation_hub.models import Account, Attendee, Comment, Meeting, Submission
from legislation_hub.policies import Action, demand
from legislation_hub.problems import CommentRejected, MeetingClosed, MeetingNotTold, NotFound
from legislation_hub.services.collecting import Taken, take
from legislation_hub.services.hearing import Heard
from legislation_hub.vocabulary import N_, Channel, Consent

OTHER_HAND = N_("What this person said before was written down by somebody else, who has to write this down, too.")


def minute(
    session: Session, actor: Account, meeting: Meeting, speaker: Attendee, heard: Heard, secret: bytes
) -> Taken:
    """Write down one speech of somebody present; who they are stands on the list and is not asked again.

    They agreed by word of mouth when all were told at the beginning. Once the record is closed only a correction
    is taken. Raises :class:`MeetingNotTold`, :class:`MeetingClosed`, :class:`NotFound` for somebody of another
    meeting, :class:`CommentRejected` where somebody else wrote down what they said before, and what
    :func:`take` raises.
    """
    demand(actor, Action.KEEP_MEETING, meeting)
    if speaker.meeting_id != meeting.id:
        raise NotFound()
    if meeting.told_at is None:
        raise MeetingNotTold()
    before = session.get(Submission, speaker.id)
    if before is not None and before.recorded_by_id != actor.id:
        raise CommentRejected([("who", OTHER_HAND)])
    known = session.get(Comment, heard.id) is not None
    if meeting.closed_at is not None and heard.corrects is None and not known:
        raise MeetingClosed()
    said = replace(
        heard,
        task=meeting.task_id,
        meeting=meeting.id,
        submission=speaker.id,
        channel=Channel.MEETING,
        consent=Consent.ORAL,
        speaker=speaker.name or None,
        identity=speaker.identity or None,
        household=speaker.household or None,
    )
    return take(session, actor, meeting.task, said, secret)
