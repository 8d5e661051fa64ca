"""The numbers that Word counts by itself and keeps out of the text: 第二章, 第十条, （三）."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from legislation_hub.legaltext.numbering import DIGITS, chinese
from legislation_hub.legaltext.readers.word_lists import (
    DEPTHS,
    WordLevel,
    WordList,
    lists_of,
    numbering_of,
    styles_of,
)
from legislation_hub.legaltext.readers.wordml import child, value

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
FORMAL_TRADITIONAL = str.maketrans("零一二三四五六七八九十百千", "零壹貳參肆伍陸柒捌玖拾佰仟")
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
CIRCLED = "".join(
    chr(first + at) for first, signs in ((0x2460, 20), (0x3251, 15), (0x32B1, 15)) for at in range(signs)
)
LETTERS = 780
ROMANS = 3999


def _out_of(signs: str) -> Callable[[int], str]:
    """Return the format that has one sign for each number, and figures for those above."""
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else str(number)


def _letter(number: int) -> str:
    if not 1 <= number <= LETTERS:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    if not 1 <= number <= ROMANS:
        return str(number)
    text = ""
    for size, sign in ROMAN:
        times, number = divmod(number, size)
        text += sign * times
    return text


def _digital(number: int) -> str:
    return "".join(f"〇{DIGITS[1:]}"[int(digit)] for digit in str(number))


def _formal(number: int) -> str:
    # 10 is 壹拾 there, where it is 十 in running text.
    return f"{'一' if 10 <= number <= 19 else ''}{chinese(number)}"


# ECMA-376 part 1, 17.18.59; a format that is not here is printed in figures.
FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(FULL_WIDTH),
    "decimalEnclosedCircle": _out_of(CIRCLED),
    "decimalEnclosedCircleChinese": _out_of(CIRCLED),
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "decimalEnclosedParen": lambda number: f"（{number}）",
    "numberInDash": lambda number: f"- {number} -",
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "chineseLegalSimplified": lambda number: _formal(number).translate(FORMAL),
    "ideographLegalTraditional": lambda number: _formal(number).translate(FORMAL_TRADITIONAL),
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "ideographEnclosedCircle": _out_of("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "ideographTraditional": _out_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _out_of("子丑寅卯辰巳午未申酉戌亥"),
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "bullet": lambda number: "",
    "none": lambda number: "",
}


class WordNumbers:
    """Counts the paragraphs of one document in reading order, as Word does."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        """Take the roots of numbering.xml and styles.xml, or None where the document has none."""
        self._lists = lists_of(numbering)
        self._styles = styles_of(styles)
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    def label(self, properties: Any | None) -> str:
        """Return the printed number of the next paragraph, whose w:pPr is ``properties``; "" if it has none."""
        list_id, depth = self._place(properties)
        if list_id not in self._lists:
            return ""
        one = self._lists[list_id]
        level = one.levels.get(depth, WordLevel())
        counters = self._count(list_id, one, depth)
        if level.form == "bullet" or level.hidden:
            return ""

        def number(sign: re.Match[str]) -> str:
            of = int(sign[1]) - 1
            shown = one.levels.get(of, WordLevel())
            counted = counters[of]
            form = "decimal" if level.legal else shown.form
            return FORMATS.get(form, str)(shown.start if counted is None else counted)

        return re.sub("%([1-9])", number, level.text)

    def _count(self, list_id: str, one: WordList, depth: int) -> list[int | None]:
        counters = self._counters.setdefault(one.counters, [None] * DEPTHS)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for overridden in one.starts:
                counters[overridden] = None
        counted = counters[depth]
        start = one.starts.get(depth, one.levels.get(depth, WordLevel()).start)
        counters[depth] = start if counted is None else counted + 1
        for deeper in range(depth + 1, DEPTHS):
            if depth < one.levels.get(deeper, WordLevel()).restarts:
                counters[deeper] = None
        return counters

    def _place(self, properties: Any | None) -> tuple[str, int]:
        """Return list and depth: from the paragraph itself, else from the style that it wears or its parents."""
        list_id, depth = numbering_of(properties)
        worn = list(self._worn(value(child(properties, "pStyle"))))
        for style_id in worn:
            list_id = list_id or self._styles[style_id].list_id
            depth = self._styles[style_id].depth if depth is None else depth
        if depth is None and list_id in self._lists:
            levels = self._lists[list_id].levels.items()
            depth = next((at for style_id in worn for at, level in levels if level.style == style_id), None)
        return list_id, depth or 0

    def _worn(self, style_id: str) -> Iterator[str]:
        """Yield a paragraph's style, then the styles that it is based on."""
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            yield style_id
            style_id = self._styles[style_id].parent or "\0"
