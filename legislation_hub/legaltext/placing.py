"""Every line of a source gets its kind: first by its own beginning, then by what stands around it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from legislation_hub.legaltext.framing import contents_again, frame, is_amending, is_date, is_supplement
from legislation_hub.legaltext.marks import (
    ANNEX,
    ARTICLE,
    CLAUSE,
    COLONS,
    CONTENTS,
    GLUED,
    HEADING,
    HEADINGS,
    ITEM,
    PARAGRAPH,
    SUBITEM,
    TITLE_LENGTH,
    Mark,
    captioned,
    ends_sentence,
    forced_mark,
    heading_text,
    mark_of,
    may_be_title,
)
from legislation_hub.legaltext.numbering import follows
from legislation_hub.legaltext.quoting import quoted
from legislation_hub.legaltext.regions import Region, regions
from legislation_hub.legaltext.settling import parted, settled
from legislation_hub.legaltext.source import Line
from legislation_hub.legaltext.tree import Remark
from legislation_hub.vocabulary import N_, LineKind

AROUND = frozenset({LineKind.TITLE, LineKind.NOTE, CONTENTS, LineKind.PREFACE, LineKind.CLOSING})
SENTENCE = 200
LISTED = frozenset({ITEM, SUBITEM})
BELOW_CLAUSES = "below clauses"
DRAWN = ("|", "![", "[^")

_LAST_WORDS = re.compile(
    r"本(?:决定|决议|修正案|解释|规定|办法)自\S*(?:施行|生效)|\S*根据本(?:决定|决议|修正案)\S*(?:修改|修正|调整)"
)


class Placed(NamedTuple):
    """A line with what it was found to be. A line that only goes on the one before has none of its own."""

    line: Line
    mark: Mark

    @property
    def kind(self) -> LineKind:
        """Return what the line is."""
        return self.mark.kind


def place(lines: Sequence[Line]) -> tuple[tuple[Placed, ...], tuple[Remark, ...]]:
    """Return all lines with their kinds, in their order, and what is doubtful about them.

    What a person said of a line holds, whatever stands in it.
    """
    said = [Placed(line, Mark(line.kind, rest=line.text)) for line in lines if line.kind and line.kind in AROUND]
    found, remarks = _place_free([line for line in lines if line.kind not in AROUND] if said else lines)
    if not said:
        return tuple(found), tuple(remarks)
    if any(one.kind is LineKind.TITLE for one in said):
        found = [_as(one, LineKind.PREFACE) if one.kind is LineKind.TITLE else one for one in found]
    return tuple(sorted([*found, *said], key=lambda one: one.line.number)), tuple(remarks)


def _place_free(lines: Sequence[Line]) -> tuple[list[Placed], list[Remark]]:
    marks = settled([forced_mark(line.kind, line.text) if line.kind else mark_of(line.text) for line in lines])
    inside = quoted([line.text for line in lines], marks)
    lines, marks, inside = parted(lines, marks, inside)
    texts = [line.text for line in lines]
    for at in (at for at, quotes in enumerate(inside) if quotes and not lines[at].kind):
        marks[at] = None
    kinds = frame(texts, marks)
    placed = [Placed(lines[at], Mark(kind, rest=texts[at])) for at, kind in enumerate(kinds)]
    again = contents_again(texts, marks, len(kinds))
    remarks = [
        Remark(lines[at].number, texts[at], N_("The table of contents stands twice.")) for at in sorted(again)[:1]
    ]
    amending = is_amending("".join(texts[at] for at, kind in enumerate(kinds) if kind is LineKind.TITLE))
    for region in regions(texts, marks, len(kinds)):
        walk = _Walk(lines, marks, inside, region, amending, again)
        placed += walk.placed()
        remarks += walk.remarks
    return placed, remarks


class _Walk:
    """Goes through one region (the body, or one annex) and settles what the marks left open."""

    def __init__(
        self,
        lines: Sequence[Line],
        marks: Sequence[Mark | None],
        inside: Sequence[bool],
        region: Region,
        amending: bool,
        contents: frozenset[int],
    ) -> None:
        self.lines = lines
        self.marks = marks
        self.inside = inside
        self.region = region
        self.amending = amending
        self.contents = contents
        self.remarks: list[Remark] = []
        self.done: list[Placed] = []
        self.article = "0"
        self.old_list = False

    def placed(self) -> list[Placed]:
        """Return the lines of the region with their kinds."""
        begin, end = self.region.begin, self.region.end
        if self.region.annex:
            self._begin_annex(begin)
            begin += 1
        for at in range(begin, self.region.closing):
            line, mark = self.lines[at], self.marks[at]
            if mark is not None:
                self.done.append(Placed(line, self._numbered(at, line, mark)))
            elif not self._goes_on(at, line):
                text = self._bare_heading(at) or Mark(PARAGRAPH, rest=line.text)
                self.done.append(Placed(line, text))
            self.old_list = self.old_list and self.done[-1].kind in LISTED
        if not self.region.annex:
            self._close()
        self.done += [
            Placed(line, Mark(LineKind.CLOSING, rest=line.text)) for line in self.lines[self.region.closing : end]
        ]
        return self.done

    def _begin_annex(self, at: int) -> None:
        line, mark = self.lines[at], self.marks[at]
        if mark is None:
            self.done.append(Placed(line, Mark(ANNEX, heading=heading_text(line.text))))
        elif mark.kind is ANNEX:
            self.done.append(Placed(line, mark))
        else:
            # Only the count tells that another text has begun; which of the lines above is its title does not.
            reason = N_("The articles count anew: another text begins. Mark its title as an annex.")
            self._remark(line, reason)
            self.done += [Placed(line, Mark(ANNEX)), Placed(line, self._numbered(at, line, mark))]

    def _numbered(self, at: int, line: Line, mark: Mark) -> Mark:
        kind = mark.kind
        if at in self.contents:
            return Mark(CONTENTS, rest=line.text)
        if kind is CLAUSE:
            return self._clause(at, mark)
        if kind is ARTICLE and not line.kind and not self._is_article(line, mark):
            found = Mark(PARAGRAPH, rest=line.text)
        elif kind is ITEM and self.old_list and not line.kind:
            # In laws of old, and in Taiwan, 一、 holds （一）.
            found = mark._replace(kind=SUBITEM, style=BELOW_CLAUSES)
        elif line.kind or kind is ARTICLE or kind is ITEM or kind in HEADINGS:
            found = mark
        elif kind is SUBITEM:
            found = self._bare_heading(at) or mark
        else:
            found = Mark(PARAGRAPH, rest=line.text)
        if found.kind is ARTICLE:
            self.article = found.number or self.article
        return found

    def _is_article(self, line: Line, mark: Mark) -> bool:
        if self.region.clauses:
            if mark.sure and not self.amending:
                self._remark(line, N_("%(label)s was read as text of what stands above it."), label=mark.label)
            return False
        if mark.sure and not self.amending:
            return True
        next_one = follows(mark.number, self.article)
        if mark.sure and self.article != "0" and not next_one:
            # An amendment quotes the articles of another law, now and then without quotation marks.
            reason = N_("%(label)s was read as an article of the law that is amended.")
            self._remark(line, reason, label=mark.label)
            return False
        return mark.sure or (next_one and mark.style == GLUED)

    def _clause(self, at: int, mark: Mark) -> Mark:
        """Read "一、": a clause of a decision, a heading above articles, or an item of an old law."""
        if at in self.region.titles and not self.region.clauses:
            return mark._replace(heading=heading_text(mark.rest), rest="")
        if self.region.clauses or self.lines[at].kind:
            return mark
        before = self.done[-1] if self.done else None
        if before is not None and not self.old_list:
            self.old_list = before.kind is ITEM or before.line.text.endswith(COLONS)
        return mark._replace(kind=ITEM) if self.old_list else Mark(PARAGRAPH, rest=self.lines[at].text)

    def _goes_on(self, at: int, line: Line) -> bool:
        """Put a line without a number to the heading or the article before it, if it goes on there."""
        before = self.done[-1] if self.done else None
        if before is None or line.kind:
            return False
        if before.kind in HEADINGS:
            return not self.inside[at] and self._goes_on_heading(before, line)
        bare = before.kind is ARTICLE and not before.mark.rest and not before.mark.heading
        return bare and self._goes_on_article(before, line)

    def _goes_on_heading(self, before: Placed, line: Line) -> bool:
        """Join a heading that was broken over two lines, or whose number stands alone."""
        if not may_be_title(line.text) or line.text.startswith(DRAWN):
            return False
        if before.mark.heading:
            self._remark(line, N_("The heading seems to be broken over two lines; they were joined."))
        joined = heading_text(before.mark.heading + line.text)
        self.done[-1] = Placed(before.line, before.mark._replace(heading=joined))
        return True

    def _goes_on_article(self, before: Placed, line: Line) -> bool:
        """Give a 条标 that stands on a line of its own, or before the text below 第三条, to its article."""
        caption, rest = captioned(line.text)
        if not caption or (rest and line.text.startswith("（")):
            return False
        self.done[-1] = Placed(before.line, before.mark._replace(heading=caption))
        self.done.append(Placed(line, Mark(PARAGRAPH, rest=rest)))
        return True

    def _bare_heading(self, at: int) -> Mark | None:
        """Read a short line between two articles as a heading, with or without a list number of its own."""
        after = self.marks[at + 1] if at + 1 < self.region.end else None
        if after is None or not after.sure or not (after.kind is ARTICLE or after.kind in HEADINGS):
            return None
        line, mark = self.lines[at], self.marks[at]
        if self.region.clauses or self.inside[at] or line.text.startswith(DRAWN):
            return None
        text = mark.rest if mark is not None else line.text
        supplement = is_supplement(text)
        # What stands above a chapter may be the title of another text, which is longer.
        longest = TITLE_LENGTH // 2 if after.kind is ARTICLE else TITLE_LENGTH
        ended = not self.done or ends_sentence(self.done[-1].line.text)
        plain = 0 < len(text) <= longest and not re.search("[，。；：|（=＝]", text)
        if not plain or not (ended or supplement):
            return None
        if mark is not None or not supplement:
            self._remark(line, N_("This heading has no number of its own kind."))
        label = mark.label if mark is not None else ""
        return Mark(HEADING, label, heading=heading_text(text))

    def _close(self) -> None:
        """Take the lines behind the last provision out of it: signature, date, words on coming into force."""
        last = len(self.done)
        while last and self._is_closing(self.done[last - 1]):
            last -= 1
        if self.region.clauses:
            own = [at for at, one in enumerate(self.done) if one.kind is not PARAGRAPH]
            behind = range(own[-1] + 1 if own else 0, last)
            last = next((at for at in behind if _LAST_WORDS.match(self.done[at].line.text[:SENTENCE])), last)
        self.done[last:] = [_as(one, LineKind.CLOSING) for one in self.done[last:]]

    def _is_closing(self, one: Placed) -> bool:
        text = one.line.text
        if one.kind is not PARAGRAPH or one.line.kind:
            return False
        return is_date(text) or text.startswith(DRAWN) or may_be_title(text)

    def _remark(self, line: Line, reason: str, **values: object) -> None:
        self.remarks.append(Remark(line.number, line.text, reason, values))


def _as(one: Placed, kind: LineKind) -> Placed:
    return Placed(one.line, Mark(kind, rest=one.line.text))
