"""A tree becomes text again: what was read from it comes out, white space and brackets of a 条标 aside."""

from collections.abc import Iterator

from legislation_hub.legaltext.tree import Annex, LegalText, Provision
from legislation_hub.vocabulary import Level

SPACE = "　"


def render(law: LegalText) -> str:
    """Return ``law`` as plain text that parses to the same tree."""
    return "\n".join(_law(law)) + "\n"


def render_provision(provision: Provision) -> str:
    """Return one provision and everything under it as printed, without a line break at the end."""
    return "\n".join(_provision(provision))


def _law(law: LegalText) -> Iterator[str]:
    yield from [law.title] if law.title else []
    yield from law.note.splitlines() if law.note else []
    yield from ["目录", *law.contents] if law.contents else []
    yield from law.preface
    for one in law.provisions:
        yield from _provision(one)
    yield from law.closing
    for annex in law.annexes:
        yield from _annex(annex)


def _annex(annex: Annex) -> Iterator[str]:
    gap = "" if annex.label.endswith(("：", ":")) else SPACE
    yield f"{annex.label}{gap}{annex.heading}".strip()
    yield from annex.text.splitlines()
    for one in annex.provisions:
        yield from _provision(one)


def _provision(one: Provision) -> Iterator[str]:
    children = list(one.children)
    match one.level:
        case Level.CLAUSE if one.is_heading:
            yield f"{one.label}{one.heading}"
        case Level.ARTICLE | Level.CLAUSE:
            caption = f"【{one.heading}】" if one.heading else ""
            first = children.pop(0) if children and children[0].level is Level.PARAGRAPH else None
            gap = "" if one.level is Level.CLAUSE else SPACE
            yield f"{one.label}{caption}{gap}{first.text if first else ''}".strip()
            children = [*(first.children if first else ()), *children]
        case Level.ITEM | Level.SUBITEM:
            yield f"{one.label}{one.text}"
        case Level.PARAGRAPH if one.text:
            yield one.text
        case _:
            heading = SPACE.join(part for part in (one.label, one.heading) if part)
            yield from [heading] if heading else []
    for child in children:
        yield from _provision(child)
