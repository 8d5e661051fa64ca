"""What stands in a quotation is read like any law text: articles with their numbers, or bare paragraphs."""

from collections.abc import Sequence

from legislation_hub.legaltext.marks import HEADINGS, mark_of
from legislation_hub.legaltext.parsing import parse
from legislation_hub.legaltext.rendering import render_provision
from legislation_hub.legaltext.source import source_of
from legislation_hub.legaltext.tree import Provision
from legislation_hub.vocabulary import Level, LineKind

# Bare paragraphs are read as those of an article; the second keeps the first from looking like the law's end.
ARTICLE, BEHIND = "第一条", "\n第二条　止。"


def numbered(text: str) -> tuple[Provision, ...]:
    """Return the headings and articles of a quotation that brings their numbers along; () of one that does not."""
    mark = mark_of(text.strip().partition("\n")[0])
    if mark is None or mark.kind not in (*HEADINGS, LineKind.ARTICLE) or not mark.sure:
        return ()
    return parse(source_of("", text)).provisions


def paragraphs(text: str) -> tuple[Provision, ...]:
    """Return the paragraphs of a quotation, items under them; of an article that has its number, its own."""
    whole = numbered(text)
    if len(whole) == 1 and whole[0].level is Level.ARTICLE:
        return whole[0].children
    if whole:
        return ()
    begins_with_item = mark_of(text.strip()) is not None
    gap = "\n" if begins_with_item else "　"
    return parse(source_of("", ARTICLE + gap + text.strip() + BEHIND)).provisions[0].children


def items(text: str) -> tuple[Provision, ...]:
    """Return the items of a quotation that holds nothing but items, else ()."""
    found = paragraphs(text)
    alone = len(found) == 1 and not found[0].text
    return found[0].children if alone else ()


def parts(text: str, numbers: Sequence[str], level: Level) -> list[str] | None:
    """Return ``text`` cut into one piece for each of ``numbers``, or None where it does not come out even."""
    whole = numbered(text) if level is Level.ARTICLE else ()
    if whole:
        return [printed(one.children) for one in whole] if [one.number for one in whole] == [*numbers] else None
    found = items(text) if level is Level.ITEM else paragraphs(text)
    return [printed([one]) for one in found] if len(found) == len(numbers) else None


def printed(provisions: Sequence[Provision]) -> str:
    """Return provisions as text again, a line a paragraph."""
    return "\n".join(render_provision(one) for one in provisions)
