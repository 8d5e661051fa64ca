"""Turns of phrase that change what stands: reword, renumber, divide, join, delete, put one word for another.

Each takes the scan and the match of its pattern, and returns whether it could be read; if not, nothing was asked.
"""

from collections.abc import Sequence
from re import Match

from legislation_hub.legaltext.amendments.fragments import parts
from legislation_hub.legaltext.amendments.operations import ARTICLE_RANK, RANKS, Address, Side
from legislation_hub.legaltext.amendments.phrasing import SIDES, WORDS
from legislation_hub.legaltext.amendments.pointing import places
from legislation_hub.legaltext.amendments.scanning import Scan
from legislation_hub.legaltext.numbering import arabic
from legislation_hub.vocabulary import OperationKind


def title(scan: Scan, match: Match[str]) -> bool:
    """名称修改为“…”."""
    scan.ask(OperationKind.REPLACE, text=(scan.quote(match) or "").strip("《》"))
    return True


def heading(scan: Scan, match: Match[str]) -> bool:
    """将第二章章名修改为“…”."""
    at = scan.places(match["at"])
    if len(at) != 1 or RANKS[at[0].level] >= ARTICLE_RANK:
        return False
    scan.here = at
    scan.ask(OperationKind.REPLACE, at=at[0], text=scan.quote(match))
    return True


def divide(scan: Scan, match: Match[str]) -> bool:
    """将第三条改为两条，作为第三条、第四条，修改为：“…”; without the new places each part is named later."""
    at, text = scan.places(match["at"]), scan.quote(match)
    if len(at) != 1:
        return False
    if match["to"]:
        to = places(match["to"], at[0], new=True) or ()
        texts = parts(text, [one.number for one in to], to[0].level) if to and text is not None else None
        if texts is None or len(to) != arabic(match["count"]):
            return False
        for number, (place, part) in enumerate(zip(to, texts, strict=True)):
            scan.ask(OperationKind.REPLACE, at=at[0], to=place, text=part, divides=number > 0)
    scan.here = at
    return True


def focus(scan: Scan, match: Match[str]) -> bool:
    """对第五条作如下修改：what follows is said of it."""
    scan.here = scan.places(match["at"])
    return bool(scan.here)


def join(scan: Scan, match: Match[str]) -> bool:
    """将第十条、第二十五条合并，作为第十条，修改为：“…”."""
    at, to = scan.places(match["at"]), scan.places(match["to"], new=True)
    if len(at) < 2 or len(to) != 1:
        return False
    _into(scan, at, to[0], scan.quote(match))
    scan.here = at
    return True


def absorb(scan: Scan, match: Match[str]) -> bool:
    """将第三章并入第二章."""
    at, to = scan.places(match["at"]), scan.places(match["to"])
    if not at or len(to) != 1:
        return False
    for place in at:
        scan.ask(OperationKind.RENUMBER, at=place, to=to[0], joins=True)
    scan.here = to
    return True


def renumber(scan: Scan, match: Match[str]) -> bool:
    """将第四条改为第五条; 第八条第三款单列一条，作为第四十九条; both with or without 修改为：“…”."""
    at, to, text = scan.places(match["at"]), scan.places(match["to"], new=True), scan.quote(match)
    one_to_one = len(at) == len(to) and (text is None or len(to) == 1)
    if not at or not (one_to_one or len(to) == 1):
        return False
    if one_to_one:
        for old, new in zip(at, to, strict=True):
            kind = OperationKind.RENUMBER if text is None else OperationKind.REPLACE
            scan.ask(kind, at=old, to=new, text=text)
    else:
        _into(scan, at, to[0], text)
    scan.here = at
    return True


def reword(scan: Scan, match: Match[str]) -> bool:
    """将第四条修改为：“…”; alone, 修改为：“…” is said of what was named last."""
    at = scan.places(match["at"]) if match["at"] else scan.here
    if len(at) != 1:
        return False
    scan.here = at
    scan.ask(OperationKind.REPLACE, at=at[0], text=scan.quote(match))
    return True


def delete(scan: Scan, match: Match[str]) -> bool:
    """删去第六十条; 将第五十三条删除."""
    at = scan.places(match["at"] or match["before"])
    for place in at:
        scan.ask(OperationKind.DELETE, at=place)
    scan.here = at
    return bool(at)


def substitute(scan: Scan, match: Match[str]) -> bool:
    """将第三条、第五条中的“甲”修改为“乙”; 将第三条中的“甲”、“乙”分别修改为“丙”、“丁”."""
    if match["each"]:
        return _words(scan, match["words"], scan.quotes(match["each"]), Side.INSTEAD)
    return _words(scan, match["words"], [scan.quote(match) or ""], Side.INSTEAD)


def add_words(scan: Scan, match: Match[str]) -> bool:
    """在第三条中的“甲”后增加“乙”."""
    return _words(scan, match["words"], [scan.quote(match) or ""], SIDES[match["side"]])


def drop_words(scan: Scan, match: Match[str]) -> bool:
    """删去第三条中的“甲”."""
    return _words(scan, match["words"] or match["before"], [""], Side.INSTEAD)


def add_at_end(scan: Scan, match: Match[str]) -> bool:
    """在第一款最后增加“…”."""
    at = scan.places(match["at"]) if match["at"] else scan.here
    for place in at:
        scan.ask(OperationKind.SUBSTITUTE, at=place, text=scan.quote(match), side=Side.END)
    scan.here = at
    return bool(at)


def _into(scan: Scan, at: Sequence[Address], to: Address, text: str | None) -> None:
    """Put several places into one: the first whole one carries the number, the others go into it."""
    first = next((one for one in at if one.level is to.level), at[0])
    kind = OperationKind.RENUMBER if text is None else OperationKind.REPLACE
    scan.ask(kind, at=first, to=to, text=text)
    for one in at:
        if one is not first:
            scan.ask(kind, at=one, to=to, joins=first.level is to.level or text is not None)


def _words(scan: Scan, words: str, texts: Sequence[str], side: Side) -> bool:
    """Ask for ``texts`` in the place of the quoted words: one for all of them, or one for each in their order."""
    asked: list[tuple[Sequence[Address | None], str, bool]] = []
    here: Sequence[Address | None] = scan.here
    for one in WORDS.finditer(words):
        if one["everywhere"]:
            here = (None,)
        elif one["at"]:
            here = scan.here = scan.places(one["at"])
        if not here:
            return False
        once = side is not Side.INSTEAD and not one["among"]
        asked += [(here, wording, once) for wording in scan.quotes(one["quotes"])]
    if len(texts) not in (1, len(asked)):
        return False
    for number, (at, wording, once) in enumerate(asked):
        text = texts[number] if len(texts) > 1 else texts[0]
        for place in at:
            scan.ask(OperationKind.SUBSTITUTE, at=place, text=text, wording=wording, side=side, once=once)
    return bool(asked)
