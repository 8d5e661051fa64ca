"""Which encoding a file of Chinese text is in: the one in which it reads like Chinese, never a silent guess."""

import codecs
from collections import Counter
from collections.abc import Iterator

# Longer marks first: UTF-32's begins like UTF-16's.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SIGNS = frozenset("　、。，；：？！“”‘’（）《》〈〉【】〖〗〔〕「」『』…—·～％〇")
# How much of a text has to be usual characters before it is taken to be Chinese in that encoding.
USUAL = 0.5
# What a page may say of itself, and what is meant: every browser reads gb2312 by its successor.
NAMED = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb18030": "gb18030", "hz-gb-2312": "hz",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs",
}  # fmt: skip
# A text cut in the middle of a character, or with a few bytes lost on the way, is still that text.
LOST = 0.002
SAMPLE = 1_000_000


def encoding_of(content: bytes, named: str = "") -> str | None:
    """Return the encoding of ``content``, or None where it reads like text in none that is known.

    A byte order mark decides; then UTF-8, which nothing else looks like; then the encoding that the file itself
    has ``named``; else the one of GB18030, Big5 and UTF-16 in which most characters are usual ones.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return encoding
    if _decodes(content, "utf-8"):
        return "utf-8"
    successor = NAMED.get(named.lower())
    if successor and _decodes(content, successor):
        return successor
    best = max(((_likeness(text), encoding) for encoding, text in _readings(content)), default=(0.0, ""))
    return best[1] if best[0] >= USUAL else None


def _decodes(content: bytes, encoding: str) -> bool:
    if 0 in content and b"\x00\x00" not in content and content.count(0) > len(content) // 8:
        # Latin letters in UTF-16 are UTF-8 with zeros between.
        return False
    text = content.decode(encoding, "replace")
    return text.count("\ufffd") <= LOST * len(text)


def _readings(content: bytes) -> Iterator[tuple[str, str]]:
    encodings = ["gb18030", "big5hkscs"]
    if len(content) % 2 == 0:
        encodings += ["utf-16-le", "utf-16-be"]
    for encoding in encodings:
        text = content[:SAMPLE].decode(encoding, "replace")
        if text.count("\ufffd") <= max(1, LOST * len(text)):
            yield encoding, text


def _likeness(text: str) -> float:
    """Return the share of usual signs: those of the first level of GB 2312 or of Big5, letters and punctuation."""
    counts = Counter(text)
    usual = sum(count for sign, count in counts.items() if _is_usual(sign))
    return usual / max(1, len(text))


def _is_usual(sign: str) -> bool:
    if sign in SIGNS or sign.isspace() or (sign.isascii() and sign.isprintable()):
        return True
    if not "\u4e00" <= sign <= "\u9fff":
        return False
    simplified = sign.encode("gb2312", "ignore")[:1]
    traditional = sign.encode("big5", "ignore")[:1]
    return b"\xb0" <= simplified <= b"\xd7" or b"\xa4" <= traditional <= b"\xc6"
