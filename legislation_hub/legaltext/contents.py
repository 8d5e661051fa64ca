"""Where each line of a table of contents leads."""

from collections.abc import Iterator

from legislation_hub.legaltext.marks import squeezed
from legislation_hub.legaltext.tree import LegalText, Provision


def targets(law: LegalText) -> Iterator[Provision | None]:
    """Yield for each line of the contents the heading that it names, or None; a heading is named once."""
    headings = [one for one in law.walk() if one.heading or one.is_heading]
    place = 0
    for line in map(squeezed, law.contents):
        found = next((at for at in range(place, len(headings)) if _names(line, headings[at])), None)
        yield None if found is None else headings[found]
        place = place if found is None else found + 1


def depth(heading: Provision) -> int:
    """Return how deep a heading stands among headings: 1 for the outermost."""
    return heading.eid.count("__") + (not heading.eid.startswith("annex_"))


def _names(line: str, heading: Provision) -> bool:
    if heading.label:
        return heading.is_heading and line.startswith(heading.label)
    return line == squeezed(heading.heading)
