"""Turns of phrase that add: an article, a paragraph, an item, a chapter with all that stands in it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from re import Match

from legislation_hub.legaltext.amendments.fragments import numbered, parts, printed
from legislation_hub.legaltext.amendments.operations import ARTICLE_RANK, RANKS, Address, Side
from legislation_hub.legaltext.amendments.phrasing import SIDES
from legislation_hub.legaltext.amendments.pointing import LEVELS, places
from legislation_hub.legaltext.amendments.scanning import Scan
from legislation_hub.legaltext.numbering import arabic
from legislation_hub.legaltext.tree import Provision
from legislation_hub.vocabulary import Level, OperationKind


def insert(scan: Scan, match: Match[str]) -> bool:
    """增加一条，作为第五条：“…”; 第二条增加两款，作为第二款、第三款：“…”; 在第三章后增加一章，作为第四章“…”."""
    level, count, text = LEVELS[match["unit"]], arabic(match["count"]) or 0, scan.quote(match)
    anchor = scan.places(match["at"])
    side = SIDES.get((match["side"] or "")[-1:], Side.END)
    if len(anchor) > 1:
        return False
    if RANKS[level] < ARTICLE_RANK:
        return _insert_heading(scan, match, anchor, side, text)
    if level is Level.ARTICLE:
        to = places(match["to"], new=True) if match["to"] else ()
        under = anchor[0] if anchor and RANKS[anchor[0].level] < ARTICLE_RANK else None
        at = anchor[0] if anchor and under is None and not to else None
    else:
        under, (at, side) = None, _holder((*scan.here[-1:], *anchor), level, side)
        to = places(match["to"], at, new=True) if match["to"] else ()
        if match["to"] and "条" in match["to"]:
            at = to[0].above if to else None
        if at is None:
            return False
    texts = _texts(text, to or (), count, level)
    if to is None or texts is None or (match["to"] and len(to) != count):
        return False
    for number, part in enumerate(texts):
        place = to[number] if to else None
        scan.ask(OperationKind.INSERT, at=at, to=place, text=part, side=side, under=under)
    scan.here = (at,) if at is not None and level is not Level.ARTICLE else to[-1:] or scan.here
    return True


def contents(scan: Scan, match: Match[str]) -> bool:
    """内容如下：“第八章 … 第七十条 …”: what was announced before gets its text."""
    whole = numbered(scan.quote(match) or "")
    _spread(scan, whole)
    return bool(whole)


def _insert_heading(
    scan: Scan, match: Match[str], anchor: Sequence[Address], side: Side, text: str | None
) -> bool:
    """Ask for a chapter or section: its name alone, or with all that stands in it."""
    level = LEVELS[match["unit"]]
    to = scan.places(match["to"], new=True)
    if len(to) != 1 or to[0].level is not level or text is None:
        return False
    whole = numbered(text)
    made = Address(to[0].steps[-1:], new=True)
    at = anchor[0] if anchor else None
    scan.ask(OperationKind.INSERT, at=at, to=made, text=whole[0].heading if whole else text, side=side)
    scan.here = (made,)
    if whole and whole[0].level is level:
        _spread(scan, whole[0].children, made)
    return True


def _spread(scan: Scan, provisions: Iterable[Provision], under: Address | None = None) -> None:
    """Give quoted articles to the instructions that announced them; what was not announced is added."""
    for one in provisions:
        to = Address(((one.level, one.number),), new=True)
        announced = next((at for at, each in enumerate(scan.found) if each.to == to), None)
        if one.level is not Level.ARTICLE:
            if announced is None:
                scan.ask(OperationKind.INSERT, at=under, to=to, text=one.heading)
            _spread(scan, one.children, to)
        elif announced is None:
            scan.ask(OperationKind.INSERT, to=to, text=printed(one.children), under=under)
        else:
            asked = scan.found[announced]
            kind = OperationKind.INSERT if asked.kind is OperationKind.INSERT else OperationKind.REPLACE
            scan.found[announced] = replace(asked, kind=kind, text=printed(one.children), under=under)


def _holder(named: Sequence[Address], level: Level, side: Side) -> tuple[Address | None, Side]:
    """Return what an added ``level`` goes under; behind one of its own level it stays beside it."""
    if not named:
        return None, side
    place = named[-1]
    if place.level is level and side is not Side.END:
        return place, side
    kept = tuple(step for step in place.steps if RANKS[step[0]] < RANKS[level])
    return (Address(kept, place.new) if kept else place), Side.END


def _texts(text: str | None, to: Sequence[Address], count: int, level: Level) -> list[str | None] | None:
    """Return a text for each place, None for one whose text comes later; None if the cutting does not come out."""
    if text is None or count == 1:
        return [text] * count
    cut = parts(text, [one.number for one in to] or [""] * count, level)
    return None if cut is None else [*cut]
