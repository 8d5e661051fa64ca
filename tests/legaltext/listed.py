"""A real law as offices write it: Word counts headings, articles and items; the numbers are not in the text."""

from io import BytesIO

import docx
from docx.oxml import parse_xml

from legislation_hub.legaltext.numbering import chinese
from legislation_hub.legaltext.parsing import outline
from legislation_hub.legaltext.source import Source
from legislation_hub.vocabulary import LineKind

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
# What is printed, and (as w:lvlRestart says it) the first level that does not begin it anew.
LEVELS = (
    (LineKind.PART, "第{}编", 0),
    (LineKind.SUBPART, "第{}分编", 1),
    (LineKind.CHAPTER, "第{}章", 1),
    (LineKind.SECTION, "第{}节", 3),
    (LineKind.ARTICLE, "第{}条", 0),
    (LineKind.ITEM, "（{}）", 5),
)
DEPTHS = {kind: depth for depth, (kind, _text, _restart) in enumerate(LEVELS)}
ABSTRACT = 70


def listed(source: Source) -> bytes:
    """Return ``source`` as a .docx in which Word counts; where a number jumps, a list with a new start begins."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {WORD} w:abstractNumId="{ABSTRACT}">{"".join(_levels())}</w:abstractNum>')
    )
    lists = [numbering.append(_list(ABSTRACT))]
    counters, begin = [0] * len(LEVELS), {}
    placed, _remarks = outline(source)
    for one in placed:
        paragraph = document.add_paragraph()
        depth = DEPTHS.get(one.kind)
        number = int(one.mark.number) if one.mark.number.isdigit() else 0
        if depth is None or one.mark.label != LEVELS[depth][1].format(chinese(number)):
            paragraph.add_run(one.line.text)
            continue
        if counters[depth] + 1 != number:
            lists.append(numbering.append(_list(ABSTRACT + len(lists), f"{depth}", f"{number}")))
            # A start that was set anew holds whenever the level begins again (ECMA-376 part 1, 17.9.27).
            begin = {depth: number}
        counters[depth] = number
        for deeper in range(depth + 1, len(LEVELS)):
            counters[deeper] = begin.get(deeper, 1) - 1 if depth < LEVELS[deeper][2] else counters[deeper]
        caption = (
            f"【{one.mark.heading}】" if one.kind is LineKind.ARTICLE and one.mark.heading else one.mark.heading
        )
        paragraph.add_run(f"{caption}　{one.mark.rest}".strip())
        paragraph._p.get_or_add_pPr().append(_place(depth, ABSTRACT + len(lists) - 1))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _place(depth, number):
    return parse_xml(f'<w:numPr {WORD}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def _list(number, depth="", start=""):
    override = (
        f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>' if depth else ""
    )
    return parse_xml(f'<w:num {WORD} w:numId="{number}"><w:abstractNumId w:val="{ABSTRACT}"/>{override}</w:num>')


def _levels():
    return [
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
        f'<w:lvlRestart w:val="{restart}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text.format(f"%{depth + 1}")}"/></w:lvl>'
        for depth, (_kind, text, restart) in enumerate(LEVELS)
    ]
