"""What stands beside what when two versions are shown: every provision of both, in the order of the new one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from legislation_hub.legaltext.pairing import Linked, pieces_of
from legislation_hub.legaltext.tree import Provision

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


def under(rows: Sequence[Row], links: Sequence[Linked]) -> Iterator[list[Row]]:
    """Yield for each row the pieces under it; every piece of both versions stands somewhere.

    A link stands where both its ends are; else what was proved to have moved stands with its new end, and a doubt
    with its old one.
    """
    pairs = {(old.eid, new.eid) for old, new in rows if old and new}
    owner_old = {one.eid: old.eid for old, _new in rows if old for one in _pieces(old)}
    owner_new = {one.eid: new.eid for _old, new in rows if new for one in _pieces(new)}
    at_home: dict[tuple[str, str], list[Linked]] = defaultdict(list)
    moved_in: dict[str, list[Linked]] = defaultdict(list)
    doubts: dict[str, list[Provision]] = defaultdict(list)
    for link in links:
        one, other, ground = link
        home = owner_old[one.eid], owner_new[other.eid]
        if home in pairs:
            at_home[home].append(link)
        elif ground.proves:
            moved_in[home[1]].append(link)
        else:
            doubts[one.eid].append(other)
    settled = {one.eid for ones in (*at_home.values(), *moved_in.values()) for one, _other, _ground in ones}
    filled = {other.eid for ones in (*at_home.values(), *moved_in.values()) for _one, other, _ground in ones}
    shown_old: set[str] = set()
    shown_new: set[str] = set()
    for old, new in rows:
        here = at_home[old.eid, new.eid] if old and new else []
        guests = moved_in.pop(new.eid, []) if new else []
        kept = {one.eid for one, _new, _ground in here}
        come = {one.eid for _old, one, _ground in (*here, *guests)}
        old_first, new_first = _first(old, shown_old), _first(new, shown_new)
        before = [one for one in _pieces(old) if one.eid in kept or (old_first and one.eid not in settled)]
        after = [one for one in _pieces(new) if one.eid in come or (new_first and one.eid not in filled)]
        found: list[Row] = []
        linked = [(one.eid, other.eid) for one, other, _ground in (*here, *guests)]
        for row in beside([*before, *(one for one, _new, _ground in guests)], after, linked):
            guesses = doubts.pop(row[0].eid, []) if row[0] else []
            found += [row] if row[1] or not guesses else []
            found += [(row[0], guess) for guess in guesses]
        yield found


def _pieces(one: Provision | None) -> list[Provision]:
    return pieces_of(one) if one and not one.is_heading else []


def _first(one: Provision | None, shown: set[str]) -> bool:
    """Tell whether a provision is shown for the first time, and note that it was."""
    first = one is not None and one.eid not in shown
    if one is not None:
        shown.add(one.eid)
    return first
