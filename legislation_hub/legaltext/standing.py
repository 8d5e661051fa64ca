"""What stands beside what when two versions are shown: every provision of both, in the order of the new one."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from legislation_hub.legaltext.comparison import Match
from legislation_hub.legaltext.pairing import Linked, pieces_of
from legislation_hub.legaltext.tree import Provision
from legislation_hub.vocabulary import Fate

Row = tuple[Provision | None, Provision | None]


def beside(before: Sequence[Provision], after: Sequence[Provision], links: Sequence[tuple[str, str]]) -> list[Row]:
    """Return what stands beside what, in the order of the new version; gone ones behind what stood before them."""
    olds, news = {one.eid: one for one in before}, {one.eid: at for at, one in enumerate(after)}
    sources: dict[str, list[str]] = defaultdict(list)
    last: dict[str, int] = {}
    for old, new in links:
        sources[new].append(old)
        last[old] = max(news[new], last.get(old, -1))
    gone: dict[int, list[Provision]] = defaultdict(list)
    place = -1
    for one in before:
        if one.eid in last:
            place = last[one.eid]
        else:
            gone[place].append(one)
    rows: list[Row] = [(one, None) for one in gone[-1]]
    for at, other in enumerate(after):
        rows += [(olds[eid], other) for eid in sources[other.eid]] or [(None, other)]
        rows += [(one, None) for one in gone[at]]
    return rows


def under(tops: Sequence[Match], links: Sequence[Linked]) -> Iterator[list[Row]]:
    """Yield for each match of two articles the pieces under it; every piece of both versions stands somewhere.

    A link stands where both its ends are. What was taken to another article stands with both its ends, a doubt
    about another article with its old one only. An article whose fate is open has its pieces where it most likely
    belongs.
    """
    main_old, main_new = _main(tops, lambda one: one.old), _main(tops, lambda one: one.new)
    pairs = {
        (one.old.eid, one.new.eid): number
        for number, one in enumerate(tops)
        if one.old
        and one.new
        and (one.fate is Fate.MOVED or (main_old[one.old.eid] is one and main_new[one.new.eid] is one))
    }
    owner_old = {piece.eid: one.old.eid for one in tops if one.old for piece in _pieces(one.old)}
    owner_new = {piece.eid: one.new.eid for one in tops if one.new for piece in _pieces(one.new)}
    at_home: dict[int, list[Linked]] = defaultdict(list)
    moved_in: dict[str, list[Linked]] = defaultdict(list)
    elsewhere: dict[str, list[Provision]] = defaultdict(list)
    for link in links:
        old, new, ground = link
        home = owner_old[old.eid], owner_new[new.eid]
        if home in pairs:
            at_home[pairs[home]].append(link)
        else:
            elsewhere[old.eid].append(new)
            if ground.proves:
                moved_in[home[1]].append(link)
    settled = {old.eid for ones in at_home.values() for old, _new, _ground in ones}
    filled = {new.eid for ones in (*at_home.values(), *moved_in.values()) for _old, new, _ground in ones}
    for number, one in enumerate(tops):
        first_old = one.old is not None and main_old[one.old.eid] is one
        first_new = one.new is not None and main_new[one.new.eid] is one
        here = at_home[number]
        guests = moved_in[one.new.eid] if one.new and first_new else []
        kept = {old.eid for old, _new, _ground in here}
        come = {new.eid for _old, new, _ground in (*here, *guests)}
        before = [old for old in _pieces(one.old) if old.eid in kept or (first_old and old.eid not in settled)]
        after = [new for new in _pieces(one.new) if new.eid in come or (first_new and new.eid not in filled)]
        linked = [(old.eid, new.eid) for old, new, _ground in (*here, *guests)]
        own = {old.eid for old in before}
        found: list[Row] = []
        for piece, heir in beside([*before, *(old for old, _new, _ground in guests)], after, linked):
            others = elsewhere.pop(piece.eid, []) if piece and piece.eid in own else []
            found += [(piece, heir)] if heir or not others else []
            found += [(piece, place) for place in others]
        yield found


def _main(tops: Sequence[Match], side: Callable[[Match], Provision | None]) -> dict[str, Match]:
    """Return for each article of one side the match that it most likely belongs to."""
    found: dict[str, Match] = {}
    for one in tops:
        end = side(one)
        if end is not None and (end.eid not in found or _rank(one) > _rank(found[end.eid])):
            found[end.eid] = one
    return found


def _rank(match: Match) -> tuple[bool, float]:
    return match.fate is not Fate.REVIEW, match.likeness


def _pieces(one: Provision | None) -> list[Provision]:
    return pieces_of(one) if one and not one.is_heading else []
