"""After the amending everything is counted anew: what was given a number has it, the rest keeps its order."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from legislation_hub.legaltext.amendments import telling
from legislation_hub.legaltext.amendments.pieces import Piece, labelled
from legislation_hub.legaltext.numbering import chinese, order
from legislation_hub.legaltext.tree import Remark
from legislation_hub.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Counted:
    """A sequence in its new order, each piece with its number; ``clashes`` wanted one that was not to be had."""

    order: tuple[tuple[Piece, str], ...]
    clashes: tuple[Piece, ...] = ()


def count(pieces: Sequence[Piece]) -> Counted:
    """Return ``pieces`` (in the order of the base) counted through from one.

    Those that want a number get it, the others fill the places that are left, in their old order. 第十七条之一
    stands behind 第十七条 and counts for nothing.
    """
    whole = [one for one in pieces if not order(one.want or one.number)[1]]
    slots: list[Piece | None] = [None] * len(whole)
    clashes = []
    for one in whole:
        place = int(one.want) - 1 if one.want else -1
        if one.want and 0 <= place < len(slots) and slots[place] is None:
            slots[place] = one
        elif one.want:
            clashes.append(one)
    placed = {id(one) for one in slots if one is not None}
    rest = iter([one for one in whole if id(one) not in placed])
    sequence = [(one or next(rest), str(number)) for number, one in enumerate(slots, start=1)]
    for one in pieces:
        if order(one.want or one.number)[1]:
            _behind(sequence, pieces, one)
    return Counted(tuple(sequence), tuple(clashes))


def keep(pieces: Sequence[Piece]) -> Counted:
    """Return ``pieces`` by the numbers that they have or want; who wants one stands behind the next smaller."""
    sequence = [(one, one.number) for one in pieces if one.origin and not one.want]
    for one in sorted((one for one in pieces if one.want or not one.origin), key=lambda one: order(one.want)):
        before = [at for at, (_, number) in enumerate(sequence) if order(number) < order(one.want)]
        sequence.insert(before[-1] + 1 if before else 0, (one, one.want))
    return Counted(tuple(sequence))


def arrange_articles(
    root: Piece, loose: Sequence[Piece], base: Sequence[Piece], *, reorders: bool
) -> Iterator[Remark]:
    """Number the articles of a law and put ``loose`` ones (new, or moved) under the heading that they belong to.

    ``base`` are the articles as they were. Without the rule that their order follows (``reorders``), and in a law
    that was not counted without gaps, numbers stay as they are if they can.
    """
    standing = [one for one in root.walk() if one.level is Level.ARTICLE]
    articles = [*standing, *loose]
    if articles == list(base) and not any(one.want for one in articles):
        return
    before = {id(one): one.number for one in base}
    gapless = _gapless(base)
    counted = keep(articles)
    if gapless and (reorders or len({number for _, number in counted.order}) < len(articles)):
        counted = count(articles)
    elif reorders:
        yield Remark(0, "", telling.NUMBERS_KEPT)
    sequence = [one for one, _ in counted.order]
    for one in counted.clashes:
        yield Remark(0, _cited(one, one.want), telling.NUMBER_TAKEN, {"label": labelled(one.level, one.want)})
    for one, number in counted.order:
        one.numbered(number)
    at = {id(one): place for place, one in enumerate(sequence)}
    old = [one for one in standing if one.origin and not one.housed]
    steady = {id(old[place]) for place in _longest_rising([at[id(one)] for one in old])}
    settled = steady | {id(one) for one in standing if one.housed}
    for place, one in enumerate(sequence):
        if id(one) not in settled:
            yield from _house(root, sequence, place, settled)
            settled.add(id(one))
    for holder in [one for one in root.walk() if one.of(Level.ARTICLE)]:
        _sort_articles(holder, at)
    yield from _shifted([(before[id(one)], one) for one in sequence if id(one) in before and not one.want])


def arrange(holder: Piece, level: Level) -> Iterator[Remark]:
    """Number the children of one level under ``holder``, and order them by it."""
    children = holder.of(level)
    if not holder.changed or not children:
        return
    counted = count(children)
    for one in counted.clashes:
        label = labelled(level, one.want) or f"第{chinese(int(one.want))}款"
        yield Remark(0, one.wording.text[:40], telling.NUMBER_TAKEN, {"label": label})
    like = next((one.label for one in children if one.origin), "")
    for one, number in counted.order:
        if not one.origin:
            one.label = like
        one.numbered(number)
    sequence = iter([one for one, _ in counted.order])
    holder.children = [next(sequence) if one.level is level else one for one in holder.children]


def arrange_headings(root: Piece, base: Iterable[Piece]) -> Iterator[Remark]:
    """Number parts, chapters and sections anew at every level at which one came or went; each change is told."""
    before = list(base)
    for level in (Level.PART, Level.SUBPART, Level.CHAPTER, Level.SECTION):
        every = [one for one in root.walk() if one.level is level and one is not root]
        if every == [one for one in before if one.level is level] and not any(one.want for one in every):
            continue
        for group in _groups(every):
            for one, number in count(group).order:
                if one.number != number and one.origin and not one.want:
                    new = labelled(level, number, one.label)
                    yield Remark(
                        0, f"{one.label}　{one.heading}", telling.HEADING_SHIFTED, {"old": one.label, "new": new}
                    )
                one.numbered(number)


def _groups(every: Sequence[Piece]) -> list[Sequence[Piece]]:
    """Return the headings of one level as they are counted: through the law, or anew under each heading above."""
    numbers = [order(one.number) for one in every if one.origin]
    if numbers == sorted(set(numbers)):
        return [every]
    holders: dict[int, list[Piece]] = {}
    for one in every:
        holders.setdefault(id(one.holder), []).append(one)
    return [*holders.values()]


def _behind(sequence: list[tuple[Piece, str]], pieces: Sequence[Piece], one: Piece) -> None:
    """Put an inserted 第…条之一 behind the article whose number it carries, in the order of its own."""
    first, second = order(one.want or one.number)
    host = next((piece for piece in pieces if (piece.want or piece.number) == str(first)), None)
    at = next((n for n, (piece, _) in enumerate(sequence) if piece is host), len(sequence) - 1)
    number = sequence[at][1] if host is not None else str(first)
    while at + 1 < len(sequence) and (after := order(sequence[at + 1][1]))[1] and after[1] < second:
        at += 1
    sequence.insert(at + 1, (one, f"{number}-{second}"))


def _gapless(base: Sequence[Piece]) -> bool:
    """Tell whether the base counted its articles without gaps, so that counting anew means what the rule means."""
    whole = [order(one.number) for one in base]
    return [first for first, second in whole if not second] == list(range(1, len({one for one, _ in whole}) + 1))


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """Return the places of the longest rising run in ``numbers``: articles that kept their order."""
    tails: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for at, number in enumerate(numbers):
        place = bisect_left(tails, number)
        tails[place:] = [number, *tails[place + 1 :]]
        back.append(ends[place - 1] if place else -1)
        ends[place:] = [at, *ends[place + 1 :]]
    found, at = [], ends[-1] if ends else -1
    while at >= 0:
        found.append(at)
        at = back[at]
    return found[::-1]


def _house(root: Piece, sequence: Sequence[Piece], place: int, settled: set[int]) -> Iterator[Remark]:
    """Put an article under the heading of its neighbours; between two chapters it ends the first, with a remark.

    If its paragraphs came out of one of the two, it stays there.
    """
    one = sequence[place]
    before = sequence[place - 1] if place else None
    after = next((each for each in sequence[place + 1 :] if id(each) in settled), None)
    holders = [each.holder for each in (before, after) if each is not None and each.holder is not None]
    came_from = next((each for each in holders if each is one.near), None)
    one.leave()
    (came_from or (holders[0] if holders else root)).add(one)
    if came_from is None and len(holders) > 1 and holders[0] is not holders[1]:
        yield Remark(0, _cited(one, one.number), telling.BETWEEN_HEADINGS, {"label": one.label})


def _sort_articles(holder: Piece, at: dict[int, int]) -> None:
    articles = iter(sorted(holder.of(Level.ARTICLE), key=lambda one: at[id(one)]))
    holder.children = [next(articles) if one.level is Level.ARTICLE else one for one in holder.children]


def _shifted(pairs: Sequence[tuple[str, Piece]]) -> Iterator[Remark]:
    """Yield one remark for each run of articles that only the general rule renumbered."""
    runs: list[list[tuple[str, Piece]]] = []
    for old, one in pairs:
        if old == one.number:
            continue
        steps = runs and int(one.number.split("-")[0]) - int(runs[-1][-1][1].number.split("-")[0])
        olds = runs and int(old.split("-")[0]) - int(runs[-1][-1][0].split("-")[0])
        if runs and steps == olds == 1:
            runs[-1].append((old, one))
        else:
            runs.append([(old, one)])
    for run in runs:
        values = {"old": _range([old for old, _ in run]), "new": _range([one.number for _, one in run])}
        yield Remark(0, f"{values['old']} → {values['new']}", telling.SHIFTED, values)


def _range(numbers: Sequence[str]) -> str:
    first, last = (labelled(Level.ARTICLE, number) for number in (numbers[0], numbers[-1]))
    return first if first == last else f"{first}至{last}"


def _cited(one: Piece, number: str) -> str:
    text = next((each.wording.text for each in one.walk() if each.wording.text), "")
    return f"{labelled(one.level, number)} {text[:40]}".strip()
