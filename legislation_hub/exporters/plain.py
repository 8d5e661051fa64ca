"""Text that any file format takes: nothing that breaks XML, nothing that a spreadsheet would run."""

import re
import unicodedata

# What XML 1.0 cannot hold, and the signs that turn the direction of the text that follows them.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def printable(text: str) -> str:
    """Return ``text`` without control characters; line ends become "\\n", a broken character "\ufffd"."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return LONE_SURROGATE.sub("\ufffd", UNPRINTABLE.sub("", text))


def formula(text: str) -> bool:
    """Say whether a spreadsheet might run ``text``; spaces before the sign do not hinder some of them."""
    return text.lstrip().startswith(FORMULA)


def harmless(text: str) -> str:
    """Return ``text`` so that no spreadsheet runs it (CWE-1236)."""
    # A cell that begins like a formula would be run by the spreadsheet that opens it.
    return f"'{text}" if formula(text) else text


def width(text: str) -> float:
    """Return how many Chinese characters wide ``text`` prints: Latin letters and figures are a half."""
    return sum(1 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)
