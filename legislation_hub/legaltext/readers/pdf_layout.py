"""Rows of printed pages become paragraphs again: by margin, indent and distance; where none decides it is told."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from legislation_hub.legaltext.marks import CLOSERS, HEADINGS, Mark, ends_sentence, mark_of
from legislation_hub.legaltext.numbering import arabic
from legislation_hub.legaltext.source import Telling
from legislation_hub.legaltext.unwrapping import joined
from legislation_hub.vocabulary import N_, LineKind

# Heads and feet stand in these shares of the page, on these shares of the pages.
ZONE = 0.13
OFTEN = 0.4
AGREE = 0.6
# In sizes of a sign: what is an indent, and how exactly rows of one kind stand at one height.
INDENT = 0.7
SAME_HEIGHT = 0.5
SAME_SIZE = 0.12
WIDER = 1.3
# No page is as wide as that many signs.
LONGEST = 1_000
# The widest two rows in a hundred may stick out (a table, a stray sign); the others end at the margin.
STICKING_OUT = 50
# No paragraph of a law begins with these words.
CONNECTING = ("但", "其中")

MENDED = N_("Rows broken by the margin or the page were put together to paragraphs (%(count)s).")
HEADED = N_("Running heads and page numbers were left out (%(count)s).")
UNSURE = N_(
    "Here a sentence ends exactly at the margin; a new paragraph may begin behind it (%(count)s such places)."
)
CELLS = N_("Rows with wide gaps look like a table or columns; they stand as they were drawn (%(count)s).")

_NUMBER = re.compile("[0-9０-９]+|(?<=第)[〇零一二三四五六七八九十百]+(?=页)")
_PAGE_NUMBER = re.compile(
    r"[\-—–－―·.~\s]*(?:第\s*)?#\s*(?:页)?\s*(?:[/／,，、|]?\s*(?:共\s*)?#\s*(?:页)?)?[\-—–－―·.~\s]*"
)
_LEADER = re.compile(r"(?<![.…·．‥])(?:[.…·．‥]{3,}+|…++)\s*+\d++$")
_OPENING, _CLOSING = "“‘（《〈【〖〔「『(<[{", "”’）》〉】〗〕」』)>]}，。、；：？！,.;:?!%…—"
_UNIT = re.compile(rf"[{re.escape(_OPENING)}]*(?:[A-Za-z0-9０-９.]+|.)[{re.escape(_CLOSING)}]*", re.DOTALL)


@dataclass(slots=True)
class Row:
    """One row of print: its text, from where to where it runs on its base line, and the size of its signs.

    ``solid`` is where its last sign ends that is no space; ``broken`` says that wide gaps part it.
    """

    page: int
    height: float
    text: str
    left: float
    right: float
    base: float
    size: float
    solid: float = 0.0
    broken: bool = False

    def __post_init__(self) -> None:
        """Let a row of one sign end where that sign ends."""
        self.solid = self.solid or self.right

    def goes_on(self, left: float, base: float) -> bool:
        """Tell whether a sign that begins at ``left`` on the line ``base`` stands behind the row's last one."""
        level = abs(base - self.base) < SAME_HEIGHT * self.size
        return level and left > self.right - self.size and len(self.text) < LONGEST

    def is_label(self) -> bool:
        """Tell whether nothing but a number stands in the row so far: behind it any gap is usual."""
        mark = mark_of(self.text.strip())
        return mark is not None and not mark.rest and not mark.heading


def paragraphs(pages: Sequence[list[Row]], telling: Telling) -> list[str]:
    """Return the text of ``pages`` paragraph by paragraph, without running heads and page numbers."""
    rows = _without_heads(pages, telling)
    layout = _Layout(rows)
    lines: list[list[str]] = []
    for before, row in zip([None, *rows], rows, strict=False):
        text = row.text.strip()
        if row.broken:
            telling.tell(CELLS, len(lines) + 1)
        follows = before is not None and layout.follows(before, row)
        if before is not None and follows and layout.is_unsure(before):
            telling.tell(UNSURE, len(lines), text)
        if before is not None and follows and layout.goes_on(before, row):
            telling.tell(MENDED)
            last = lines[-1][-1][-1:]
            lines[-1].append(joined(last, text)[len(last) :])
        else:
            lines.append([text])
    return ["".join(pieces) for pieces in lines]


def _without_heads(pages: Sequence[list[Row]], telling: Telling) -> list[Row]:
    """Return the rows of the pages themselves: what comes again in the margin of page after page goes."""
    found: dict[tuple[str, bool], list[Row]] = defaultdict(list)
    filled = sum(bool(rows) for rows in pages)
    for rows in pages:
        for row in rows:
            share = row.base / row.height if row.height else 0.5
            if not ZONE < share < 1 - ZONE:
                found[_key(row.text), share > 0.5].append(row)
    heads = {
        id(row)
        for (key, _upper), alike in found.items()
        for row in (_page_numbers(alike) if _PAGE_NUMBER.fullmatch(key) else _repeated(alike, filled))
    }
    if heads:
        telling.tell(HEADED, times=len(heads))
    return [row for rows in pages for row in rows if id(row) not in heads]


