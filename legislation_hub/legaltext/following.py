"""Where what was said about a provision, or about some of its words, belongs in the next version."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.fuzz import partial_ratio

from legislation_hub.legaltext.citing import citations
from legislation_hub.legaltext.comparison import Comparison, Match
from legislation_hub.legaltext.tree import Provision
from legislation_hub.legaltext.wording import Span, Wording, carried
from legislation_hub.vocabulary import N_, Fate

# Words that were taken to another sentence are the same only if they are more than a name or a turn of phrase.
TELLING = 10
# So much of a quotation must be left, in a hundred, for it to be changed and not deleted.
LEFT = 40
LIKELY = 3

_UNCHANGED = N_("The quoted words are unchanged.")
_TAKEN = N_("The quoted words are unchanged; they now stand in %(new)s.")
_CHANGED = N_("The quoted words were changed.")
_SEVERAL = N_("The quoted words stand in several places.")
_DELETED = N_("The quoted words were deleted.")


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

    ``eid`` may be of any level. A provision that was split, an eId that the old version does not have, and a span
    outside of the text are for a person to look at. How quotations are followed is told in docs/following.md.
    """
    matches = comparison.of(eid)
    if not matches or matches[0].old is None:
        return Followed(Fate.REVIEW, None, None, (), N_("The old version has no such provision."))
    if span is None:
        return _whole(matches)
    old = matches[0].old
    if not 0 <= span[0] < span[1] <= len(old.text) or not old.text[slice(*span)].strip():
        return Followed(Fate.REVIEW, None, None, _likely(matches), N_("The quotation is not in the old text."))
    return _quoted(comparison, matches, old, span)


def _whole(matches: Sequence[Match]) -> Followed:
    first = matches[0]
    if first.fate is Fate.GONE:
        return Followed(Fate.GONE, None, None, (), first.reason, first.values)
    if len(matches) == 1 and first.fate is Fate.MOVED and first.new is not None:
        return Followed(Fate.MOVED, first.new.eid, None, (), first.reason, first.values)
    return Followed(Fate.REVIEW, None, None, _likely(matches), first.reason, first.values)


def _quoted(comparison: Comparison, matches: Sequence[Match], old: Provision, span: Span) -> Followed:
    """Follow a quotation: to where its provision went, then through the articles that its own lives on in."""
    quote = Wording(old.text[slice(*span)])
    own = [one.new for one in matches if one.fate is Fate.MOVED and one.new is not None]
    for new in own:
        if (place := carried(old.text, new.text, span)) is not None:
            return Followed(Fate.MOVED, new.eid, place, (), _UNCHANGED, matches[0].values)
    heirs = [one for one in comparison.home(old.eid) if one.new is not None]
    sure = [*own, *_spoken(one.new for one in heirs if one.fate is Fate.MOVED and one.new is not None)]
    found = {one.eid: (one, places) for one in sure if (places := Wording(one.text).find(quote))}
    if len(found) == 1 and len(quote.text) >= TELLING:
        [(new, places)] = found.values()
        if len(places) == 1 and _stands_once(quote, comparison, old):
            return Followed(
                Fate.MOVED, new.eid, places[0], (), _TAKEN, {"new": citations(comparison.new)[new.eid]}
            )
    if found:
        return Followed(
            Fate.REVIEW, None, None, _nearest(quote, [one for one, _places in found.values()]), _SEVERAL
        )
    doubtful = [one.new for one in matches if one.fate is Fate.REVIEW and one.new is not None]
    near = _nearest(quote, [*sure, *doubtful, *_spoken(one.new for one in heirs if one.new is not None)])
    if not near and len(quote.text) >= TELLING:
        near = _nearest(quote, [one for one in comparison.new.walk() if one.text], exact=True)
    if near:
        return Followed(Fate.REVIEW, None, None, near, _CHANGED)
    return Followed(Fate.GONE, None, None, (), _DELETED)


def _stands_once(quote: Wording, comparison: Comparison, old: Provision) -> bool:
    """Tell whether the old article has the quotation in one place only."""
    home = {one.old.eid: one.old for one in comparison.home(old.eid) if one.old is not None}
    return sum(len(Wording(piece.text).find(quote)) for top in home.values() for piece in top.walk()) == 1


def _spoken(tops: Iterable[Provision | None]) -> Iterator[Provision]:
    return (piece for top in tops if top is not None for piece in top.walk() if piece.text)


def _nearest(quote: Wording, places: Iterable[Provision], *, exact: bool = False) -> tuple[Likely, ...]:
    """Return the places that have most of the quotation, the best first."""
    found: dict[str, float] = {}
    for one in places:
        text = Wording(one.text).text
        ratio = partial_ratio(quote.text, text) if len(text) >= len(quote.text) // 2 else 0.0
        if ratio >= (100 if exact else LEFT):
            found[one.eid] = ratio / 100
    best = sorted(found.items(), key=lambda one: -one[1])[:LIKELY]
    return tuple(Likely(eid, likeness) for eid, likeness in best)


def _likely(matches: Sequence[Match]) -> tuple[Likely, ...]:
    places = [Likely(one.new.eid, one.likeness) for one in matches if one.new is not None]
    return tuple(sorted(places, key=lambda one: -one.likeness))
