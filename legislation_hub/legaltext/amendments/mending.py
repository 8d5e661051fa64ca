"""What follows from an amendment by the rules of drafting: marks between items, the table of contents."""

from collections.abc import Iterable, Iterator, Sequence

from legislation_hub.legaltext.amendments import telling
from legislation_hub.legaltext.amendments.pieces import Piece
from legislation_hub.legaltext.amendments.wording import OLD, Wording
from legislation_hub.legaltext.marks import squeezed
from legislation_hub.legaltext.tree import Provision, Remark
from legislation_hub.vocabulary import Level

SHOWN = 30
BETWEEN, LAST = "；", "。"
ENDS = (BETWEEN, LAST, ";", "，", "：", "！", "？")


def mend_lists(root: Piece) -> Iterator[Remark]:
    """Set the marks of every list that the decision touched: ；between its items, 。behind the last."""
    for holder in root.walk():
        listed = holder.of(Level.ITEM) or holder.of(Level.SUBITEM)
        if not listed or not _touched(holder, listed):
            continue
        for one in listed:
            if one.children:
                continue
            text, mark = one.wording.text, LAST if one is listed[-1] else BETWEEN
            if text.endswith(ENDS):
                if not text.endswith((BETWEEN, LAST)) or text.endswith(mark):
                    continue
                one.wording = one.wording[:-1] + Wording.new(mark)
            else:
                one.wording = one.wording + Wording.new(mark)
            yield Remark(
                0, f"{one.label}{one.wording.text[-30:]}", telling.ITEM_MARK, {"label": one.label, "mark": mark}
            )


def _touched(holder: Piece, listed: Sequence[Piece]) -> bool:
    """Tell whether a list of the base got or lost an item, or an item of it was reworded."""
    if not holder.origin or not any(one.origin for one in listed):
        return False
    return holder.changed or any(OLD not in one.wording.fresh for one in listed)


def mend_contents(
    contents: Sequence[str], old: Iterable[Provision], new: Iterable[Provision]
) -> tuple[str, ...] | None:
    """Return a table of contents with the new headings, or None where it does not list the old ones one by one."""
    if [squeezed(line) for line in contents] != [squeezed(one.label + one.heading) for one in old if _entry(one)]:
        return None
    return tuple(f"{one.label}　{one.heading}".strip("　") for one in new if _entry(one))


def _entry(one: Provision) -> bool:
    return one.is_heading or (one.level is Level.PARAGRAPH and one.heading != "")