def _key(text: str) -> str:
    return _NUMBER.sub("#", "".join(text.split()))


def _page_numbers(rows: list[Row]) -> list[Row]:
    """Return those of ``rows`` whose numbers go up with the pages; one alone may be that of a first page."""
    steps = [(arabic(_NUMBER.findall("".join(row.text.split()))[0]) or 0) - row.page for row in rows]
    step, times = Counter(steps).most_common(1)[0]
    if (len(rows) == 1 and step != 1) or times < AGREE * len(rows):
        return []
    return [row for row, other in zip(rows, steps, strict=True) if other == step]


def _repeated(rows: list[Row], pages: int) -> list[Row]:
    """Return those of ``rows`` that are one running head: the same words at the same height, page after page."""
    mark = mark_of(rows[0].text.strip())
    height = median_low(row.base for row in rows)
    level = [row for row in rows if abs(row.base - height) < SAME_HEIGHT * row.size]
    few = len({row.page for row in level}) < max(2, OFTEN * pages)
    return [] if few or (mark and mark.kind is LineKind.ARTICLE) else level


class _Layout:
    """What the rows of one document have in common: its margins, its distances, and whether it indents."""

    def __init__(self, rows: Sequence[Row]) -> None:
        by_size = Counter(round(row.size) for row in rows for _sign in row.text)
        size = by_size.most_common(1)[0][0] if by_size else 0
        body = [row for row in rows if abs(row.size - size) <= max(1.0, SAME_SIZE * size)]
        # A stop or bracket may hang out over the margin.
        ends = sorted((row.solid for row in body if row.text.rstrip()[-1] not in _CLOSING), reverse=True)
        self.right = ends[len(ends) // STICKING_OUT] if ends else 0.0
        followed = [(one, other) for one, other in pairwise(body) if self.is_full(one, other)]
        self.left = _most(row.left for _before, row in followed)
        self.pitch = _most(
            one.base - other.base for one, other in followed if one.page == other.page and one.base > other.base
        )
        begun = [row for one, row in pairwise(body) if not self.is_full(one, row) and _is_paragraph(row)]
        self.indents = sum(map(self.is_indented, begun)) * 2 > len(begun)

    def is_full(self, row: Row, after: Row) -> bool:
        """Tell whether what ``after`` begins with had no room at the end of ``row``."""
        text = after.text.strip()
        unit = _UNIT.match(text)
        width = (after.solid - after.left) / max(1, len(text)) * len(unit[0] if unit else "")
        return self.right - row.solid < width + 0.1 * row.size and _LEADER.search(row.text.strip()) is None

    def is_indented(self, row: Row) -> bool:
        """Tell whether ``row`` begins right of where rows go on."""
        return row.left > self.left + INDENT * row.size

    def follows(self, before: Row, row: Row) -> bool:
        """Tell whether by its place alone ``row`` may go on the paragraph of ``before``."""
        if abs(before.size - row.size) > SAME_SIZE * max(before.size, row.size) or before.broken or row.broken:
            return False
        apart = before.base - row.base
        if before.page == row.page and not 0 < apart <= WIDER * (self.pitch or apart):
            return False
        if not self.is_full(before, row):
            return False
        mark = mark_of(row.text.strip())
        if mark is not None and mark.sure:
            return self.refers(before, row, mark)
        if self.indents and self.is_indented(row):
            return not ends_sentence(before.text) and row.left <= before.left + INDENT * row.size
        return True

    def refers(self, before: Row, row: Row, mark: Mark) -> bool:
        """Tell whether the number at the head of ``row`` only goes on a sentence: 依照本法 / 第三条."""
        begun = mark.kind in HEADINGS or (self.indents and self.is_indented(row))
        return not begun and not ends_sentence(before.text)

    def goes_on(self, before: Row, row: Row) -> bool:
        """Tell whether ``row``, which may follow by its place, goes on the paragraph of ``before``."""
        # In law texts a full stop at the margin ends a paragraph in three cases of five, any other sign in few.
        stops = self.is_unsure(before) and before.text.rstrip(CLOSERS + " ").endswith("。")
        return not stops or row.text.strip().startswith(CONNECTING)

    def is_unsure(self, before: Row) -> bool:
        """Tell whether nothing but the words can tell if the paragraph of ``before`` is at its end."""
        return not self.indents and ends_sentence(before.text)


def _is_paragraph(row: Row) -> bool:
    """Tell whether ``row`` begins a paragraph of an article, and not a heading that may stand anywhere."""
    mark = mark_of(row.text.strip())
    return mark is None or mark.kind in {LineKind.ARTICLE, LineKind.ITEM}


def _most(values: Iterable[float]) -> float:
    """Return the value, rounded to halves, that comes most often; 0 where there is none."""
    counted = Counter(round(value * 2) / 2 for value in values)
    return counted.most_common(1)[0][0] if counted else 0.0
