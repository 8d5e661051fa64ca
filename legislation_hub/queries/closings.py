"""What the record of a meeting lacks before it can be closed, and what whoever closes it is asked about first."""

from collections.abc import Sequence

from legislation_hub import clock
from legislation_hub.models import Meeting
from legislation_hub.queries.meetings import Record
from legislation_hub.vocabulary import Doubt, Lack


def lacks_of(head: Meeting | Record, present: int) -> Sequence[Lack]:
    """Return all that is missing: two people to sign, somebody present, a meeting that has begun."""
    missing = {
        Lack.PRESIDER: not head.presider,
        Lack.RECORDER: not head.recorder,
        Lack.PRESENT: not present,
        Lack.BEGINNING: head.held_at > clock.now(),
    }
    return [lack for lack, true in missing.items() if true]


def doubts_of(record: Record, summary: str) -> Sequence[Doubt]:
    """Return what may be meant so and may be forgotten, in a record that would be closed with this summary."""
    meant = {
        Doubt.NO_SPEECH: not record.speeches,
        Doubt.NO_SUMMARY: not summary.strip(),
        Doubt.ONE_HAND: record.presider != "" and record.presider == record.recorder,
    }
    return [doubt for doubt, true in meant.items() if true]
