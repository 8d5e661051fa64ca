"""How a provision is named in a sentence: 第八条第二款第（三）项, never by part, chapter or section."""

from collections.abc import Iterator, Mapping, Sequence

from legislation_hub.legaltext.numbering import chinese, order
from legislation_hub.legaltext.tree import LegalText, Provision
from legislation_hub.vocabulary import Level


def citations(law: LegalText) -> Mapping[str, str]:
    """Return for the eId of every provision, annexes included, how it is cited."""
    cited = {path[-1].eid: cite(path) for top in law.provisions for path in _paths((top,))}
    for number, annex in enumerate(law.annexes, start=1):
        name = annex.label.rstrip(":：.、") or f"附件{chinese(number)}"
        cited |= {path[-1].eid: name + cite(path) for top in annex.provisions for path in _paths((top,))}
    return cited


def cite(path: Sequence[Provision]) -> str:
    """Return the citation of the last provision of ``path``, which leads to it from the outermost one.

    An article of one 款 is cited without 第一款 (立法技术规范). A heading is named by what it stands in and by its
    own title; a clause of a decision as courts cite it, 第三条.
    """
    last = path[-1]
    if last.is_heading or (last.heading and not last.number):
        labels = "".join(one.label for one in path if one.is_heading)
        return headed(labels, last.heading)
    parts = []
    for above, one in zip((None, *path), path, strict=False):
        match one.level:
            case Level.ARTICLE | Level.CLAUSE if one.is_article:
                parts.append(f"第{_inserted(one.number, '条')}")
            case Level.PARAGRAPH if above is None or above.is_heading:
                parts.append(f"条外第{_inserted(one.number, '段')}")
            case Level.PARAGRAPH if above is not None and _paragraphs(above) > 1:
                parts.append(f"第{_inserted(one.number, '款')}")
            case Level.ITEM:
                parts.append(f"第（{_inserted(one.number, '')}）项")
            case Level.SUBITEM:
                parts.append(f"第{one.number}目")
    return "".join(parts)


def headed(label: str, heading: str) -> str:
    """Return a heading on one line as it is printed: 第一章　总则, 一、总则."""
    gap = "" if label.endswith("、") else "　"
    return f"{label}{gap}{heading}".strip()


def _paths(path: tuple[Provision, ...]) -> Iterator[tuple[Provision, ...]]:
    yield path
    for child in path[-1].children:
        yield from _paths((*path, child))


def _inserted(number: str, word: str) -> str:
    first, second = order(number)
    return f"{chinese(first)}{word}之{chinese(second)}" if second else f"{chinese(first)}{word}"


def _paragraphs(article: Provision) -> int:
    return sum(child.level is Level.PARAGRAPH for child in article.children)
