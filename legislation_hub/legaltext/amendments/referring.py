"""References inside the law follow its new numbers, where it is certain what they mean; each change is told."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from legislation_hub.legaltext.amendments import telling
from legislation_hub.legaltext.amendments.pieces import Piece, labelled
from legislation_hub.legaltext.amendments.wording import Wording
from legislation_hub.legaltext.numbering import NUMERAL, arabic, chinese, number_of, order
from legislation_hub.legaltext.tree import Remark
from legislation_hub.vocabulary import Level

AROUND = 20
LINKS = frozenset({"、", "，", "和", "及", "以及", "或", "或者", "与", "至", "到"})

_LAW = "本(?:法|条例|办法|规定|规则|细则|决定)|[》法例典则]|规定|办法|决定"
_PARAGRAPH = rf"第\s*(?:{NUMERAL})\s*款"
_REFERENCE = re.compile(
    rf"(?P<law>{_LAW})?(?P<article>第\s*{NUMERAL}\s*条(?:之{NUMERAL})?)(?:{_PARAGRAPH})?|(?:本条)?{_PARAGRAPH}"
)
_BEFORE = re.compile(rf"前({NUMERAL})?款")
_ONLY_PARAGRAPH = re.compile(rf"第\s*({NUMERAL})\s*款")


@dataclass(frozen=True, slots=True)
class Target:
    """Where an article or paragraph of the base is now; ``certain`` is False where its text was given anew."""

    article: str
    paragraph: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class _Reference:
    """A reference in the words of the base: where it stands, its article (by old number) and its paragraph."""

    first: int
    last: int
    label: str
    article: str
    paragraph: str


def refer(root: Piece, targets: Mapping[str, Target | None]) -> Iterator[Remark]:
    """Change the references in the words of the base to where ``targets`` (by old eId) are now.

    A reference into another law is left alone, and so are the words that the decision itself brought: they speak
    in the new numbers. One whose place is gone or was divided is left and told.
    """
    for article in [one for one in root.walk() if one.level is Level.ARTICLE]:
        for piece in article.walk():
            yield from _follow(article, piece, targets)
            yield from _before(article, piece)


def _follow(article: Piece, piece: Piece, targets: Mapping[str, Target | None]) -> Iterator[Remark]:
    before, result, at = piece.wording, Wording(""), 0
    for one in _references(piece):
        old = before.text[one.first : one.last]
        new, reason = _now(one, old, article, targets)
        if reason:
            said = before.text[max(one.first - AROUND, 0) : one.last + AROUND]
            yield Remark(0, said, reason, {"place": article.label, "old": old, "new": new})
        if reason == telling.REFERENCE_CHANGED:
            result, at = result + before[at : one.first] + Wording.new(new), one.last
    piece.wording = result + before[at:]


def _before(article: Piece, piece: Piece) -> Iterator[Remark]:
    """Tell where 前款 or 前两款 in words of the base no longer stands behind the paragraphs that it meant."""
    paragraph = piece if piece.level is Level.PARAGRAPH else piece.holder
    found = _BEFORE.search(piece.wording.text)
    if found is None or paragraph not in article.children or not piece.wording.is_old(*found.span()):
        return
    own, _, number = piece.origin.partition("__para_")
    first = int(number.partition("__")[0] or 0)
    count = min((arabic(found[1]) if found[1] else 1) or 1, first - 1)
    meant = [f"{own}__para_{each}" for each in range(first - count, first)]
    at = article.children.index(paragraph)
    if meant and [one.origin for one in article.children[max(at - count, 0) : at]] != meant:
        said = piece.wording.text[max(found.start() - AROUND, 0) : found.end() + AROUND]
        yield Remark(0, said, telling.REFERS_BACK, {"place": article.label, "old": found[0]})


def _references(piece: Piece) -> Iterator[_Reference]:
    """Yield the references to this law in the words of the base; a 款 without an article is of the last one."""
    text, own = piece.wording.text, piece.origin.partition("__")[0].removeprefix("art_")
    article, foreign, end = own, False, -1
    for found in _REFERENCE.finditer(text):
        linked = end >= 0 and text[end : found.start()] in LINKS
        end = found.end()
        first = found.start("article") if found["article"] else found.start()
        paragraph = _ONLY_PARAGRAPH.search(
            found[0], found.end("article") - found.start() if found["article"] else 0
        )
        if found["article"]:
            foreign = not found["law"].startswith("本") if found["law"] else linked and foreign
            article = number_of(found["article"])
        elif not linked or found[0].startswith("本条"):
            article, foreign = own, False
            first += len("本条") if found[0].startswith("本条") else 0
        if not foreign and own and piece.wording.is_old(first, end):
            label = found["article"] or ""
            yield _Reference(first, end, label, article, number_of(paragraph[0]) if paragraph else "")


def _now(one: _Reference, old: str, article: Piece, targets: Mapping[str, Target | None]) -> tuple[str, str]:
    """Return what the reference is to read now, and the reason of the remark, if one is due."""
    whole = f"art_{one.article}"
    found = targets.get(f"{whole}__para_{one.paragraph}") if one.paragraph else targets.get(whole)
    if found is None and one.paragraph and targets.get(whole) is not None:
        return "", telling.REFERS_TO_GONE if one.label or f"{whole}__para_{one.paragraph}" in targets else ""
    if found is None:
        return "", telling.REFERS_TO_GONE if whole in targets else ""
    if not one.label and found.article != article.number:
        return "", telling.REFERS_TO_GONE
    new = labelled(Level.ARTICLE, found.article, one.label) if one.label else ""
    if one.paragraph:
        new += f"第{chinese(order(found.paragraph or one.paragraph)[0])}款"
        if not found.certain:
            return new, telling.REFERS_TO_REWORDED if one.label else ""
    return new, telling.REFERENCE_CHANGED if number_of(new) != number_of(old) or new != "".join(
        old.split()
    ) else ""
