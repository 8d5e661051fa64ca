"""The numbers of Chinese law, both ways: 一百零二 and 102, 第一百二十条之一 and "120-1"."""

import re
from functools import lru_cache

DIGITS = "零一二三四五六七八九"
UNITS = {"十": 10, "百": 100, "千": 1000}
SIGNS = "0-9０-９〇○零一二三四五六七八九十百千两兩"
SIGN = f"[{SIGNS}]"
LONGEST = 12
NUMERAL = rf"{SIGN}(?:\s*{SIGN}){{0,{LONGEST - 1}}}"

_FIGURES = str.maketrans("０１２３４５６７８９〇○零一二两兩三四五六七八九", "012345678900012223456789")
_VALUES = {sign: value for value, sign in enumerate(DIGITS)} | {"〇": 0, "○": 0, "两": 2, "兩": 2} | UNITS
_INSERTED = re.compile(rf"({NUMERAL})\s*(?:分?[编編]|章|[节節]|[条條])?\s*(?:之\s*({NUMERAL}))?")


@lru_cache(maxsize=10_000)
def arabic(numeral: str) -> int | None:
    """Return the number that ``numeral`` writes (一百〇二, 一〇二, 102, １０２, with spaces or not), or None."""
    text = "".join(numeral.split())
    if not 0 < len(text) <= LONGEST:
        return None
    figures = text.translate(_FIGURES)
    if figures.isascii() and figures.isdigit():
        return int(figures)
    total, digit = 0, 0
    for sign in text:
        value = _VALUES.get(sign)
        if value is None:
            return None
        if value < 10:
            digit = value
        else:
            total += (digit or 1) * value
            digit = 0
    return total + digit


def chinese(number: int) -> str:
    """Return ``number`` as statutes print it: 十二, 一百零二, 一千二百六十; in figures outside 1 to 9999."""
    if not 0 < number < 10_000:
        return str(number)
    text, gap = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, size)
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + unit
        gap = not digit
    return text.removeprefix("一") if text.startswith("一十") else text


def number_of(label: str) -> str:
    """Return the number in a label as the contract writes it: 第一百二十条之一 is "120-1"; none is ""."""
    found = _INSERTED.search(label)
    first = arabic(found[1]) if found else None
    if found is None or first is None:
        return ""
    second = arabic(found[2]) if found[2] else None
    return str(first) if second is None else f"{first}-{second}"


def order(number: str) -> tuple[int, int]:
    """Return what sorts numbers as they stand in a law: "120" before "120-1" before "121"."""
    first, _, second = number.partition("-")
    return int(first or 0), int(second or 0)


def follows(number: str, before: str) -> bool:
    """Tell whether ``number`` comes next after ``before``: 13 or 12-1 after 12, 12-2 after 12-1."""
    if number.isdigit() and before.isdigit():
        return int(number) == int(before) + 1
    first, second = order(before)
    return order(number) in {(first + 1, 0), (first, second + 1)}
