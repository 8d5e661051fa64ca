"""The numbers of Chinese law, both ways: 一百零二 and 102, 第一百二十条之一 and "120-1"."""

import re

DIGITS = "零一二三四五六七八九"
UNITS = {"十": 10, "百": 100, "千": 1000}
SIGN = "[0-9０-９〇○零一二三四五六七八九十百千两]"
LONGEST = 12
NUMERAL = rf"{SIGN}(?:\s*{SIGN}){{0,{LONGEST - 1}}}"

_PLAIN = str.maketrans("０１２３４５６７８９〇○两", "0123456789零零二")
_INSERTED = re.compile(rf"({NUMERAL})\s*(?:编|分编|章|节|条)?\s*(?:之\s*({NUMERAL}))?")


def arabic(numeral: str) -> int | None:
    """Return the number that ``numeral`` writes (一百〇二, 一〇二, 102, １０２, with spaces or not), or None."""
    text = "".join(numeral.split()).translate(_PLAIN)
    if not 0 < len(text) <= LONGEST:
        return None
    if text.isascii():
        return int(text) if text.isdigit() else None
    if all(sign in DIGITS for sign in text):
        return int("".join(str(DIGITS.index(sign)) for sign in text))
    total, digit = 0, 0
    for sign in text:
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        elif sign in UNITS:
            total += (digit or 1) * UNITS[sign]
            digit = 0
        else:
            return None
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
    first, second = order(before)
    return order(number) in {(first + 1, 0), (first, second + 1)}
