"""Where what was said about a provision, or about some of its words, belongs in the next version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from legislation_hub.legaltext.comparison import Comparison, Match
from legislation_hub.legaltext.differing import differences
from legislation_hub.vocabulary import N_, Change, Fate

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Likely:
    """A provision of the new version that may be meant, and how alike the two texts are (0 to 1)."""

    eid: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of a place in the text.

    MOVED has the new ``eid`` and, where a span was asked for, the new ``span``; REVIEW has the ``likely`` places,
    the best first; GONE has neither. ``reason`` is an English source string, filled in with ``values`` after it
    was translated.
    """

    fate: Fate
    eid: str | None
    span: Span | None
    likely: tuple[Likely, ...]
    reason: str
    values: Mapping[str, object] = field(default_factory=dict)


def follow(comparison: Comparison, eid: str, span: Span | None = None) -> Followed:
    """Return where the old provision ``eid``, or the characters ``span`` of its own text, went.

    An eId that the old version does not have, or a span outside of the text, is for a person to look at.
    """
    matches = comparison.of(eid)
    if not matches:
        return Followed(Fate.REVIEW, None, None, (), N_("The old version has no such provision."))
    if len(matches) > 1 or matches[0].fate is not Fate.MOVED:
        return _open(matches)
    match = matches[0]
    if span is None:
        return Followed(Fate.MOVED, match.new.eid if match.new else None, None, (), match.reason, match.values)
    return _span(match, span)


def _open(matches: Sequence[Match]) -> Followed:
    first = matches[0]
    if first.fate is Fate.GONE:
        return Followed(Fate.GONE, None, None, (), first.reason, first.values)
    return Followed(Fate.REVIEW, None, None, _likely(matches), first.reason, first.values)


def _likely(matches: Sequence[Match]) -> tuple[Likely, ...]:
    places = [Likely(one.new.eid, one.likeness) for one in matches if one.new is not None]
    return tuple(sorted(places, key=lambda one: -one.likeness))


def _span(match: Match, span: Span) -> Followed:
    if match.old is None or match.new is None or not 0 <= span[0] < span[1] <= len(match.old.text):
        return Followed(Fate.REVIEW, None, None, _likely([match]), N_("The quotation is not in the old text."))
    before = after = 0
    kept = 0
    for piece in differences(match.old.text, match.new.text):
        end = before + len(piece.text) * (piece.kind is not Change.ADDED)
        if piece.kind is Change.SAME:
            if before <= span[0] and span[1] <= end:
                start = after + span[0] - before
                place = start, start + span[1] - span[0]
                return Followed(
                    Fate.MOVED, match.new.eid, place, (), N_("The quoted words are unchanged."), match.values
                )
            kept += max(0, min(end, span[1]) - max(before, span[0]))
        before = end
        after += len(piece.text) * (piece.kind is not Change.DROPPED)
    if not kept:
        return Followed(Fate.GONE, None, None, (), N_("The quoted words are not in the new version."))
    return Followed(Fate.REVIEW, None, None, _likely([match]), N_("The quoted words were changed."))
