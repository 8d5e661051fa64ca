"""Plain text and Markdown, in the encodings that offices really use."""

import re

from legislation_hub.legaltext.readers.encodings import encoding_of
from legislation_hub.legaltext.source import Found, Telling
from legislation_hub.problems import FileNotWhatItSays
from legislation_hub.vocabulary import N_

OTHER_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
CONTROL = 0.01

LOST = N_("Signs could not be read and are shown as \ufffd (%(count)s). Compare them with the paper.")

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_HEADING = re.compile(r"#{1,6}\s")
_RULE = re.compile(r"^ {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_BULLET = re.compile(r"^\s*[-*+>]\s+")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+?)(?<=\S)\1")
_TABLE_RULE = re.compile(r"^\s*\|(?:\s*:?-+:?\s*\|)+\s*$")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def read_plain(name: str, content: bytes) -> Found:
    """Return the text of a .txt file in UTF-8, UTF-16, UTF-32, GB18030 or Big5; raises FileNotWhatItSays."""
    return decoded(name, content, ".txt")


def read_markdown(name: str, content: bytes) -> Found:
    """Return the text of a .md file without front matter and the signs of headings, lists and emphasis."""
    found = decoded(name, content, ".md")
    text = _FRONT_MATTER.sub("", found.text.replace("\r\n", "\n"))
    return Found("\n".join(_bare(line) for line in text.splitlines()), found.remarks)


def decoded(name: str, content: bytes, kind: str, encoding: str = "") -> Found:
    """Return ``content`` as text; ``encoding`` is what the file says of itself. Raises FileNotWhatItSays."""
    if content.startswith(OTHER_FILES):
        raise FileNotWhatItSays(name=name, kind=kind)
    guessed = encoding_of(content, encoding)
    text = content.decode(guessed, "replace") if guessed else ""
    if not text or _controls(text) > CONTROL * len(text):
        raise FileNotWhatItSays(name=name, kind=kind)
    telling = Telling()
    if lost := text.count("\ufffd"):
        at = text.index("\ufffd")
        telling.tell(LOST, len(text[: at + 1].splitlines()), times=lost)
    return Found(text, telling.remarks())


def _controls(text: str) -> int:
    return sum(text.count(chr(sign)) for sign in (*range(9), *range(14, 32)))


def _bare(line: str) -> str:
    if _RULE.match(line) or _TABLE_RULE.match(line):
        return ""
    text = _BULLET.sub("", line)
    if _HEADING.match(line.strip()):
        # Signs of the same kind may close a heading.
        text = line.strip().lstrip("#").strip()
        closed = text.rstrip("#")
        text = closed.rstrip() if closed[-1:].isspace() else text
    return _ESCAPE.sub(r"\1", _EMPHASIS.sub(r"\2", text))
