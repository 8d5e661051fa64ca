"""Plain text and Markdown, in the encodings that offices really use."""

import codecs
import re

from legislation_hub.problems import FileNotWhatItSays

# Longer marks first: UTF-32's begins like UTF-16's.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OTHER_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-", b"{\\rtf")

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$")
_RULE = re.compile(r"^ {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_BULLET = re.compile(r"^\s*[-*+>]\s+")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|~])")


def text_of_plain(name: str, content: bytes) -> str:
    """Return the text of a .txt file in UTF-8, UTF-16, UTF-32 or GB18030; raises FileNotWhatItSays."""
    if content.startswith(OTHER_FILES):
        raise FileNotWhatItSays(name=name, kind=".txt")
    try:
        return content.decode(_encoding(content))
    except UnicodeDecodeError as error:
        raise FileNotWhatItSays(name=name, kind=".txt") from error


def text_of_markdown(name: str, content: bytes) -> str:
    """Return the text of a .md file without front matter and the signs of headings, lists and emphasis."""
    text = text_of_plain(name, content).replace("\r\n", "\n")
    return "\n".join(_bare(line) for line in _FRONT_MATTER.sub("", text).splitlines())


def _encoding(content: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return encoding
    if 0 in content:
        # UTF-16 without a mark: the zero byte of a line feed or digit stands first in big endian.
        return "utf-16-be" if content[0::2].count(0) > content[1::2].count(0) else "utf-16-le"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _bare(line: str) -> str:
    if _RULE.match(line):
        return ""
    heading = _HEADING.match(line)
    text = heading[1] if heading else _BULLET.sub("", line)
    return _ESCAPE.sub(r"\1", _EMPHASIS.sub(r"\2", text))
