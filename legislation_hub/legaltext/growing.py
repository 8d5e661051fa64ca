"""Placed lines become a tree: each goes under the last line that stands above its level, and gets its eId."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from legislation_hub.legaltext.marks import Mark
from legislation_hub.legaltext.numbering import order
from legislation_hub.legaltext.placing import Placed
from legislation_hub.legaltext.tree import Provision, is_article
from legislation_hub.vocabulary import Level, LineKind

RANKS: Mapping[LineKind, int] = {
    LineKind.HEADING: 0,
    LineKind.PART: 0,
    LineKind.SUBPART: 1,
    LineKind.CHAPTER: 2,
    LineKind.SECTION: 3,
    LineKind.ARTICLE: 5,
    LineKind.CLAUSE: 5,
    LineKind.PARAGRAPH: 6,
    LineKind.ITEM: 7,
    LineKind.SUBITEM: 8,
}
ABOVE_ARTICLES = 4
SHORT_NAMES: Mapping[Level, str] = {
    Level.PART: "part",
    Level.SUBPART: "subpart",
    Level.CHAPTER: "chp",
    Level.SECTION: "sec",
    Level.ARTICLE: "art",
    Level.CLAUSE: "cl",
    Level.PARAGRAPH: "para",
    Level.ITEM: "item",
    Level.SUBITEM: "sub",
}


@dataclass(slots=True)
class _Node:
    rank: int
    level: Level
    mark: Mark
    line: int = 0
    number: str = ""
    text: str = ""
    children: list["_Node"] = field(default_factory=list)
    paragraphs: int = 0


def grow(placed: Sequence[Placed], above: str = "") -> tuple[Provision, ...]:
    """Return the provisions that ``placed`` lines make; ``above`` is the eId of the annex that they stand in."""
    root = _Node(-1, Level.PART, Mark(LineKind.PART))
    stack = [root]
    articles = "0"
    for one in placed:
        _close(stack, one.mark)
        if one.kind is LineKind.PARAGRAPH and _goes_on_table(stack[-1], one):
            stack[-1].children[-1].text += f"\n{one.line.text}"
            continue
        if one.kind in {LineKind.ITEM, LineKind.SUBITEM} and stack[-1].rank < RANKS[LineKind.PARAGRAPH]:
            _open(stack, Mark(LineKind.PARAGRAPH), one.line.number)
        if one.kind is LineKind.PARAGRAPH and not one.mark.rest:
            continue
        node = _open(stack, one.mark, one.line.number)
        if one.kind is LineKind.ARTICLE:
            articles = node.number = node.number or str(order(articles)[0] + 1)
        if one.kind is LineKind.HEADING:
            stack.pop()
        elif one.kind in {LineKind.ARTICLE, LineKind.CLAUSE} and one.mark.rest:
            _open(stack, Mark(LineKind.PARAGRAPH, rest=one.mark.rest), one.line.number)
    return tuple(_frozen(root, above, above, Counter()))


def _close(stack: list[_Node], mark: Mark) -> None:
    """Leave what cannot hold ``mark``. 目 of another style go under the open: 1. holds （1）, which holds ①."""
    rank = _rank(mark)
    nested = [node.mark.style for node in stack if node.rank == RANKS[LineKind.SUBITEM]]
    if mark.kind is LineKind.SUBITEM and mark.style not in nested:
        rank += 1
    while stack[-1].rank >= rank:
        left = stack.pop()
        if mark.kind is LineKind.SUBITEM and left.mark.style == mark.style:
            break


def _rank(mark: Mark) -> int:
    """Return how deep ``mark`` stands; a "一、" with a heading holds the articles below it."""
    return ABOVE_ARTICLES if mark.kind is LineKind.CLAUSE and mark.heading else RANKS[mark.kind]


def _open(stack: list[_Node], mark: Mark, line: int) -> _Node:
    parent = stack[-1]
    level = Level.PARAGRAPH if mark.kind is LineKind.HEADING else Level(mark.kind.value)
    number = mark.number
    if level is Level.PARAGRAPH:
        parent.paragraphs += 1
        number = str(parent.paragraphs)
    elif not number and level is not Level.ARTICLE:
        before = next((child.number for child in reversed(parent.children) if child.level is level), "0")
        number = str(order(before)[0] + 1)
    text = "" if mark.kind in {LineKind.ARTICLE, LineKind.CLAUSE} else mark.rest
    node = _Node(_rank(mark), level, mark, line, number, text)
    parent.children.append(node)
    stack.append(node)
    return node


def _goes_on_table(parent: _Node, one: Placed) -> bool:
    before = parent.children[-1] if parent.children else None
    return one.line.text.startswith("|") and before is not None and before.text.startswith("|")


def _frozen(parent: _Node, eid: str, annex: str, taken: Counter[str]) -> Iterator[Provision]:
    for node in parent.children:
        cited = is_article(node.level, node.mark.heading)
        above = annex if cited else eid
        if cited and not node.children:
            _open([node], Mark(LineKind.PARAGRAPH), node.line)
        own = _unique(f"{above}__" * bool(above) + f"{SHORT_NAMES[node.level]}_{node.number}", taken)
        yield Provision(
            node.level,
            "" if node.mark.kind is LineKind.HEADING else node.number,
            node.mark.label,
            node.mark.heading,
            own,
            node.text,
            tuple(_frozen(node, own, annex, taken)),
            node.line,
        )


def _unique(eid: str, taken: Counter[str]) -> str:
    """Return ``eid``, with ~2, ~3 … when the source has used the number before."""
    taken[eid] += 1
    return eid if taken[eid] == 1 else f"{eid}~{taken[eid]}"
