"""Where the provisions that a decision names stand afterwards: read from its operations, never guessed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from legislation_hub.legaltext.amendments.operations import Amended
from legislation_hub.legaltext.tree import LegalText
from legislation_hub.vocabulary import OperationKind


def traced(done: Amended, new: LegalText) -> Mapping[str, Sequence[str]]:
    """Return for the provisions of the base that ``done`` names, by eId, what they have become; none: deleted.

    ``new`` is the version that was made of it. Where somebody has numbered that otherwise since, the operations
    name other places than they mean, and nothing is returned.
    """
    if {one.eid for one in done.law.walk()} != {one.eid for one in new.walk()}:
        return {}
    places: dict[str, dict[str, None]] = defaultdict(dict)
    for one in done.operations:
        if one.applied and one.old and (one.new or one.kind is OperationKind.DELETE):
            places[one.old] |= {one.new: None} if one.new else {}
    return {eid: tuple(found) for eid, found in places.items()}
